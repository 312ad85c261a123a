// What the school decides about home visits, through hv_call: R2, R16, R17, R21, R24, R52.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ProgrammeTest : public testing::Test {
 protected:
  ProgrammeTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  static std::string programme(const std::string& more = "") {
    return R"({"school_year":"2026-2027","policy_reference":"Schoolplan","policy_version":"2")" +
           more + "}";
  }
  Reply read(const char* actor) { return host_.call(actor, "programme.read", "{}"); }

  Folder folder_;
  Host host_;
};

// R17, R34, R89: what was set is read by everybody, but for which colleagues take part in a trial.
TEST_F(ProgrammeTest, R17_WhoTakesPartInATrialAndR34WhoMakesAppointmentsIsShown) {
  host_.write(leader, "programme.set",
              programme(R"(,"appointments_by":"office","contacts_least":3,)"
                        R"("pilot":{"until":"2027-02-01","groups":["g1"],"staff":["m1"]})"));
  const auto page = [&](const char* actor, const char* view = "programme.page") {
    return host_.render(actor, view, R"({"page":true})");
  };
  for (const char* actor : {mentor, leader}) {
    EXPECT_THAT(page(actor), HasSubstr("Groups that take part"));
    EXPECT_THAT(page(actor), HasSubstr("2A"));
    EXPECT_THAT(page(actor), HasSubstr("the office"));
    EXPECT_THAT(page(actor), HasSubstr("3 times a year"));
  }
  EXPECT_THAT(page(leader), HasSubstr("Els Bakker"));
  EXPECT_THAT(page(mentor), Not(HasSubstr("Colleagues who take part")));
  EXPECT_THAT(host_.render(mentor, "progress.families", R"({"group":"g1","page":true})"),
              HasSubstr("at least 3 talks a school year"));
  EXPECT_THAT(page(leader, "progress.school"), HasSubstr("Talks a year with each family"));
}

// R16
TEST_F(ProgrammeTest, R16_EverybodyOfTheStaffReadsWhatTheSchoolDecided) {
  EXPECT_FALSE(read(teacher)["programme"].exists());
  host_.write(leader, "programme.set",
              programme(R"(,"aim":"Elkaar kennen.","officers":[{"task":"contact_point",)"
                        R"("staff":"c1","reachable":"0341 123456"}])"));
  for (const char* actor : {mentor, teacher, care, leader}) {
    const Reply reply = read(actor);
    EXPECT_EQ(reply["programme"]["policy_reference"].text(), "Schoolplan");
    EXPECT_EQ(reply["programme"]["policy_version"].text(), "2");
    EXPECT_EQ(reply["programme"]["purpose"].text(), "acquaintance");  // R6
    EXPECT_EQ(reply["programme"]["officers"].at(0)["name"].text(), "Ria Zorg");
    EXPECT_EQ(reply["programme"]["norms"]["visit_most"].integer(), 60);  // R54
  }
  EXPECT_EQ(host_.refused(teacher, "programme.set", programme()).code(), "role_may_not");
  EXPECT_EQ(host_
                .refused(leader, "programme.set",
                         programme(R"(,"officers":[{"task":"backstop","staff":"nobody"}])"))
                .code(),
            "unknown_staff");
  EXPECT_EQ(host_
                .refused(leader, "programme.set",
                         programme(R"(,"cohorts":[{"cadence":"every_year","groups":["g99"]}])"))
                .pointer(),
            "/cohorts/0/groups/0");
}

