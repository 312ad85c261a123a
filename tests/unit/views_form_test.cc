// The forms: the right fields, what was typed, what was wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/embedded.h"
#include "json/schema.h"
#include "views/visit_form_report.h"
#include "views_sample.h"

namespace homevisit::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The names of the fields of the form that posts to `action`.
std::set<std::string> field_names(const std::string& html, const std::string& action) {
  std::set<std::string> names;
  const std::size_t begin = html.find("action=\"" + action + "\"");
  if (begin == std::string::npos) return names;
  const std::string form = html.substr(begin, html.find("</form>", begin) - begin);
  static const std::regex name("name=\"([^\"]*)\"");
  for (std::sregex_iterator it(form.begin(), form.end(), name), end; it != end; ++it)
    names.insert((*it)[1].str());
  return names;
}

// The element that holds `mark`.
std::string tag_with(const std::string& html, const std::string& mark) {
  const std::size_t at = html.find(mark);
  if (at == std::string::npos) return "";
  const std::size_t begin = html.rfind('<', at);
  return html.substr(begin, html.find('>', at) - begin + 1);
}

struct FormTest : ::testing::Test {
  StudentFile file = sample_file();
  History history = sample_history();
  Frame frame = sample_frame();
  json::SchemaSet schemas{embedded::schemas()};

  FormModel model() {
    FormModel form;
    form.file = &file;
    form.history = &history;
    form.colleagues = {{"t1", "J.", "de Wit", ""}, {"t2", "M.", "Yıldız", ""}};
    form.may_write_care = form.may_write_confidential = true;
    form.state.submission = "0190a0a0-0000-7000-8000-0000000000ff";
    return form;
  }

  void expect_known(const std::string& html, const std::string& action,
                    const std::string& operation, std::size_t least) {
    const auto names = field_names(html, action);
    EXPECT_GE(names.size(), least) << action;
    for (const std::string& name : names) {
      if (name == "csrf" || name == "intent") continue;
      const std::string pointer = name.starts_with('=') ? name.substr(1) : name;
      EXPECT_NE(schemas.type_at("operations/" + operation + ".request.json", pointer), "")
          << operation << ' ' << name;
    }
  }
};

TEST_F(FormTest, EveryFieldHasAPlaceInItsRequest) {
  const std::string form = visit_form(frame, model());
  expect_known(form, "/students/604821/visits", "visit.record", 100);
  FormModel revise = model();
  revise.visit = &history.visits[0].visit;
  expect_known(visit_form(frame, revise), "/students/604821/visits/" + revise.visit->id,
               "visit.revise", 100);
  FormModel planned = model();
  planned.visit = &history.visits[1].visit;
  const std::string record = visit_form(frame, planned);
  expect_known(record, "/students/604821/visits", "visit.record", 100);
  EXPECT_TRUE(field_names(record, "/students/604821/visits").contains("/visit"));
  file.student.birth_date = day(2009, 1, 1);
  expect_known(answer_form(frame, model()), "/students/604821/answers", "answer.record", 10);
}

TEST_F(FormTest, EveryFieldOfTheSmallFormsHasAPlaceInItsRequest) {
  FormModel guardian = model();
  guardian.guardian = "g1";
  const std::string form = guardian_form(frame, guardian);
  expect_known(form, "/students/604821/guardians/g1/informed", "guardian.inform", 6);
  expect_known(form, "/students/604821/guardians/g1/preference", "guardian.prefer", 4);
  PanelModel panel = sample_panel(file, history);
  panel.may_void = true;
  VisitEntry visit = history.visits[0];
  const std::string at = "/students/604821/visits/" + visit.visit.id;
  const std::string page = visit_page(frame, panel, visit, {});
  expect_known(page, at + "/sign-off", "visit.sign_off", 2);
  expect_known(page, at + "/void", "visit.void", 2);
  expect_known(page, "/students/604821/agreements/" + visit.visit.id + "-a", "agreement.change", 4);
  expect_known(page, "/students/604821/needs/" + visit.visit.id + "/0", "need.change", 4);
  visit.signed_off = true;
  expect_known(visit_page(frame, panel, visit, {}), at + "/amend", "visit.amend", 5);
  expect_known(visit_page(frame, panel, history.visits[1], {}),
               "/students/604821/visits/" + history.visits[1].visit.id + "/change", "visit.change",
               5);
}

