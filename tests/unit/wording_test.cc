// A gentle hint on words that label (R10).
// Requirements: R4, R10, R11.
#include "domain/wording.h"

#include <gtest/gtest.h>

#include "domain/rules.h"

namespace homevisit {
namespace {

std::string word_in(std::string_view text) { return labelling_word(text).value_or(""); }

TEST(Wording, NoticesALabelInDutchAndEnglish_R10) {
  EXPECT_EQ(word_in("Moeder is onwillig."), "onwillig");
  EXPECT_EQ(word_in("Een moeilijk gezin, vond de groep."), "moeilijk gezin");
  EXPECT_EQ(word_in("De ouders zijn niet betrokken"), "niet betrokken");
  EXPECT_EQ(word_in("Father seems unwilling to come."), "unwilling");
  EXPECT_EQ(word_in("an uninvolved parent"), "uninvolved");
  EXPECT_EQ(word_in("A difficult family"), "difficult family");
}

TEST(Wording, KnowsInflectionsCapitalsAndMarks_R10) {
  EXPECT_EQ(word_in("ONWILLIGE ouders"), "ONWILLIGE");
  EXPECT_EQ(word_in("Een ongeïnteresseerde vader"), "ongeïnteresseerde");
  EXPECT_EQ(word_in("Ze is ongeinteresseerd"), "ongeinteresseerd");
  EXPECT_EQ(word_in("onge\u0131nteresseerd"), "") << "another letter is another word";
  EXPECT_EQ(word_in("ongei\u0308nteresseerd"), "ongei\u0308nteresseerd");
  EXPECT_EQ(word_in("moeilijke ouders"), "moeilijke ouders");
  EXPECT_EQ(word_in("lastige\nmoeder"), "lastige\nmoeder");
  EXPECT_EQ(word_in("niet zo betrokken"), "niet zo betrokken");
  EXPECT_EQ(word_in("a non-compliant mother"), "non-compliant");
  EXPECT_EQ(word_in("“onwillig”"), "onwillig");
}

TEST(Wording, KnowsAReasonThatSpeaksOfConcern_R4) {
  for (const char* text : {"Gezinnen waar we ons zorgen over maken", "Risicogezinnen eerst",
                           "Vanwege verzuim in de onderbouw", "Families we worry about"})
    EXPECT_TRUE(speaks_of_concern(text)) << text;
  for (const char* text : {"Alleen de nieuwe leerlingen van dit jaar", "Verzorging en techniek",
                           "Everybody who came in January"})
    EXPECT_FALSE(speaks_of_concern(text)) << text;
}

TEST(Wording, LeavesOtherWordsAlone_R10) {
  for (const char* text :
       {"Ze luistert graag naar muziek.", "Hij is heel betrokken bij de klas.",
        "Het was een moeilijk jaar voor het gezin.", "De moeder vond het moeilijk.",
        "Interesse in techniek.", "Zij laksten de kast.", "De passer is kwijt.",
        "Ouders willen graag meedenken.", "She is interested in music.", "a willing helper",
        "The involvement of both parents", "Passieverhaal", "lui", "niet", "", "   ",
        "الأم تعمل في المساء", "Hostelry", "een weekend lang"})
    EXPECT_EQ(word_in(text), "") << text;
}

Report of(Voice voice, const char* text) {
  Report report;
  report.key_points = {"Fijne kennismaking."};
  report.notes = {{Topic::at_home, voice, text, Tier::care}};
  return report;
}

TEST(Wording, TheHintSaysWhereAndWhatToWriteInstead_R10) {
  Visit visit;
  visit.report = of(Voice::seen, "Vader is lastig; een lastige vader.");
  const auto hints = visit_warnings(visit, Policy{});
  ASSERT_EQ(hints.size(), 1U);
  EXPECT_EQ(hints[0].code, "labelling_word");
  EXPECT_EQ(hints[0].pointer, "/report/notes/0/text");
  EXPECT_EQ(hints[0].message,
            "\"lastige vader\" is a label. Write what you saw or what the parent said.");
}

TEST(Wording, SaysNoMoreThanAnAnswerCarries_R10) {
  Visit visit;
  visit.report.key_points.assign(10, "Onwillig.");
  visit.report.needs.assign(10, {NeedKind::other, "Onwillig.", "", NeedState::open});
  visit.report.agreements.resize(5);
  for (Agreement& agreement : visit.report.agreements) agreement.what = "Onwillig.";
  EXPECT_EQ(wording_hints(visit.report).size(), 25U);
  EXPECT_EQ(visit_warnings(visit, Policy{}).size(), 20U);
}

// What somebody said of herself stays as she said it.
TEST(Wording, QuotedWordsAreNoLabel_R10) {
  EXPECT_TRUE(wording_hints(of(Voice::parent, "Ik was zelf ongemotiveerd.")).empty());
  EXPECT_TRUE(wording_hints(of(Voice::pupil, "Ik ben soms te lui.")).empty());
  EXPECT_EQ(wording_hints(of(Voice::school, "Hij is soms te lui.")).size(), 1U);
}

TEST(Wording, LooksAtEveryTextOfTheSchool_R10) {
  Report report;
  report.goes_well = "Niet onwillig.";
  report.key_points = {"Goed.", "Onwillig."};
  report.needs = {{NeedKind::other, "Een kansarm gezin.", "", NeedState::open}};
  report.agreements.resize(1);
  report.agreements[0].what = "De passieve vader belt.";
  report.parked = {{"Onwillige moeder", "", {}}};
  std::vector<std::string> at;
  for (const WordingHint& hint : wording_hints(report)) at.push_back(hint.pointer);
  EXPECT_EQ(at, (std::vector<std::string>{"/report/goes_well", "/report/key_points/1",
                                          "/report/needs/0/observation",
                                          "/report/agreements/0/what", "/report/parked/0/what"}));
}

}  // namespace
}  // namespace homevisit