// Listed once, for everybody; nowhere in a family's file, so that it marks nobody.
// R32
TEST_F(ProgrammeTest, R32_WhatIsHandedOutIsListedForEveryFamilyAndInNobodysFile) {
  host_.write(leader, "programme.set", programme(R"(,"materials":["Folder over geldzorgen"])"));
  for (const char* actor : {mentor, teacher, care, leader}) {
    const Reply reply = read(actor);
    ASSERT_EQ(reply["programme"]["materials"].size(), 1u);
    EXPECT_EQ(reply["programme"]["materials"].at(0).text(), "Folder over geldzorgen");
    const std::string page = host_.render(actor, "programme.page", "{}");
    EXPECT_THAT(page, HasSubstr("Given to every family"));
    EXPECT_THAT(page, HasSubstr("Folder over geldzorgen"));
  }
  EXPECT_EQ(host_
                .refused(mentor, "visit.record",
                         R"({"student":"s-alone","materials":["Folder over geldzorgen"],)"
                         R"("report":{"key_points":["x"]}})")
                .code(),
            "unknown_field");
  EXPECT_FALSE(host_.history(care, "s-alone").holds("Folder"));
  EXPECT_THAT(host_.render(care, "student.panel", R"({"student":"s-alone"})"),
              Not(HasSubstr("Folder")));
}

// R23: a year that nobody is in must not leave every family out unseen.
TEST_F(ProgrammeTest, R23_ARuleThatFitsNobodyIsSaid) {
  const auto rules = [&](const std::string& list) {
    return programme(",\"cohorts\":[" + list + "]");
  };
  const std::string nobody = R"({"cadence":"every_year","years":["groep 99"]})";
  const Reply refused = host_.refused(leader, "programme.set", rules(nobody));
  EXPECT_EQ(refused.code(), "programme_reaches_nobody");
  EXPECT_EQ(refused.pointer(), "/cohorts/0/years");
  EXPECT_FALSE(read(leader)["programme"].exists());
  // Beside a rule that is about somebody it is a hint, and on the page a number.
  const Reply set = host_.write(leader, "programme.set",
                                rules(nobody + R"(,{"cadence":"every_year","groups":["g1"]})"));
  ASSERT_EQ(set["warnings"].size(), 1u);
  EXPECT_EQ(set["warnings"].at(0)["code"].text(), "rule_reaches_nobody");
  for (const char* actor : {leader, care}) {
    const std::string page = host_.render(actor, "programme.page", R"({"page":true})");
    EXPECT_THAT(page, HasSubstr("now no student"));
    EXPECT_THAT(page, HasSubstr("With the classes as they are now, this is about"));
  }
  // The classes of next year come into the roster later.
  std::string next = rules(nobody);
  next.replace(next.find("2026-2027"), 9, "2027-2028");
  EXPECT_EQ(host_.write(leader, "programme.set", next)["warnings"].at(0)["code"].text(),
            "rule_reaches_nobody");
}

// R16, R24, R109: the leader finds the programme of next school year, and its form.
TEST_F(ProgrammeTest, R24_NextSchoolYearIsFoundFromThisOne) {
  const auto page = [&](const char* actor, const char* view) {
    return host_.render(actor, view, R"({"page":true})");
  };
  EXPECT_THAT(page(leader, "programme.page"), HasSubstr("/school/programme?school_year=2027-2028"));
  EXPECT_THAT(page(leader, "programme.form"),
              HasSubstr("/school/programme/edit?school_year=2027-2028"));
  EXPECT_THAT(page(mentor, "programme.page"), Not(HasSubstr("2027-2028")));
  std::string next = programme();
  next.replace(next.find("2026-2027"), 9, "2027-2028");
  host_.write(leader, "programme.set", next);
  EXPECT_THAT(page(mentor, "programme.page"), HasSubstr("/school/programme?school_year=2027-2028"));
}

// R17, R22: as many classes and colleagues as there are; what is no class is not offered.
TEST_F(ProgrammeTest, R17_EveryClassAndColleagueCanBeTicked) {
  host_.write(leader, "programme.set",
              programme(R"(,"pilot":{"until":"2027-02-01","groups":["g1"],"staff":["m1","t1"]})"));
  const std::string form = host_.render(leader, "programme.form", R"({"page":true})");
  EXPECT_THAT(form,
              testing::ContainsRegex(R"(name="/pilot/groups/[0-9]+"[^>]*value="g1"[^>]*checked)"));
  EXPECT_THAT(form,
              testing::ContainsRegex(R"(name="/pilot/staff/[0-9]+"[^>]*value="m1"[^>]*checked)"));
  EXPECT_THAT(form,
              testing::ContainsRegex(R"(name="/pilot/staff/[0-9]+"[^>]*value="t1"[^>]*checked)"));
}

