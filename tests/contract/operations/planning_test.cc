// Attempts, plans and those who stand beside a family, each rule by its number, through hv_call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class PlanningTest : public testing::Test {
 protected:
  explicit PlanningTest(const char* clock = now) : host_(config_in(folder_, "", clock)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  static std::string of(const char* student, const std::string& more) {
    return std::string("{\"student\":\"") + student + "\"," + more + "}";
  }
  std::string attempt(const char* student, const std::string& approach,
                      const std::string& result = "no_one_there", const std::string& more = "") {
    return of(student, "\"approach\":\"" + approach + "\",\"result\":\"" + result + "\"" + more);
  }
  json::Value approach(const char* student, const char* actor = mentor) {
    history_ = std::make_unique<Reply>(host_.history(actor, student));
    return (*history_)["approach"];
  }
  std::string plan(const std::string& more = "", const char* student = alone) {
    return host_.write(mentor, "visit.plan", of(student, "\"date\":\"2026-10-20\"" + more))
        .get("visit");
  }
  static std::string visit(const std::string& id, const std::string& more = "",
                           const char* student = alone) {
    return of(student, "\"visit\":\"" + id + "\"" + more);
  }

  Folder folder_;
  Host host_;
  std::unique_ptr<Reply> history_;
};

// R94
TEST_F(PlanningTest, R94_TheLadderSuggestsTheNextStepUntilSomebodyIsSpokenTo) {
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
  host_.write(mentor, "attempt.record", attempt(alone, "phone"));
  EXPECT_TRUE(approach(alone)["not_spoken_yet"].is_true());
  EXPECT_EQ(approach(alone)["next"].text(), "message");
  host_.write(mentor, "attempt.record", attempt(alone, "email", "message_left"));
  EXPECT_EQ(approach(alone)["next"].text(), "via_pupil");  // R92: thirteen years old
  host_.write(mentor, "attempt.record", attempt(alone, "via_pupil", "visit_arranged"));
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
  EXPECT_FALSE(approach(alone)["next"].exists());
}

// R49
TEST_F(PlanningTest, R49_AStudentMentorIsAWayToAFamilyAndAStepOfTheLadder) {
  for (const char* tried : {"phone", "message", "via_pupil", "via_relative"})
    host_.write(mentor, "attempt.record", attempt(alone, tried));
  EXPECT_EQ(approach(alone)["next"].text(), "student_mentor");
  EXPECT_THAT(host_.render(mentor, "attempt.form", R"({"student":"s-alone"})"),
              HasSubstr("Through a student mentor"));
  host_.write(mentor, "attempt.record", attempt(alone, "student_mentor", "visit_arranged"));
  EXPECT_EQ(approach(alone)["attempts"].at(4)["approach"].text(), "student_mentor");
  EXPECT_FALSE(approach(alone)["not_spoken_yet"].exists());
}

// R34: who tried, how, when and what came of it.
TEST_F(PlanningTest, R34_AnAttemptSaysWhoHowWhenAndWhatCameOfIt) {
  host_.write(mentor, "attempt.record",
              attempt(alone, "phone", "message_left",
                      R"(,"guardian":"g-solo","date":"2026-10-09","time":"19:15")"));
  const json::Value made = approach(alone)["attempts"].at(0);
  EXPECT_EQ(made["made_by"].text(), "m1");
  EXPECT_EQ(made["approach"].text(), "phone");
  EXPECT_EQ(made["result"].text(), "message_left");
  EXPECT_EQ(made["date"].text(), "2026-10-09");
  EXPECT_EQ(made["time"].text(), "19:15");
  EXPECT_EQ(made["guardian"].text(), "g-solo");
}

TEST_F(PlanningTest, R95_NobodyRingsAtTheDoorAfterADecline) {
  host_.write(mentor, "attempt.record", attempt(one_home, "doorstep"));
  host_.write(mentor, "answer.record", of(one_home, R"("guardian":"g-two","answer":"declined")"));
  const Reply reply = host_.refused(mentor, "attempt.record", attempt(one_home, "doorstep"));
  EXPECT_EQ(reply.code(), "doorstep_not_now");
  EXPECT_EQ(reply.pointer(), "/approach");
  EXPECT_THAT(reply.message(), Not(HasSubstr("declin")));
  host_.write(mentor, "attempt.record", attempt(one_home, "at_school", "spoken"));
}

