// What is asked of whom, what answers add up to, and what is not shown of few.
#include "domain/school/evaluation_rules.h"

#include <gtest/gtest.h>

namespace homevisit::school {
namespace {

EvaluationGiven answer(Respondent respondent, Score experience, const char* remark = "") {
  return {"2026-2027",     respondent,
          FilledBy::paper, {{Question::experience, experience}, {Question::relation, Score::yes}},
          remark,          {}};
}

School school_with(int parents) {
  School school;
  for (int i = 0; i < parents; ++i)
    school.evaluations.push_back({answer(Respondent::parent, Score::mostly), "", "", 0, i + 1});
  return school;
}

// R107: the four questions are asked of staff, parents and pupils alike.
TEST(Evaluation, TheFourQuestionsAreAskedOfEverybody) {
  for (const Respondent respondent : {Respondent::staff, Respondent::parent, Respondent::pupil}) {
    const auto asked = questions_of(respondent);
    for (const Question question : {Question::experience, Question::information, Question::relation,
                                    Question::care_consultation})
      EXPECT_NE(std::find(asked.begin(), asked.end(), question), asked.end());
  }
}

// R13, R27: did parents make contact by themselves, are there fewer misunderstandings.
TEST(Evaluation, WhatTheVisitsPayOffIsAskedOfAdults) {
  const auto asked = questions_of(Respondent::parent);
  EXPECT_NE(std::find(asked.begin(), asked.end(), Question::own_initiative), asked.end());
  EXPECT_NE(std::find(asked.begin(), asked.end(), Question::fewer_misunderstandings), asked.end());
  EXPECT_EQ(questions_of(Respondent::pupil).size(), 4u);
}

TEST(Evaluation, AnAnswerAnswersWhatWasAskedAndOnce) {
  EXPECT_TRUE(check_evaluation(answer(Respondent::pupil, Score::yes)));
  auto given = answer(Respondent::pupil, Score::yes);
  given.scores.push_back({Question::own_initiative, Score::yes});
  EXPECT_EQ(check_evaluation(given).error().code, "question_not_asked");
  EXPECT_EQ(check_evaluation(given).error().pointer, "/scores/2/question");
  given.scores.back().question = Question::relation;
  EXPECT_EQ(check_evaluation(given).error().code, "question_twice");
  EXPECT_EQ(check_evaluation({"2026-2027", Respondent::pupil, {}, {}, "", {}}).error().code,
            "nothing_answered");
}

// R20: what makes it hard is asked of staff, by kind.
TEST(Evaluation, ObjectionsAreAskedOfStaffAndCountedByKind) {
  auto given = answer(Respondent::staff, Score::a_little);
  given.objections = {ProblemKind::time, ProblemKind::skill};
  EXPECT_TRUE(check_evaluation(given));
  School school;
  school.evaluations.push_back({given, "", "", 0, 1});
  const Answers answers = answers_of(school, "2026-2027", Respondent::staff);
  EXPECT_EQ(answers.objections.at(ProblemKind::time), 1);
  given.respondent = Respondent::parent;
  EXPECT_EQ(check_evaluation(given).error().code, "objections_of_staff");
}

// R107: fewer than five answers of a group say nothing.
TEST(Evaluation, FewAnswersAreNotShown) {
  EXPECT_FALSE(answers_of(school_with(4), "2026-2027", Respondent::parent).is_shown());
  EXPECT_TRUE(answers_of(school_with(5), "2026-2027", Respondent::parent).is_shown());
  EXPECT_EQ(answers_of(school_with(5), "2025-2026", Respondent::parent).count, 0);
  EXPECT_EQ(answers_of(school_with(5), "2026-2027", Respondent::pupil).count, 0);
}

TEST(Evaluation, RemarksStandInTheOrderOfTheirWordsNotOfTheirComing) {
  School school;
  for (const char* remark : {"zon", "appel", "maan"})
    school.evaluations.push_back({answer(Respondent::pupil, Score::yes, remark), "", "", 0, 1});
  EXPECT_EQ(answers_of(school, "2026-2027", Respondent::pupil).remarks,
            (std::vector<std::string>{"appel", "maan", "zon"}));
}

// Every cell that is printed is none or at least five, whatever the counts are; and where one cell
// is left out all are, so that the total does not tell it.
TEST(Evaluation, SmallCellsCannotBeComputedBack) {
  for (int no = 0; no <= 12; ++no)
    for (int yes = 0; yes <= 12; ++yes)
      for (int none = 0; none <= 6; ++none) {
        const auto shown = sides_shown({none, no, 0, yes, 0});
        const auto small = [](int n) { return n > 0 && n < fewest_shown; };
        EXPECT_EQ(shown.has_value(), !small(no) && !small(yes) && !small(none));
        if (!shown) continue;
        EXPECT_EQ(shown->yes, yes);
        EXPECT_EQ(shown->no, no);
        EXPECT_EQ(shown->unanswered, none);
      }
}

// R109: every year again, step by step.
TEST(Evaluation, TheYearlyCycleGoesFromAskingToImproving) {
  School school;
  EXPECT_EQ(next_step(school, "2026-2027"), CycleStep::ask);
  school = school_with(1);
  EXPECT_EQ(next_step(school, "2026-2027"), CycleStep::discuss);
  auto& decided = school.decisions["2026-2027"].value;
  EXPECT_EQ(next_step(school, "2026-2027"), CycleStep::decide);
  decided.decision = Decision::adapted;
  EXPECT_EQ(next_step(school, "2026-2027"), CycleStep::improve);
  ImprovementSet action;
  action.school_year = "2026-2027";
  school.improvements["a"] = {action, "", "", 0, 1};
  EXPECT_EQ(next_step(school, "2026-2027"), CycleStep::complete);
  EXPECT_EQ(next_step(school, "2027-2028"), CycleStep::ask);
}

TEST(Evaluation, TheYearBeforeIsOneLess) {
  EXPECT_EQ(year_before("2026-2027"), "2025-2026");
  EXPECT_EQ(year_before("this one!"), "");
  EXPECT_EQ(year_before(""), "");
}

}  // namespace
}  // namespace homevisit::school
