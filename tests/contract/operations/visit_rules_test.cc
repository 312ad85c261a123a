// The rules about visits and reports, each by its number, through hv_call.
// Requirements: R8, R10, R37, R40, R43, R44, R45, R53, R59, R60, R61, R62, R64, R65, R66, R67,
// R68, R73, R80, R82, R84, R98, R99.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class VisitRulesTest : public testing::Test {
 protected:
  explicit VisitRulesTest(const std::string& policy = "") : host_(config_in(folder_, policy)) {
    write_school(folder_ / "school");
    const Reply imported =
        host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
    EXPECT_EQ(imported.status, HV_OK) << imported.text;
    EXPECT_EQ(imported["problems_total"].integer(), 0) << imported.text;
  }
  static std::string body(const std::string& student, const std::string& more = "",
                          const std::string& report = R"({"key_points":["Fijn gesprek."]})") {
    return "{\"student\":\"" + student + "\",\"date\":\"" + today + "\",\"report\":" + report +
           more + "}";
  }
  static std::string of(const std::string& student, const std::string& visit,
                        const std::string& more = "") {
    return "{\"student\":\"" + student + "\",\"visit\":\"" + visit + "\"" + more + "}";
  }

  Folder folder_;
  Host host_;
};

TEST_F(VisitRulesTest, R8_ADateAndOneKeyPointAreEnough) {
  const std::string visit = host_.visit(mentor, alone);
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].size(), 1u);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["id"].text(), visit);
  EXPECT_EQ(history["last_contact"]["date"].text(), today);
}

TEST_F(VisitRulesTest, R8_AReportWithoutAKeyPointIsRefusedAtItsPlace) {
  const Reply reply = host_.refused(mentor, "visit.record", body(alone, "", "{}"));
  EXPECT_EQ(reply.code(), "missing_key_point");
  EXPECT_EQ(reply.pointer(), "/report/key_points/0");
}

TEST_F(VisitRulesTest, R10_VoicesStayApart) {
  host_.visit(mentor, alone, "",
              R"({"key_points":["Fijn."],"notes":[
                {"topic":"at_home","voice":"parent","text":"Moeder zegt: rust thuis."},
                {"topic":"at_home","voice":"seen","text":"Wij zagen een volle tafel."},
                {"topic":"at_home","voice":"pupil","text":"Ik vind het gezellig."}]})");
  const Reply history = host_.history(mentor, alone);
  const json::Value notes = history["timeline"].at(0)["visit"]["report"]["notes"];
  ASSERT_EQ(notes.size(), 3u);
  EXPECT_EQ(notes.at(0)["voice"].text(), "parent");
  EXPECT_EQ(notes.at(1)["voice"].text(), "seen");
  EXPECT_EQ(notes.at(2)["voice"].text(), "pupil");
}

TEST_F(VisitRulesTest, R43_TheReasonForASecondVisitorHasNoField) {
  const Reply reply = host_.refused(
      mentor, "visit.record", body(alone, R"(,"visitors":["m1","t1"],"second_visitor_why":"x")"));
  EXPECT_EQ(reply.code(), "unknown_field");
  EXPECT_EQ(reply.pointer(), "/second_visitor_why");
}

TEST_F(VisitRulesTest, R43_TwoVisitorsStandInTheHistory) {
  host_.visit(mentor, alone, R"(,"visitors":["m1","t1"])");
  const Reply history = host_.history(mentor, alone);
  const json::Value visitors = history["timeline"].at(0)["visitors"];
  ASSERT_EQ(visitors.size(), 2u);
  EXPECT_EQ(visitors.at(1)["name"].text(), "Karin Wolf");
}

TEST_F(VisitRulesTest, R44_TheBackstopIsNoVisitor) {
  const Reply reply =
      host_.refused(mentor, "visit.record", body(alone, R"(,"backstop":{"staff":"m1"})"));
  EXPECT_EQ(reply.code(), "backstop_is_visitor");
  EXPECT_EQ(reply.pointer(), "/backstop/staff");
}

