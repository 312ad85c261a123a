// The panel: what it shows to whom, alike for every answer, harmless whatever was typed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <thread>

#include "views/template_set.h"
#include "views_sample.h"

namespace homevisit::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The list item that holds `text`.
std::string entry_with(const std::string& html, const std::string& text) {
  const std::size_t at = html.find(text);
  if (at == std::string::npos) return "";
  const std::size_t begin = html.rfind("<li class=\"hv-entry\">", at);
  const std::size_t end = std::min(html.find("</li>\n<li class=\"hv-entry\">", at),
                                   html.find("</li>\n</ol>\n\n</section>", at));
  return html.substr(begin, end - begin);
}

// Tags and their classes without what they hold.
std::string skeleton(const std::string& html) {
  std::string out;
  static const std::regex tag("<[^>]*>");
  for (std::sregex_iterator it(html.begin(), html.end(), tag), end; it != end; ++it)
    out += std::regex_replace(it->str(), std::regex("(href|datetime)=\"[^\"]*\""), "$1");
  return out;
}

struct PanelTest : ::testing::Test {
  StudentFile file = sample_file();
  History history = sample_history();
  Frame frame = sample_frame();
  std::string html() { return panel(frame, sample_panel(file, history)); }
};

TEST_F(PanelTest, ADeclineLooksLikeAnAgreementInTheTimeline_R1) {
  const std::string page = html();
  const std::string agreed = entry_with(page, "Antwoord: Welkom</h3>");
  const std::string declined = entry_with(page, "Antwoord: Liever geen huisbezoek</h3>");
  ASSERT_THAT(agreed, HasSubstr("3 september 2026"));
  ASSERT_THAT(declined, HasSubstr("8 september 2026"));
  EXPECT_EQ(skeleton(agreed), skeleton(declined));
}

TEST_F(PanelTest, WhoHasSeenTheFileStandsAtTheFileForTheCareCoordinatorAlone) {
  frame.reader_role = "mentor";
  EXPECT_THAT(html(), Not(HasSubstr("/access-log")));
  frame.reader_role = "care_coordinator";
  EXPECT_THAT(html(), HasSubstr("/access-log\">Wie dit dossier heeft gezien"));
}

TEST_F(PanelTest, ALineOfAnotherPageSaysTheSameSentence) {
  const std::string page = line(frame, sample_panel(file, history));
  const std::string open = "<span lang=\"nl\" dir=\"auto\">";
  ASSERT_EQ(page.rfind(open, 0), 0u) << page;
  const std::string sentence = page.substr(open.size(), page.find("</span>") - open.size());
  EXPECT_THAT(sentence, HasSubstr("12 oktober 2026"));
  EXPECT_THAT(html(), HasSubstr(">" + sentence + "</p>"));
}

TEST_F(PanelTest, EveryKindOfEntryIsTypesetAlike_R1) {
  history = History{};
  frame.page = false;
  VisitEntry held = sample_visit("0190a0a0-0000-7000-8000-000000000001", day(2026, 10, 12), 1);
  held.visit.report = {};
  history.visits = {held};
  const std::string visit = skeleton(entry_with(html(), "Huisbezoek</h4>"));
  const std::string head = visit.substr(0, visit.find("<p class=\"hv-filed\">"));
  ASSERT_THAT(head, HasSubstr("hv-title"));
  history.visits.clear();
  for (const AnswerKind kind :
       {AnswerKind::agreed, AnswerKind::deferred, AnswerKind::declined, AnswerKind::other_form,
        AnswerKind::no_answer, AnswerKind::withdrawn}) {
    history.answers = {sample_answer(kind, "g1", day(2026, 9, 3), 1)};
    EXPECT_THAT(skeleton(entry_with(html(), "Antwoord: ")), ::testing::StartsWith(head));
  }
}

TEST_F(PanelTest, SaysTheLastVisitAndTheNextContactInOneSentence) {
  EXPECT_THAT(html(), HasSubstr("Laatste huisbezoek 12 oktober 2026 door J. de Wit en M. Yıldız; "
                                "volgende contact in januari."));
}

TEST_F(PanelTest, ATalkInAnotherFormIsContactToo_R3) {
  history.visits[0].visit.place = Place::phone;
  EXPECT_THAT(html(), HasSubstr("Laatste gesprek 12 oktober 2026 telefonisch, door J. de Wit"));
}