TEST_F(PlanningTest, R95_AnAttemptAtTheDoorIsNoVisit) {
  host_.write(mentor, "attempt.record", attempt(alone, "doorstep", "spoken"));
  const Reply history = host_.history(mentor, alone);
  EXPECT_FALSE(history["last_contact"].exists());
  EXPECT_EQ(history["timeline"].size(), 0u) << history.text;
}

// R93
TEST_F(PlanningTest, R93_ARelativeHearsNothingOfTheFileWithoutAGuardiansWord) {
  const Reply silent =
      host_.write(mentor, "attempt.record",
                  attempt(alone, "via_relative", "spoken", R"(,"stand_in":"grandmother")"));
  EXPECT_EQ(silent.warnings(), "stand_in_hears_nothing");
  const std::string id = host_
                             .write(mentor, "stand_in.agree",
                                    of(alone, R"("guardian":"g-solo","relation":"grandmother",)"
                                              R"("may_hear_dossier":true)"))
                             .get("id");
  const auto again = [&] {
    return host_
        .write(mentor, "attempt.record",
               attempt(alone, "via_relative", "spoken", R"(,"stand_in":"grandmother")"))
        .warnings();
  };
  EXPECT_EQ(again(), "");
  host_.write(mentor, "stand_in.end", of(alone, "\"stand_in\":\"" + id + "\""));
  EXPECT_EQ(again(), "stand_in_hears_nothing");
  // R99: who is not to be informed cannot let somebody else hear of the file.
  EXPECT_EQ(host_
                .refused(mentor, "stand_in.agree",
                         of(not_told, R"("guardian":"g-blocked","relation":"aunt",)"
                                      R"("may_hear_dossier":true)"))
                .code(),
            "guardian_may_not_share");
}

TEST_F(PlanningTest, R61_AttemptsAndWishesAreForThoseWhoLookAfterTheStudent) {
  host_.write(mentor, "attempt.record", attempt(alone, "phone"));
  host_.write(mentor, "wish.set", of(alone, R"("guardian":"g-solo","visitor":"woman")"));
  EXPECT_EQ(approach(alone, teacher)["attempts"].size(), 0u);
  EXPECT_EQ(approach(alone, teacher)["wishes"].size(), 0u);
  EXPECT_EQ(approach(alone, leader)["wishes"].size(), 0u);
  EXPECT_EQ(approach(alone, care)["wishes"].size(), 1u);
}

TEST_F(PlanningTest, R30_R36_WishesRemindThePlannerAndHaveNoReason) {
  host_.write(mentor, "wish.set",
              of(alone, R"("guardian":"g-solo","visitor":"woman","time":"evening",)"
                        R"("weekdays":["monday"])"));
  const Reply planned =
      host_.write(mentor, "visit.plan", of(alone, R"("date":"2026-10-20","start_time":"15:00")"));
  EXPECT_EQ(planned.warnings(), "wish_woman wish_time wish_weekday");
  EXPECT_EQ(host_
                .refused(mentor, "wish.set",
                         of(alone, R"("guardian":"g-solo","visitor":"woman","reason":"x")"))
                .code(),
            "unknown_field");
}

TEST_F(PlanningTest, R45_AnInterpreterIsRemindedOfForAGuardianWhoSpeaksAnotherLanguage) {
  const Reply planned = host_.write(mentor, "visit.plan",
                                    of(two_homes, R"("date":"2026-10-20","at_guardian":"g-mum")"));
  EXPECT_EQ(planned.warnings(), "interpreter_needed");
  const Reply with = host_.write(mentor, "visit.plan",
                                 of(two_homes, R"("date":"2026-10-21","at_guardian":"g-mum",)"
                                               R"("interpreter":{"kind":"phone","language":"tr",)"
                                               R"("arranged_by":"parents"})"));
  EXPECT_EQ(with.warnings(), "");
}