struct InterpreterCase {
  const char* name;
  const char* interpreter;
  const char* pointer;  // "" allowed
};
void PrintTo(const InterpreterCase& one, std::ostream* out) { *out << one.name; }
class InterpreterTest : public VisitRulesTest,
                        public testing::WithParamInterface<InterpreterCase> {};

TEST_P(InterpreterTest, R45) {
  const std::string request =
      body(two_homes, std::string(",\"interpreter\":") + GetParam().interpreter);
  if (*GetParam().pointer == '\0') {
    host_.write(mentor, "visit.record", request);
    return;
  }
  const Reply reply = host_.refused(mentor, "visit.record", request);
  EXPECT_EQ(reply.status, HV_FAILED_PRECONDITION);
  EXPECT_EQ(reply.code(), "interpreter_is_pupil");
  EXPECT_EQ(reply.pointer(), GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(
    NeverThePupil, InterpreterTest,
    testing::Values(
        InterpreterCase{"pupil_by_id", R"({"kind":"relative","person":"s-twohomes"})",
                        "/interpreter/person"},
        InterpreterCase{"pupil_by_name", R"({"kind":"relative","name":"noor visser"})",
                        "/interpreter/name"},
        InterpreterCase{"pupil_by_given_name", R"({"kind":"other_adult","name":"Noor"})",
                        "/interpreter/name"},
        InterpreterCase{"sibling_here_by_id", R"({"kind":"relative","person":"s-sibling"})",
                        "/interpreter/person"},
        InterpreterCase{"sibling_here_by_name", R"({"kind":"relative","name":"Bram Visser"})",
                        "/interpreter/name"},
        InterpreterCase{"minor_elsewhere", R"({"kind":"relative","person":"s-elsewhere"})",
                        "/interpreter/person"},
        InterpreterCase{"sibling_of_age", R"({"kind":"relative","person":"s-ofage"})", ""},
        InterpreterCase{"by_phone", R"({"kind":"phone","language":"tr"})", ""},
        InterpreterCase{"an_aunt", R"({"kind":"relative","name":"Fatma Yilmaz"})", ""}),
    [](const auto& test) { return test.param.name; });

TEST_F(VisitRulesTest, R45_ThereIsNoKindForAPupil) {
  const Reply reply =
      host_.refused(mentor, "visit.record", body(alone, R"(,"interpreter":{"kind":"pupil"})"));
  EXPECT_EQ(reply.code(), "unknown_value");
  EXPECT_EQ(reply.pointer(), "/interpreter/kind");
}

TEST_F(VisitRulesTest, R45_HoldsWhenPlanningAndRevisingToo) {
  const Reply planned = host_.refused(
      mentor, "visit.plan",
      R"({"student":"s-twohomes","date":"2026-10-20","interpreter":{"kind":"relative","person":"s-twohomes"}})");
  EXPECT_EQ(planned.code(), "interpreter_is_pupil");
  const std::string visit = host_.visit(mentor, two_homes);
  const Reply revised = host_.refused(
      mentor, "visit.revise",
      body(two_homes,
           R"(,"interpreter":{"kind":"relative","name":"Noor"},"visit":")" + visit + "\""));
  EXPECT_EQ(revised.code(), "interpreter_is_pupil");
}

TEST_F(VisitRulesTest, AColleagueFindsNoWayToChangeAReport) {
  const std::string params =
      R"({"student":"s-alone","visit":")" + host_.visit(mentor, alone) + "\"}";
  EXPECT_THAT(host_.render(mentor, "visit.page", params), HasSubstr("/edit\""));
  EXPECT_THAT(host_.render(care, "visit.page", params), HasSubstr("/edit\""));
  EXPECT_THAT(host_.render(teacher, "visit.page", params), Not(HasSubstr("/edit\"")));
  host_.render(teacher, "visit.form", params, HV_PERMISSION_DENIED);
}

class LenientTest : public VisitRulesTest {
 protected:
  LenientTest() : VisitRulesTest(R"(,"policy":{"minor_sibling_may_interpret":true})") {}
};

TEST_F(LenientTest, R45_AMinorSiblingAtAnotherSchoolMayByPolicy) {
  host_.write(mentor, "visit.record",
              body(two_homes, R"(,"interpreter":{"kind":"relative","person":"s-elsewhere"})"));
}

