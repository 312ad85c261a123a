// A day that the pages on the progress cannot be as of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char to_come[] = "This day is still to come. Choose today or a day before.";

class ProgressDayTest : public PlanningTest {
 protected:
  std::string page(const char* actor, const char* view, const std::string& day,
                   hv_status expected = HV_OK) {
    const bool of_class =
        std::string(view) != "progress.school" && std::string(view) != "progress.offer";
    return host_.render(actor, view,
                        std::string(of_class ? R"({"group":"g1",)" : "{") + R"("as_of":")" + day +
                            R"(","page":true})",
                        expected);
  }
};

// R106: whoever mistypes the day of a report is asked for it again, on the same page.
TEST_F(ProgressDayTest, R106_ADayStillToComeComesBackInItsFormWithWhatIsWrongBesideIt) {
  struct Board {
    const char *actor, *view, *action;
  };
  for (const Board& board : {Board{leader, "progress.school", "/school/progress"},
                             Board{leader, "progress.offer", "/school/progress/offer"},
                             Board{mentor, "progress.class", "/groups/g1/progress"},
                             Board{mentor, "progress.families", "/groups/g1/families"}}) {
    const std::string wrong = page(board.actor, board.view, "2026-10-13");
    EXPECT_THAT(wrong, HasSubstr("action=\"" + std::string(board.action) + "\"")) << board.view;
    EXPECT_THAT(wrong, HasSubstr("value=\"2026-10-13\" required aria-invalid=\"true\""));
    EXPECT_THAT(wrong, HasSubstr(">" + std::string(to_come) + "</p>")) << "beside the date";
    EXPECT_THAT(wrong, HasSubstr(": " + std::string(to_come) + "</a>")) << "and above the form";
    EXPECT_THAT(wrong, Not(HasSubstr("Not saved yet"))) << "nothing was to be saved";
    EXPECT_THAT(wrong, Not(HasSubstr("<table"))) << "no figures of another day";
    EXPECT_THAT(wrong, Not(HasSubstr("Noor")));
    const std::string right = page(board.actor, board.view, "2026-10-12");
    EXPECT_THAT(right, Not(HasSubstr("aria-invalid"))) << board.view;
    EXPECT_THAT(right, HasSubstr("<table"));
  }
}

TEST_F(ProgressDayTest, R106_WhatIsNoDayOfTheCalendarComesBackTheSameWay) {
  for (const char* day : {"2026-02-30", "next week", "12-10-2026", "0000-00-00", "<script>"}) {
    const std::string wrong = page(mentor, "progress.class", day);
    EXPECT_THAT(wrong, HasSubstr("This is not a day of the calendar.")) << day;
    EXPECT_THAT(wrong, HasSubstr("aria-invalid=\"true\"")) << day;
    EXPECT_THAT(wrong, Not(HasSubstr("<script>")));
  }
}

TEST_F(ProgressDayTest, R106_WhoMayNotOpenAPageIsNotAskedForADayEither) {
  page(mentor, "progress.school", "2030-01-01", HV_PERMISSION_DENIED);
  page(leader, "progress.families", "2030-01-01", HV_PERMISSION_DENIED);
  page(other_mentor, "progress.class", "2030-01-01", HV_NOT_FOUND);
  EXPECT_EQ(host_.call(leader, "progress.csv", R"({"as_of":"2030-01-01"})").code(),
            "report_in_future");
}

}  // namespace
}  // namespace host_test
