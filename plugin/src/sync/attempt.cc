#include "sync/attempt.h"

#include <algorithm>

#include "sync/join.h"
#include "sync/record.h"

namespace homevisit::sync {
namespace {

using journal::Settlement;

hv_entry_kind kind_of(const std::string& name) {
  if (name == "answer") return HV_ENTRY_ANSWER;
  if (name == "addendum") return HV_ENTRY_ADDENDUM;
  if (name == "agreement") return HV_ENTRY_AGREEMENT;
  return HV_ENTRY_VISIT;
}

// 1, 2, 4 ... minutes, at most an hour.
std::int64_t wait_ms(int attempts) { return std::int64_t{60'000} << std::clamp(attempts, 0, 6); }

// The same may go well later.
bool passes(const Error& error) {
  return error.retryable || error.status == HV_UNAVAILABLE || error.status == HV_CANCELLED ||
         error.status == HV_DEADLINE_EXCEEDED || error.status == HV_RESOURCE_EXHAUSTED ||
         error.status == HV_UNAUTHENTICATED;
}

// What an error tells of the system as a whole, not of this entry alone: it is away, does not let
// us in, or asks us to wait.
bool is_the_system(const Error& error) {
  if (error.status == HV_UNAUTHENTICATED || error.http_status == 401) return true;
  if (error.http_status == 429 || error.http_status == 503) return true;
  return error.http_status == 0 && error.status == HV_UNAVAILABLE;
}

void note_trouble(const Error& error, Settlement& out) {
  out.code = error.code;
  // Stopped here, or it waited too long for another call to this system to end: it says nothing of
  // the system.
  if (error.status == HV_CANCELLED || error.code == "deadline_exceeded") return;
  out.system = is_the_system(error) ? Settlement::System::trouble : Settlement::System::doubtful;
  // What the system itself asks for; of a broken connection it is what the network would wait.
  if (error.http_status != 0) out.retry_after = error.retry_after_ms;
}

}  // namespace

void give_back(const journal::Claim& claim, Settlement& out) {
  out.outcome = claim.unknown ? Settlement::Outcome::unknown : Settlement::Outcome::again;
}

Attempt::Attempt(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
                 const CallControl& control, const DeliverOptions& options,
                 std::function<bool()> id_stands, std::function<void()> meanwhile)
    : journal_(journal),
      adapter_(adapter),
      clock_(clock),
      options_(options),
      id_stands_(std::move(id_stands)) {
  control_.outer = reinterpret_cast<const volatile std::int32_t*>(&control.cancelled);
  const std::int64_t end = system_clock().now_ms() + options.send_within;
  control_.deadline = control.deadline == 0 ? end : std::min(control.deadline, end);
  control_.uptime_limit = system_clock().uptime_ms() + options.send_within;
  control_.meanwhile = std::move(meanwhile);
}

Settlement Attempt::make(const journal::Claim& claim) {
  Settlement out;
  out.item = claim.item.id;
  out.attempt = claim.attempt();
  const auto entry = read_entry(claim.item.entry);
  if (!entry) {
    out.outcome = Settlement::Outcome::stopped;
    out.code = entry.error().code;
  } else if (entry->withdraw) {
    withdraw(claim, *entry, out);
  } else {
    deliver(claim, *entry, out);
  }
  return out;
}

void Attempt::deliver(const journal::Claim& claim, const Entry& entry, Settlement& out) {
  if (claim.unknown) {
    Found found;
    if (!look_up(claim.item, claim.item.former, entry.marker, found, out)) return;
    tell(Step::looked_up);
    if (found.count == 1) {
      if (!find_beside(claim, entry, found, out)) return;
      out.outcome = Settlement::Outcome::done;
      out.entry_id = found.entry_id;
      out.version = found.version;
      out.system = Settlement::System::well;
      return;
    }
    if (found.count > 1) {
      out.outcome = Settlement::Outcome::stopped;
      out.code = "two_entries_with_one_marker";
      out.system = Settlement::System::well;
      return;
    }
    if (found.began < claim.absent_after) {
      // It may still be on its way.
      out.outcome = Settlement::Outcome::unknown;
      out.code = "may_be_on_its_way";
      return;
    }
  }
  submit(claim, entry, out);
}

// The system may have moved the entries of a student whose id changed, or left them where they
// were.
bool Attempt::look_up(const journal::OutboxItem& item, const std::vector<std::string>& others,
                      const std::string& marker, Found& found, Settlement& out) {
  if (!can(HV_CAN_FIND_BY_MARKER)) {
    out.outcome = Settlement::Outcome::stopped;
    out.code = "cannot_look_up";
    return false;
  }
  found.began = clock_.uptime_ms();
  const auto take = [&](const hv_record& record) {
    if (record.kind == HV_KIND_ENTRY && record.of.entry != nullptr) {
      const hv_entry& entry = *record.of.entry;
      ++found.count;
      found.all_void = found.all_void && entry.withdrawn == HV_YES;
      found.entry_id = adapters::view(entry.entry_id);
      found.version = adapters::view(entry.version);
      found.said = said_in(adapters::view(entry.date), adapters::view(entry.title),
                           adapters::view(entry.text));
    }
    return ok();
  };
  Status status = adapter_.lookup(item.student, marker, control_, take);
  for (const std::string& other : others) {
    // A student who is not there has no entries.
    if (found.count > 0 || (!status && status.error().status != HV_NOT_FOUND)) break;
    status = adapter_.lookup(other, marker, control_, take);
  }
  if (status || status.error().status == HV_NOT_FOUND) return true;
  out.outcome = Settlement::Outcome::unknown;
  note_trouble(status.error(), out);
  return false;
}

Result<std::optional<Expected>> Attempt::replaced_by(const journal::Claim& claim,
                                                     const Entry& entry) {
  const bool replaces = entry.kind == "visit" && !entry.amends.empty();
  if (!replaces || !can(HV_CAN_AMEND) || !can(HV_CAN_FIND_BY_MARKER))
    return std::optional<Expected>();
  HV_ASSIGN(const auto rows, journal_.outbox_of(claim.item.student));
  std::optional<Expected> latest;
  for (Expected& expected : expected_of(rows).entries)
    if (expected.begins == entry.amends) latest = std::move(expected);
  return latest;
}

bool Attempt::compare_with_filed(const journal::Claim& claim, const Expected& replaced,
                                 Settlement& out) {
  Found found;
  if (!look_up(claim.item, claim.item.former, replaced.markers.back(), found, out)) {
    // Nothing was sent: it waits as it did.
    if (!claim.unknown) {
      out.outcome = Settlement::Outcome::again;
      if (out.system == Settlement::System::doubtful) out.wait = wait_ms(claim.item.attempts);
    }
    return false;
  }
  if (found.count == 0) return true;  // there is nothing to overwrite
  const Looked looked{replaced.markers.back(), found.entry_id, found.all_void, found.said};
  if (looked.is_void || !says_the_same(replaced, looked)) out.beside = replaced.items.back();
  return true;
}

bool Attempt::find_beside(const journal::Claim& claim, const Entry& entry, const Found& found,
                          Settlement& out) {
  const auto replaced = replaced_by(claim, entry);
  if (!replaced || !*replaced) return true;
  Found before;
  if (!look_up(claim.item, claim.item.former, (*replaced)->markers.front(), before, out))
    return false;
  if (before.count > 0 && before.entry_id != found.entry_id) out.beside = (*replaced)->items.back();
  return true;
}

void Attempt::submit(const journal::Claim& claim, const Entry& entry, Settlement& out) {
  const journal::OutboxItem& item = claim.item;
  const auto replaced = replaced_by(claim, entry);
  // It was stopped, and a later correction went by: an older report must not replace it.
  if (replaced && *replaced && (*replaced)->items.back() > item.id) {
    out.outcome = Settlement::Outcome::stopped;
    out.code = "newer_is_filed";
    return;
  }
  if (!replaced) {
    out.outcome = Settlement::Outcome::again;
    out.code = replaced.error().code;
    out.wait = wait_ms(item.attempts);
    return;
  }
  if (*replaced && !compare_with_filed(claim, **replaced, out)) return;
  hv_entry sent{};
  sent.struct_size = sizeof sent;
  sent.marker = adapters::str(entry.marker);
  sent.student = adapters::str(item.student);
  sent.kind = kind_of(entry.kind);
  sent.date = adapters::str(entry.date);
  sent.title = adapters::str(entry.title);
  sent.text = adapters::str(entry.text);
  sent.structured = adapters::str(entry.structured);
  sent.language = adapters::str(entry.language);
  sent.author = adapters::str(entry.author);
  sent.amends = adapters::str(entry.amends);
  // What stands beside an earlier version is replaced there, and not in the place of the first.
  if (*replaced) sent.amends = adapters::str((*replaced)->markers.front());
  if (out.beside != 0 || (!entry.beside.empty() && !can(HV_CAN_AMEND))) {
    sent.kind = HV_ENTRY_ADDENDUM;
    if (!entry.beside.empty()) sent.title = adapters::str(entry.beside);
  }
  hv_receipt receipt{};
  receipt.struct_size = sizeof receipt;
  if (!id_stands_()) return give_back(claim, out);
  tell(Step::sending);
  const Status status = adapter_.submit(sent, entry.marker, item.attempts + 1, control_, receipt);
  if (!status && status.error().status == HV_CONFLICT)
    return conflicted(claim, entry, status.error(), out);
  if (!status) return failed(item, status.error(), out);
  out.outcome = Settlement::Outcome::done;
  out.system = Settlement::System::well;
  out.entry_id = receipt.entry_id;
  out.version = receipt.version;
}

// Adapters make an entry void that is void already, so one that may have been made void is made
// void again; but not where a look shows that it is.
void Attempt::withdraw(const journal::Claim& claim, const Entry& entry, Settlement& out) {
  if (!can(HV_CAN_WITHDRAW)) return say_that_it_does_not_hold(claim, entry, out);
  const std::vector<std::string> others = other_ids(claim.item);
  if (claim.unknown) {
    Found found;
    if (!look_up(claim.item, others, entry.marker, found, out)) return;
    tell(Step::looked_up);
    // Where nothing was found, the withdrawal itself says whether there is anything.
    if (found.count > 0 && found.all_void) {
      out.outcome = Settlement::Outcome::done;
      out.system = Settlement::System::well;
      return;
    }
  }
  const std::string record = record_of_void(claim, entry);
  if (!id_stands_()) return give_back(claim, out);
  tell(Step::sending);
  Status status = adapter_.withdraw(claim.item.student, entry.marker, record, control_);
  for (const std::string& id : others) {
    if (status || status.error().status != HV_NOT_FOUND) break;
    status = adapter_.withdraw(id, entry.marker, record, control_);
  }
  if (!status && status.error().status == HV_CONFLICT)
    return conflicted(claim, entry, status.error(), out);
  // What was never filed is withdrawn already.
  if (!status && status.error().status != HV_NOT_FOUND)
    return failed(claim.item, status.error(), out);
  out.outcome = Settlement::Outcome::done;
  out.system = Settlement::System::well;
}

// A mistake is withdrawn wherever it may stand: under older ids, and under those of a student with
// whom she was one file for a while.
std::vector<std::string> Attempt::other_ids(const journal::OutboxItem& item) const {
  std::vector<std::string> ids = item.former;
  const auto stored = journal_.projection(item.student, filed_under_name);
  if (!stored || !*stored) return ids;
  if (const auto more = read_filed_under((*stored)->body))
    ids.insert(ids.end(), more->begin(), more->end());
  return ids;
}

// Nothing hangs on it but who made the entry void, and that must not hold up the withdrawal.
std::string Attempt::record_of_void(const journal::Claim& claim, const Entry& entry) const {
  if (!can(HV_CAN_CARRY_STRUCTURED)) return {};
  const auto made_void = read_record(entry.structured);
  const auto rows = journal_.outbox_of(claim.item.student);
  if (!made_void || !rows) return {};
  for (const Expected& filed : expected_of(*rows).entries)
    if (std::find(filed.markers.begin(), filed.markers.end(), entry.marker) != filed.markers.end())
      return add_to_record(filed.entry.structured, made_void->events);
  return {};
}

void Attempt::say_that_it_does_not_hold(const journal::Claim& claim, const Entry& entry,
                                        Settlement& out) {
  Found found;
  if (!entry.instead.empty() && can(HV_CAN_FIND_BY_MARKER) &&
      !look_up(claim.item, other_ids(claim.item), entry.marker, found, out))
    return;
  const bool nothing_there = can(HV_CAN_FIND_BY_MARKER) && found.count == 0;
  if (entry.instead.empty() || nothing_there) {
    out.outcome = Settlement::Outcome::done;
    return;
  }
  Entry addendum = entry;
  addendum.withdraw = false;
  addendum.marker = entry.instead;
  addendum.amends = entry.marker;
  deliver(claim, addendum, out);
}

void Attempt::conflicted(const journal::Claim& claim, const Entry& entry, const Error& error,
                         Settlement& out) {
  Found found;
  const auto others = entry.withdraw ? other_ids(claim.item) : claim.item.former;
  if (!look_up(claim.item, others, entry.marker, found, out)) {
    out.sent = true;  // nothing is certain about this claim
    return;
  }
  out.system = Settlement::System::well;
  const bool as_wanted = entry.withdraw ? found.all_void : found.count == 1;
  if (as_wanted) {
    out.outcome = Settlement::Outcome::done;
    out.entry_id = found.entry_id;
    out.version = found.version;
    return;
  }
  // What a colleague has written is neither replaced nor taken away without a person.
  out.outcome = Settlement::Outcome::stopped;
  out.code = entry.withdraw ? "changed_by_others" : error.code;
}

void Attempt::failed(const journal::OutboxItem& item, const Error& error, Settlement& out) {
  out.code = error.code;
  if (error.status == HV_OUTCOME_UNKNOWN) {
    out.outcome = Settlement::Outcome::unknown;
    out.sent = true;
    out.system = Settlement::System::doubtful;
    return;
  }
  if (!passes(error)) {
    // It answered: the system is well, and this entry is not as it wants it.
    out.outcome = Settlement::Outcome::stopped;
    out.system = Settlement::System::well;
    return;
  }
  out.outcome = Settlement::Outcome::again;
  note_trouble(error, out);
  // What is wrong with the system costs the entry nothing: it keeps its place.
  if (out.system == Settlement::System::doubtful) out.wait = wait_ms(item.attempts);
}

}  // namespace homevisit::sync