// R17
TEST_F(ProgrammeTest, R17_ATrialIsDecidedOnAndTheDecisionStays) {
  const std::string trial = programme(R"(,"pilot":{"until":"2027-01-31","staff":["m1"]})");
  host_.write(leader, "programme.set", trial);
  EXPECT_EQ(read(leader)["programme"]["pilot"]["staff"].size(), 1u);
  EXPECT_EQ(read(mentor)["programme"]["pilot"]["staff"].size(), 0u);  // R2: private
  EXPECT_EQ(host_.refused(leader, "programme.set", programme()).code(), "pilot_undecided");
  host_.write(leader, "programme.decide", R"({"decision":"stopped"})");
  EXPECT_EQ(read(teacher)["programme"]["pilot"]["decision"].text(), "stopped");
  EXPECT_EQ(read(teacher)["programme"]["pilot"]["decided_on"].text(), today);
  host_.write(leader, "programme.set", trial);
  EXPECT_EQ(read(teacher)["programme"]["pilot"]["decision"].text(), "stopped");
}

// R52
TEST_F(ProgrammeTest, R52_HoursAreForTheLeaderAlone) {
  host_.write(leader, "programme.set",
              programme(R"(,"hours":[{"minutes":1200},{"staff":"t1","minutes":600}])"));
  EXPECT_TRUE(read(leader).holds("1200"));
  for (const char* actor : {mentor, teacher, care}) EXPECT_FALSE(read(actor).holds("1200"));
}

// R24
TEST_F(ProgrammeTest, R24_DaysAreClosedForEverybody) {
  const Reply proposed = host_.call(teacher, "calendar.propose", R"({"school_year":"2026-2027"})");
  EXPECT_THAT(proposed.text, HasSubstr("Eid al-Fitr"));
  EXPECT_THAT(proposed.text, HasSubstr("Diwali"));
  EXPECT_THAT(proposed.text, HasSubstr("2027-03-28"));  // Easter
  EXPECT_EQ(host_.refused(leader, "calendar.add", R"({"feast_days":true})").code(), "no_programme");
  host_.write(leader, "programme.set", programme());
  host_.write(leader, "calendar.add",
              R"({"feast_days":true,"calendar":"BEGIN:VCALENDAR\nBEGIN:VEVENT\n)"
              R"(DTSTART;VALUE=DATE:20261017\nDTEND;VALUE=DATE:20261026\n)"
              R"(SUMMARY:Herfstvakantie\nEND:VEVENT\nEND:VCALENDAR\n"})");
  const std::size_t days = read(teacher)["programme"]["closed_days"].size();
  EXPECT_EQ(days, proposed["closed_days"].size() + 1);
  // Setting the programme again keeps the calendar; adding the same again changes nothing.
  host_.write(leader, "programme.set", programme(R"(,"title":"Op bezoek")"));
  host_.write(leader, "calendar.add", R"({"feast_days":true})");
  EXPECT_EQ(read(teacher)["programme"]["closed_days"].size(), days);
  host_.write(leader, "calendar.remove", R"({"from":"2026-10-17","name":"Herfstvakantie"})");
  EXPECT_EQ(read(teacher)["programme"]["closed_days"].size(), days - 1);
  EXPECT_EQ(
      host_.refused(leader, "calendar.remove", R"({"from":"2026-10-17","name":"Herfstvakantie"})")
          .code(),
      "no_such_days");
  EXPECT_EQ(host_
                .refused(leader, "calendar.add",
                         R"({"closed_days":[{"from":"2026-02-30","to":"2026-03-01","name":"x"}]})")
                .pointer(),
            "/closed_days/0/from");
}

