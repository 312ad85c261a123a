// A colleague who goes along on a visit of a student whose file is not open to them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planning.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char other_teacher[] = R"({"role":"teacher","staff":"m2"})";

class VisitorTest : public PlanningTest {
 protected:
  explicit VisitorTest(const char* clock = now) : PlanningTest(clock) { welcome(); }
  std::string together(const std::string& more = "") {
    return plan(R"(,"visitors":["m1","m2"],"start_time":"19:00","at_guardian":"g-solo")" + more);
  }
  std::string before(const char* actor, const std::string& id, hv_status expected = HV_OK) {
    return host_.render(actor, "visit.before", visit(id), expected);
  }
  std::string change(const std::string& id, const std::string& more) {
    return host_.call(mentor, "visit.change", submitted(visit(id, more))).code();
  }
};

TEST_F(VisitorTest, R42_AColleagueOfAnotherClassSaysThatTheVisitSuitsThemAndItIsConfirmed) {
  host_.write(leader, "programme.set",
              R"({"school_year":"2026-2027","policy_reference":"x","policy_version":"1"})");
  const std::string id = together();
  const std::string page = before(other_teacher, id);
  EXPECT_THAT(page, HasSubstr("Yara Smit"));
  EXPECT_THAT(page, HasSubstr("19:00"));
  EXPECT_THAT(page, HasSubstr("Els Bakker"));
  EXPECT_THAT(page, HasSubstr("A proposal"));
  EXPECT_THAT(page, HasSubstr("/visits/" + id + "/ready"));
  host_.write(mentor, "visit.ready", visit(id, R"(,"ready":true)"));
  EXPECT_EQ(change(id, R"(,"state":"confirmed")"), "visitors_not_ready");
  host_.write(other_teacher, "visit.ready", visit(id, R"(,"ready":true)"));
  EXPECT_EQ(change(id, R"(,"state":"confirmed")"), "");
  EXPECT_THAT(before(other_teacher, id), HasSubstr("The appointment stands"));
}

TEST_F(VisitorTest, R49_R61_SuchAVisitorSeesNothingElseOfTheFile) {
  host_.write(mentor, "attempt.record", attempt(alone, "phone"));
  host_.visit(mentor, alone, "", R"({"key_points":["Geheim punt."]})");
  const std::string id = together();
  const std::string page = before(other_teacher, id);
  for (const char* word : {"Geheim", "Ilse", "g-solo", "hh-white", "/consent", "/answers",
                           "/attempts", "calendar.ics", "href=\"/students/s-alone\""})
    EXPECT_THAT(page, Not(HasSubstr(word))) << word;
  for (const char* view : {"student.panel", "student.line", "visit.form", "visit.plan.form",
                           "answer.form", "attempt.form", "student.consent"})
    host_.render(other_teacher, view, R"({"student":"s-alone"})", HV_NOT_FOUND);
  host_.render(other_teacher, "visit.page", visit(id), HV_NOT_FOUND);
  const std::string past = host_.visit(mentor, alone);
  before(other_teacher, past, HV_NOT_FOUND);
  EXPECT_EQ(host_.history(other_teacher, alone).code(), "unknown_student");
  EXPECT_EQ(
      host_.refused(other_teacher, "visit.change", visit(id, R"(,"state":"confirmed")")).code(),
      "unknown_student");
  EXPECT_EQ(host_
                .refused(other_teacher, "answer.record",
                         of(alone, R"("guardian":"g-solo","answer":"agreed","channel":"phone")"))
                .code(),
            "unknown_student");
  EXPECT_EQ(host_.refused(other_teacher, "visit.ready", visit(plan(), R"(,"ready":true)")).code(),
            "unknown_student");
}

TEST_F(VisitorTest, R42_NobodyElseOpensItAndNobodyWhenItIsCalledOff) {
  const std::string id = together();
  constexpr char third[] = R"({"role":"mentor","staff":"l1"})";
  before(third, id, HV_NOT_FOUND);
  host_.render(third, "visit.by_number", R"({"visit":")" + id + "\"}", HV_NOT_FOUND);
  before(R"({"role":"it","staff":"m2"})", id, HV_NOT_FOUND);
  EXPECT_EQ(change(id, R"(,"state":"cancelled_by_family")"), "");
  before(other_mentor, id, HV_NOT_FOUND);
  host_.render(other_mentor, "visit.by_number", R"({"visit":")" + id + "\"}", HV_NOT_FOUND);
}

TEST_F(VisitorTest, R42_TheCalendarAndThePageThatOpensFirstLeadThere) {
  const std::string id = together();
  const std::string way = "/students/s-alone/visits/" + id + "/before";
  EXPECT_THAT(host_.render(other_mentor, "visit.by_number", R"({"visit":")" + id + "\"}"),
              HasSubstr(way));
  const std::string home = host_.render(other_teacher, "class", "{}");
  EXPECT_THAT(home, HasSubstr(way));
  EXPECT_THAT(home, HasSubstr("A proposal"));
  EXPECT_THAT(home, Not(HasSubstr("Yara")));
  EXPECT_THAT(host_.render(teacher, "class", "{}"), Not(HasSubstr(id)));
}

TEST_F(VisitorTest, R61_EachLookOfAVisitorStandsInTheAccessLog) {
  const std::string id = together();
  before(other_teacher, id);
  const Reply log = host_.call(care, "student.access_log", R"({"student":"s-alone"})");
  EXPECT_THAT(log.text, HasSubstr(R"("m2")")) << log.text;
}

class VisitorThisEvening : public VisitorTest {
 protected:
  VisitorThisEvening() : VisitorTest("2026-10-20T18:30:00Z") {}
};

TEST_F(VisitorThisEvening, R44_AVisitorOfAnotherClassNotesTheTimes) {
  const std::string id = together(R"(,"backstop":{"staff":"c1"})");
  EXPECT_THAT(before(other_teacher, id), HasSubstr("/check-in"));
  host_.write(other_teacher, "visit.check_in", visit(id, R"(,"time":"19:05")"));
  host_.write(other_teacher, "visit.check_out", visit(id, R"(,"time":"20:05")"));
  EXPECT_THAT(before(other_teacher, id), HasSubstr("20:05"));
  host_.write(mentor, "visit.record",
              visit(id, R"(,"date":"2026-10-20","visitors":["m1","m2"],)"
                        R"("report":{"key_points":["Geheim punt."]})"));
  EXPECT_THAT(before(other_teacher, id), Not(HasSubstr("Geheim")));
  EXPECT_EQ(host_.refused(other_teacher, "visit.ready", visit(id, R"(,"ready":true)")).code(),
            "visit_closed");
}

// The same journal, a day or two later.
TEST(VisitorLaterTest, R42_ADayAfterTheVisitThePageIsStillThereAndThenNoLonger) {
  Folder folder;
  std::string id;
  {
    Host host(config_in(folder));
    write_school(folder / "school");
    host.call(it, "roster.import", "{\"path\":\"" + (folder / "school") + "\"}");
    id = host.write(mentor, "visit.plan",
                    R"({"student":"s-alone","date":"2026-10-12","visitors":["m1","m2"]})")
             .get("visit");
  }
  const std::string which = R"({"student":"s-alone","visit":")" + id + "\"}";
  {
    Host host(config_in(folder, "", "2026-10-13T21:00:00Z"));
    host.render(other_mentor, "visit.before", which);
  }
  Host host(config_in(folder, "", "2026-10-14T06:00:00Z"));
  host.render(other_mentor, "visit.before", which, HV_NOT_FOUND);
}

}  // namespace
}  // namespace host_test
