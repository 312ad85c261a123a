// What holds of the counting whatever happened: histories by chance.
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "domain/progress/tally.h"
#include "progress_story.h"

namespace homevisit::progress {
namespace {

class AnyStory {
 public:
  explicit AnyStory(unsigned seed) : random_(seed) {
    const int events = 1 + below(25);
    int today = day_number(day("2025-09-01"));
    for (int i = 0; i < events; ++i) {
      today += below(40);
      story_.add(date_of(today), change(date_of(today)));
    }
  }
  const Story& story() const { return story_; }
  Story& story() { return story_; }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  std::string guardian() { return below(2) == 0 ? "g1" : "g2"; }
  Visit any_visit(Date today, VisitState state) {
    Visit made = visit("", "2026-01-01", state, below(3) == 0 ? Place::phone : Place::home);
    made.id = "v" + std::to_string(below(4));
    made.date = add_days(today, is_planned(state) ? below(60) : -below(20));
    return made;
  }
  Change change(Date today) {
    switch (below(11)) {
      case 0:
        return VisitPlanned{any_visit(today, VisitState::confirmed)};
      case 1:
        return VisitRecorded{any_visit(today, VisitState::held)};
      case 2:
        return VisitChanged{"v" + std::to_string(below(4)), static_cast<VisitState>(below(9)),
                            std::nullopt, ""};
      case 3:
        return VisitVoided{"v" + std::to_string(below(4))};
      case 4: {
        Answer given = answer("", "2026-01-01", static_cast<AnswerKind>(below(6)));
        given.id = "a" + std::to_string(answers_++);
        given.guardian = guardian();
        given.date = add_days(today, -below(3));
        if (below(4) == 0) given.not_before = add_days(today, below(400));
        given.never_ask = below(10) == 0;
        return AnswerRecorded{given};
      }
      case 5:
        return AnswerVoided{"a" + std::to_string(below(4))};
      case 6:
        return NoticeGiven{guardian(), today, Channel::letter, {}};
      case 7:
        return InvitationSent{"i", guardian(), today, Channel::letter, "nl", {}};
      case 8:
        return AttemptVoided{"t" + std::to_string(below(3))};
      default:
        return AttemptMade{
            "t" + std::to_string(attempts_++),    guardian(), today, "", Approach::phone,
            static_cast<AttemptResult>(below(5)), "m1",       ""};
    }
  }

  std::mt19937 random_;
  int answers_ = 0, attempts_ = 0;
  Story story_;
};

// The slow and obvious way: the events that were there by then, and nothing else.
Story known_by(const Story& story, Date date) {
  Story known;
  for (const DossierEvent& event : story.events()) {
    const Date recorded = date_of(static_cast<int>(event.recorded_at / 86'400'000));
    if (recorded <= date) known.add(recorded, event.change);
  }
  return known;
}

bool same(const Standing& a, const Standing& b) {
  return a.column == b.column && a.informed == b.informed && a.invited == b.invited &&
         a.asked == b.asked && a.answered == b.answered && a.attempts == b.attempts &&
         a.appointment_settled == b.appointment_settled && a.have_notice == b.have_notice &&
         a.know_of_talk == b.know_of_talk && a.contact_settled == b.contact_settled &&
         a.held_at_home == b.held_at_home && a.held_elsewhere == b.held_elsewhere &&
         a.no_show == b.no_show && a.reports_in_time == b.reports_in_time &&
         a.last_contact == b.last_contact;
}

TEST(AnyHistory, ColumnsAddUpToTheScope) {
  Tally all;
  for (unsigned seed = 0; seed < 500; ++seed) {
    Tally one;
    one.add(AnyStory(seed).story().at("2026-06-01"));
    int sum = 0;
    for (const int count : one.columns) sum += count;
    EXPECT_EQ(sum, 1) << "exactly one column, seed " << seed;
    all.add(one);
  }
  int sum = 0;
  for (const int count : all.columns) {
    EXPECT_GT(count, 0) << "every column comes about";
    sum += count;
  }
  EXPECT_EQ(sum, all.in_scope);
}

TEST(AnyHistory, TheReportOfAPastDayNeverChangesWhenLaterEventsComeIn) {
  int others = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    const AnyStory any(seed);
    const Story& story = any.story();
    for (const char* date : {"2025-10-15", "2026-01-31", "2026-06-01"}) {
      EXPECT_TRUE(same(story.at(date), known_by(story, day(date)).at(date)))
          << "seed " << seed << ", " << date;
      others += same(story.at(date), story.at("2026-07-01")) ? 0 : 1;
    }
  }
  EXPECT_GT(others, 100) << "later events do change later reports";
}

// R1, rule 3.
TEST(ProgressColumns, R1_ADeclineNeverLowersAFigureAndIsNeverAThingToDo) {
  const Date today = day("2026-06-01");
  int raised = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    AnyStory any(seed);
    Story story = known_by(any.story(), today);
    const Standing before = story.at(today);
    Answer no = answer("g1", "2026-06-01", AnswerKind::declined);
    no.id = "the decline";
    story.add(today, AnswerRecorded{no});
    const Standing after = story.at(today);
    const auto of = [](const Standing& s) {
      return std::array{
          s.informed,        s.asked,           s.answered,        s.appointment_settled,
          s.contact_settled, s.other_form_held, s.held_at_home > 0};
    };
    for (std::size_t i = 0; i < of(before).size(); ++i)
      EXPECT_GE(of(after)[i], of(before)[i]) << "figure " << i << ", seed " << seed;
    EXPECT_EQ(after.reports_in_time, before.reports_in_time);
    EXPECT_EQ(after.reports_missing, before.reports_missing);
    EXPECT_EQ(after.no_show, before.no_show);
    for (const Column to_do :
         {Column::to_plan, Column::not_spoken, Column::invited, Column::informed, Column::not_asked,
          Column::fell_through, Column::cancelled_by_school, Column::planned})
      EXPECT_NE(after.column, to_do) << "seed " << seed;
    EXPECT_TRUE(after.rests);
    EXPECT_FALSE(is_silent(after, day_number(today))) << "they have just been spoken to";
    if (!before.answered) ++raised;
  }
  EXPECT_GT(raised, 50);
}

}  // namespace
}  // namespace homevisit::progress