TEST_F(LenientTest, R45_ASiblingAtThisSchoolNeverMay) {
  const Reply reply =
      host_.refused(mentor, "visit.record",
                    body(two_homes, R"(,"interpreter":{"kind":"relative","person":"s-sibling"})"));
  EXPECT_EQ(reply.code(), "interpreter_is_pupil");
}

TEST_F(VisitRulesTest, R53_ALongVisitIsSavedWithAWarning) {
  const Reply reply =
      host_.write(mentor, "visit.record", body(alone, R"(,"minutes":{"visit":75})"));
  EXPECT_EQ(reply.warnings(), "visit_long");
}

TEST_F(VisitRulesTest, R53_AnUnusualTotalIsSavedWithAWarning) {
  const Reply reply = host_.write(
      mentor, "visit.record",
      body(alone, R"(,"minutes":{"visit":30,"travel":5,"consultation":5,"reporting":5})"));
  EXPECT_EQ(reply.warnings(), "total_minutes");
}

TEST_F(VisitRulesTest, R53_UsualTimesGiveNoWarning) {
  const Reply reply = host_.write(
      mentor, "visit.record",
      body(alone, R"(,"minutes":{"visit":60,"travel":20,"consultation":10,"reporting":20})"));
  EXPECT_EQ(reply.warnings(), "");
}

TEST_F(VisitRulesTest, R59_TheEntryStandsInTheDossierOnceHoweverOftenItIsDelivered) {
  host_.visit(mentor, alone);
  for (int i = 0; i < 3; ++i) host_.call(machine, "dossier.deliver", "{}");
  const Reply entries = host_.call(teacher, "dossier.entries", R"({"student":"s-alone"})");
  ASSERT_EQ(entries["entries"].size(), 1u);
  const json::Value entry = entries["entries"].at(0);
  EXPECT_EQ(entry["kind"].text(), "visit");
  EXPECT_EQ(entry["date"].text(), today);
  EXPECT_THAT(std::string(entry["text"].text()), HasSubstr("Fijn gesprek."));
}

TEST_F(VisitRulesTest, R59_TheHistorySaysWhetherItIsFiled) {
  host_.visit(mentor, alone);
  EXPECT_EQ(host_.history(mentor, alone)["timeline"].at(0)["recorded"]["filed"].text(), "waiting");
  host_.call(machine, "dossier.deliver", "{}");
  EXPECT_EQ(host_.history(mentor, alone)["timeline"].at(0)["recorded"]["filed"].text(), "filed");
}

struct NoFieldCase {
  const char* name;
  const char* report;
  const char* pointer;
};
void PrintTo(const NoFieldCase& one, std::ostream* out) { *out << one.name; }
class NoFieldTest : public VisitRulesTest, public testing::WithParamInterface<NoFieldCase> {};

