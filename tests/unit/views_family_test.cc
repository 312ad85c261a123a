// What families read: the copy of a report (R86) and how agreements go (R84, R85).
// Requirements: R61, R84, R85, R86, R99.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "views/choices.h"
#include "views/invitation_letter.h"
#include "views/labels.h"
#include "views/languages.h"
#include "views/parent_copy.h"
#include "views/progress_page.h"
#include "views_sample.h"

namespace homevisit::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string flat(const ParentCopy& copy) {
  std::string text = copy.title + "\n";
  for (const Section& section : copy.sections) {
    text += section.heading + "\n";
    for (const auto& paragraph : section.paragraphs) text += paragraph + "\n";
    for (const auto& point : section.points) text += point + "\n";
    for (const Fact& fact : section.facts) text += fact.label + ": " + fact.text + "\n";
  }
  return text;
}

struct CopyTest : ::testing::Test {
  StudentFile file = sample_file();
  History history = sample_history();

  VisitEntry& visit() { return history.visits[0]; }
  ParentCopy copy(const char* language = "nl", std::size_t guardian = 0) {
    return parent_copy(file, history, visit(), file.guardians[guardian],
                       *text::family_language(language), sample_staff);
  }
};

TEST_F(CopyTest, HoldsWhatColleaguesReadAndNothingElse_R61_R86) {
  visit().visit.report.notes.push_back(
      {Topic::strengths, Voice::parent, "Samira helpt graag.", Tier::shared});
  visit().visit.report.parked = {{"De overstap", "de intern begeleider", day(2026, 11, 1)}};
  visit().visit.report.support_plan = SupportPlan{"Opa leest mee", "OPP-12"};
  visit().addenda = {{"Het was dinsdag.", "x", Tier::shared, by_mentor(8)},
                     {"Alleen voor de zorg.", "x", Tier::care, by_mentor(9)}};
  const std::string text = flat(copy());
  for (const char* there : {"Samira leest elke avond", "boekenplank", "Samira helpt graag.",
                            "Een boek voor thuis meegeven", "J. de Wit", "Het was dinsdag."})
    EXPECT_THAT(text, HasSubstr(there));
  for (const char* inner :
       {"gezellig druk", "bibliotheek", "Beleefdheid", "keukentafel", "De overstap", "OPP-12",
        "Opa leest", "2026-11-01", "1 november", "Alleen voor de zorg", "45"})
    EXPECT_THAT(text, Not(HasSubstr(inner)));
}

// R99: both guardians get the same, and no home stands in either.
TEST_F(CopyTest, BothGuardiansGetTheSame_R99) {
  std::string mother = flat(copy("nl", 0)), father = flat(copy("nl", 1));
  EXPECT_THAT(father, HasSubstr("Voor: Youssef el Idrissi"));
  mother.replace(mother.find("Fatma"), 5, "Youssef");
  EXPECT_EQ(mother, father);
  for (const char* home : {"h1", "h2", "g1", "g2"}) EXPECT_THAT(mother, Not(HasSubstr(home)));
}

TEST_F(CopyTest, SaysHowAgreementsGoInTheFamiliesWords_R84_R86) {
  for (const auto& [state, dutch] : std::vector<std::pair<GoalState, const char*>>{
           {{GoalLife::active, GoalResult::worsening}, "op een andere manier verder"},
           {{GoalLife::on_hold, GoalResult::not_achieved}, "open"},
           {{GoalLife::completed, GoalResult::not_attainable}, "losgelaten"},
           {AgreementState::done, "gedaan"}}) {
    history.agreements[0].agreement.state = state;
    const std::string text = flat(copy());
    EXPECT_THAT(text, HasSubstr(std::string("Hoe het gaat: ") + dutch));
    for (const char* never : {"moeilijker", "niet gelukt", "lukt zo niet"})
      EXPECT_THAT(text, Not(HasSubstr(never)));
  }
}

TEST_F(CopyTest, AProposalIsSaidToBeOne) {
  history.agreements[0].agreement.accepted_by_family = false;
  EXPECT_THAT(flat(copy()), HasSubstr("U mag ja of nee zeggen."));
  history.agreements[0].agreement.accepted_by_family = true;
  EXPECT_THAT(flat(copy()), Not(HasSubstr("U mag ja of nee zeggen.")));
}

