// R107 to R111: how everybody experienced the visits, what is decided and what is improved.
#include <fmt/format.h>

#include <algorithm>

#include "domain/codec.h"
#include "domain/described.h"
#include "domain/school/evaluation_rules.h"
#include "operations/evaluation_codes.h"
#include "operations/evaluation_results.h"
#include "operations/school_write.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

using school::Respondent;

// The school year that a request is about: the one it names, or that of today.
Result<std::string> year_of(const Call& call, Date today) {
  const std::string given = call.text("school_year");
  if (given.empty()) return school::school_year_of(today);
  if (school::year_before(given).empty() || given > school::school_year_of(today))
    return Error{HV_INVALID_ARGUMENT, "not_a_school_year",
                 "This is no school year that has begun. Write it as 2026-2027.", "/school_year"};
  return given;
}

// Answers come in during the year and shortly after it.
Result<std::string> year_to_answer(const Call& call, Date today) {
  HV_ASSIGN(const std::string year, year_of(call, today));
  const std::string now = school::school_year_of(today);
  if (year != now && year != school::year_before(now))
    return Error{HV_INVALID_ARGUMENT, "school_year_over",
                 "The evaluation of this school year is long over. Choose this year or the last.",
                 "/school_year"};
  return year;
}

Result<std::string> give(const Call& call) {
  return write_school(
      call,
      [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
        auto given = read_members<school::EvaluationGiven>(call.request);
        HV_ASSIGN(given.school_year, year_to_answer(call, facts.today));
        HV_TRY(school::check_evaluation(given));
        return SchoolDecision{std::move(given), ""};
      },
      Authorship::nobody);
}

// One sentence for a code that is wrong, used up or too late: whoever tries codes learns nothing.
Error code_does_not_work() {
  return {HV_NOT_FOUND, "code_not_valid",
          "This code does not work. Each code works once, until the day on the slip. Check the "
          "letters and figures, or ask the school for another.",
          "/code"};
}

// The code's digest where it can still be answered with.
Result<std::string> working_code(const school::School& school, const Digests& used,
                                 const std::string& typed, Date today) {
  const std::string code = read_code(typed);
  if (code.empty()) return code_does_not_work();
  HV_ASSIGN(std::string digest, code_digest(code));
  if (codes_with(school, digest, today) == nullptr || used.contains(digest))
    return code_does_not_work();
  return digest;
}

Result<std::string> answer(const Call& call) {
  return write_school(
      call,
      [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
        HV_ASSIGN(Digests used, used_codes(facts.transaction));
        HV_ASSIGN(const std::string digest,
                  working_code(facts.school, used, call.text("code"), facts.today));
        const school::CodesMade& codes = *codes_with(facts.school, digest, facts.today);
        auto given = read_members<school::EvaluationGiven>(call.request);
        given.school_year = codes.school_year;
        given.respondent = codes.respondent;
        given.filled_by = school::FilledBy::link;
        HV_TRY(school::check_evaluation(given));
        used.insert(digest);
        HV_TRY(put_used_codes(facts.transaction, used));
        return SchoolDecision{std::move(given), ""};
      },
      Authorship::nobody);
}

Result<std::string> questions(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  HV_ASSIGN(const Digests used, used_codes(*context.journal));
  HV_ASSIGN(const std::string digest,
            working_code(*school, used, call.text("code"), context.today()));
  const school::CodesMade& codes = *codes_with(*school, digest, context.today());
  json::Writer w;
  w.begin_object().member("school_year", codes.school_year);
  w.member("respondent", to_name(codes.respondent)).member("until", format_date(codes.until));
  w.key("questions").begin_array();
  for (const school::Question question : school::questions_of(codes.respondent))
    w.string(to_name(question));
  return w.end_array().end_object().take();
}

Result<std::string> make_codes(const Call& call) {
  Context& context = call.context;
  std::vector<std::string> codes;  // empty where an earlier submission made them
  std::string works_until;
  HV_ASSIGN(const std::string written,
            write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
              school::CodesMade made;
              HV_ASSIGN(made.school_year, year_to_answer(call, facts.today));
              made.respondent = *from_name<Respondent>(call.text("respondent"));
              HV_ASSIGN(const auto until, read_date(call.request, "until", "/until"));
              made.until = until.value_or(add_days(facts.today, 28));
              if (made.until < facts.today || days_between(facts.today, made.until) > 200)
                return Error{HV_INVALID_ARGUMENT, "until_out_of_range",
                             "Codes work until a day from today on, half a year at most.",
                             "/until"};
              const auto count = call.request["count"].integer().value_or(0);
              for (std::int64_t i = 0; i < count; ++i) {
                codes.push_back(new_code(context.random));
                HV_ASSIGN(made.digests.emplace_back(), code_digest(codes.back()));
              }
              std::sort(made.digests.begin(), made.digests.end());
              works_until = format_date(made.until);
              return SchoolDecision{std::move(made), ""};
            }));
  HV_ASSIGN(const auto document, json::Document::parse(written));
  json::Writer w;
  w.begin_object();
  document.root().each_member([&](std::string_view key, json::Value value) {
    if (key == "message" && !codes.empty())
      w.member("message",
               call.words.text("These codes are shown once. Print them now; they are not kept."));
    else if (key == "message")
      w.member("message", call.words.text("These codes were made and shown before. Make new ones "
                                          "if the slips are lost."));
    else
      w.key(key).raw(value.dump());
  });
  w.member_if("until", works_until).member("respondent", call.text("respondent"));
  w.key("codes").begin_array();
  for (const std::string& code : codes) w.string(code);
  return w.end_array().end_object().take();
}

