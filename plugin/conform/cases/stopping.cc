// Cancelling and deadlines.
#include <fmt/format.h>

#include "case.h"
#include "writing.h"

namespace homevisit::conform {
namespace {

constexpr std::size_t kMostPlaces = 24;      // of one call that are tried
constexpr std::size_t kMostRecords = 1'000;  // that may still come: the rest of a page

// Was anything sent after the flag was set?
std::size_t sent_after_stop(Session& session) {
  std::size_t count = 0;
  for (const Sent& sent : session.host().sent()) count += sent.refused_after_stop ? 1 : 0;
  return count;
}

void expect_stopped(Trial& trial, Session& session, const Listing& listing,
                    const std::set<std::string>& all, std::size_t before) {
  trial.expect(sent_after_stop(session) == 0, "It sent a request after the call was cancelled.");
  // Who has all in hand already may hand it out.
  const bool complete = listing.ok() && ids_of(listing.records) == all;
  trial.expect(complete || listing.outcome.status == HV_CANCELLED,
               fmt::format("HV_CANCELLED belongs there. {}", told("list", listing.outcome)));
  trial.expect(listing.records.size() <= before + kMostRecords,
               "It handed out more than a thousand records after the call was cancelled.");
}

void list_stops(Trial& trial) {
  Session session(trial);
  for (const hv_kind kind : kinds_of(session)) {
    const std::string scope = scope_of(trial, kind);
    const auto records = must_read(trial, session, kind);
    const auto all = ids_of(records);
    const std::size_t requests = session.host().sent().size();
    for (const std::size_t at : sampled(trial, requests, kMostPlaces)) {
      trial.input(fmt::format("list {}: cancelled as request {} is sent", kind_name(kind), at + 1));
      Call before;
      before.trouble.cancel_before = at;
      expect_stopped(trial, session, session.list(kind, before, scope), all, records.size());
      trial.input(fmt::format("list {}: cancelled as answer {} arrives", kind_name(kind), at + 1));
      Call after;
      after.trouble.cancel_after = at;
      expect_stopped(trial, session, session.list(kind, after, scope), all, records.size());
    }
    for (const std::size_t at : sampled(trial, records.size(), kMostPlaces)) {
      trial.input(
          fmt::format("list {}: cancelled while record {} is taken", kind_name(kind), at + 1));
      Call call;
      call.cancel_at = at;
      expect_stopped(trial, session, session.list(kind, call, scope), all, at);
    }
    trial.expect(ids_of(must_read(trial, session, kind)) == all,
                 "After that the same instance gave other records.");
  }
  session.close();
}

void nothing_begins(Trial& trial, const char* what, const Call& call, hv_status wanted) {
  Session session(trial);
  const auto expect = [&](const char* function, const Outcome& outcome) {
    trial.expect(outcome.status == wanted,
                 fmt::format("{} belongs there. {}", status_name(wanted), told(function, outcome)));
    for (const Sent& sent : session.host().sent())
      trial.expect(!sent.taken, fmt::format("{} was sent all the same.", sent.shown));
  };
  for (const hv_kind kind : kinds_of(session)) {
    trial.input(fmt::format("list {}: {}", kind_name(kind), what));
    const Listing listing = session.list(kind, call, scope_of(trial, kind));
    expect("list", listing.outcome);
    trial.expect(listing.records.empty(), "It handed out records.");
  }
  if (!session.can(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT)) return;
  const Entry entry = first_entry(trial);
  trial.input(fmt::format("submit: {}", what));
  expect("submit", session.submit(entry, call).outcome);
  if (session.can(HV_CAN_FIND_BY_MARKER)) {
    trial.input(fmt::format("lookup: {}", what));
    expect("lookup", session.lookup(entry.student, entry.marker, call).outcome);
    const Listing found = session.lookup(entry.student, entry.marker);
    trial.expect(found.ok() && found.records.empty(), "The entry is there all the same.");
  }
  if (!session.can(HV_CAN_WITHDRAW)) return;
  must_submit(trial, session, entry);
  trial.input(fmt::format("withdraw: {}", what));
  expect("withdraw", session.withdraw(entry.student, entry.marker, call).outcome);
}

// HV_CANCELLED of a write means that nothing was written.
void submit_stops(Trial& trial) {
  std::size_t requests = 0;
  {
    Session session(trial);
    require_writing(trial, session);
    must_submit(trial, session, first_entry(trial));
    requests = session.host().sent().size();
  }
  for (const std::size_t at : sampled(trial, requests, kMostPlaces)) {
    for (const bool after : {false, true}) {
      trial.input(fmt::format("submit: cancelled as {} {} {}", after ? "answer" : "request", at + 1,
                              after ? "arrives" : "is sent"));
      Session session(trial);
      Call call;
      (after ? call.trouble.cancel_after : call.trouble.cancel_before) = at;
      const Entry entry = first_entry(trial);
      const Written written = session.submit(entry, call);
      trial.expect(sent_after_stop(session) == 0,
                   "It sent a request after the call was cancelled.");
      bool wrote = false;
      for (const Sent& sent : session.host().sent())
        wrote = wrote || (sent.writes && !sent.prepares && sent.taken);
      const hv_status status = written.outcome.status;
      trial.expect(wrote ? status == HV_OK || status == HV_OUTCOME_UNKNOWN : status == HV_CANCELLED,
                   fmt::format("The system {} asked to write. {}", wrote ? "was" : "was not",
                               told("submit", written.outcome)));
    }
  }
}

}  // namespace

void add_stopping_cases(std::vector<Case>& out) {
  out.push_back({"stopping.list",
                 "A list that is cancelled at any request or record ends with HV_CANCELLED, "
                 "without a further request.",
                 list_stops});
  out.push_back({"stopping.submit",
                 "A submit that is cancelled is HV_CANCELLED only where nothing was written.",
                 submit_stops});
  out.push_back(
      {"stopping.cancelled", "A call that is cancelled already does nothing.", [](Trial& trial) {
         Call call;
         call.cancelled = true;
         nothing_begins(trial, "cancelled before it began", call, HV_CANCELLED);
       }});
  out.push_back(
      {"stopping.deadline", "A call whose deadline is over does nothing.", [](Trial& trial) {
         Call call;
         call.time_ms = -1;
         nothing_begins(trial, "its deadline was over", call, HV_DEADLINE_EXCEEDED);
       }});
}

}  // namespace homevisit::conform
