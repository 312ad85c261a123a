#include "domain/school/evaluation_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/name_tables.h"

namespace homevisit {
HV_NAMES(school::CycleStep, HV_N(school::CycleStep, ask), HV_N(school::CycleStep, discuss),
         HV_N(school::CycleStep, decide), HV_N(school::CycleStep, improve),
         HV_N(school::CycleStep, complete))
}

namespace homevisit::school {

std::span<const Question> questions_of(Respondent respondent) {
  static constexpr Question everybody[] = {Question::experience, Question::information,
                                           Question::relation, Question::care_consultation};
  static constexpr Question adults[] = {
      Question::experience,        Question::information,    Question::relation,
      Question::care_consultation, Question::own_initiative, Question::fewer_misunderstandings};
  if (respondent == Respondent::pupil) return everybody;
  return adults;
}

Status check_evaluation(const EvaluationGiven& given) {
  const auto asked = questions_of(given.respondent);
  for (std::size_t i = 0; i < given.scores.size(); ++i) {
    const Question question = given.scores[i].question;
    const std::string pointer = fmt::format("/scores/{}/question", i);
    if (std::find(asked.begin(), asked.end(), question) == asked.end())
      return Error{HV_INVALID_ARGUMENT, "question_not_asked",
                   "This question is not asked of these people. Leave it out.", pointer};
    for (std::size_t k = 0; k < i; ++k)
      if (given.scores[k].question == question)
        return Error{HV_INVALID_ARGUMENT, "question_twice",
                     "This question is answered twice. Choose one answer.", pointer};
  }
  const bool scored = std::any_of(given.scores.begin(), given.scores.end(),
                                  [](const auto& one) { return one.score != Score::none; });
  if (!scored && given.remark.empty() && given.objections.empty())
    return Error{HV_INVALID_ARGUMENT, "nothing_answered",
                 "Nothing is filled in yet. Answer one of the questions, or write a remark.",
                 "/scores"};
  if (!given.objections.empty() && given.respondent != Respondent::staff)
    return Error{HV_INVALID_ARGUMENT, "objections_of_staff",
                 "What makes visits hard is asked of staff only. Leave it out.", "/objections"};
  return ok();
}

Answers answers_of(const School& school, const std::string& school_year, Respondent respondent) {
  Answers answers;
  for (const auto& [given, by, by_name, at, seq] : school.evaluations) {
    if (given.school_year != school_year || given.respondent != respondent) continue;
    ++answers.count;
    for (const Question question : questions_of(respondent)) {
      const auto found =
          std::find_if(given.scores.begin(), given.scores.end(),
                       [&](const QuestionScore& one) { return one.question == question; });
      const Score score = found == given.scores.end() ? Score::none : found->score;
      ++answers.scores[question][static_cast<std::size_t>(score)];
    }
    if (!given.remark.empty()) answers.remarks.push_back(given.remark);
    for (const ProblemKind kind : given.objections) ++answers.objections[kind];
  }
  std::sort(answers.remarks.begin(), answers.remarks.end());
  return answers;
}

std::optional<Sides> sides_shown(const ScoreCounts& counts) {
  const auto of = [&](Score score) { return counts[static_cast<std::size_t>(score)]; };
  const Sides sides{of(Score::mostly) + of(Score::yes), of(Score::no) + of(Score::a_little),
                    of(Score::none)};
  const auto small = [](int count) { return count > 0 && count < fewest_shown; };
  if (small(sides.yes) || small(sides.no) || small(sides.unanswered)) return std::nullopt;
  return sides;
}

std::string year_before(const std::string& school_year) {
  int begins = 0;
  const char* const end = school_year.data() + std::min<std::size_t>(school_year.size(), 4);
  const auto [last, error] = std::from_chars(school_year.data(), end, begins);
  if (error != std::errc{} || last != end || school_year.size() != 9) return {};
  return fmt::format("{}-{}", begins - 1, begins);
}

CycleStep next_step(const School& school, const std::string& school_year) {
  const auto of_this_year = [&](const auto& noted) {
    return noted.value.school_year == school_year;
  };
  const auto decided = school.decisions.find(school_year);
  if (decided == school.decisions.end()) {
    const bool answered =
        std::any_of(school.evaluations.begin(), school.evaluations.end(), of_this_year);
    return answered ? CycleStep::discuss : CycleStep::ask;
  }
  if (decided->second.value.decision == Decision::undecided) return CycleStep::decide;
  const bool improved = std::any_of(school.improvements.begin(), school.improvements.end(),
                                    [&](const auto& entry) { return of_this_year(entry.second); });
  // R108: improvements are taken up at once; a programme that stops needs none.
  if (!improved && decided->second.value.decision != Decision::stopped) return CycleStep::improve;
  return CycleStep::complete;
}

}  // namespace homevisit::school