Result<std::string> decide(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    auto decided = read_members<school::EvaluationDecided>(call.request);
    HV_ASSIGN(decided.school_year, year_of(call, facts.today));
    HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
    decided.date = date.value_or(facts.today);
    if (decided.date > facts.today)
      return Error{HV_INVALID_ARGUMENT, "date_in_future", "This day is still to come.", "/date"};
    if (decided.decision != school::Decision::undecided && decided.outcomes.empty())
      return Error{HV_INVALID_ARGUMENT, "decision_without_outcomes",
                   "Write what came out of the evaluation before you decide.", "/outcomes"};
    return SchoolDecision{std::move(decided), ""};
  });
}

Result<std::string> release(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    auto released = read_members<school::RemarkReleased>(call.request);
    HV_ASSIGN(released.school_year, year_of(call, facts.today));
    for (const Respondent respondent : {Respondent::staff, Respondent::parent, Respondent::pupil}) {
      const auto answers = school::answers_of(facts.school, released.school_year, respondent);
      if (!answers.is_shown()) continue;
      for (const std::string& remark : answers.remarks) {
        HV_ASSIGN(const std::string id, remark_id(released.school_year, respondent, remark));
        if (id == released.remark) return SchoolDecision{std::move(released), ""};
      }
    }
    return Error{HV_NOT_FOUND, "unknown_remark",
                 "There is no such remark in this year's evaluation.", "/remark"};
  });
}

// The id of what is set anew or again: a new one where none is given.
template <typename Known>
Result<std::string> id_to_set(const Call& call, const Known& known, const char* code,
                              const char* message) {
  const std::string given = call.text("id");
  if (given.empty()) return new_id(call.context);
  if (known.contains(given)) return given;
  return Error{HV_NOT_FOUND, code, message, "/id"};
}

Result<std::string> improve(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    auto action = read_members<school::ImprovementSet>(call.request);
    HV_ASSIGN(action.id, id_to_set(call, facts.school.improvements, "unknown_improvement",
                                   "There is no such improvement. Leave out the id to add one."));
    HV_ASSIGN(action.school_year, year_of(call, facts.today));
    HV_TRY(check_staff(call, action.owner, "/owner"));
    HV_ASSIGN(action.due, read_date(call.request, "due", "/due"));
    const std::string id = action.id;
    return SchoolDecision{std::move(action), id};
  });
}

Result<std::string> share_success(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    school::SuccessShared success{new_id(call.context), call.text("text"), facts.today};
    const std::string id = success.id;
    return SchoolDecision{std::move(success), id};
  });
}

Result<std::string> note_problem(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    auto problem = read_members<school::ProblemNoted>(call.request);
    HV_ASSIGN(problem.id, id_to_set(call, facts.school.problems, "unknown_problem",
                                    "There is no such problem. Leave out the id to add one."));
    if (!problem.owner.empty()) HV_TRY(check_staff(call, problem.owner, "/owner"));
    HV_ASSIGN(problem.due, read_date(call.request, "due", "/due"));
    const std::string id = problem.id;
    return SchoolDecision{std::move(problem), id};
  });
}

Result<std::string> results(const Call& call) {
  HV_ASSIGN(const std::string year, year_of(call, call.context.today()));
  HV_ASSIGN(const Evaluation evaluation,
            read_evaluation(call.context, call.actor, year, call.request["anonymous"].is_true(),
                            call.control));
  return evaluation_json(call.context, evaluation);
}

Result<std::string> team(const Call& call) {
  HV_ASSIGN(const Team team, read_team(call.context, call.actor));
  return team_json(call.context, team);
}

}  // namespace

std::span<const Operation> evaluation_operations() {
  static constexpr Operation operations[] = {{"evaluation.give", give},
                                             {"evaluation.questions", questions},
                                             {"evaluation.answer", answer},
                                             {"evaluation.codes", make_codes},
                                             {"evaluation.results", results},
                                             {"evaluation.release", release},
                                             {"evaluation.decide", decide},
                                             {"improvement.set", improve},
                                             {"success.share", share_success},
                                             {"problem.note", note_problem},
                                             {"team.read", team}};
  return operations;
}

}  // namespace homevisit::operations