// R47, R46: every kind of interpreter that there is, and the parent contact person beside them.
TEST_F(PlanningTest, R47_R46_EveryKindOfInterpreterAndTheContactPersonCanBePlanned) {
  for (const char* kind : {"professional_on_site", "phone", "app", "colleague", "contact_person",
                           "relative", "other_adult"})
    host_.write(mentor, "visit.plan",
                of(alone, R"("date":"2026-10-20","companions":[{"role":"contact_person"}],)"
                          R"("interpreter":{"kind":")" +
                              std::string(kind) + R"(","language":"tr"})"));
}

// R42: kept as a matter of the school, not in the student's file.
TEST_F(PlanningTest, R42_OnlyAVisitorSaysReadyAndNothingStandsInTheFile) {
  const std::string id = plan();
  EXPECT_EQ(host_.refused(teacher, "visit.ready", visit(id, R"(,"ready":true)")).code(),
            "not_a_visitor");
  const std::string before = host_.history(care, alone).text;
  host_.write(mentor, "visit.ready", visit(id, R"(,"ready":false)"));
  EXPECT_EQ(host_.history(care, alone).text, before);
  // The school has no programme: nothing is asked.
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"confirmed")"));
}

// What the programme asks, from its setting to a visit that is confirmed.
TEST_F(PlanningTest, R24_R42_R43_R44_TheProgrammeIsAskedWhenAVisitIsPlannedAndConfirmed) {
  host_.write(
      leader, "programme.set",
      R"({"school_year":"2026-2027","policy_reference":"x","policy_version":"1","in_pairs":true,"backstop_required":true,)"
      R"("officers":[{"task":"backstop","staff":"c1"}],)"
      R"("closed_days":[{"from":"2026-10-21","to":"2026-10-23","name":"Herfst"}]})");
  EXPECT_EQ(host_.refused(mentor, "visit.plan", of(alone, R"("date":"2026-10-22")")).code(),
            "closed_day");
  const Reply planned = host_.write(mentor, "visit.plan", of(alone, R"("date":"2026-10-20")"));
  EXPECT_EQ(planned.warnings(), "second_visitor_needed");  // c1 is in the background by herself
  const std::string id = planned.get("visit");
  const std::string confirm = visit(id, R"(,"state":"confirmed")");
  EXPECT_EQ(host_.refused(mentor, "visit.change", confirm).code(), "second_visitor_needed");
  const std::string pair = visit(id, R"(,"state":"confirmed","visitors":["m1","t1"])");
  EXPECT_EQ(host_.refused(mentor, "visit.change", pair).code(), "visitors_not_ready");
  host_.write(mentor, "visit.change",
              visit(id, R"(,"state":"rescheduled","date":"2026-10-20","visitors":["m1","t1"])"));
  host_.write(mentor, "visit.ready", visit(id, R"(,"ready":true)"));
  EXPECT_EQ(host_.refused(mentor, "visit.change", confirm).code(), "visitors_not_ready");
  host_.write(teacher, "visit.ready", visit(id, R"(,"ready":true)"));
  host_.write(mentor, "visit.change", confirm);
}

TEST_F(PlanningTest, R2_WhoDoesNotTakePartIsNotAssignedAndNobodyIsToldWhy) {
  host_.write(teacher, "participation.set",
              R"({"participation":"not_in","school_year":"2026-2027"})");
  const Reply reply = host_.refused(mentor, "visit.plan",
                                    of(alone, R"("date":"2026-10-20","visitors":["m1","t1"])"));
  EXPECT_EQ(reply.code(), "choose_another_visitor");
  EXPECT_EQ(reply.pointer(), "/visitors/1");
  EXPECT_EQ(reply.message(), "Choose another colleague for this visit.");
}