// R2
TEST_F(ProgrammeTest, R2_ATeacherChoosesAndOnlyTheLeaderReadsOfOthers) {
  EXPECT_EQ(read(teacher)["own_participation"].text(), "not_asked");
  host_.write(teacher, "participation.set", R"({"participation":"not_in"})");
  EXPECT_EQ(read(teacher)["own_participation"].text(), "not_in");
  EXPECT_EQ(
      host_.refused(teacher, "participation.set", R"({"staff":"m1","participation":"in"})").code(),
      "not_about_others");
  EXPECT_EQ(host_.refused(leader, "participation.set", R"({"participation":"in"})").pointer(),
            "/staff")
      << "a leader says whom it is about";
  host_.write(leader, "participation.set", R"({"staff":"m1","participation":"in"})");
  for (const char* actor : {mentor, teacher, care})
    EXPECT_EQ(host_.call(actor, "participation.list", "{}").code(), "role_may_not");
  EXPECT_FALSE(read(mentor).holds("not_in"));
  const Reply list = host_.call(leader, "participation.list", "{}");
  EXPECT_THAT(list.text, HasSubstr(R"("staff":"t1","name":"Karin Wolf","participation":"not_in")"));
}

// R21
TEST_F(ProgrammeTest, R21_APreparationAndACompanionOfTheFirstVisitAreNoted) {
  host_.write(teacher, "preparation.note",
              R"({"date":"2026-09-14","what":"Training","paired_with":"m1"})");
  EXPECT_EQ(host_.refused(teacher, "preparation.note", R"({"what":"Training","paired_with":"t1"})")
                .code(),
            "paired_with_oneself");
  const Reply list = host_.call(leader, "participation.list", "{}");
  EXPECT_THAT(list.text, HasSubstr(R"("date":"2026-09-14","what":"Training","paired_with":"m1")"));
}

// R2, R52: what is private stands on no page of others.
TEST_F(ProgrammeTest, PagesShowEachReaderWhatTheyMaySee) {
  host_.write(leader, "programme.set", programme(R"(,"hours":[{"minutes":1234}])"));
  const char* page = R"({"page":true})";
  EXPECT_THAT(host_.render(leader, "programme.page", page), HasSubstr("34"));
  EXPECT_THAT(host_.render(leader, "programme.page", page), HasSubstr("Hours in the yearly task"));
  const std::string seen = host_.render(teacher, "programme.page", page);
  EXPECT_THAT(seen, HasSubstr("Schoolplan"));
  EXPECT_THAT(seen, Not(HasSubstr("Hours in the yearly task")));
  EXPECT_THAT(seen, Not(HasSubstr("/school/calendar")));
  EXPECT_THAT(host_.render(teacher, "school", page), Not(HasSubstr("/school/participation")));
  EXPECT_THAT(host_.render(leader, "school", page), HasSubstr("/school/participation"));
  // Everybody of the staff finds the school's pages, each their own.
  const char* link = R"(<a href="/school">School</a>)";
  EXPECT_THAT(host_.render(leader, "school", page), HasSubstr(link));
  EXPECT_THAT(host_.render(care, "school", page), HasSubstr(link));
  EXPECT_THAT(host_.render(mentor, "school", page), HasSubstr(link));
  EXPECT_THAT(host_.render(it, "system", page), Not(HasSubstr(link)));
}

// A programme that was set comes back into its form field for field.
TEST_F(ProgrammeTest, TheFormHoldsWhatWasSetAndSendsItBack) {
  host_.write(leader, "programme.set",
              programme(R"(,"title":"Op bezoek","in_pairs":true,"contacts_least":3,)"
                        R"("cohorts":[{"cadence":"every_n_years","every":2,"years":["2"]}],)"
                        R"("hours":[{"staff":"t1","minutes":600}],)"
                        R"("officers":[{"task":"confidant","name":"Els","reachable":"kamer 3"}])"));
  const std::string form = host_.render(leader, "programme.form", R"({"page":true})");
  for (const char* part :
       {R"(name="/title")", R"(value="Op bezoek")", R"(name="/cohorts/0/every")",
        R"(name="/cohorts/0/years/0")", R"(name="/hours/1/minutes")", R"(value="600")",
        R"(name="/officers/3/name")", R"(value="kamer 3")", R"(name="/in_pairs")"})
    EXPECT_THAT(form, HasSubstr(part));
}

}  // namespace
}  // namespace host_test
