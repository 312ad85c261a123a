#include "operations.h"

#include <fmt/format.h>

#include "homevisit/types.h"
#include "json/json.h"

namespace delivery_checker {
namespace {

using Kind = Operation::Kind;
using Fate = Operation::Fate;

std::string actor_of(const std::string& staff) {
  return fmt::format(R"({{"role":"{}","staff":"{}"}})",
                     staff == "c1" ? "care_coordinator" : "mentor", staff);
}

std::string report(const std::string& word) {
  return R"("report":{"goes_well":"De sfeer.","key_points":["Besproken: )" + word + "\"]}";
}

// What a host may be told when it is not done. Anything else is a fault of ours.
bool is_refusal(int status) {
  return status == HV_INVALID_ARGUMENT || status == HV_NOT_FOUND || status == HV_CONFLICT ||
         status == HV_PERMISSION_DENIED || status == HV_FAILED_PRECONDITION;
}

}  // namespace

std::string Operation::request() const {
  return fmt::format(R"({{"submission":"{}","student":"{}",{}}})", submission, student, content);
}

Operations::Operations(std::uint64_t seed, int students) : draw_(seed), students_(students) {}

Operation& Operations::make(Kind kind, const std::string& name, const std::string& student) {
  Operation& made = all_.emplace_back();
  made.number = static_cast<std::int64_t>(all_.size()) - 1;
  made.kind = kind;
  made.name = name;
  made.student = student;
  made.submission = fmt::format("submission-{}", made.number);
  made.word = fmt::format("[{}]", made.number);
  made.actor = actor_of(draw_.percent(60) ? "m1" : "m2");
  return made;
}

std::int64_t Operations::next() {
  const std::int64_t lot = draw_.up_to(99);
  if (lot < 38) return visit();
  if (lot < 52) return answer();
  if (lot < 76) return visits_.empty() ? visit() : on_a_visit();
  if (lot < 80) return answers_.empty() ? answer() : void_answer();
  if (lot < 88 && !all_.empty()) {
    // Hosts that are not sure send again, also what was answered long ago.
    const std::int64_t number = draw_.up_to(static_cast<std::int64_t>(all_.size()) - 1);
    if (at(number).fate != Fate::refused) {
      ++sent_again_;
      return number;
    }
  }
  if (lot < 94 && !all_.empty()) return again_with_other_content();
  return wrong();
}

std::int64_t Operations::next_unknown() const {
  for (const Operation& operation : all_)
    // A visit can be told by its word; of others a host has to hear what became of them.
    if (operation.fate == Fate::unknown && (operation.kind != Kind::visit || operation.number % 2))
      return operation.number;
  return -1;
}

std::int64_t Operations::visit() {
  Operation& made = make(Kind::visit, "visit.record", std::to_string(draw_.between(1, students_)));
  made.content = R"("date":"2026-10-12",)" + report(made.word);
  // At school a visit may follow a "no"; at home it is refused.
  if (draw_.percent(70)) made.content += R"(,"place":"school")";
  if (draw_.percent(40)) made.content += R"(,"sign_off":true)";
  made.files = true;
  return made.number;
}

std::int64_t Operations::answer() {
  static constexpr const char* kinds[] = {"agreed", "deferred", "declined", "withdrawn",
                                          "no_answer"};
  Operation& made =
      make(Kind::answer, "answer.record", std::to_string(draw_.between(1, students_)));
  const std::string kind = kinds[draw_.up_to(4)];
  made.content =
      fmt::format(R"("guardian":"g{}","answer":"{}","date":"2026-10-12")", made.student, kind);
  made.files = kind != "no_answer";
  made.first = made.files;
  return made.number;
}

std::int64_t Operations::on_a_visit() {
  const Visit& visit = draw_.one_of(visits_);
  const std::string about = "\"visit\":\"" + visit.id + "\"";
  if (draw_.percent(25)) {
    Operation& made = make(Kind::void_visit, "visit.void", visit.student);
    made.actor = actor_of("c1");
    made.content = about;
    made.target = visit.id;
    return made.number;
  }
  if (visit.signed_off || draw_.percent(10)) {
    Operation& made = make(Kind::addendum, "visit.amend", visit.student);
    made.content = about + R"(,"text":"Aanvulling: )" + made.word + R"(","why":"Vergeten.")";
    made.target = visit.id;
    made.files = true;
    return made.number;
  }
  const bool signs = draw_.percent(40);
  Operation& made = make(signs ? Kind::sign_off : Kind::revision,
                         signs ? "visit.sign_off" : "visit.revise", visit.student);
  made.actor = actor_of(visit.author);
  made.target = visit.id;
  made.content = about;
  if (signs) return made.number;
  made.content += R"(,"date":"2026-10-12","place":"school",)" + report(made.word);
  made.files = true;
  return made.number;
}