TEST_F(PanelTest, APlannedVisitIsComingUp) {
  const std::string page = html();
  EXPECT_LT(page.find("Komt eraan"), page.find("15 januari 2027"));
  EXPECT_LT(page.find("datetime=\"2027-01-15\""), page.find("Tijdlijn"));
}

TEST_F(PanelTest, CareAndConfidentialAreNotThereForWhoMayNotSeeThem_R61) {
  PanelModel model = sample_panel(file, history);
  EXPECT_THAT(panel(frame, model), HasSubstr("huiswerk lukt het best na het eten"));
  model.sees_care = model.sees_confidential = false;
  const std::string shared = panel(frame, model);
  EXPECT_THAT(shared, Not(HasSubstr("huiswerk lukt het best na het eten")));
  EXPECT_THAT(shared, Not(HasSubstr("keukentafel")));
  EXPECT_THAT(shared, Not(HasSubstr("Beleefdheid")));
  EXPECT_THAT(shared, Not(HasSubstr("Voor mentor en zorgteam")));
  EXPECT_THAT(shared, Not(HasSubstr("Vertrouwelijk")));
}

TEST_F(PanelTest, CareStandsUnderItsOwnHeading_R61) {
  const std::string page = html();
  EXPECT_GT(page.find("huiswerk lukt het best"), page.find("Voor mentor en zorgteam"));
  EXPECT_GT(page.find("Beleefdheid"), page.find("Vertrouwelijk"));
}

TEST_F(PanelTest, TheOtherParentIsToBeTold_R99) {
  EXPECT_THAT(html(), HasSubstr("Nog te doen door school: Youssef el Idrissi (vader) vertellen"));
  history.informed.push_back({{"g2", Told::visit_held, history.visits[0].visit.id,
                               day(2026, 10, 14), Channel::phone, "nl"},
                              by_mentor(9)});
  EXPECT_THAT(html(), Not(HasSubstr("Nog te doen door school")));
}

TEST_F(PanelTest, AGuardianWhoMayNotBeInformedIsNoOpenItem_R99) {
  const std::string page = html();
  EXPECT_THAT(page, HasSubstr("De school informeert deze verzorger niet"));
  EXPECT_THAT(page, Not(HasSubstr("/guardians/g3")));
}

TEST_F(PanelTest, ShowsNoHouseholdOfAnyone_R99) {
  file.guardians[0].household = "Dorpsstraat-1";
  file.guardians[1].household = "Kerkweg-2";
  FormModel form;
  form.file = &file;
  form.history = &history;
  for (const std::string& page : {html(), visit_form(frame, form), answer_form(frame, form)}) {
    EXPECT_THAT(page, Not(HasSubstr("Dorpsstraat")));
    EXPECT_THAT(page, Not(HasSubstr("Kerkweg")));
  }
}

TEST_F(PanelTest, AMistakeStaysVisibleAndSaysSo) {
  history.visits[0].voided = by_mentor(8);
  EXPECT_THAT(html(), HasSubstr("Vergissing, aangegeven door J. de Wit."));
  EXPECT_THAT(html(), HasSubstr("Samira vertelde trots"));
}

TEST_F(PanelTest, SaysInPlainWordsWhereAnEntryStands) {
  history.visits[0].recorded.filed = Filed::attention;
  EXPECT_THAT(html(), HasSubstr("ICT kijkt ernaar"));
  EXPECT_THAT(html(), HasSubstr("Wordt nog in het dossier gezet"));
}

TEST_F(PanelTest, TheTitleOfThePageNamesNoStudent) {
  const std::string page = html();
  const std::string title =
      page.substr(page.find("<title>"), page.find("</title>") - page.find("<title>"));
  EXPECT_EQ(title, "<title>Leerlingdossier – Huisbezoeken");
}

TEST_F(PanelTest, HasNoInlineStyleOrScript) {
  const std::string page = html();
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
  EXPECT_THAT(page, Not(HasSubstr("<style")));
  EXPECT_THAT(page, HasSubstr("<script src=\"/assets/script.js\" defer></script>"));
  EXPECT_FALSE(std::regex_search(page, std::regex("\\son[a-z]+=")));
}