TEST_F(FormTest, OnlyTheDateAndOneKeyPointAreNeeded_R8) {
  const std::string form = visit_form(frame, model());
  static const std::regex required(
      "<(?:input|select|textarea)[^>]*name=\"([^\"]*)\"[^>]* required");
  std::vector<std::string> names;
  for (std::sregex_iterator it(form.begin(), form.end(), required), end; it != end; ++it)
    names.push_back((*it)[1].str());
  EXPECT_THAT(names, ::testing::ElementsAre("/date", "/report/key_points/0"));
}

TEST_F(FormTest, FillsInWhatTheRosterKnows_R26) {
  const std::string form = visit_form(frame, model());
  EXPECT_THAT(tag_with(form, "name=\"/date\""), HasSubstr("value=\"2026-11-22\""));
  EXPECT_THAT(tag_with(form, "name=\"/minutes/visit\""), HasSubstr("value=\"45\""));
  EXPECT_THAT(tag_with(form, "name=\"/visitors/0\""), HasSubstr(" checked"));
  EXPECT_THAT(tag_with(form, "name=\"/guardians/0\""), HasSubstr(" checked"));
  EXPECT_THAT(tag_with(form, "name=\"/guardians/1\""), Not(HasSubstr(" checked")));
  EXPECT_THAT(form, HasSubstr("<option value=\"home\" selected>"));
}

TEST_F(FormTest, HasNoFieldForGradesAbsenceOrScores_R63) {
  for (const std::string& name : field_names(visit_form(frame, model()), "/students/604821/visits"))
    EXPECT_FALSE(std::regex_search(name, std::regex("grade|mark|absen|score|risk|cijfer|verzuim")))
        << name;
}

TEST_F(FormTest, AnAnswerIsNotAskedForItsReason_R1) {
  const auto names = field_names(answer_form(frame, model()), "/students/604821/answers");
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names)
    EXPECT_FALSE(std::regex_search(name, std::regex("reason|why|volunteered|reden"))) << name;
}

TEST_F(FormTest, AllAnswersAreEqualChoicesInTheirOrder_R1) {
  const std::string form = answer_form(frame, model());
  static const std::regex radio(
      "<div class=\"hv-option\"><input type=\"radio\" id=\"[^\"]*\" name=\"/answer\" "
      "value=\"([a-z_]+)\" required> <label for=\"[^\"]*\" dir=\"auto\">[^<]*</label></div>");
  std::vector<std::string> values;
  for (std::sregex_iterator it(form.begin(), form.end(), radio), end; it != end; ++it)
    values.push_back((*it)[1].str());
  EXPECT_THAT(values, ::testing::ElementsAre("agreed", "deferred", "declined", "other_form",
                                             "no_answer", "withdrawn"));
}

TEST_F(FormTest, TheStudentAndHerSiblingsAreNoInterpreters_R45) {
  const std::string form = visit_form(frame, model());
  EXPECT_THAT(form, Not(HasSubstr("value=\"604821\"")));
  EXPECT_THAT(form, Not(HasSubstr("value=\"604822\"")));
  EXPECT_THAT(form, HasSubstr("een kind hoort niet te hoeven tolken"));
}

TEST_F(FormTest, WhatGoesWellIsTheFirstBlockOfTheReport_R62) {
  const std::string form = visit_form(frame, model());
  const std::size_t first = form.find("/report/");
  EXPECT_EQ(form.find("/report/goes_well"), first);
}

TEST_F(FormTest, StrengthsComeBeforePointsOfAttention_R66) {
  const std::string form = visit_form(frame, model());
  EXPECT_LT(form.find("Sterke kanten"), form.find("Aandachtspunten"));
}

TEST_F(FormTest, AsksByAge_R65) {
  EXPECT_STREQ(prompts_for(6).pride, "What are you good at?");
  EXPECT_STREQ(prompts_for(8).pride, "What are you proud of?");
  EXPECT_STREQ(prompts_for(12).pride, "What are you proud of?");
  EXPECT_STREQ(prompts_for(13).ambitions, "Which subjects, profile or work appeal to you?");
}

