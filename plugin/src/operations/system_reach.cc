#include "operations/system_reach.h"

#include <fmt/format.h>

#include <chrono>

#include "base/uuid.h"

namespace homevisit::operations {
namespace {

using adapters::str;
using adapters::view;

// Ends a listing after its first record; never shown.
constexpr const char* enough = "enough";

class Stopwatch {
 public:
  std::string ms() const {
    using namespace std::chrono;
    return std::to_string(duration_cast<milliseconds>(steady_clock::now() - start_).count());
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Was the call itself stopped? Then there is nothing to say about the system.
bool stopped(const Status& status) {
  return !status &&
         (status.error().status == HV_CANCELLED || status.error().status == HV_DEADLINE_EXCEEDED);
}

// Nothing else will work either, so one line says it and the others are left out.
bool shuts_out(const Status& status) {
  return !status &&
         (status.error().status == HV_UNAVAILABLE || status.error().status == HV_UNAUTHENTICATED);
}

class Reach {
 public:
  explicit Reach(const Call& call) : call_(call), adapter_(*call.context.adapter) {}

  std::vector<Check> take() { return std::move(checks_); }

  Check& good(std::string name, std::string message) {
    return checks_.emplace_back(
        Check{std::move(name), std::move(message), {}, true, CheckLevel::good});
  }
  void note(std::string name, std::string message, std::string advice) {
    checks_.push_back(
        {std::move(name), std::move(message), std::move(advice), true, CheckLevel::note});
  }
  void problem(std::string name, const std::string& message, std::string advice) {
    checks_.push_back({std::move(name), message, std::move(advice), false, CheckLevel::problem});
  }
  void problem(std::string name, const Error& error) {
    problem(std::move(name), call_.words.error(error.code, error.message), {});
  }

  // One page: the sink stops the listing at its first record. Gives whether there was one.
  Result<bool> first_page(hv_kind kind) const {
    bool any = false;
    const Status status = adapter_.list(kind, "", call_.control, [&](const hv_record&) -> Status {
      any = true;
      return Error{HV_CANCELLED, enough, ""};
    });
    if (status || status.error().code == enough) return any;
    return status.error();
  }

  // The first request finds the way and signs in; the second shows what a page takes.
  Status answers(bool& shut_out) {
    const Stopwatch first;
    const auto students = first_page(HV_KIND_STUDENT);
    if (students) {
      const std::string took = first.ms();
      const Stopwatch second;
      const auto again = first_page(HV_KIND_STUDENT);
      if (again)
        good("system", call_.words.text(
                           "The system answers: {first} ms with signing in, {again} ms for a page.",
                           {{"first", took}, {"again", second.ms()}}));
      return ok();
    }
    const Status failed = students.error();
    if (stopped(failed)) return failed;
    shut_out = shuts_out(failed);
    if (shut_out) problem("system", students.error());
    return ok();
  }

  Status kind(const char* name, std::uint64_t capability, hv_kind what) {
    const text::Catalogue& words = call_.words;
    if ((adapter_.capabilities() & capability) == 0) {
      note(name, words.text("This system does not give them."), {});
      return ok();
    }
    const auto any = first_page(what);
    if (!any && stopped(any.error())) return any.error();
    if (!any) {
      problem(name, any.error());
    } else if (*any) {
      good(name, words.text("They can be read."));
    } else {
      note(name, words.text("They may be read, but there are none."),
           words.text("If there should be some, ask the administrator of the system what these "
                      "credentials may read."));
    }
    return ok();
  }

  Status findings() {
    return adapter_.check(call_.control, [&](const hv_finding& finding) {
      const std::string subject(view(finding.subject)), text(view(finding.text));
      if (finding.level == HV_FINDING_PROBLEM) {
        problem(subject, text, std::string(view(finding.advice)));
      } else if (finding.level == HV_FINDING_NOTE) {
        note(subject, text, std::string(view(finding.advice)));
      } else {
        good(subject, text);
      }
    });
  }

 private:
  const Call& call_;
  adapters::Adapter& adapter_;
  std::vector<Check> checks_;
};

// How many entries carry the marker, and whether all of them are void.
struct Found {
  int entries = 0;
  bool all_withdrawn = true;
};
Result<Found> look_up(const Call& call, const std::string& student, const std::string& marker) {
  Found found;
  HV_TRY(call.context.adapter->lookup(student, marker, call.control,
                                      [&](const hv_record& record) -> Status {
                                        ++found.entries;
                                        if (record.of.entry->withdrawn != HV_YES)
                                          found.all_withdrawn = false;
                                        return ok();
                                      }));
  return found;
}

// Title and text of the test entry. It stands in the file, so it is in the school's language.
std::pair<std::string, std::string> test_texts(const text::Catalogue& words) {
  return {words.text("Test of the connection"),
          words.text("homevisit wrote this to test its connection, and takes it away at once.")};
}

}  // namespace

Result<std::vector<Check>> check_system(const Call& call) {
  Reach reach(call);
  bool shut_out = false;
  HV_TRY(reach.answers(shut_out));
  if (shut_out) return reach.take();
  HV_TRY(reach.kind("students", HV_CAN_READ_STUDENTS, HV_KIND_STUDENT));
  HV_TRY(reach.kind("guardians", HV_CAN_READ_GUARDIANS, HV_KIND_GUARDIAN));
  HV_TRY(reach.kind("relations", HV_CAN_READ_GUARDIANS, HV_KIND_CARE));
  HV_TRY(reach.kind("staff", HV_CAN_READ_STAFF, HV_KIND_STAFF));
  HV_TRY(reach.kind("groups", HV_CAN_READ_GROUPS, HV_KIND_GROUP));
  HV_TRY(reach.kind("members", HV_CAN_READ_GROUPS, HV_KIND_ENROLMENT));
  if (!call.context.adapter->writes())
    reach.note("entries",
               call.words.text("This system takes no entries: reports stay here, and the page is "
                               "opened from the student's file."),
               {});
  const Status found = reach.findings();
  if (stopped(found)) return found.error();
  if (!found && found.error().status != HV_UNSUPPORTED) reach.problem("adapter", found.error());
  return reach.take();
}

Result<std::vector<Check>> write_test(const Call& call, const std::string& student) {
  Context& context = call.context;
  const text::Catalogue& words = call.words;
  Reach reach(call);
  HV_ASSIGN([[maybe_unused]] const Student known, context.roster->student(student));
  if (!context.adapter->writes()) {
    reach.problem("write", words.text("This system takes no entries, so none was tried."), {});
    return reach.take();
  }
  const std::string marker = "hv:" + Uuid::make(*context.clock, context.random).text();
  const std::string today = format_date(context.today());
  const auto [title, body] = test_texts(context.school_words());
  hv_entry entry{};
  entry.struct_size = sizeof entry;
  entry.marker = str(marker);
  entry.student = str(student);
  entry.kind = HV_ENTRY_VISIT;
  entry.date = str(today);
  entry.title = str(title);
  entry.text = str(body);
  entry.structured = str("{}");
  entry.language = str(context.config.language);
  hv_receipt receipt{};
  receipt.struct_size = sizeof receipt;
  const Stopwatch watch;
  const Status written = context.adapter->submit(entry, marker, 1, call.control, receipt);
  // Lost answers too: what may stand there has to be looked for.
  if (!written && written.error().status != HV_OUTCOME_UNKNOWN) {
    reach.problem("write", written.error());
    return reach.take();
  }
  if (!written) reach.problem("write", written.error());
  if (written)
    reach.good("write",
               words.text("A test entry was put into the file in {ms} ms.", {{"ms", watch.ms()}}));
  if ((context.adapter->capabilities() & HV_CAN_FIND_BY_MARKER) != 0) {
    const auto found = look_up(call, student, marker);
    if (!found) {
      reach.problem("find", found.error());
    } else if (found->entries == 1) {
      reach.good("find", words.text("It was found again by its mark."));
    } else {
      reach.problem("find",
                    words.text("It was looked for by its mark and found {n} times, not once.",
                               {{"n", std::to_string(found->entries)}}),
                    words.text("Look into the student's file before entries are delivered."));
    }
  }
  const std::string by_hand = words.text(
      "Remove the entry \"{title}\" of today from the file by hand.", {{"title", title}});
  if ((context.adapter->capabilities() & HV_CAN_WITHDRAW) == 0) {
    reach.note("withdraw", words.text("This system cannot take an entry away."), by_hand);
    return reach.take();
  }
  const Status withdrawn = context.adapter->withdraw(student, marker, "", call.control);
  if (!withdrawn) {
    reach.problem("withdraw", words.error(withdrawn.error().code, withdrawn.error().message),
                  by_hand);
    return reach.take();
  }
  const bool finds = (context.adapter->capabilities() & HV_CAN_FIND_BY_MARKER) != 0;
  const auto left = finds ? look_up(call, student, marker) : Result<Found>(Found{});
  if (left && left->all_withdrawn) {
    reach.good("withdraw", words.text("It was taken away again."));
  } else {
    reach.problem("withdraw", words.text("It still stands in the file."), by_hand);
  }
  return reach.take();
}

}  // namespace homevisit::operations