TEST_F(PanelTest, AFragmentIsNoPage) {
  frame.page = false;
  const std::string part = html();
  EXPECT_THAT(part, Not(HasSubstr("<html")));
  EXPECT_THAT(part, Not(HasSubstr("<h1")));
  EXPECT_THAT(part, HasSubstr("<section class=\"homevisit hv-fragment\" lang=\"nl\""));
}

TEST_F(PanelTest, WhoMayNotRecordHasNoButton) {
  PanelModel model = sample_panel(file, history);
  model.may_record = false;
  EXPECT_THAT(panel(frame, model), Not(HasSubstr("/visits/new")));
}

// Hostile text in every position.
TEST_F(PanelTest, TypedTextIsHarmlessAsText) {
  const std::string evil = "<script>alert(1)</script>\"'&{{STUDENT}}{{%AUTOESCAPE}}";
  history.visits[0].visit.report.key_points = {evil};
  history.visits[0].visit.report.notes[0].text = evil;
  file.student.given_name = evil;
  file.guardians[0].relation = evil;
  const std::string page = html();
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;{{STUDENT}}"));
}

TEST_F(PanelTest, TypedTextIsHarmlessInAnAttribute) {
  frame.csrf = "\"><script>alert(1)</script>";
  EXPECT_THAT(html(), Not(HasSubstr("\"><script>alert")));
}

TEST_F(PanelTest, AnIdCannotLeaveItsPlaceInALink) {
  file.student.id = "../x?y=\"><b>&#";
  EXPECT_THAT(html(), HasSubstr("/students/..%2Fx%3Fy%3D%22%3E%3Cb%3E%26%23/visits/new"));
}

TEST_F(PanelTest, AScriptAddressIsNoLink) {
  MessageModel message;
  message.link = "javascript:alert(1)";
  message.choices = {{"javascript:alert(2)", "x", ""}};
  EXPECT_THAT(message_page(frame, message), Not(HasSubstr("href=\"javascript:")));
}

TEST_F(PanelTest, OverridesOfTheDirectionAreLeftOut) {
  history.visits[0].visit.report.key_points = {"aa\u202Ebb\u202Dcc"};
  EXPECT_THAT(html(), HasSubstr("<li dir=\"auto\">aabbcc</li>"));
}

TEST_F(PanelTest, AnArabicNameKeepsItsDirectionInASentence) {
  file.guardians[1].given_name = "يوسف";
  file.guardians[1].family_name = "";
  EXPECT_THAT(html(), HasSubstr("\u2068يوسف\u2069 (vader)"));
}

TEST_F(PanelTest, IsTheSameFromManyThreads) {
  const std::string expected = html();
  std::vector<std::string> made(8);
  std::vector<std::thread> threads;
  for (std::string& out : made)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) out = panel(frame, sample_panel(file, history));
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& out : made) EXPECT_EQ(out, expected);
}

TEST_F(PanelTest, TheClassIsSortedByNextContactAndByNothingElse_R11) {
  ClassModel model;
  model.group = file.groups[0];
  model.rows = {{"1", "Anna", "5A", {}, {}, {}, 0},
                {"2", "Bram", "5A", {}, day(2027, 1, 3), {}, 0},
                {"3", "Cato", "5A", {}, day(2026, 12, 3), {}, 0}};
  const auto order = [&](const std::string& page) {
    return std::string(page.find("Anna") < page.find("Bram") ? "AB" : "BA") +
           (page.find("Bram") < page.find("Cato") ? "BC" : "CB");
  };
  EXPECT_EQ(order(class_page(frame, model)), "ABBC");
  model.sort = "next_contact";
  EXPECT_EQ(order(class_page(frame, model)), "BACB");
}

TEST_F(PanelTest, EveryRuleOfTheStyleSheetStaysInsideOurOwnElement) {
  static const std::regex selector("(^|\\})\\s*([^@{}/]+)\\{");
  const std::string css = std::regex_replace(
      stylesheet(), std::regex("/\\*[\\s\\S]*?\\*/|@(media|container)[^{]*\\{"), "}");
  int rules = 0;
  for (std::sregex_iterator it(css.begin(), css.end(), selector), end; it != end; ++it, ++rules)
    EXPECT_THAT((*it)[2].str(), HasSubstr(".homevisit"));
  EXPECT_GT(rules, 50);
}

}  // namespace
}  // namespace homevisit::views