TEST_P(NoFieldTest, R60_R63) {
  const Reply reply = host_.refused(mentor, "visit.record", body(alone, "", GetParam().report));
  EXPECT_EQ(reply.status, HV_INVALID_ARGUMENT);
  EXPECT_EQ(reply.code(), "unknown_field");
  EXPECT_EQ(reply.pointer(), GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(
    DataMinimisation, NoFieldTest,
    testing::Values(
        NoFieldCase{"grades", R"({"key_points":["x"],"grades":[7]})", "/report/grades"},
        NoFieldCase{"absence", R"({"key_points":["x"],"absence":3})", "/report/absence"},
        NoFieldCase{"score", R"({"key_points":["x"],"involvement_score":2})",
                    "/report/involvement_score"},
        NoFieldCase{"religion", R"({"key_points":["x"],"religion":"x"})", "/report/religion"},
        NoFieldCase{
            "judgement",
            R"({"key_points":["x"],"notes":[{"topic":"other","text":"x","judgement":"y"}]})",
            "/report/notes/0/judgement"}),
    [](const auto& test) { return test.param.name; });

TEST_F(VisitRulesTest, R61_ANoteOfTheCareTeamIsNotShared) {
  const Reply reply = host_.refused(
      mentor, "visit.record",
      body(alone, "",
           R"({"key_points":["x"],"notes":[{"topic":"attention","text":"x","tier":"shared"}]})"));
  EXPECT_EQ(reply.code(), "tier_too_wide");
  EXPECT_EQ(reply.pointer(), "/report/notes/0/tier");
}

TEST_F(VisitRulesTest, R62_WhatGoesWellIsFilledOrSkippedBeforeSigningOff) {
  const std::string visit = host_.visit(mentor, alone);
  const Reply reply = host_.refused(mentor, "visit.sign_off", of(alone, visit));
  EXPECT_EQ(reply.code(), "goes_well_empty");
  EXPECT_EQ(reply.pointer(), "/report/goes_well");
  EXPECT_FALSE(host_.history(mentor, alone)["timeline"].at(0)["signed_off"].is_true());
}

TEST_F(VisitRulesTest, R62_SkippingIsAChoice) {
  const std::string visit =
      host_.visit(mentor, alone, "", R"({"key_points":["x"],"goes_well_skipped":true})");
  host_.write(mentor, "visit.sign_off", of(alone, visit));
  EXPECT_TRUE(host_.history(mentor, alone)["timeline"].at(0)["signed_off"].is_true());
}

TEST_F(VisitRulesTest, R62_SigningOffWhileRecordingHoldsTheSameRule) {
  const Reply reply = host_.refused(mentor, "visit.record", body(alone, R"(,"sign_off":true)"));
  EXPECT_EQ(reply.code(), "goes_well_empty");
}

TEST_F(VisitRulesTest, R62_SigningOffWhileRecordingClosesTheReport) {
  host_.visit(mentor, alone, R"(,"sign_off":true)",
              R"({"key_points":["x"],"goes_well":"Zij leest veel."})");
  EXPECT_TRUE(host_.history(mentor, alone)["timeline"].at(0)["signed_off"].is_true());
}

class TopicTest : public VisitRulesTest, public testing::WithParamInterface<const char*> {};

TEST_P(TopicTest, R64_R65_R66_R73_R82_HasAPlaceOfItsOwn) {
  host_.visit(mentor, alone, "",
              std::string(R"({"key_points":["x"],"notes":[{"topic":")") + GetParam() +
                  R"(","text":"Een zin."}]})");
  const Reply history = host_.history(mentor, alone);
  const json::Value note = history["timeline"].at(0)["visit"]["report"]["notes"].at(0);
  EXPECT_EQ(note["topic"].text(), GetParam());
  EXPECT_EQ(note["text"].text(), "Een zin.");
}

