#include "journal/system_state.h"

#include <algorithm>

#include "journal/open_journal.h"

namespace homevisit::journal {
namespace {

constexpr std::int64_t doubts_are_trouble = 3;  // on end

Status write(const Store& store, Session& session, const SystemState& state) {
  return session.run(
      "INSERT INTO system_state(system, last_success, trouble_since, paused_until, failures, code) "
      "VALUES(:system, :last_success, :trouble_since, :paused_until, :failures, :code) "
      "ON CONFLICT(system) DO UPDATE SET last_success = excluded.last_success, "
      "trouble_since = excluded.trouble_since, paused_until = excluded.paused_until, "
      "failures = excluded.failures, code = excluded.code",
      store.system, state.last_success, state.trouble_since, state.paused_until, state.failures,
      state.code);
}

std::int64_t pause(const SystemState& state, const DeliveryTerms& terms,
                   const Settlement& settlement) {
  if (settlement.retry_after >= 0) return std::min(settlement.retry_after, terms.wait_most);
  const auto doublings = std::clamp<std::int64_t>(state.failures - 1, 0, 20);
  return std::min(terms.pause_most, terms.pause_least << doublings);
}

// A moment further away than anything may wait was written before the clock was set back.
bool lies_ahead(std::int64_t moment, std::int64_t now, const DeliveryTerms& terms) {
  return moment > now && moment <= now + std::max(terms.wait_most, terms.lease);
}

}  // namespace

Result<SystemState> read_system_state(const Store& store, Session& session) {
  HV_ASSIGN(auto row,
            (session.one<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::string>(
                "SELECT last_success, trouble_since, paused_until, failures, code "
                "FROM system_state WHERE system = :system",
                store.system)));
  if (!row) return SystemState();
  auto& [last_success, trouble_since, paused_until, failures, code] = *row;
  return SystemState{last_success, trouble_since, paused_until, failures, std::move(code)};
}

Result<bool> is_paused(const Store& store, Session& session, const DeliveryTerms& terms) {
  HV_ASSIGN(const SystemState state, read_system_state(store, session));
  return lies_ahead(state.paused_until, store.clock.now_ms(), terms);
}

Status note_system(const Store& store, Session& session, const DeliveryTerms& terms,
                   const Settlement& settlement) {
  if (settlement.system == Settlement::System::silent) return ok();
  HV_ASSIGN(SystemState state, read_system_state(store, session));
  const std::int64_t now = store.clock.now_ms();
  if (settlement.system == Settlement::System::well) {
    const bool filed = settlement.outcome == Settlement::Outcome::done;
    const std::int64_t last_success = filed ? now : state.last_success;
    state = SystemState();
    state.last_success = last_success;
    return write(store, session, state);
  }
  ++state.failures;
  state.code = settlement.code;
  if (state.trouble_since == 0 || state.trouble_since > now) state.trouble_since = now;
  const bool trouble =
      settlement.system == Settlement::System::trouble || state.failures >= doubts_are_trouble;
  if (trouble) state.paused_until = now + pause(state, terms, settlement);
  return write(store, session, state);
}

Status hold_others_back(const Store& store, Session& session, const DeliveryTerms& terms) {
  HV_ASSIGN(SystemState state, read_system_state(store, session));
  if (state.failures == 0 || state.paused_until == 0) return ok();
  state.paused_until = store.clock.now_ms() + terms.lease;
  return write(store, session, state);
}

Result<SystemState> OpenJournal::system_state() {
  HV_ASSIGN(const auto session, pool_.reader());
  return read_system_state(store_, *session);
}

}  // namespace homevisit::journal