std::int64_t Operations::void_answer() {
  const Answer& answer = draw_.one_of(answers_);
  Operation& made = make(Kind::void_answer, "answer.void", answer.student);
  made.actor = actor_of("c1");
  made.content = "\"answer\":\"" + answer.id + "\"";
  made.target = answer.id;
  return made.number;
}

// A submission's id stands for its content: with another one it is refused, and nothing of it is
// seen.
std::int64_t Operations::again_with_other_content() {
  const std::int64_t number = draw_.up_to(static_cast<std::int64_t>(all_.size()) - 1);
  if (at(number).fate != Fate::acknowledged) return wrong();
  const std::string submission = at(number).submission, student = at(number).student;
  Operation& made = make(Kind::visit, "visit.record", student);
  made.submission = submission;
  made.content = R"("date":"2026-10-12","place":"school",)" + report(made.word);
  made.must_be_refused = true;
  return made.number;
}

std::int64_t Operations::wrong() {
  Operation& made = make(Kind::visit, "visit.record", std::to_string(draw_.between(1, students_)));
  made.must_be_refused = true;
  made.content = R"("date":"2026-10-12",)" + report(made.word);
  switch (draw_.up_to(3)) {
    case 0:
      made.content += R"(,"visitors":["nobody"])";
      break;
    case 1:
      made.student = "unknown";
      break;
    case 2:
      made.content = R"("date":"2030-01-01",)" + report(made.word);
      break;
    default:
      made.content += R"(,"income":"low")";
  }
  return made.number;
}

void Operations::answered(std::int64_t number, int status, const std::string& response) {
  Operation& operation = all_[static_cast<std::size_t>(number)];
  const auto finding = [&](const char* what) {
    findings_.push_back(
        fmt::format("operation {} ({}): {}: {}", number, operation.name, what, response));
  };
  if (status != HV_OK && !is_refusal(status)) finding("failed");
  if (operation.fate == Fate::acknowledged) {
    if (status != HV_OK || response != operation.answered) finding("was answered otherwise before");
    return;
  }
  if (status != HV_OK) {
    operation.fate = Fate::refused;
    return;
  }
  if (operation.must_be_refused) finding("was taken, and must be refused");
  operation.fate = Fate::acknowledged;
  operation.answered = response;
  const auto document = homevisit::json::Document::parse(response);
  if (!document) return finding("was not answered in JSON");
  const auto root = document->root();
  operation.event = root["event"].text();
  operation.visit = root["visit"].text();
  operation.entry = operation.kind == Kind::visit    ? operation.visit
                    : operation.kind == Kind::answer ? std::string(root["answer"].text())
                                                     : operation.event;
  learn(operation);
}

void Operations::learn(const Operation& operation) {
  const std::string author = operation.actor.find("m1") != std::string::npos ? "m1" : "m2";
  if (operation.kind == Kind::visit)
    visits_.push_back({operation.visit, operation.student, author,
                       operation.content.find("sign_off") != std::string::npos, false});
  if (operation.kind == Kind::answer)
    answers_.push_back({operation.entry, operation.student, author, false});
  for (Visit& visit : visits_) {
    if (visit.id != operation.target) continue;
    if (operation.kind == Kind::sign_off) visit.signed_off = true;
    if (operation.kind == Kind::void_visit) visit.voided = true;
  }
}

void Operations::broken_off(std::int64_t number) {
  Operation& operation = all_[static_cast<std::size_t>(number)];
  if (operation.fate == Fate::open) operation.fate = Fate::unknown;
}

void Operations::count(std::map<std::string, std::int64_t>& fates) const {
  for (const Operation& operation : all_)
    ++fates[operation.fate == Fate::acknowledged ? "acknowledged"
            : operation.fate == Fate::refused    ? "refused"
                                                 : "never answered"];
  fates["sent again"] += sent_again_;
}

}  // namespace delivery_checker