INSTANTIATE_TEST_SUITE_P(Topics, TopicTest,
                         testing::Values("wellbeing", "pride", "ambitions", "strengths",
                                         "interests", "attention", "family_does", "trusted_adult"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(VisitRulesTest, R67_ANeedIsSolvedTogether) {
  const std::string visit = host_.visit(
      mentor, alone, "",
      R"({"key_points":["x"],"needs":[{"kind":"device","observation":"Geen laptop thuis."}]})");
  host_.write(mentor, "need.change",
              of(alone, visit, R"(,"index":0,"state":"solved","joint_solution":"Leenlaptop.")"));
  const Reply history = host_.history(mentor, alone);
  const json::Value need = history["needs"].at(0);
  EXPECT_EQ(need["state"].text(), "solved");
  EXPECT_EQ(need["joint_solution"].text(), "Leenlaptop.");
}

TEST_F(VisitRulesTest, R68_AQuietPlaceIsAnObservation) {
  const Reply reply =
      host_.refused(mentor, "visit.record",
                    body(alone, "", R"({"key_points":["x"],"needs":[{"kind":"quiet_place"}]})"));
  EXPECT_EQ(reply.code(), "missing_field");
  EXPECT_EQ(reply.pointer(), "/report/needs/0/observation");
}

class PupilTest : public VisitRulesTest, public testing::WithParamInterface<const char*> {};

TEST_P(PupilTest, R80_WhetherThePupilWasThere) {
  host_.visit(mentor, alone, std::string(R"(,"pupil":")") + GetParam() + "\"");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["pupil"].text(), GetParam());
}
INSTANTIATE_TEST_SUITE_P(Presence, PupilTest, testing::Values("yes", "no", "in_the_room"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(VisitRulesTest, R84_AnAgreementSaysWhatWhoByWhenAndHowItGoes) {
  host_.visit(mentor, alone, "",
              R"({"key_points":["x"],"agreements":[{"what":"Samen lezen","who":"parent",)"
              R"("by":"2026-12-01","accepted_by_family":true}]})");
  const Reply before = host_.history(mentor, alone);
  const json::Value agreement = before["agreements"].at(0);
  EXPECT_EQ(agreement["what"].text(), "Samen lezen");
  EXPECT_EQ(agreement["who"].text(), "parent");
  EXPECT_EQ(agreement["by"].text(), "2026-12-01");
  EXPECT_EQ(agreement["state"].text(), "open");
  host_.write(mentor, "agreement.change",
              "{\"student\":\"s-alone\",\"agreement\":\"" + std::string(agreement["id"].text()) +
                  R"(","state":"going_well","note":"Elke avond."})");
  const Reply after = host_.history(mentor, alone);
  EXPECT_EQ(after["agreements"].at(0)["state"].text(), "going_well");
  EXPECT_EQ(after["agreements"].at(0)["note"].text(), "Elke avond.");
}

// R41: form and frequency, and that the family agreed to them.
TEST_F(VisitRulesTest, R40_TheNextContactIsSetWithTheReport) {
  host_.visit(mentor, alone, "",
              R"({"key_points":["x"],"next_contact":{"date":"2027-01-11","form":"phone",)"
              R"("frequency":"elke maand","agreed_by_family":true}})");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["next_contact"]["date"].text(), "2027-01-11");
  EXPECT_EQ(history["next_contact"]["form"].text(), "phone");
  EXPECT_EQ(history["next_contact"]["frequency"].text(), "elke maand");
  EXPECT_TRUE(history["next_contact"]["agreed_by_family"].is_true());
}

TEST_F(VisitRulesTest, Rule11_ASignedReportTakesAddendaOnly) {
  const std::string visit = host_.visit(mentor, alone, R"(,"sign_off":true)",
                                        R"({"key_points":["x"],"goes_well":"Zij leest veel."})");
  const Reply revised =
      host_.refused(mentor, "visit.revise", body(alone, ",\"visit\":\"" + visit + "\""));
  EXPECT_EQ(revised.code(), "signed_off");
  host_.write(mentor, "visit.amend",
              of(alone, visit, R"(,"text":"Het was dinsdag.","why":"Verkeerde dag.")"));
  const Reply history = host_.history(mentor, alone);
  const json::Value addendum = history["timeline"].at(0)["addenda"].at(0);
  EXPECT_EQ(addendum["text"].text(), "Het was dinsdag.");
  EXPECT_EQ(addendum["why"].text(), "Verkeerde dag.");
  EXPECT_EQ(addendum["recorded"]["by"].text(), "m1");
}

TEST_F(VisitRulesTest, Rule11_AnOpenReportTakesNoAddendum) {
  const std::string visit = host_.visit(mentor, alone);
  const Reply reply =
      host_.refused(mentor, "visit.amend", of(alone, visit, R"(,"text":"x","why":"y")"));
  EXPECT_EQ(reply.code(), "not_signed_off");
}

TEST_F(VisitRulesTest, EnteredInErrorTakesASecondPerson) {
  const std::string visit = host_.visit(mentor, alone);
  const Reply reply = host_.refused(mentor, "visit.void", of(alone, visit));
  EXPECT_EQ(reply.code(), "second_person");
  host_.write(care, "visit.void", of(alone, visit));
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["voided"]["by"].text(), "c1");  // the original stays
  EXPECT_FALSE(history["last_contact"].exists());
}

