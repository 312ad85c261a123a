// The board of a school of 2,000 and of a school board of 100,000 pupils with ten years of history,
// from what is kept of each (domain/progress/facts.h), beside the slow and obvious way: opening and
// folding every history.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "domain/codec.h"
#include "domain/progress/columns.h"
#include "operations/context.h"
#include "operations/history_cache.h"
#include "operations/operation.h"
#include "sync/put_projections.h"

namespace homevisit {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}
template <typename R>
auto need(R result) {
  if (!result) give_up(result.error().message);
  if constexpr (!std::is_same_v<R, Status>) return std::move(result).value();
}

double milliseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

constexpr int class_size = 25, school_size = 2000;

std::unique_ptr<operations::Context> open_in(const fs::path& folder) {
  fs::create_directories(folder);
  return need(operations::Context::open(fmt::format(
      R"({{"base":"{0}","journal":"journal.db","key":{{"file":"key"}},"create":true,"background":true,)"
      R"("adapter":{{"name":"local","path":"{1}/local.so","config":{{"store":"{0}/files.db"}}}},)"
      R"("clock":{{"fixed":"2026-11-22T12:00:00Z"}}}})",
      folder.string(), HV_ADAPTERS)));
}

void fill_roster(operations::Context& context, int pupils) {
  const auto update = need(context.roster->replace());
  for (int i = 0; i < pupils; ++i) {
    const std::string id = fmt::format("{}", 600000 + i);
    Student student;
    student.id = id;
    student.given_name = "Leerling";
    student.family_name = fmt::format("Proef {}", i);
    need(update->put(student));
    for (const char* which : {"a", "b"}) {
      Guardian guardian;
      guardian.id = id + which;
      guardian.given_name = "Ouder";
      need(update->put_guardian(guardian));
      journal::Care care;
      care.student = id;
      care.guardian = guardian.id;
      need(update->put(care));
    }
    const std::string group = fmt::format("k{}", i / class_size);
    const std::string school = fmt::format("School {}", i / school_size);
    if (i % class_size == 0)
      need(update->put(Group{group, "Klas " + group, school, "", "2026-2027", Ternary::yes}));
    Enrolment enrolment;
    enrolment.group = group;
    enrolment.person = id;
    need(update->put(enrolment));
  }
  need(update->commit(1));
}

// Eight events in each of so many years: told, asked, answered, planned, visited, told of it, an
// agreement looked at, an attempt.
std::vector<DossierEvent> ten_years(const std::string& student, int years, std::mt19937& random) {
  std::vector<DossierEvent> events;
  const auto add = [&](Date day, Change change) {
    const auto ms = static_cast<std::int64_t>(progress::day_number(day)) * 86'400'000 + 50'000'000;
    events.push_back({"", 0, ms, "m1", "Mentor", std::move(change)});
  };
  for (int y = 0; y < years; ++y) {
    const Date begin = Date(std::chrono::year(2026 - years + 1 + y), std::chrono::September,
                            std::chrono::day(1 + random() % 20));
    const std::string a = student + "a", b = student + "b";
    const auto later = [&](int days) { return add_days(begin, days); };
    add(begin, NoticeGiven{a, begin, Channel::letter, {}});
    add(later(3), InvitationSent{"i", a, later(3), Channel::letter, "nl", {}});
    Answer answer;
    answer.id = fmt::format("{}-{}", student, y);
    answer.guardian = a;
    answer.kind = static_cast<AnswerKind>(random() % 4);
    answer.date = later(9);
    add(later(9), AnswerRecorded{answer});
    Visit visit;
    visit.id = fmt::format("v{}", y);
    visit.date = later(30);
    visit.state = VisitState::confirmed;
    add(later(12), VisitPlanned{visit});
    visit.state = VisitState::held;
    visit.minutes = {45, 30, 10, 20};
    visit.visitors = {fmt::format("m{}", random() % 80)};
    Agreement agreement;
    agreement.id = fmt::format("g{}-{}", student, y);
    agreement.by = later(60);
    visit.report.agreements = {agreement};
    visit.report.goes_well = "Leest elke avond voor en vindt rekenen leuk.";
    visit.report.key_points = {"Prettig kennisgemaakt",
                               "Wil graag weten wanneer de rapporten komen"};
    if (random() % 3 != 0) add(later(31), VisitRecorded{visit});
    add(later(32), GuardianInformed{b, Told::visit_held, "", later(32), Channel::letter, "nl"});
    add(later(61), AgreementChanged{agreement.id, AgreementState::done, ""});
    add(later(62),
        AttemptMade{"t", b, later(62), "", Approach::phone, AttemptResult::spoken, "m1", ""});
  }
  return events;
}

