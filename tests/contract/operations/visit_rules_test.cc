// The rules about visits, each by its number, through hv_call.
// Requirements: R8, R43, R44, R53, R59, R60, R63, R98.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "visit_rules.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

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

TEST_F(VisitRulesTest, AColleagueFindsNoWayToChangeAReport) {
  const std::string params =
      R"({"student":"s-alone","visit":")" + host_.visit(mentor, alone) + "\"}";
  EXPECT_THAT(host_.render(mentor, "visit.page", params), HasSubstr("/edit\""));
  EXPECT_THAT(host_.render(care, "visit.page", params), HasSubstr("/edit\""));
  EXPECT_THAT(host_.render(teacher, "visit.page", params), Not(HasSubstr("/edit\"")));
  host_.render(teacher, "visit.form", params, HV_PERMISSION_DENIED);
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

// R59: who reads the report in the file reads what puts it right; who may not read a tier does not.
TEST_F(VisitRulesTest, R59_Rule11_AnAdditionStandsWithItsReportInTheTimeline) {
  const std::string visit = host_.visit(mentor, alone, R"(,"sign_off":true)",
                                        R"({"key_points":["x"],"goes_well":"Zij leest veel."})");
  host_.write(mentor, "visit.amend",
              of(alone, visit, R"(,"text":"Het was dinsdag.","why":"Verkeerde dag.")"));
  host_.write(mentor, "visit.amend",
              of(alone, visit, R"(,"text":"Voor de zorg.","why":"x","tier":"care")"));
  for (const char* reader : {mentor, leader, care}) {
    const std::string page = host_.render(reader, "student.panel", R"({"student":"s-alone"})");
    EXPECT_THAT(page, HasSubstr("Het was dinsdag.")) << reader;
    const std::string timeline = page.substr(0, page.find("<div class=\"hv-beside\">"));
    EXPECT_THAT(timeline, Not(HasSubstr("Voor de zorg."))) << reader;
  }
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

// R95, R98: nobody is taken to have been there, and nothing is asked that there is no answer to.
TEST_F(VisitRulesTest, R98_AnAppointmentThatDidNotTakePlaceHasAFormOfItsOwn) {
  const auto form = [&](const std::string& more) {
    return host_.render(mentor, "visit.form", R"({"student":"s-alone")" + more + "}");
  };
  const std::string talk = form("");
  EXPECT_THAT(talk, HasSubstr("?nobody_met=1"));
  EXPECT_THAT(talk, Not(HasSubstr("value=\"no_show\"")));
  const std::string nobody = form(R"(,"nobody_met":"1")");
  for (const char* absent :
       {"/report/key_points/0", "name=\"/guardians/", "name=\"/pupil\"", "value=\"held\""})
    EXPECT_THAT(nobody, Not(HasSubstr(absent)));
  EXPECT_THAT(nobody, HasSubstr("value=\"attempted_doorstep\""));
  // What comes back to be mended is the same form, also where nothing was chosen.
  EXPECT_THAT(nobody, HasSubstr("name=\"=nobody_met\""));
  EXPECT_THAT(form(R"(,"fields":[["=nobody_met","1"],["/date","2026-10-12"]])"),
              Not(HasSubstr("/report/key_points/0")));
  EXPECT_THAT(form(R"(,"fields":[["/state","no_show"],["/date","2026-10-13"]])"),
              Not(HasSubstr("/report/key_points/0")));
}

TEST_F(VisitRulesTest, R98_AnAppointmentThatWasPlannedBringsItsDayAndNobodyOfTheFamily) {
  const std::string id =
      host_
          .write(mentor, "visit.plan",
                 R"({"student":"s-alone","date":"2026-10-12","guardians":["g-solo"]})")
          .get("visit");
  const std::string page = host_.render(
      mentor, "visit.form", R"({"student":"s-alone","nobody_met":"1","visit":")" + id + "\"}");
  EXPECT_THAT(page, HasSubstr("name=\"/visit\" value=\"" + id + "\""));
  EXPECT_THAT(page, Not(HasSubstr("g-solo\" checked")));
}

// R98: a report may turn out to be of the other kind.
TEST_F(VisitRulesTest, R98_AReportThatIsChangedKeepsEveryChoice) {
  const std::string id = host_.visit(mentor, alone);
  const std::string page =
      host_.render(mentor, "visit.form", R"({"student":"s-alone","visit":")" + id + "\"}");
  EXPECT_THAT(page, HasSubstr("value=\"no_show\""));
  EXPECT_THAT(page, HasSubstr("value=\"held\""));
}

// What comes back to be mended, and a draft, is still the report of the visit that was planned.
TEST_F(VisitRulesTest, R35_AReportThatIsMendedStaysThatOfItsAppointment) {
  const std::string id =
      host_.write(mentor, "visit.plan", R"({"student":"s-alone","date":"2026-10-12"})")
          .get("visit");
  const std::string hidden = "name=\"/visit\" value=\"" + id + "\"";
  const std::string fields = R"("fields":[["/visit",")" + id + R"("],["/date","2026-10-12"]])";
  const std::string sent = R"({"student":"s-alone",)" + fields + "}";
  EXPECT_THAT(host_.render(mentor, "visit.form", sent), HasSubstr(hidden));
  host_.call(mentor, "draft.save", R"({"student":"s-alone","form":"visit",)" + fields + "}");
  const auto draft = [&] { return host_.render(mentor, "visit.form", R"({"student":"s-alone"})"); };
  EXPECT_THAT(draft(), HasSubstr(hidden));
  host_.write(mentor, "visit.change", of(alone, id, R"(,"state":"cancelled_by_school")"));
  EXPECT_THAT(draft(), Not(HasSubstr("name=\"/visit\""))) << "it is called off since";
}

}  // namespace
}  // namespace host_test