TEST_F(PlanningTest, AChangeMaySayWhoGoesNow) {
  const std::string id = plan();
  host_.write(
      mentor, "visit.change",
      visit(id, R"(,"state":"confirmed","visitors":["t1","c1"],"backstop":{"staff":"m1"})"));
  const Reply history = host_.history(mentor, alone);
  const json::Value changed = history["timeline"].at(0);
  EXPECT_EQ(changed["visitors"].at(0)["id"].text(), "t1");
  EXPECT_EQ(changed["visitors"].at(1)["id"].text(), "c1");
  EXPECT_EQ(host_
                .refused(mentor, "visit.change",
                         visit(id, R"(,"state":"confirmed","backstop":{"staff":"t1"})"))
                .code(),
            "backstop_is_visitor");
  EXPECT_EQ(
      host_.refused(mentor, "visit.change", visit(id, R"(,"state":"confirmed","visitors":["x"])"))
          .pointer(),
      "/visitors/0");
}

// Today, in the evening.
class EveningTest : public PlanningTest {
 protected:
  EveningTest() : PlanningTest("2026-10-12T18:30:00Z") {}  // 20:30 at the school
  std::string tonight(const char* from) {
    return host_
        .write(mentor, "visit.plan",
               of(alone, R"("date":"2026-10-12","state":"confirmed","start_time":")" +
                             std::string(from) + R"(","backstop":{"staff":"c1"})"))
        .get("visit");
  }
  std::string state() {
    const Reply list = host_.call(care, "backstop.list", "{}");
    return list["visits"].size() == 1 ? std::string(list["visits"].at(0)["state"].text())
                                      : std::to_string(list["visits"].size());
  }
};

TEST_F(EveningTest, R44_TheBackstopSeesWhoIsOutAndWhoIsMissedAndNothingOfTheFamily) {
  const std::string id = tonight("20:00");
  EXPECT_EQ(state(), "to_come");
  host_.write(mentor, "visit.check_in", visit(id, R"(,"time":"20:05")"));
  EXPECT_EQ(state(), "out");
  const Reply list = host_.call(care, "backstop.list", "{}");
  EXPECT_THAT(list.text, Not(HasSubstr("s-alone")));
  EXPECT_THAT(list.text, Not(HasSubstr("Smit")));
  EXPECT_EQ(host_.call(teacher, "backstop.list", "{}")["visits"].size(), 0u);
  EXPECT_EQ(host_.refused(mentor, "visit.check_out", visit(id, R"(,"time":"19:59")")).code(),
            "out_before_in");
  host_.write(mentor, "visit.check_out", visit(id));
  EXPECT_EQ(state(), "back");
  EXPECT_EQ(host_.call(care, "backstop.list", "{}")["visits"].at(0)["check_out"].text(), "20:30");
}

TEST_F(EveningTest, R44_AMissedCheckOutIsToldToTheBackstopAndInTheStatus) {
  const auto line = [&] {
    const Reply status = host_.call(it, "system.status", "{}");
    const json::Value lines = status["lines"];
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines.at(i)["name"].text() == "backstop") return std::string(lines.at(i)["text"].text());
    return std::string();
  };
  EXPECT_EQ(line(), "");
  const std::string id = tonight("18:30");
  EXPECT_EQ(state(), "overdue");
  EXPECT_THAT(line(), HasSubstr("of 1 visit nobody has said yet"));
  host_.write(mentor, "visit.check_out", visit(id));
  EXPECT_EQ(line(), "");
}

TEST_F(EveningTest, R44_WhoGoesOrWaitsNotesTheTimes) {
  const std::string id = tonight("20:00");
  EXPECT_EQ(host_.refused(teacher, "visit.check_in", visit(id)).code(), "not_a_visitor");
  host_.write(care, "visit.check_in", visit(id));
  const std::string none = plan();
  EXPECT_EQ(host_.refused(mentor, "visit.check_in", visit(none)).code(), "no_backstop");
}

TEST_F(EveningTest, R44_TheReportKeepsTheTimesThatWereNoted) {
  const std::string id = tonight("20:00");
  host_.write(mentor, "visit.check_in", visit(id, R"(,"time":"20:05")"));
  host_.write(mentor, "visit.record",
              visit(id, R"(,"date":"2026-10-12","report":{"key_points":["x"]})"));
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["backstop"]["check_in"].text(), "20:05");
  EXPECT_EQ(state(), "0") << "who has reported is back";
}