TEST_F(VisitRulesTest, R98_FourThingsThatAreNotTheSame) {
  host_.write(mentor, "answer.record",
              R"({"student":"s-alone","guardian":"g-solo","answer":"no_answer"})");
  host_.write(mentor, "visit.record",
              R"({"student":"s-alone","date":"2026-10-05","state":"no_show"})");
  const std::string plan =
      host_.write(mentor, "visit.plan", R"({"student":"s-alone","date":"2026-10-20"})")
          .get("visit");
  host_.write(mentor, "visit.change", of(alone, plan, R"(,"state":"cancelled_by_school")"));
  host_.write(mentor, "answer.record",
              R"({"student":"s-alone","guardian":"g-solo","answer":"declined"})");
  const Reply history = host_.history(mentor, alone);
  std::string seen;
  const json::Value timeline = history["timeline"];
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    seen += timeline.at(i)["visit"]["state"].text();
    seen += timeline.at(i)["answer"]["answer"].text();
    seen += ' ';
  }
  EXPECT_THAT(seen, HasSubstr("no_answer"));
  EXPECT_THAT(seen, HasSubstr("no_show"));
  EXPECT_THAT(seen, HasSubstr("cancelled_by_school"));
  EXPECT_THAT(seen, HasSubstr("declined"));
  EXPECT_FALSE(history["last_contact"].exists());  // none of them is a contact
}

TEST_F(VisitRulesTest, R99_EachGuardianIsToldOrStaysOpen) {
  const std::string visit = host_.visit(mentor, two_homes, R"(,"guardians":["g-mum"])");
  const auto open = [&](const char* guardian) {
    const Reply history = host_.history(mentor, two_homes);
    const json::Value guardians = history["guardians"];
    for (std::size_t i = 0; i < guardians.size(); ++i)
      if (guardians.at(i)["id"].text() == guardian) return guardians.at(i)["open"].is_true();
    ADD_FAILURE() << "no guardian " << guardian;
    return false;
  };
  EXPECT_FALSE(open("g-mum"));
  EXPECT_TRUE(open("g-dad"));
  host_.write(mentor, "guardian.inform",
              of(two_homes, visit, R"(,"guardian":"g-dad","what":"visit_held","channel":"email")"));
  EXPECT_FALSE(open("g-dad"));
}

TEST_F(VisitRulesTest, R99_WhoMayNotBeInformedIsNotOpenAndNotTold) {
  host_.visit(mentor, not_told, R"(,"guardians":["g-told"])");
  const Reply history = host_.history(mentor, not_told);
  const json::Value guardians = history["guardians"];
  for (std::size_t i = 0; i < guardians.size(); ++i) {
    EXPECT_FALSE(guardians.at(i)["open"].is_true()) << guardians.at(i).dump();
  }
  const Reply reply =
      host_.refused(mentor, "guardian.inform",
                    R"({"student":"s-nottold","guardian":"g-blocked","what":"visit_held"})");
  EXPECT_EQ(reply.code(), "not_to_be_informed");
}

TEST_F(VisitRulesTest, R99_NoAddressOrHouseholdInAnyAnswerOrPage) {
  for (const char* student : {two_homes, secret, alone, no_custody}) {
    host_.visit(mentor, student);
    for (const char* actor : {mentor, care, leader, teacher}) {
      const Reply history = host_.history(actor, student);
      EXPECT_FALSE(history.holds("hh-")) << history.text;
      EXPECT_FALSE(history.holds("household")) << history.text;
      EXPECT_THAT(
          host_.render(actor, "student.panel", std::string("{\"student\":\"") + student + "\"}"),
          Not(HasSubstr("hh-")));
    }
  }
}

TEST_F(VisitRulesTest, R37_HowAGuardianWantsToBeReached) {
  host_.write(mentor, "guardian.prefer",
              R"({"student":"s-alone","guardian":"g-solo","channel":"app","hours":"na 18:00",)"
              R"("language":"tr"})");
  const Reply history = host_.history(mentor, alone);
  const json::Value preference = history["guardians"].at(0)["preference"];
  EXPECT_EQ(preference["channel"].text(), "app");
  EXPECT_EQ(preference["hours"].text(), "na 18:00");
  EXPECT_EQ(preference["language"].text(), "tr");
}

