// How an agreement stands: two axes and five words, both ways (R84).
// Requirements: R84.
#include "domain/goal.h"

#include <gtest/gtest.h>

#include <set>

#include "domain/codec.h"

namespace homevisit {
namespace {

TEST(Goal, EveryPairHasAWordAndEveryWordAPair_R84) {
  std::set<AgreementState> said;
  for (const auto& [life, life_name] : names<GoalLife>())
    for (const auto& [result, result_name] : names<GoalResult>()) {
      const AgreementState word = in_family_words({life, result});
      EXPECT_NE(to_name(word), "") << life_name << " " << result_name;
      said.insert(word);
    }
  EXPECT_EQ(said.size(), names<AgreementState>().size());
  EXPECT_EQ(names<GoalLife>().size() * names<GoalResult>().size(), 56U);
  for (const auto& [word, name] : names<AgreementState>())
    EXPECT_EQ(in_family_words(GoalState(word)), word) << name;
}

TEST(Goal, WhatIsOverIsDoneOrLetGoAndNothingElseIs_R84) {
  for (const auto& [life, name] : names<GoalLife>())
    for (const auto& [result, result_name] : names<GoalResult>()) {
      const AgreementState word = in_family_words({life, result});
      const bool over = word == AgreementState::done || word == AgreementState::let_go;
      EXPECT_EQ(over, is_closed(life)) << name << " " << result_name;
    }
}

// Families are told of another way, never of a failure.
TEST(Goal, WhatDoesNotHelpIsAnotherWay_R84) {
  for (const GoalResult result : {GoalResult::worsening, GoalResult::no_change,
                                  GoalResult::not_achieved, GoalResult::not_attainable})
    EXPECT_EQ(in_family_words({GoalLife::active, result}), AgreementState::another_way);
  EXPECT_EQ(in_family_words({GoalLife::proposed, GoalResult::worsening}), AgreementState::open);
  EXPECT_EQ(in_family_words({GoalLife::completed, GoalResult::not_attainable}),
            AgreementState::let_go);
}

TEST(Goal, CodesAreThoseOfFhir) {
  EXPECT_EQ(to_name(GoalLife::on_hold), "on-hold");
  EXPECT_EQ(to_name(GoalLife::entered_in_error), "entered-in-error");
  EXPECT_EQ(to_name(GoalResult::not_attainable), "not-attainable");
}

std::string written(const GoalState& goal) {
  json::Writer w;
  w.begin_object();
  write_goal_state(w, goal);
  return w.end_object().take();
}

GoalState read(const std::string& text) {
  const auto document = json::Document::parse(text);
  return read_goal_state(document->root());
}

TEST(Goal, EveryPairIsReadBack) {
  for (const auto& [life, name] : names<GoalLife>())
    for (const auto& [result, result_name] : names<GoalResult>()) {
      const GoalState goal{life, result};
      EXPECT_EQ(read(written(goal)), goal) << written(goal);
    }
}

// Journals and student files of before the axes hold the word alone, and keep every byte.
TEST(Goal, AWordAloneIsReadAndStaysAWord) {
  for (const auto& [word, name] : names<AgreementState>()) {
    const std::string text = "{\"state\":\"" + std::string(name) + "\"}";
    EXPECT_EQ(in_family_words(read(text)), word);
    EXPECT_EQ(written(read(text)), text);
  }
  EXPECT_TRUE(read("{}") == AgreementState::open);
}

}  // namespace
}  // namespace homevisit
