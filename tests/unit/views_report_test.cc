// The report's form and page: prompts by age, its new places, the hint on labels.
// Requirements: R10, R62, R64, R65, R69, R70, R73, R74, R78, R80, R82, R84, R85, R87, R90, R91.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "views_sample.h"

namespace homevisit::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct ReportFormTest : ::testing::Test {
  StudentFile file = sample_file();
  History history = sample_history();
  Frame frame = sample_frame();

  std::string form(bool care = true, const Visit* visit = nullptr) {
    FormModel model;
    model.file = &file;
    model.history = &history;
    model.may_write_care = model.may_write_confidential = care;
    model.visit = visit;
    model.state.submission = "0190a0a0-0000-7000-8000-0000000000ff";
    return visit_form(frame, model);
  }
  std::string page() { return visit_page(frame, sample_panel(file, history), entry(), {}); }
  VisitEntry& entry() { return history.visits[0]; }
  Report& report() { return entry().visit.report; }
};

// The prompts come with the birth date of the roster.
// R77: to a teen they offer a perspective.
TEST_F(ReportFormTest, AsksAYoungChildAndATeenOtherThings_R64_R65_R77) {
  file.student.birth_date = day(2021, 3, 4);
  const std::string young = form();
  file.student.birth_date = day(2016, 3, 4);
  const std::string middle = form();
  file.student.birth_date = day(2011, 3, 4);
  const std::string teen = form();
  file.student.birth_date.reset();
  const std::string unknown = form();
  EXPECT_THAT(young, HasSubstr("Wat wil je nog beter kunnen?"));
  EXPECT_THAT(middle, HasSubstr("Waar wil je dit jaar aan werken?"));
  EXPECT_THAT(teen, HasSubstr("Welke vakken"));
  EXPECT_THAT(young, Not(HasSubstr("Welke vakken")));
  EXPECT_THAT(teen, Not(HasSubstr("Wat wil je nog beter kunnen?")));
  EXPECT_THAT(unknown, HasSubstr("Waar wil je dit jaar aan werken?"));
}

TEST_F(ReportFormTest, EveryPlaceOfTheReportIsInTheForm_R73_R74_R78_R82_R84_R85_R87_R90_R91) {
  const std::string html = form();
  for (const char* name :
       {"/report/decision", "/report/agreements/0/fits_family", "=/report/agreements/0/kind",
        "/report/agreements/0/goal", "/report/agreements/0/review", "/report/parked/0/what",
        "/report/parked/0/with", "/report/parked/0/date", "/report/support_plan/own_solution",
        "/report/support_plan/reference"})
    EXPECT_THAT(html, HasSubstr("name=\"" + std::string(name) + "\"")) << name;
  for (const char* topic :
       {"family_does", "own_approach", "school_affairs", "trusted_adult", "expectations_family",
        "expectations_school", "role_split", "good_to_know", "for_class"})
    EXPECT_THAT(html, HasSubstr("value=\"" + std::string(topic) + "\"")) << topic;
}

// A prompt and no field: what parents tell of their own schooldays is theirs.
// R72
TEST_F(ReportFormTest, AsksForTheParentsOwnSchooldaysWithoutAFieldForThem_R72) {
  const std::string html = form();
  const auto at = html.find("uw fijnste herinnering aan uw eigen schooltijd");
  ASSERT_NE(at, std::string::npos);
  EXPECT_LT(html.find("Meer van de ouders"), at);
  EXPECT_THAT(html.substr(at, 120), HasSubstr("hoeft niet opgeschreven te worden"));
}

TEST_F(ReportFormTest, AmbitionsAreAskedForWithoutALevel_R76) {
  const std::string html = form();
  EXPECT_LT(html.find("Een niveau vragen we niet."), html.find("value=\"ambitions\""));
}

TEST_F(ReportFormTest, TheFamilysOwnSolutionStandsBeforeThePlan_R91) {
  const std::string html = form();
  EXPECT_LT(html.find("/report/support_plan/own_solution"),
            html.find("/report/support_plan/reference"));
}

TEST_F(ReportFormTest, WhoIsNotOfTheCareTeamHasNoPlaceForTalksAndPlans_R90_R91) {
  const std::string html = form(false);
  EXPECT_THAT(html, Not(HasSubstr("/report/parked/")));
  EXPECT_THAT(html, Not(HasSubstr("/report/support_plan/")));
  EXPECT_THAT(html, HasSubstr("/report/decision"));
}

void fill(Report& report) {
  Agreement& agreement = report.agreements[0];
  agreement.fits_family = true;
  agreement.kind = AgreementKind::school_demonstrates;
  agreement.goal = GoalType::using_knowledge;
  agreement.review = day(2026, 12, 1);
  report.decision = DecisionRole::together;
  report.parked = {{"De overstap naar de brugklas", "de intern begeleider", day(2026, 11, 30)}};
  report.support_plan = SupportPlan{"Opa leest mee", "OPP-12"};
}

TEST_F(ReportFormTest, AReportThatIsChangedComesBackWithAllOfThese_R84) {
  fill(report());
  const std::string html = form(true, &entry().visit);
  for (const char* text :
       {"De overstap naar de brugklas", "de intern begeleider", "value=\"2026-11-30\"",
        "Opa leest mee", "OPP-12", "value=\"2026-12-01\"",
        "<option value=\"school_demonstrates\" selected>",
        "<option value=\"using_knowledge\" selected>", "<option value=\"together\" selected>"})
    EXPECT_THAT(html, HasSubstr(text));
}

TEST_F(ReportFormTest, ThePageShowsThem_R74_R85_R87_R88_R90_R91) {
  fill(report());
  history.agreements[0].agreement = report().agreements[0];
  const std::string html = page();
  for (const char* text :
       {"samen besloten", "de school doet het voor", "gebruiken wat het gezin weet",
        "weer bekijken op 1 december 2026", "Bij de ouder nagevraagd",
        "De overstap naar de brugklas", "30 november 2026", "Opa leest mee", "OPP-12"})
    EXPECT_THAT(html, HasSubstr(text));
}

TEST_F(ReportFormTest, OnlyWhoWroteALabelGetsTheHintAndOnlyUntilTheReportIsClosed_R10) {
  constexpr char hint[] = "“onwillig”: schrijf wat u zag of wat de ouder zei.";
  EXPECT_THAT(page(), Not(HasSubstr("Lees dit nog eens")));
  report().key_points.push_back("Moeder is onwillig.");
  report().key_points.push_back("Zij was onwillig.");
  const std::string html = page();
  EXPECT_THAT(html, HasSubstr(hint));
  EXPECT_EQ(html.find(hint), html.rfind(hint)) << "once for each word";
  frame.reader_id = "t2";
  EXPECT_THAT(page(), Not(HasSubstr(hint)));
  frame.reader_id = "t1";
  entry().signed_off = true;
  EXPECT_THAT(page(), Not(HasSubstr(hint)));
}

}  // namespace
}  // namespace homevisit::views