// Short sentences: B1.
TEST_F(CopyTest, ItsOwnSentencesAreShort_R86) {
  for (const char* language : {"nl", "en"})
    for (const Section& section : copy(language).sections) {
      if (section.heading != copy(language).sections.back().heading) continue;
      for (const std::string& paragraph : section.paragraphs) {
        std::istringstream in(paragraph);
        std::string word;
        int words = 0;
        while (in >> word) {
          EXPECT_LE(word.size(), 14U) << word;
          if (++words; word.find_first_of(".?!") != std::string::npos) words = 0;
          EXPECT_LE(words, 15) << paragraph;
        }
      }
    }
}

TEST_F(CopyTest, HasTheHeadingsOfTheFamilysLanguageAndTheWordsAsTheyWereWritten_R86) {
  const std::string turkish = flat(copy("tr")), arabic = flat(copy("ar"));
  EXPECT_THAT(turkish, HasSubstr("İyi gidenler"));
  EXPECT_THAT(turkish, HasSubstr("12 Ekim 2026"));
  EXPECT_THAT(arabic, HasSubstr("ما يسير بشكل جيد"));
  for (const std::string& text : {turkish, arabic})
    EXPECT_THAT(text, HasSubstr("Samira leest elke avond voor aan haar broertje."));
  EXPECT_TRUE(text::family_language("ar")->right_to_left);
}

TEST_F(CopyTest, ADraftSaysThatItIsOne_R86) {
  EXPECT_THAT(flat(copy("tr")), HasSubstr("taslaktır"));
  EXPECT_THAT(flat(copy("nl")), Not(HasSubstr("proef")));
}

TEST_F(CopyTest, ComesInTheLanguageOfWhoReadsIt) {
  EXPECT_EQ(copy_language(file.guardians[0], history, "nl").code, "ar");
  EXPECT_EQ(copy_language(file.guardians[1], history, "en").code, "nl");
  history.preferences["g2"] = {"g2", "", "", "tr-TR"};
  EXPECT_EQ(copy_language(file.guardians[1], history, "nl").code, "tr");
  history.preferences["g2"] = {"g2", "", "", "zh"};
  file.guardians[1].language = "so";
  EXPECT_EQ(copy_language(file.guardians[1], history, "nl").code, "nl");
}

// The English texts that a file says to families, up to `end`.
std::set<std::string> texts_said_in(const char* file, const char* end_of_them) {
  std::ifstream in(std::filesystem::path(HV_SOURCE_DIR) / "plugin/src/views" / file);
  const std::string source{std::istreambuf_iterator<char>(in), {}};
  const std::string writer = source.substr(0, source.find(end_of_them));
  static const std::regex used(
      R"re((?:^|[^>.a-z])words_?\.text\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+))re");
  std::set<std::string> texts;
  for (std::sregex_iterator it(writer.begin(), writer.end(), used), end; it != end; ++it)
    texts.insert(std::regex_replace((*it)[1].str(), std::regex("\"\\s*\"|^\"|\"\\s*$"), ""));
  return texts;
}

TEST(FamilyWords, AnInvitationIsInOneLanguage_R33) {
  std::set<std::string> texts = texts_said_in("invitation_letter.cc", "}  // namespace homevisit");
  EXPECT_GT(texts.size(), 9U);
  texts.insert({draft_for_families(), "Version {version}, from {date}."});
  for (const char* language : {"nl", "tr", "ar", "pl", "uk"})
    for (const std::string& text : texts)
      EXPECT_NE(text::family_words(language).text(text.c_str()), text) << language;
}

struct LetterTest : ::testing::Test {
  InvitationLetter letter{"s1",  "Fatima", "Samira", "J. de Wit", "De Linde",
                          "Ans", {},       nullptr,  "",          "g1"};
  std::string page(const char* language) {
    letter.language = text::family_language(language);
    return invitation_letter_page(sample_frame(), letter);
  }
};