TEST_F(FormTest, EachFormOfAPageHasASubmissionThatIsTaken) {
  FormState state, again;
  state.submission = "01a1cf33-2d00-734f-986b-eca1eb6cd072";
  std::set<std::string> seen;
  for (const char* part : {"told", "question-01a1cf33-2d00-73a7-ad45-1779a5c876ec",
                           "question-01a1cf33-2d00-73a7-ad45-1779a5c876ed",
                           "referral-01a1cf33-2d00-73a7-ad45-1779a5c876ed"}) {
    const std::string submission = submission_of_part(state, part);
    EXPECT_LE(submission.size(), most_of_submission) << part;
    EXPECT_TRUE(seen.insert(submission).second) << part;
    // Shown again after a mistake, the form gets the same one.
    again.submission = submission;
    EXPECT_EQ(submission_of_part(again, part), submission);
  }
  EXPECT_EQ(submission_of_part({}, "told"), "");
}

TEST_F(FormTest, KeepsWhatWasTyped) {
  FormModel form = model();
  form.state.fields = {{"/date", "2026-11-20"},
                       {"/place", "school"},
                       {"/report/key_points/0", "Een \"mooi\" <b>gesprek</b>"},
                       {"/report/notes/3/text", "</textarea><script>x</script>"},
                       {"/guardians/1", "g2"}};
  const std::string html = visit_form(frame, form);
  EXPECT_THAT(html, HasSubstr("value=\"2026-11-20\""));
  EXPECT_THAT(html, HasSubstr("<option value=\"school\" selected>"));
  EXPECT_THAT(html, HasSubstr("Een &quot;mooi&quot; &lt;b&gt;gesprek&lt;/b&gt;"));
  EXPECT_THAT(html, HasSubstr(">&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt;</textarea>"));
  EXPECT_THAT(tag_with(html, "name=\"/guardians/0\""), Not(HasSubstr(" checked")));
  EXPECT_THAT(tag_with(html, "name=\"/guardians/1\""), HasSubstr(" checked"));
}

TEST_F(FormTest, AReportThatIsChangedComesBackWhole) {
  FormModel form = model();
  form.visit = &history.visits[0].visit;
  const std::string html = visit_form(frame, form);
  for (const char* text : {"Samira leest elke avond", "boekenplank", "Arabisch en Nederlands",
                           "gezellig druk", "bibliotheek", "Beleefdheid", "keukentafel",
                           "half uur op school", "Een boek voor thuis", "value=\"2026-10-26\""})
    EXPECT_THAT(html, HasSubstr(text));
}

TEST_F(FormTest, VisitorsStayWhenSomebodyElseChangesTheReport_R43) {
  history.visits[0].visit.visitors = {"t2", "t9"};
  FormModel form = model();
  form.visit = &history.visits[0].visit;
  const std::string html = visit_form(frame, form);
  EXPECT_THAT(tag_with(html, "name=\"/visitors/0\""), Not(HasSubstr(" checked")));
  EXPECT_THAT(html, HasSubstr("<option value=\"t2\" selected>"));
  EXPECT_THAT(html, HasSubstr("<option value=\"t9\" selected>"));
}

TEST_F(FormTest, ANoteWithoutAPlaceOfItsOwnIsKept) {
  history.visits[0].visit.report.notes.push_back(
      {Topic::at_home, Voice::parent, "Een tweede opmerking.", Tier::care});
  FormModel form = model();
  form.visit = &history.visits[0].visit;
  EXPECT_THAT(visit_form(frame, form), HasSubstr(">Een tweede opmerking.</textarea>"));
}

