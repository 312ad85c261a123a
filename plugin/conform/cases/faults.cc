// Every request of a call meets every fault.
#include "fault.h"

#include <fmt/format.h>

#include <algorithm>

#include "case.h"
#include "writing.h"

namespace homevisit::conform {
namespace {

constexpr std::size_t kMostRequests = 12;  // of one call that are tried

// The request that met the fault, or nullptr when the call never came so far.
const Sent* faulted(Session& session) {
  const auto& sent = session.host().sent();
  const auto found =
      std::find_if(sent.begin(), sent.end(), [](const Sent& s) { return s.faulted; });
  return found == sent.end() ? nullptr : &*found;
}

// Is it declared that a list may do without this answer?
const Json* tolerated(const Sent& sent, const Fault& fault) {
  if (sent.route == nullptr) return nullptr;
  const Json& may = sent.route->spec["may_fail"];
  for (const Json& name : may["with"].items()) {
    if (name.text() == fault.name) return &may;
  }
  return nullptr;
}

Call with_fault(const Fault& fault, std::size_t request) {
  Call call;
  call.trouble.fault = &fault;
  call.trouble.at_request = request;
  return call;
}

void say_input(Trial& trial, const char* call, std::size_t request, const Fault& fault) {
  trial.input(fmt::format("{}: request {}: {}", call, request + 1, fault.what));
}

void list_meets(Trial& trial, const Fault& fault, hv_kind kind) {
  std::set<std::string> expected;
  std::size_t requests = 0;
  {
    Session session(trial);
    expected = ids_of(must_read(trial, session, kind));
    requests = session.host().sent().size();
  }
  for (const std::size_t at : sampled(trial, requests, kMostRequests)) {
    say_input(trial, fmt::format("list {}", kind_name(kind)).c_str(), at, fault);
    Session session(trial);
    const Listing listing = session.list(kind, with_fault(fault, at), scope_of(trial, kind));
    const Sent* sent = faulted(session);
    if (sent == nullptr) continue;
    const Json* may = tolerated(*sent, fault);
    if (listing.ok()) {
      const bool whole = ids_of(listing.records) == expected;
      trial.expect(whole || (may != nullptr && (*may)["fewer"].truth()),
                   fmt::format("After {} it returned HV_OK with {} records where {} are there.",
                               sent->shown, listing.records.size(), expected.size()));
    } else {
      const std::string wrong = judge_read(fault, listing.outcome);
      trial.expect(wrong.empty(), fmt::format("After {} {}. Its message: {}", sent->shown, wrong,
                                              listing.outcome.message));
    }
    trial.expect(ids_of(must_read(trial, session, kind)) == expected,
                 "When all was well again, the same instance gave other records.");
    session.close();
  }
}

void lookup_meets(Trial& trial, const Fault& fault) {
  Session session(trial);
  if (!session.can(HV_CAN_FIND_BY_MARKER) ||
      !session.can(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT))
    return;
  const Entry entry = first_entry(trial);
  must_submit(trial, session, entry);
  trial.expect(session.lookup(entry.student, entry.marker).records.size() == 1,
               "lookup did not find the entry.");
  const std::size_t requests = session.host().sent().size();
  for (const std::size_t at : sampled(trial, requests, kMostRequests)) {
    say_input(trial, "lookup", at, fault);
    const Listing found = session.lookup(entry.student, entry.marker, with_fault(fault, at));
    const Sent* sent = faulted(session);
    if (sent == nullptr) continue;
    const bool one = sent->route != nullptr && sent->route->spec.has("one");
    if (found.ok()) {
      trial.expect(found.records.size() == 1 || (one && fault.status == 404),
                   fmt::format("After {} it returned HV_OK with {} entries where there is one. The "
                               "host would write it again.",
                               sent->shown, found.records.size()));
      continue;
    }
    const std::string wrong = judge_read(fault, found.outcome);
    trial.expect(wrong.empty(), fmt::format("After {} {}. Its message: {}", sent->shown, wrong,
                                            found.outcome.message));
  }
}

void reading_meets(Trial& trial, const Fault& fault) {
  if (!trial.declaration.has_network()) trial.skip("The adapter uses no network.");
  std::vector<hv_kind> all;
  {
    Session session(trial);
    all = kinds_of(session);
  }
  for (const hv_kind kind : all) list_meets(trial, fault, kind);
  lookup_meets(trial, fault);
}

// One way of writing: what must be there before, and the call itself.
struct Write {
  const char* name;
  std::uint64_t needs;
  std::function<void(Trial&, Session&)> before;
  std::function<Written(Trial&, Session&, Call)> call;
  bool withdraws;
};

Entry amendment(const Trial& trial) {
  Entry entry = first_entry(trial);
  entry.amends = entry.marker;
  entry.marker = "hv:conform-2";
  entry.text = "Gesproken over rekenen, Zwaluwstaart.";
  return entry;
}

std::vector<Write> writes() {
  const auto nothing = [](Trial&, Session&) {};
  const auto first = [](Trial& trial, Session& session) {
    must_submit(trial, session, first_entry(trial));
  };
  return {{"submit", HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT, nothing,
           [](Trial& trial, Session& session, Call call) {
             return session.submit(first_entry(trial), std::move(call));
           },
           false},
          {"submit of an amendment", HV_CAN_AMEND, first,
           [](Trial& trial, Session& session, Call call) {
             return session.submit(amendment(trial), std::move(call));
           },
           false},
          {"withdraw", HV_CAN_WITHDRAW, first,
           [](Trial& trial, Session& session, Call call) {
             const Entry entry = first_entry(trial);
             return session.withdraw(entry.student, entry.marker, std::move(call));
           },
           true}};
}

// What the system holds of it now: markers of ours that are not withdrawn.
std::size_t valid_entries(Trial& trial, Session& session, const std::string& marker) {
  const Listing found = session.lookup(trial.declaration.student(), marker);
  trial.expect(found.ok(), told("lookup after the fault", found.outcome));
  return static_cast<std::size_t>(
      std::count_if(found.records.begin(), found.records.end(),
                    [](const Record& record) { return record["withdrawn"] != "yes"; }));
}

// As the host goes on: looks it up where the outcome is unknown, and tries again where it is not
// there.
void recover(Trial& trial, Session& session, const Write& write, const Outcome& outcome,
             bool may_double) {
  const std::string marker =
      std::string(write.name) == "submit" ? first_entry(trial).marker : amendment(trial).marker;
  if (!session.can(HV_CAN_FIND_BY_MARKER)) return;
  const bool there =
      !write.withdraws && outcome.status != HV_OK && valid_entries(trial, session, marker) > 0;
  if (outcome.status != HV_OK && !there) {
    Call again;
    again.attempt = 2;
    const Written written = write.call(trial, session, again);
    // A withdrawal that got through the first time may have left nothing to withdraw.
    const bool gone = write.withdraws && written.outcome.status == HV_NOT_FOUND;
    trial.expect(written.outcome.status == HV_OK || gone,
                 fmt::format("When all was well again, the second attempt failed: {}",
                             told(write.name, written.outcome)));
  }
  if (write.withdraws) {
    trial.expect(valid_entries(trial, session, first_entry(trial).marker) == 0,
                 "The entry still stands as valid.");
    return;
  }
  const std::size_t count = valid_entries(trial, session, marker);
  trial.expect(count == 1 || (may_double && count == 2),
               fmt::format("In the end there are {} entries with the marker.", count));
}

void write_meets(Trial& trial, const Fault& fault, const Write& write) {
  std::size_t requests = 0;
  {
    Session session(trial);
    write.before(trial, session);
    const Written written = write.call(trial, session, {});
    trial.expect(written.outcome.status == HV_OK, told(write.name, written.outcome));
    requests = session.host().sent().size();
  }
  for (const std::size_t at : sampled(trial, requests, kMostRequests)) {
    say_input(trial, write.name, at, fault);
    Session session(trial);
    write.before(trial, session);
    const Written written = write.call(trial, session, with_fault(fault, at));
    const Sent* met = faulted(session);
    if (met == nullptr) continue;
    const Sent sent = *met;
    const Outcome& outcome = written.outcome;
    if (outcome.status != HV_OK) {
      const bool entry_itself = sent.writes && !sent.prepares;
      const std::string wrong =
          entry_itself ? judge_write(fault, outcome) : judge_read(fault, outcome);
      trial.expect(wrong.empty(),
                   fmt::format("After {} {}. Its message: {}", sent.shown, wrong, outcome.message));
    }
    const bool may_double = fault.damage == Damage::twice && sent.route != nullptr &&
                            sent.route->spec["key"].items().empty();
    recover(trial, session, write, outcome, may_double);
    session.close();
  }
}

void writing_meets(Trial& trial, const Fault& fault) {
  if (!trial.declaration.has_network()) trial.skip("The adapter uses no network.");
  if (fault.damage == Damage::error_in_200 && trial.declaration.http()["error_in_200"].is_null())
    trial.skip("The system hides no errors behind 200.");
  std::uint64_t can = 0;
  {
    Session session(trial);
    require_writing(trial, session);
    can = session.can();
  }
  for (const Write& write : writes()) {
    if ((can & write.needs) != 0) write_meets(trial, fault, write);
  }
}

}  // namespace

void add_fault_cases(std::vector<Case>& out) {
  for (const Fault& fault : faults()) {
    if (fault.damage == Damage::twice) continue;
    out.push_back({fmt::format("faults.reading.{}", fault.name),
                   fmt::format("When {}, list and lookup say so and are never HV_OK with fewer "
                               "records.",
                               fault.what),
                   [&fault](Trial& trial) { reading_meets(trial, fault); }});
  }
  for (const Fault& fault : faults()) {
    out.push_back({fmt::format("faults.writing.{}", fault.name),
                   fmt::format("When {}, submit and withdraw tell what is known, and in the end "
                               "there is one entry.",
                               fault.what),
                   [&fault](Trial& trial) { writing_meets(trial, fault); }});
  }
}

}  // namespace homevisit::conform