TEST_F(LetterTest, IsAskedForInALanguageAndReadsFromRightToLeftThere_R33) {
  const std::string arabic = page("ar");
  EXPECT_THAT(arabic, HasSubstr("lang=\"ar\" dir=\"rtl\""));
  EXPECT_THAT(arabic, HasSubstr(text::family_words("ar").text("May we come and meet you?")));
  EXPECT_THAT(arabic, HasSubstr("<span aria-current=\"true\">Arabisch (concept)</span>"));
  EXPECT_THAT(arabic, HasSubstr("/students/s1/invitations/letter/nl?guardian=g1\">Nederlands</a>"));
  EXPECT_THAT(arabic, HasSubstr("De tekst in het Arabisch is een concept"));
  EXPECT_THAT(arabic, HasSubstr(text::family_words("ar").text(draft_for_families())));
  EXPECT_THAT(page("nl"), Not(HasSubstr("is een concept")));
}

TEST_F(LetterTest, SaysWhereThereIsNoTextInALanguage_R33) {
  letter.asked = "so";
  EXPECT_THAT(page("nl"), HasSubstr("Er is nog geen tekst in het Somalisch. Dit is de tekst in het "
                                    "Nederlands."));
}

TEST(LanguageChoices, NameEachLanguageOnce) {
  StudentFile file = sample_file();
  file.guardians[0].language = "nl-NL";
  file.guardians[1].language = "zgh";
  std::set<std::string> seen;
  for (const Option& option : language_choices(text::Catalogue::of("nl"), file))
    EXPECT_TRUE(seen.insert(option.text).second) << option.text;
  EXPECT_TRUE(seen.contains("Tamazight"));
}

// Nothing in English remains in a copy in another language: every heading that there can be.
TEST(FamilyWords, EveryHeadingIsTranslated_R86) {
  std::set<std::string> texts = texts_said_in("parent_copy.cc", "std::string copy_page");
  EXPECT_GT(texts.size(), 25U);
  const auto add = [&](const auto&... values) { (texts.insert(label(values)), ...); };
  for (const auto& [value, name] : names<AgreementState>()) add(value);
  for (const auto& [value, name] : names<AgreementOwner>()) add(value);
  for (const auto& [value, name] : names<DecisionRole>()) add(value);
  for (const auto& [topic, name] : names<Topic>())
    if (widest_tier(topic) == Tier::shared) add(topic);
  for (const auto& [place, name] : names<Place>()) {
    Visit visit;
    visit.place = place;
    texts.insert(visit_title(visit));
  }
  texts.insert("{first} and {last}");
  for (const char* language : {"tr", "ar", "pl", "uk"}) {
    const text::Catalogue& words = text::family_words(language);
    const std::set<std::string> alike{"online"};
    for (const std::string& text : texts)
      EXPECT_TRUE(words.text(text.c_str()) != text || alike.contains(text))
          << language << ": " << text;
    for (const char* form : {"home", "school", "phone", "message"})
      EXPECT_NE(contact_form_words(form, words),
                contact_form_words(form, text::Catalogue::of("en")))
          << language;
    for (unsigned month = 1; month <= 12; ++month)
      EXPECT_NE(words.month(day(2026, month, 1)),
                text::Catalogue::of("en").month(day(2026, month, 1)))
          << language;
  }
}

TEST(FamilyWords, ThePagesThemselvesStayInTheirLanguages) {
  EXPECT_EQ(text::Catalogue::of("tr").text("Date"), "Date");
  EXPECT_EQ(text::family_words("tr").text("Date"), "Tarih");
  EXPECT_EQ(text::family_words("zh").text("Date"), "Date");
  EXPECT_EQ(text::family_language("zh"), nullptr);
}

struct AgreementsPageTest : ::testing::Test {
  StudentFile file = sample_file();
  History history = sample_history();
  Frame frame = sample_frame();

  std::string page() {
    ProgressModel model;
    model.file = &file;
    model.history = &history;
    model.courses =
        goal_courses(history, frame.today, [](std::int64_t) { return day(2026, 11, 1); });
    model.may_record = true;
    model.state.submission = "0190a0a0-0000-7000-8000-0000000000ff";
    return progress_page(frame, model);
  }
  AgreementEntry& agreement() { return history.agreements[0]; }
};

