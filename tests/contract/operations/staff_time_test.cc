// Hours and travel of staff.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class StaffTimeTest : public testing::Test {
 protected:
  StaffTimeTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  json::Value row(const Reply& hours, const char* staff) {
    for (std::size_t i = 0; i < hours["staff"].size(); ++i)
      if (hours["staff"].at(i)["id"].text() == staff) return hours["staff"].at(i);
    return {};
  }

  Folder folder_;
  Host host_;
};

// R52, R57: the four durations of the visits that each teacher made; who recorded it wrote it.
TEST_F(StaffTimeTest, HoursAreThoseOfTheVisitsThatATeacherMade) {
  host_.visit(
      mentor, alone,
      R"(,"visitors":["m1","t1"],"minutes":{"visit":50,"travel":20,"consultation":10,"reporting":15})");
  host_.visit(mentor, two_homes, R"(,"visitors":["m1"],"minutes":{"visit":40})");
  host_.write(mentor, "visit.plan",
              R"({"student":"s-foster","date":"2026-10-20","visitors":["t1"]})");
  const Reply hours = host_.call(leader, "hours.read", "{}");
  EXPECT_EQ(*row(hours, "m1")["minutes"]["all"].integer(), 135);
  EXPECT_EQ(*row(hours, "m1")["visits"].integer(), 2);
  EXPECT_EQ(*row(hours, "t1")["minutes"]["all"].integer(), 80);
  EXPECT_EQ(*row(hours, "t1")["minutes"]["reporting"].integer(), 0);
  EXPECT_EQ(*row(hours, "t1")["planned"].integer(), 1);
  EXPECT_EQ(*hours["used"].integer(), 215);
}

// R52, R58: a teacher sees her own hours; nobody sees those of a family.
TEST_F(StaffTimeTest, ATeacherSeesTheirOwnHoursAndNoFamily) {
  host_.visit(mentor, alone, R"(,"visitors":["m1","t1"],"minutes":{"visit":50})");
  const Reply own = host_.call(teacher, "hours.read", "{}");
  ASSERT_EQ(own["staff"].size(), 1u);
  EXPECT_EQ(own["staff"].at(0)["id"].text(), "t1");
  for (const char* trace : {"s-alone", "Yara", "Smit", "g-solo"})
    EXPECT_THAT(host_.call(leader, "hours.read", "{}").text, Not(HasSubstr(trace)));
  EXPECT_EQ(*host_.call(leader, "hours.read", R"({"school_year":"2025-2026"})")["used"].integer(),
            0);
}

TEST_F(StaffTimeTest, AVisitThatWasEnteredInErrorTakesNoTime) {
  const std::string visit = host_.visit(mentor, alone, R"(,"minutes":{"visit":50})");
  host_.write(care, "visit.void", "{\"student\":\"s-alone\",\"visit\":\"" + visit + "\"}");
  EXPECT_EQ(*host_.call(leader, "hours.read", "{}")["used"].integer(), 0);
}

// R55: one's own kilometres, and for the office a file without pupils.
TEST_F(StaffTimeTest, TravelIsClaimedByOneselfAndExportedWithoutPupils) {
  host_.visit(mentor, alone);
  const std::string id =
      host_.write(mentor, "travel.claim", R"({"date":"2026-10-09","kilometres":14,"cents":350})")
          .get("id");
  host_.write(teacher, "travel.claim", R"({"kilometres":3})");
  EXPECT_EQ(host_.call(mentor, "travel.list", "{}")["claims"].size(), 1u);
  EXPECT_EQ(
      host_.refused(teacher, "travel.claim", "{\"id\":\"" + id + "\",\"kilometres\":1}").code(),
      "unknown_claim");
  Reply all = host_.call(leader, "travel.export", "{}");
  EXPECT_EQ(all.get("csv"),
            "Staff;Name;Day;Kilometres;Costs\r\n"
            "m1;Els Bakker;2026-10-09;14;3.50\r\n"
            "t1;Karin Wolf;2026-10-12;3;0.00\r\n");
  EXPECT_EQ(*all["kilometres"].integer(), 17);
  host_.write(mentor, "travel.claim", "{\"id\":\"" + id + "\",\"kilometres\":0}");
  EXPECT_EQ(*host_.call(leader, "travel.export", "{}")["claims"].integer(), 1);
  EXPECT_EQ(host_.call(mentor, "travel.export", "{}").code(), "role_may_not");
  EXPECT_EQ(host_.refused(mentor, "travel.claim", R"({"date":"2026-10-13","kilometres":1})").code(),
            "date_in_future");
  EXPECT_EQ(host_.refused(mentor, "travel.claim", "{}").code(), "nothing_claimed");
}

// R55: a person types an amount as people write it.
TEST_F(StaffTimeTest, OtherCostsAreTypedInEuros) {
  host_.write(mentor, "travel.claim", R"({"date":"2026-10-09","other_costs":"€ 3,50"})");
  EXPECT_EQ(*host_.call(leader, "travel.export", "{}")["cents"].integer(), 350);
  for (const char* typed : {"1.250", "drie euro", "-3", "10000,01", "3,505"}) {
    const Reply refused =
        host_.refused(mentor, "travel.claim", std::string(R"({"other_costs":")") + typed + "\"}");
    EXPECT_EQ(refused.code(), "not_an_amount") << typed;
    EXPECT_EQ(refused.pointer(), "/other_costs");
  }
  EXPECT_EQ(host_.refused(mentor, "travel.claim", R"({"cents":1,"other_costs":"3"})").code(),
            "not_an_amount");
  const std::string page = host_.render(mentor, "my.time", "{}");
  EXPECT_THAT(page, HasSubstr("€ 3.50"));
  EXPECT_THAT(page, HasSubstr("name=\"/other_costs\""));
  EXPECT_THAT(page, Not(HasSubstr("cents")));
}

}  // namespace
}  // namespace host_test