TEST_F(FormTest, AnErrorStandsAtItsFieldAndInTheSummary) {
  FormModel form = model();
  form.state.fields = {{"/date", "2027-01-01"}};
  form.state.errors = {{"/date", "date_in_future", "x"}, {"", "internal", "y"}};
  const std::string html = visit_form(frame, form);
  EXPECT_THAT(html, HasSubstr("role=\"alert\""));
  EXPECT_THAT(html, HasSubstr("<a href=\"#f-date\">Datum: Deze dag moet nog komen."));
  EXPECT_THAT(html, HasSubstr("id=\"f-date-error\">Deze dag moet nog komen."));
  EXPECT_THAT(tag_with(html, "name=\"/date\""),
              HasSubstr("aria-invalid=\"true\" aria-describedby=\"f-date-error\""));
}

TEST_F(FormTest, AFoldedPartOpensWhenItHoldsAnError) {
  FormModel form = model();
  EXPECT_THAT(visit_form(frame, form), Not(HasSubstr("<details class=\"hv-details\" open>")));
  form.state.fields = {{"/interpreter/kind", "relative"}};
  form.state.errors = {{"/interpreter/person", "interpreter_is_pupil", "x"}};
  EXPECT_THAT(visit_form(frame, form), HasSubstr("<details class=\"hv-details\" open>"));
}

TEST_F(FormTest, AfterADeclineTheFormIsThereForOtherPlaces_R3) {
  FormModel form = model();
  form.home_visit_allowed =
      Error{HV_FAILED_PRECONDITION, "guardian_prefers_no_visit", "x", "/place"};
  const std::string html = visit_form(frame, form);
  EXPECT_THAT(html, HasSubstr("<option value=\"school\" selected>"));
  EXPECT_THAT(html, HasSubstr("/students/604821/answers/new"));
  EXPECT_THAT(html, Not(HasSubstr("value=\"attempted_doorstep\"")));  // R95
}

TEST_F(FormTest, WhoMayNotWriteForTheCareTeamHasNoSuchFields_R61) {
  FormModel form = model();
  form.may_write_care = form.may_write_confidential = false;
  const std::string html = visit_form(frame, form);
  EXPECT_THAT(html, Not(HasSubstr("/report/notes/")));
  EXPECT_THAT(html, Not(HasSubstr("/report/needs/")));
}

TEST_F(FormTest, UserTextHasItsOwnDirection) {
  const std::string form = visit_form(frame, model());
  EXPECT_THAT(tag_with(form, "name=\"/report/goes_well\""), HasSubstr("dir=\"auto\""));
  EXPECT_THAT(tag_with(form, "name=\"/report/key_points/0\""), HasSubstr("dir=\"auto\""));
}

TEST_F(FormTest, SeveralFormsOnAPageHaveSubmissionsOfTheirOwn) {
  FormModel form = model();
  form.guardian = "g1";
  form.state.fields = {};
  const std::string html = guardian_form(frame, form);
  EXPECT_THAT(html, HasSubstr("value=\"0190a0a0-0000-7000-8000-0000000000ff-told\""));
  EXPECT_THAT(html, HasSubstr("value=\"0190a0a0-0000-7000-8000-0000000000ff-reach\""));
}

TEST_F(FormTest, OnlyASecondPersonFindsTheMistakeButton) {
  const PanelModel panel = sample_panel(file, history);
  EXPECT_THAT(visit_page(frame, panel, history.visits[0], {}), Not(HasSubstr("/void\"")));
}

TEST_F(FormTest, OnlyWhoMayChangeAReportFindsTheWayToIt) {
  PanelModel panel = sample_panel(file, history);
  EXPECT_THAT(visit_page(frame, panel, history.visits[0], {}), Not(HasSubstr("/edit\"")));
  panel.may_revise = true;
  EXPECT_THAT(visit_page(frame, panel, history.visits[0], {}), HasSubstr("/edit\""));
}

TEST_F(FormTest, AClosedReportIsAddedToAndNotChanged) {
  VisitEntry visit = history.visits[0];
  visit.signed_off = true;
  PanelModel panel = sample_panel(file, history);
  panel.may_revise = true;
  const std::string page = visit_page(frame, panel, visit, {});
  EXPECT_THAT(page, HasSubstr("/amend\""));
  EXPECT_THAT(page, Not(HasSubstr("/edit\"")));
  EXPECT_THAT(page, Not(HasSubstr("/sign-off\"")));
}

}  // namespace
}  // namespace homevisit::views
