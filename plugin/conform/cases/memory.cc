// Every allocation of the adapter fails in turn.
#include <fmt/format.h>

#include "allocations.h"
#include "case.h"
#include "writing.h"

namespace homevisit::conform {
namespace {

constexpr std::size_t kMostFailures = 200;  // of one call that are tried

void require_failing(const Trial& trial) {
  if (is_sanitized()) trial.skip("A sanitizer has an allocator of its own.");
  if (!Allocations::can_fail())
    trial.skip("failing_malloc.so could not be preloaded; it belongs beside the adapters' folder.");
}

// Makes a call once to count, then with each allocation failing, alone or with all behind it.
void each_fails(Trial& trial, const std::string& name,
                const std::function<std::uint64_t(Call)>& make) {
  trial.input(name);
  make({});  // what is made once and kept
  Call counting;
  counting.count_allocations = true;
  const auto count = static_cast<std::size_t>(make(counting));
  trial.figure("allocations", static_cast<std::int64_t>(count));
  for (const std::size_t at : sampled(trial, count, kMostFailures)) {
    for (const bool all_after : {false, true}) {
      trial.input(fmt::format("{}: allocation {} of {}{} fails", name, at + 1, count,
                              all_after ? " and all behind it" : ""));
      Call call;
      call.fail_allocation = at + 1;
      call.and_all_after = all_after;
      make(call);
    }
  }
}

void open_survives(Trial& trial) {
  require_failing(trial);
  std::uint64_t count = 0;
  {
    Session session(trial, {}, std::nullopt, Trouble::kNever);
    count = session.allocations_of_open();
  }
  for (const std::size_t at : sampled(trial, static_cast<std::size_t>(count), kMostFailures)) {
    trial.input(fmt::format("open: allocation {} of {} fails", at + 1, count));
    Session session(trial, {}, std::nullopt, at + 1);
    session.close();
  }
  trial.input("open afterwards");
  Session session(trial);
  session.close();
}

void reading_survives(Trial& trial) {
  require_failing(trial);
  Session session(trial);
  for (const hv_kind kind : kinds_of(session)) {
    const auto all = ids_of(must_read(trial, session, kind));
    each_fails(trial, fmt::format("list {}", kind_name(kind)), [&](Call call) {
      const Listing listing = session.list(kind, std::move(call), scope_of(trial, kind));
      trial.expect(!listing.ok() || ids_of(listing.records) == all,
                   fmt::format("It returned HV_OK with {} records where {} are there.",
                               listing.records.size(), all.size()));
      return listing.allocations;
    });
    trial.expect(ids_of(must_read(trial, session, kind)) == all,
                 "After that the same instance gave other records.");
  }
  session.close();
}

void writing_survives(Trial& trial) {
  require_failing(trial);
  Session session(trial);
  require_writing(trial, session);
  Entry entry = first_entry(trial);
  int number = 0;
  each_fails(trial, "submit", [&](Call call) {
    entry.marker = fmt::format("hv:conform-memory-{}", ++number);
    entry.date = fmt::format("2026-{:02}-{:02}", 1 + number / 28 % 12, 1 + number % 28);
    const Written written = session.submit(entry, call);
    // The host goes on as ever: looks, and tries again.
    if (session.can(HV_CAN_FIND_BY_MARKER)) {
      const Listing found = session.lookup(entry.student, entry.marker);
      trial.expect(found.ok(), told("lookup", found.outcome));
      trial.expect(
          written.outcome.status != HV_OK || found.records.size() == 1,
          fmt::format("It returned HV_OK and lookup finds {} entries.", found.records.size()));
      const bool unknown = written.outcome.status == HV_OUTCOME_UNKNOWN;
      trial.expect(
          written.outcome.status == HV_OK || unknown || found.records.empty(),
          fmt::format("The entry was written all the same. {}", told("submit", written.outcome)));
    }
    return written.allocations;
  });
  if (session.can(HV_CAN_FIND_BY_MARKER)) {
    each_fails(trial, "lookup", [&](Call call) {
      const Listing found = session.lookup(entry.student, entry.marker, call);
      return found.allocations;
    });
  }
  entry.marker = "hv:conform-memory-last";
  entry.date = "2027-01-04";
  must_submit(trial, session, entry);
  session.close();
}

}  // namespace

void add_memory_cases(std::vector<Case>& out) {
  out.push_back({"memory.open", "When an allocation fails, open says so and nothing breaks.",
                 open_survives, true});
  out.push_back({"memory.reading",
                 "When an allocation fails, list says so, and the instance stays usable.",
                 reading_survives, true});
  out.push_back({"memory.writing",
                 "When an allocation fails, submit and lookup say so; what was written is not "
                 "denied.",
                 writing_survives, true});
}

}  // namespace homevisit::conform
