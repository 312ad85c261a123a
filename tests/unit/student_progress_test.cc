// How agreements went over time, and what the school still owes.
// Requirements: R11, R84.
#include "domain/student_progress.h"

#include <gtest/gtest.h>

#include <random>

namespace homevisit {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

Date day(const char* text) { return *parse_date(text); }

Date day_of(std::int64_t ms) { return Date{std::chrono::sys_days{std::chrono::days{ms / day_ms}}}; }

std::int64_t moment(const char* text) {
  return std::chrono::sys_days{day(text)}.time_since_epoch().count() * day_ms;
}

Agreement agreement(const std::string& id, AgreementOwner who) {
  Agreement made;
  made.id = id;
  made.what = "Samen lezen";
  made.who = who;
  return made;
}

class Story {
 public:
  Story& visit(const char* date, std::vector<Agreement> agreements) {
    Visit visit;
    visit.id = "v" + std::to_string(seq_);
    visit.date = day(date);
    visit.report.agreements = std::move(agreements);
    return add(VisitRecorded{visit}, date);
  }
  Story& change(const std::string& id, GoalState state, const char* on, const char* note = "") {
    return add(AgreementChanged{id, state, note}, on);
  }
  const History& history() {
    history_ = fold(events_);
    return history_;
  }

 private:
  Story& add(Change change, const char* on) {
    events_.push_back({"e", ++seq_, moment(on), "t1", "J. de Wit", std::move(change)});
    return *this;
  }

  std::int64_t seq_ = 0;
  std::vector<DossierEvent> events_;
  History history_;
};

TEST(StudentProgress, TellsEveryStepWithItsDay_R84) {
  Story story;
  Agreement first = agreement("a", AgreementOwner::parent);
  first.state = {GoalLife::proposed, GoalResult::in_progress};
  story.visit("2026-09-01", {first})
      .change("a", {GoalLife::accepted, GoalResult::in_progress}, "2026-09-05")
      .change("a", AgreementState::going_well, "2026-10-01", "Elke avond.")
      .change("a", AgreementState::done, "2026-11-01");
  const auto courses = goal_courses(story.history(), day("2026-11-22"), day_of);
  ASSERT_EQ(courses.size(), 1U);
  const auto& steps = courses[0].steps;
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(steps[0].day, day("2026-09-01"));
  EXPECT_EQ(steps[0].state.life, GoalLife::proposed) << "as it was then, not as it is now";
  EXPECT_EQ(steps[1].state.life, GoalLife::accepted);
  EXPECT_EQ(steps[2].note, "Elke avond.");
  EXPECT_EQ(steps[2].day, day("2026-10-01"));
  EXPECT_TRUE(steps[3].state == AgreementState::done);
  EXPECT_TRUE(courses[0].entry->agreement.accepted_by_family) << "taken up since";
}

TEST(StudentProgress, TheNewestStandFirstAndMistakesAreLeftOut) {
  Story story;
  story.visit("2026-09-01", {agreement("a", AgreementOwner::school)})
      .visit("2026-10-01",
             {agreement("b", AgreementOwner::school), agreement("c", AgreementOwner::pupil)})
      .change("c", {GoalLife::entered_in_error, GoalResult::in_progress}, "2026-10-02");
  const auto courses = goal_courses(story.history(), day("2026-11-22"), day_of);
  ASSERT_EQ(courses.size(), 2U);
  EXPECT_EQ(courses[0].entry->agreement.id, "b");
  EXPECT_EQ(courses[1].entry->agreement.id, "a");
}

// R11: nothing is ever late on a family's side.
TEST(StudentProgress, OnlyTheSchoolOwes_R11) {
  std::mt19937 random(11);
  int owed = 0;
  for (int i = 0; i < 2000; ++i) {
    Agreement made = agreement("a", static_cast<AgreementOwner>(random() % 4));
    made.state = {static_cast<GoalLife>(random() % 8), static_cast<GoalResult>(random() % 7)};
    if (random() % 4 != 0)
      made.by = add_days(day("2026-11-22"), static_cast<int>(random() % 21) - 10);
    const bool late = owed_by_school(made, day("2026-11-22"));
    if (made.who != AgreementOwner::school || !made.by || *made.by >= day("2026-11-22") ||
        made.state == AgreementState::done || made.state == AgreementState::let_go)
      EXPECT_FALSE(late);
    else
      EXPECT_TRUE(late);
    owed += late ? 1 : 0;
  }
  EXPECT_GT(owed, 50) << "otherwise nothing was looked at";
}

TEST(StudentProgress, ADayThatIsTodayIsNotOver) {
  Agreement made = agreement("a", AgreementOwner::school);
  made.by = day("2026-11-22");
  EXPECT_FALSE(owed_by_school(made, day("2026-11-22")));
  EXPECT_TRUE(owed_by_school(made, day("2026-11-23")));
}

TEST(StudentProgress, TheNextReviewIsTheFirstThatIsStillToCome) {
  Story story;
  Agreement past = agreement("a", AgreementOwner::school), soon = past, later = past, closed = past;
  past.review = day("2026-11-01");
  soon.id = "b", soon.review = day("2026-12-01");
  later.id = "c", later.review = day("2027-01-10");
  closed.id = "d", closed.review = day("2026-11-25"), closed.state = AgreementState::done;
  story.visit("2026-09-01", {past, later, soon, closed});
  const auto courses = goal_courses(story.history(), day("2026-11-22"), day_of);
  EXPECT_EQ(next_review(courses, day("2026-11-22")), day("2026-12-01"));
  EXPECT_EQ(next_review(courses, day("2027-02-01")), std::nullopt);
}

TEST(StudentProgress, AReportThatIsRevisedKeepsWhatWasSaidSince) {
  Story story;
  Agreement made = agreement("a", AgreementOwner::parent);
  Visit visit;
  visit.id = "v";
  visit.date = day("2026-09-01");
  visit.report.agreements = {made};
  std::vector<DossierEvent> events{
      {"1", 1, moment("2026-09-01"), "t1", "", VisitRecorded{visit}},
      {"2", 2, moment("2026-09-20"), "t1", "",
       AgreementChanged{
           "a", {GoalLife::on_hold, GoalResult::improving}, "Even rust.", day("2026-12-01")}},
      {"3", 3, moment("2026-09-21"), "t1", "", VisitRevised{visit}}};
  const History history = fold(events);
  ASSERT_EQ(history.agreements.size(), 1U);
  EXPECT_EQ(history.agreements[0].agreement.state,
            (GoalState{GoalLife::on_hold, GoalResult::improving}));
  EXPECT_EQ(history.agreements[0].agreement.review, day("2026-12-01"));
  EXPECT_EQ(history.agreements[0].note, "Even rust.");
  EXPECT_EQ(goal_courses(history, day("2026-11-22"), day_of)[0].steps.size(), 2U);
}

}  // namespace
}  // namespace homevisit