// R9
TEST_F(VisitRulesTest, R9_AReportHasTheVoicesOfParentPupilAndSchool) {
  const std::string visit = host_.visit(mentor, alone, "",
                                        R"({"key_points":["x"],"notes":[
                    {"topic":"expectations_family","voice":"parent","text":"Bel ons vroeg."},
                    {"topic":"ambitions","voice":"pupil","text":"Ik wil leren duiken."},
                    {"topic":"expectations_school","voice":"school","text":"Samen lezen."}]})");
  const std::string page = host_.render(mentor, "visit.page", of(alone, visit));
  for (const char* said : {"The parent said</dt><dd dir=\"auto\">Bel ons vroeg.",
                           "The student said</dt><dd dir=\"auto\">Ik wil leren duiken.",
                           "The school said</dt><dd dir=\"auto\">Samen lezen."})
    EXPECT_THAT(page, HasSubstr(said));
}

// When the teacher can be reached, and how the parents react: an agreement of each, in the file, in
// the copy for the parents, and where somebody looks up how to reach them.
TEST_F(VisitRulesTest, R38_WhoCanBeReachedWhenIsAgreedBothWays) {
  const std::string visit = host_.visit(mentor, alone, R"(,"place":"school")",
                                        R"({"key_points":["x"],"agreements":[
        {"what":"Te bereiken op dinsdag na drie uur","who":"school","kind":"contact"},
        {"what":"Antwoordt in de app","who":"parent","kind":"contact","accepted_by_family":true},
        {"what":"Samen lezen","who":"parent"}]})");
  const auto guardian = [&] {
    return host_.render(mentor, "guardian.form", R"({"student":"s-alone","guardian":"g-solo"})");
  };
  EXPECT_THAT(guardian(), HasSubstr("Te bereiken op dinsdag na drie uur"));
  EXPECT_THAT(guardian(), HasSubstr("Antwoordt in de app"));
  EXPECT_THAT(guardian(), Not(HasSubstr("Samen lezen")));
  const std::string copy = host_.render(
      mentor, "visit.copy", of(alone, visit, R"(,"guardian":"g-solo","language":"nl")"));
  EXPECT_THAT(copy, HasSubstr("Te bereiken op dinsdag na drie uur"));
  EXPECT_THAT(copy, HasSubstr("Antwoordt in de app"));

  const Reply history = host_.history(mentor, alone);
  host_.write(mentor, "agreement.change",
              "{\"student\":\"s-alone\",\"agreement\":\"" +
                  std::string(history["agreements"].at(0)["id"].text()) + R"(","state":"let_go"})");
  EXPECT_THAT(guardian(), Not(HasSubstr("Te bereiken op dinsdag na drie uur")));
}

// As it was said, at any age; there is no level to choose.
// R76
TEST_F(VisitRulesTest, R76_AnAmbitionIsInTheirOwnWordsWithoutALevel) {
  constexpr char words[] = "Ik wil 'iets met paarden' – of de wereld rond.";
  host_.visit(mentor, alone, "",
              std::string(R"({"key_points":["x"],"notes":[{"topic":"ambitions","voice":"pupil",)") +
                  R"("text":")" + words + R"("}]})");
  const Reply history = host_.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["visit"]["report"]["notes"].at(0)["text"].text(), words);
  for (const char* field : {"level", "target", "advice"})
    EXPECT_EQ(
        host_
            .refused(mentor, "visit.record",
                     body(alone, "",
                          R"({"key_points":["x"],"notes":[{"topic":"ambitions","text":"x",")" +
                              std::string(field) + R"(":"vwo"}]})"))
            .code(),
        "unknown_field");
}

// A student mentor comes along as a companion; there is no such reader of files.
TEST_F(VisitRulesTest, R49_AStudentMentorComesAlongAndReadsNothing) {
  const std::string visit =
      host_.visit(mentor, alone, R"(,"companions":[{"role":"student_mentor"}])");
  EXPECT_THAT(host_.render(mentor, "visit.page", of(alone, visit)), HasSubstr("student mentor"));
  EXPECT_EQ(host_
                .call(R"({"role":"student_mentor","staff":"t1"})", "student.history",
                      R"({"student":"s-alone"})")
                .status,
            HV_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace host_test