TEST_F(PlanningTest, R39_AFixedTimeIsEndedByTheParentAndThatIsNoFailure) {
  const std::string id = host_
                             .write(mentor, "contact.recur",
                                    of(alone, R"("guardian":"g-solo","form":"phone",)"
                                              R"("when":"donderdag 15:45")"))
                             .get("id");
  EXPECT_EQ(approach(alone)["recurring"].at(0)["when"].text(), "donderdag 15:45");
  host_.write(mentor, "contact.recur_end",
              of(alone, "\"contact\":\"" + id + R"(","ended_by":"parent")"));
  const json::Value ended = approach(alone)["recurring"].at(0);
  EXPECT_EQ(ended["ended"].text(), today);
  EXPECT_EQ(ended["ended_by"].text(), "parent");
  EXPECT_EQ(approach(alone)["recurring"].size(), 1u);
}

// R38 too: the guardian's page says how both sides are reached, as long as it is so.
TEST_F(PlanningTest, R39_AFixedTimeStandsOnTheGuardiansPageUntilItIsEnded) {
  const std::string id = host_
                             .write(mentor, "contact.recur",
                                    of(alone, R"("guardian":"g-solo","form":"phone",)"
                                              R"("when":"donderdag 15:45")"))
                             .get("id");
  const auto page = [&] {
    return host_.render(mentor, "guardian.form", R"({"student":"s-alone","guardian":"g-solo"})");
  };
  EXPECT_THAT(page(), HasSubstr("by phone, donderdag 15:45"));
  host_.write(mentor, "contact.recur_end",
              of(alone, "\"contact\":\"" + id + R"(","ended_by":"parent")"));
  EXPECT_THAT(page(), Not(HasSubstr("donderdag 15:45")));
}

class BuddyTest : public PlanningTest {
 protected:
  static std::string link(const std::string& agreed, const std::string& more = "") {
    return of(alone, R"("guardian":"g-solo","other_student":"s-other",)"
                     R"("other_guardian":"g-dekker","purpose":"overgang","agreed":true,)"
                     R"("other_agreed":)" +
                         agreed + more);
  }
};

TEST_F(BuddyTest, R48_ALinkNeedsTheWordOfBothAndStandsInBothFiles) {
  EXPECT_EQ(host_.refused(care, "buddy.link", link("false")).code(), "buddy_not_agreed");
  const std::string id = host_.write(care, "buddy.link", link("true")).get("id");
  const json::Value there = approach(other_group, other_mentor)["buddies"].at(0);
  EXPECT_EQ(there["id"].text(), id);
  EXPECT_EQ(there["guardian"].text(), "g-dekker");
  EXPECT_EQ(there["other_student"].text(), alone);
  EXPECT_EQ(there["other_guardian"].text(), "g-solo");

  // Either ends it, in one step, in both files.
  host_.write(other_mentor, "buddy.end", of(other_group, "\"buddy\":\"" + id + "\""));
  EXPECT_EQ(approach(other_group, other_mentor)["buddies"].at(0)["ended"].text(), today);
  EXPECT_EQ(approach(alone)["buddies"].at(0)["ended"].text(), today);
  EXPECT_TRUE(host_.call(it, "audit.verify", "{}")["ok"].is_true());
}

TEST_F(BuddyTest, R48_WhoMayNotLookAtTheOtherFamilyCannotLinkIt) {
  const Reply reply = host_.refused(mentor, "buddy.link", link("true"));
  EXPECT_EQ(reply.code(), "unknown_student");
  EXPECT_EQ(reply.pointer(), "/other_student");
  EXPECT_EQ(host_.refused(care, "buddy.link", link("true", R"(,"origin":"x")")).code(),
            "unknown_field");
}

// Both files are written, or neither: the second of the two is not in the roster any more.
TEST_F(BuddyTest, R48_TheSameSubmissionIsAnsweredOnce) {
  const std::string request = submitted(link("true"), "once-for-both");
  const Reply first = host_.call(care, "buddy.link", request);
  const Reply second = host_.call(care, "buddy.link", request);
  EXPECT_EQ(first.text, second.text);
  EXPECT_EQ(approach(alone)["buddies"].size(), 1u);
  EXPECT_EQ(approach(other_group, other_mentor)["buddies"].size(), 1u);
}

// R35: who has no appointment yet; by name, and by nothing else.
class ListTest : public PlanningTest {
 protected:
  std::string names() {
    list_ = std::make_unique<Reply>(host_.call(mentor, "planning.list", R"({"group":"g1"})"));
    std::string names;
    for (std::size_t i = 0; i < (*list_)["students"].size(); ++i)
      names += std::string((*list_)["students"].at(i)["id"].text()) + " ";
    return names;
  }
  json::Value row(const char* student) {
    names();
    const json::Value all = (*list_)["students"];
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all.at(i)["id"].text() == student) return all.at(i);
    ADD_FAILURE() << student << " is not listed";
    return all.at(0);
  }
  std::unique_ptr<Reply> list_;
};

TEST_F(ListTest, R35_EverybodyIsListedByNameUntilVisited) {
  const std::string all = names();
  EXPECT_THAT(all, HasSubstr("s-alone "));
  const std::string id = plan();
  EXPECT_EQ(names(), all) << "an appointment changes no order";
  EXPECT_EQ(row(alone)["planned"].at(0)["visit"].text(), id);
  host_.visit(mentor, alone);
  EXPECT_THAT(names(), Not(HasSubstr("s-alone ")));
}

TEST_F(ListTest, R1_AFamilyThatSaidNoOrNotNowIsInNoListOfWhatIsToBeDone) {
  host_.write(mentor, "answer.record", of(alone, R"("guardian":"g-solo","answer":"declined")"));
  host_.write(mentor, "answer.record", of(sibling, R"("guardian":"g-mum","answer":"deferred")"));
  EXPECT_THAT(names(), Not(HasSubstr("s-alone ")));
  EXPECT_THAT(names(), Not(HasSubstr("s-sibling ")));
  EXPECT_THAT(list_->text, Not(HasSubstr("declined")));
}

TEST_F(ListTest, R3_AnotherFormAndTheNextStepStandInTheList) {
  host_.write(mentor, "answer.record",
              of(alone, R"("guardian":"g-solo","answer":"other_form","form":"school")"));
  host_.write(mentor, "attempt.record", attempt(sibling, "phone"));
  EXPECT_EQ(row(alone)["form"].text(), "school");
  EXPECT_EQ(row(sibling)["next_approach"].text(), "message");
}

// A pupil who came after the others is new; that somebody should ask is of the school.
class EnrolmentTest : public ListTest {
 protected:
  EnrolmentTest() {
    replace_in_school(folder_ / "school", "o1,s-alone,student,,2026-08-01",
                      "o1,s-alone,student,,2026-10-05");
    replace_in_school(folder_ / "school", "o1,s-nottold,student,,2026-08-01",
                      "o1,s-nottold,student,,2026-10-05");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  std::string to_ask() {
    names();
    return std::string((*list_)["to_ask"].dump());
  }
  static constexpr char yara[] =
      R"({"id":"s-alone","name":"Yara Smit","guardians":[{"id":"g-solo","name":"Ilse Smit"}]})";
};

// R25
TEST_F(EnrolmentTest, R25_HowAFamilyWantsToBeReachedIsAskedWhenAPupilIsNew) {
  EXPECT_THAT(to_ask(), HasSubstr(yara));
  EXPECT_THAT(to_ask(), HasSubstr("g-told"));
  EXPECT_THAT(to_ask(), Not(HasSubstr("g-blocked"))) << "whom the school does not inform";
  EXPECT_THAT(to_ask(), Not(HasSubstr("s-onehome"))) << "came with everybody else";
  const auto page = [&] { return host_.render(mentor, "planning", R"({"group":"g1"})"); };
  constexpr char heading[] = "For the school to do: ask how they like to be reached";
  EXPECT_THAT(page(), HasSubstr(heading));
  EXPECT_THAT(page(), HasSubstr("/students/s-alone/guardians/g-solo"));

  host_.write(mentor, "guardian.prefer", of(alone, R"("guardian":"g-solo","channel":"phone")"));
  host_.write(mentor, "guardian.prefer", of(not_told, R"("guardian":"g-told","hours":"na acht")"));
  EXPECT_EQ(to_ask(), "[]");
  EXPECT_THAT(page(), Not(HasSubstr(heading)));
}

// Of the school, never of the family: what they answered about visits neither adds nor takes away.
TEST_F(EnrolmentTest, R25_R1_WhatWasAnsweredAboutVisitsChangesNothingOfIt) {
  const std::string before = to_ask();
  for (const char* answer : {"declined", "deferred", "agreed"}) {
    host_.write(mentor, "answer.record",
                of(alone, R"("guardian":"g-solo","answer":")" + std::string(answer) + "\""));
    EXPECT_EQ(to_ask(), before) << answer;
  }
}

TEST_F(ListTest, R30_TheWishStandsInThePlannersList) {
  host_.write(mentor, "wish.set", of(alone, R"("guardian":"g-solo","visitor":"woman")"));
  EXPECT_EQ(row(alone)["wishes"].at(0)["visitor"].text(), "woman");
  EXPECT_EQ(host_.call(other_mentor, "planning.list", R"({"group":"g1"})").code(), "unknown_group");
}

class CalendarTest : public PlanningTest {
 protected:
  std::string feed(const char* actor = mentor) {
    return std::string(
        host_.call(actor, "calendar.feed", R"({"address":"https://visits.example"})")["calendar"]
            .text());
  }
};

TEST_F(CalendarTest, R24_AVisitorsCalendarHoldsTheirVisitsAndNobodysName) {
  const std::string id = plan(R"(,"start_time":"19:00","at_guardian":"g-solo")");
  EXPECT_THAT(feed(), HasSubstr("UID:" + id));
  EXPECT_THAT(feed(), HasSubstr("DTSTART;TZID=Europe/Amsterdam:20261020T190000"));
  EXPECT_THAT(feed(), HasSubstr("STATUS:TENTATIVE"));
  EXPECT_THAT(feed(), HasSubstr("SEQUENCE:0"));
  for (const char* word : {"s-alone", "Yara", "Smit", "g-solo", "hh-white", "Ilse"})
    EXPECT_THAT(feed(), Not(HasSubstr(word)));
  EXPECT_THAT(feed(teacher), Not(HasSubstr(id)));

  host_.write(mentor, "visit.change",
              visit(id, R"(,"state":"rescheduled","date":"2026-10-27","start_time":"20:00")"));
  EXPECT_THAT(feed(), HasSubstr("DTSTART;TZID=Europe/Amsterdam:20261027T200000"));
  EXPECT_THAT(feed(), HasSubstr("SEQUENCE:1"));
  host_.write(mentor, "visit.change", visit(id, R"(,"state":"cancelled_by_school")"));
  EXPECT_THAT(feed(), HasSubstr("UID:" + id));
  EXPECT_THAT(feed(), HasSubstr("STATUS:CANCELLED"));
  EXPECT_THAT(feed(), HasSubstr("SEQUENCE:2"));
}

TEST_F(CalendarTest, OneAppointmentIsAFileOfItsOwn) {
  const std::string id = plan();
  const std::string other = plan();
  const Reply reply = host_.call(mentor, "visit.calendar", visit(id));
  EXPECT_THAT(std::string(reply["calendar"].text()), HasSubstr("UID:" + id));
  EXPECT_THAT(reply.text, Not(HasSubstr(other)));
  EXPECT_EQ(host_.call(other_mentor, "visit.calendar", visit(id)).code(), "unknown_student");
}

TEST_F(CalendarTest, AfterARebuildTheSameStandsInIt) {
  plan(R"(,"start_time":"19:00")");
  const std::string before = feed();
  EXPECT_EQ(host_.call(it, "projection.rebuild", "{}").status, HV_OK);
  EXPECT_EQ(feed(), before);
  EXPECT_TRUE(host_.call(it, "audit.verify", "{}")["ok"].is_true());
}

}  // namespace
}  // namespace host_test