// `whole`: with every event in the journal, for the slow way; else the first, and what is kept.
std::size_t fill_journal(operations::Context& context, int pupils, int years, bool whole) {
  std::mt19937 random(11);
  std::size_t bytes = 0;
  for (int first = 0; first < pupils; first += 250) {
    const auto transaction = need(context.journal->begin());
    for (int i = first; i < std::min(pupils, first + 250); ++i) {
      const std::string student = fmt::format("{}", 600000 + i);
      auto events = ten_years(student, years, random);
      std::int64_t seq = 0;
      for (std::size_t e = 0; e < (whole ? events.size() : 1); ++e) {
        seq = need(transaction->append(student, journal::Stream::dossier,
                                       Uuid::make(*context.clock, context.random),
                                       write_event(events[e], "")));
        events[e].seq = seq;
      }
      History history = fold(events);
      history.last_seq = seq;
      bytes += progress::write_facts(history.facts).size();
      need(sync::put_projections(*transaction, student, history));
    }
    need(transaction->commit());
  }
  return bytes / static_cast<std::size_t>(pupils);
}

double ask(operations::Context& context, const char* operation, const char* request) {
  const CallControl control;
  const auto from = Clock::now();
  need(operations::call(context, R"({"role":"school_leader","staff":"l1"})", operation, request,
                        "nl", control));
  return milliseconds(from);
}

void measure(const fs::path& base, int pupils, int years, bool whole) {
  const fs::path folder = base / fmt::format("{}", pupils);
  std::size_t bytes = 0;
  {
    const auto context = open_in(folder);
    fill_roster(*context, pupils);
    bytes = fill_journal(*context, pupils, years, whole);
    ask(*context, "progress.board", "{}");  // notes that nothing is missing
  }
  std::vector<double> cold, warm;
  for (int round = 0; round < 5; ++round) {
    const auto context = open_in(folder);
    cold.push_back(ask(*context, "progress.board", "{}"));
    warm.push_back(ask(*context, "progress.report", R"({"as_of":"2026-11-20"})"));
  }
  std::vector<double> two;
  for (int round = 0; round < 3; ++round)
    two.push_back(ask(*open_in(folder), "progress.years", R"({"years":2})"));
  std::vector<double> hours, care;
  for (int round = 0; round < 3; ++round) {
    const auto context = open_in(folder);
    hours.push_back(ask(*context, "hours.read", "{}"));
    care.push_back(ask(*context, "care.counts", "{}"));
  }
  for (auto* times : {&cold, &warm, &two, &hours, &care}) std::sort(times->begin(), times->end());
  fmt::print(
      "{:7} pupils, {} years: {} bytes of facts each; first call {:.1f} ms, next {:.1f} ms, "
      "beside last year {:.1f} ms, hours {:.1f} ms, care in numbers {:.1f} ms\n",
      pupils, years, bytes, cold[2], warm[2], two[1], hours[1], care[1]);
  if (!whole) return;
  const auto context = open_in(folder);
  const auto from = Clock::now();
  std::size_t visits = 0;
  need(context->journal->each_student([&](const std::string& student) -> Status {
    HV_ASSIGN(const auto events, context->journal->events(student, journal::Stream::dossier));
    HV_ASSIGN(const History history, operations::fold_events(events));
    visits += history.visits.size();
    return ok();
  }));
  const double slow = milliseconds(from);
  fmt::print("{:7} pupils: folding every history {:.0f} ms ({} visits), {:.0f} times as long\n",
             pupils, slow, visits, slow / cold[2]);
}

}  // namespace
}  // namespace homevisit

// progress_bench [PUPILS]: of the large board, 100000 unless said.
int main(int argc, char** argv) {
  const int pupils = argc > 1 ? std::atoi(argv[1]) : 100'000;
  char name[] = "/var/tmp/homevisit-bench-XXXXXX";
  if (mkdtemp(name) == nullptr) homevisit::give_up("no temporary folder");
  homevisit::measure(name, 2000, 10, true);
  homevisit::measure(name, pupils, 10, false);
  std::filesystem::remove_all(name);
  return 0;
}
