#include "sync/deliver.h"

#include <algorithm>

#include "sync/entry.h"

namespace homevisit::sync {
namespace {

constexpr std::int64_t lease_ms = 60'000;
// Nothing may still be sent when the lease runs out and another process takes the item over.
constexpr std::int64_t send_within_ms = lease_ms * 3 / 4;

hv_entry_kind kind_of(const std::string& name) {
  if (name == "answer") return HV_ENTRY_ANSWER;
  if (name == "addendum") return HV_ENTRY_ADDENDUM;
  if (name == "agreement") return HV_ENTRY_AGREEMENT;
  return HV_ENTRY_VISIT;
}

// 1, 2, 4 ... minutes, at most an hour: an outage of weeks costs little, and its end is soon
// noticed.
std::int64_t wait_ms(int attempts) { return std::int64_t{60'000} << std::clamp(attempts, 0, 6); }

class Delivery {
 public:
  Delivery(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
           const CallControl& control)
      : journal_(journal), adapter_(adapter), clock_(clock) {
    control_.outer = reinterpret_cast<const volatile std::int32_t*>(&control.cancelled);
    const std::int64_t end = system_clock().now_ms() + send_within_ms;
    control_.deadline = control.deadline == 0 ? end : std::min(control.deadline, end);
  }

  // Settles one claimed item; `problem` is the code of what went wrong, if anything.
  Status settle(const journal::Journal::Claim& claim, std::string& problem) {
    const auto& item = claim.item;
    const auto entry = read_entry(item.entry);
    if (!entry) {
      problem = entry.error().code;
      return journal_.dead(item.id, problem);
    }
    if (entry->withdraw) return settle_withdrawal(item, *entry, problem);
    if (claim.unknown) {
      HV_ASSIGN(const Found found, look_up(item, problem));
      if (!problem.empty()) return journal_.unknown(item.id, problem);
      if (found.count == 1) return journal_.done(item.id, found.entry_id, found.version);
      if (found.count > 1) {
        problem = "two_entries_with_one_marker";
        return journal_.dead(item.id, problem);
      }
    }
    return send(item, *entry, problem);
  }

 private:
  struct Found {
    int count = 0;
    std::string entry_id, version;
  };

  Result<Found> look_up(const journal::OutboxItem& item, std::string& problem) {
    Found found;
    const Status status =
        adapter_.lookup(item.student, item.marker, control_, [&](const hv_record& record) {
          if (record.kind == HV_KIND_ENTRY && record.of.entry != nullptr) {
            ++found.count;
            found.entry_id = adapters::view(record.of.entry->entry_id);
            found.version = adapters::view(record.of.entry->version);
          }
          return ok();
        });
    if (!status) problem = status.error().code;
    return found;
  }

  Status send(const journal::OutboxItem& item, const Entry& entry, std::string& problem) {
    hv_entry out{};
    out.struct_size = sizeof out;
    out.marker = adapters::str(entry.marker);
    out.student = adapters::str(item.student);
    out.kind = kind_of(entry.kind);
    out.date = adapters::str(entry.date);
    out.title = adapters::str(entry.title);
    out.text = adapters::str(entry.text);
    out.structured = adapters::str(entry.structured);
    out.language = adapters::str(entry.language);
    out.author = adapters::str(entry.author);
    out.amends = adapters::str(entry.amends);
    hv_receipt receipt{};
    receipt.struct_size = sizeof receipt;
    const Status status = adapter_.submit(out, entry.marker, item.attempts + 1, control_, receipt);
    if (status) return journal_.done(item.id, receipt.entry_id, receipt.version);
    return failed(item, status.error(), problem);
  }

  Status settle_withdrawal(const journal::OutboxItem& item, const Entry& entry,
                           std::string& problem) {
    // Doing it twice is harmless, so an unknown outcome needs no look-up. What was never filed is
    // withdrawn already.
    const Status status = adapter_.withdraw(item.student, entry.marker, control_);
    if (status || status.error().status == HV_NOT_FOUND) return journal_.done(item.id, "", "");
    return failed(item, status.error(), problem);
  }

  Status failed(const journal::OutboxItem& item, const Error& error, std::string& problem) {
    problem = error.code;
    if (error.status == HV_OUTCOME_UNKNOWN) return journal_.unknown(item.id, problem);
    const bool passes = error.retryable || error.status == HV_UNAVAILABLE ||
                        error.status == HV_CANCELLED || error.status == HV_DEADLINE_EXCEEDED ||
                        error.status == HV_RESOURCE_EXHAUSTED || error.status == HV_UNAUTHENTICATED;
    if (!passes) return journal_.dead(item.id, problem);
    return journal_.again(item.id, clock_.now_ms() + wait_ms(item.attempts), problem);
  }

  journal::Journal& journal_;
  adapters::Adapter& adapter_;
  const Clock& clock_;
  CallControl control_;  // of one claimed item
};

}  // namespace

Result<Delivered> deliver(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
                          const CallControl& control, std::int64_t limit) {
  Delivered result;
  for (std::int64_t taken = 0; taken < limit; ++taken) {
    HV_TRY(control.check());
    HV_ASSIGN(const auto claim, journal.claim(lease_ms));
    if (!claim) break;
    std::string problem;
    Delivery delivery(journal, adapter, clock, control);
    HV_TRY(delivery.settle(*claim, problem));
    if (problem.empty()) {
      ++result.delivered;
    } else {
      result.last_error = problem;
    }
  }
  return result;
}

}  // namespace homevisit::sync