TEST_F(AgreementsPageTest, WhatTheSchoolOwesIsSaid_R84) {
  EXPECT_THAT(page(), HasSubstr("Wat wij als school nog moeten doen"));
  agreement().agreement.state = AgreementState::done;
  EXPECT_THAT(page(), Not(HasSubstr("nog moeten doen")));
}

// R11: of the same agreement, past the same day, nothing is said when it is the family's.
TEST_F(AgreementsPageTest, NothingIsLateOnAFamilysSide_R11_R84) {
  for (const AgreementOwner who :
       {AgreementOwner::parent, AgreementOwner::pupil, AgreementOwner::other}) {
    agreement().agreement.who = who;
    agreement().agreement.by = day(2026, 1, 1);
    std::string late = page();
    EXPECT_THAT(late, Not(HasSubstr("nog moeten doen")));
    agreement().agreement.by = day(2027, 1, 1);
    std::string early = page();
    const auto without_day = [](std::string text) {
      return std::regex_replace(text, std::regex("1 jan 202[67]|1 januari 202[67]"), "");
    };
    EXPECT_EQ(without_day(late), without_day(early)) << to_name(who);
  }
}

TEST_F(AgreementsPageTest, TheChartHasATitleAWordAndATableBesideIt) {
  const std::string html = page();
  EXPECT_THAT(html, HasSubstr("role=\"img\" aria-labelledby=\"hv-chart-title hv-chart-text\""));
  EXPECT_THAT(html, HasSubstr("<title id=\"hv-chart-title\">"));
  EXPECT_THAT(html, HasSubstr("<desc id=\"hv-chart-text\">"));
  EXPECT_THAT(html, HasSubstr("<table class=\"hv-table\">"));
  EXPECT_THAT(html, Not(HasSubstr("style=")));
}

// Shapes tell the words apart, and a mark stands where the word changed, not at every note.
TEST_F(AgreementsPageTest, AMarkStandsWhereTheWordChanged) {
  const auto marks = [&] {
    const std::string html = page();
    const std::string chart = html.substr(0, html.find("<figcaption>"));
    static const std::regex mark("class=\"hv-mark");
    return std::distance(std::sregex_iterator(chart.begin(), chart.end(), mark), {});
  };
  EXPECT_EQ(marks(), 1);
  const auto change = [&](GoalState state) {
    agreement().changes.push_back({{agreement().agreement.id, state, "x"}, by_mentor(9)});
    agreement().agreement.state = state;
  };
  change({GoalLife::on_hold, GoalResult::in_progress});
  EXPECT_EQ(marks(), 1) << "still open";
  change(AgreementState::going_well);
  EXPECT_EQ(marks(), 2);
}

TEST_F(AgreementsPageTest, SaysBothAxesAndTheFamiliesWord_R84_R85) {
  agreement().agreement.goal = GoalType::using_knowledge;
  agreement().changes.push_back(
      {{agreement().agreement.id, {GoalLife::on_hold, GoalResult::improving}, "Even rust."},
       by_mentor(9)});
  agreement().agreement.state = {GoalLife::on_hold, GoalResult::improving};
  const std::string html = page();
  EXPECT_THAT(html, HasSubstr("(rust nu even; gaat beter)"));
  EXPECT_THAT(html, HasSubstr("Even rust."));
  EXPECT_THAT(html, HasSubstr("gebruiken wat het gezin weet"));
}

TEST_F(AgreementsPageTest, WhoOnlyReadsHasNoForm) {
  EXPECT_THAT(page(), HasSubstr("<form class=\"hv-form hv-action\""));
  ProgressModel model;
  model.file = &file;
  model.history = &history;
  model.courses = goal_courses(history, frame.today, [](std::int64_t) { return Date{}; });
  EXPECT_THAT(progress_page(frame, model), Not(HasSubstr("hv-action")));
}

TEST_F(AgreementsPageTest, WithoutAgreementsItSaysSo) {
  history.agreements.clear();
  EXPECT_THAT(page(), HasSubstr("Er zijn nog geen afspraken gemaakt."));
  EXPECT_THAT(page(), Not(HasSubstr("<svg role")));
}

}  // namespace
}  // namespace homevisit::views
