// R28, R31, R33, R83: the notice that families read before they are asked.
#include "domain/school/notice_rules.h"

#include <gtest/gtest.h>

#include <regex>

#include "text/notice_drafts.h"

namespace homevisit::school {
namespace {

Date day(const char* text) { return *parse_date(text); }
const Date today = day("2026-10-12");

NoticeText text(Audience audience = Audience::parents, const char* language = "nl") {
  NoticeText made;
  made.language = language;
  made.audience = audience;
  made.title = "Huisbezoek";
  for (const Section section : sections()) made.sections.push_back({section, "Zo doen we dat."});
  made.hash = canonical_text(made);
  return made;
}

NoticePublished notice() {
  NoticePublished made;
  made.id = "n1";
  made.from = today;
  made.texts = {text(), text(Audience::pupils)};
  return made;
}

School school_with(const std::vector<Change>& changes) {
  Programme programme;
  programme.school_year = "2026-2027";
  programme.officers = {{OfficerTask::contact_point, "c1", "", "0341 123456"}};
  std::vector<Event> events{{"e", 1, 0, "l1", "Name", programme}};
  for (const Change& change : changes) events.push_back({"e", 2, 0, "l1", "Name", change});
  return fold(events);
}

std::string code(const NoticePublished& asked, const School& school = school_with({}),
                 bool keep = false) {
  const auto checked = checked_notice(asked, keep, school, "nl", today);
  return checked ? "" : checked.error().code;
}

// R28
TEST(Notice, R28_EachOfTheSevenSectionsIsAskedForInEveryText) {
  EXPECT_EQ(code(notice()), "");
  ASSERT_EQ(sections().size(), 7u);
  for (std::size_t t = 0; t < 2; ++t)
    for (std::size_t i = 0; i < 7; ++i) {
      NoticePublished missing = notice();
      missing.texts[t].sections.erase(missing.texts[t].sections.begin() + static_cast<long>(i));
      EXPECT_EQ(code(missing), "section_missing") << t << " " << i;
      NoticePublished empty = notice();
      empty.texts[t].sections[i].text = " \n\t";
      EXPECT_EQ(code(empty), "section_missing") << t << " " << i;
    }
  NoticePublished twice = notice();
  twice.texts[0].sections.push_back(twice.texts[0].sections[0]);
  EXPECT_EQ(code(twice), "section_twice");
  NoticePublished bare = notice();
  bare.texts[0].title = " ";
  EXPECT_EQ(code(bare), "notice_title");
}

// R28, R83
TEST(Notice, R83_ParentsAndPupilsEachHaveAVersionInTheSchoolsLanguage) {
  NoticePublished asked = notice();
  asked.texts = {text()};
  EXPECT_EQ(code(asked), "notice_for_pupils");
  asked.texts = {text(Audience::pupils)};
  EXPECT_EQ(code(asked), "notice_for_parents");
  asked.texts = {text(Audience::parents, "tr"), text(Audience::pupils, "tr")};
  EXPECT_EQ(code(asked), "notice_for_parents");
  asked.texts = {text(), text(), text(Audience::pupils)};
  EXPECT_EQ(code(asked), "text_twice");
}

// R31
TEST(Notice, R31_ANoticeWithoutAContactPointIsNotPublished) {
  EXPECT_EQ(code(notice(), School{}), "no_contact_point");
}

// R28
TEST(Notice, R28_AVersionIsNumberedAndHoldsFromItsDay) {
  const auto first = checked_notice(notice(), false, school_with({}), "nl", today);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->version, "1");
  const School school = school_with({*first});
  NoticePublished other = notice();
  other.id = "n2";
  EXPECT_EQ(code(other, school), "notice_unchanged");
  other.texts[0].sections[0].text = "Anders.";
  other.texts[0].hash = canonical_text(other.texts[0]);
  other.from = day("2026-11-01");
  other.material_change = true;
  const auto second = checked_notice(other, false, school, "nl", today);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->version, "2");
  EXPECT_EQ(second->id, "n1");
  EXPECT_TRUE(second->material_change);
  const School both = school_with({*first, *second});
  EXPECT_EQ(find_notice(both, "", day("2026-10-31"))->version, "1");
  EXPECT_EQ(find_notice(both, "", day("2026-11-01"))->version, "2");
  EXPECT_EQ(find_notice(both, "1", day("2026-11-01"))->version, "1");
  EXPECT_EQ(find_notice(both, "3", today), nullptr);
  EXPECT_EQ(code(notice(), both), "notice_before_last");
  NoticePublished past = notice();
  past.from = day("2026-10-11");
  EXPECT_EQ(code(past), "notice_from_past");
}

// R28
TEST(Notice, R28_TextsInOtherLanguagesStayUnlessTheContentChanges) {
  NoticePublished first = notice();
  first.texts.push_back(text(Audience::parents, "tr"));
  const School school = school_with({*checked_notice(first, false, school_with({}), "nl", today)});
  NoticePublished asked = notice();
  asked.texts = {text(Audience::parents, "pl")};
  const auto kept = checked_notice(asked, true, school, "nl", today);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->texts.size(), 4u);
  asked = notice();
  asked.texts[0].title = "Anders";
  asked.material_change = true;
  const auto changed = checked_notice(asked, true, school, "nl", today);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->texts.size(), 2u);
  EXPECT_EQ(text_for(*changed, "tr", Audience::parents), nullptr);
}

// R28
TEST(Notice, R28_AnotherWordIsAnotherTextAndALookByASpeakerIsNot) {
  const std::string before = canonical_text(text());
  NoticeText other = text();
  other.checked_by_speaker = true;
  std::swap(other.sections[0], other.sections[6]);  // the order in which it was sent is no matter
  EXPECT_EQ(canonical_text(other), before);
  other.sections[0].text += ".";
  EXPECT_NE(canonical_text(other), before);
  // A text that goes over into the next part is not the same as one that does not.
  NoticeText one = text(), two = text();
  one.sections[0].text = "a\nb", one.sections[1].text = "c";
  two.sections[0].text = "a", two.sections[1].text = "b\nc";
  EXPECT_NE(canonical_text(one), canonical_text(two));
}

TEST(Notice, ALanguageIsFoundWithAndWithoutItsCountry) {
  const NoticePublished made = notice();
  EXPECT_NE(text_for(made, "nl-BE", Audience::parents), nullptr);
  EXPECT_EQ(text_for(made, "nl", Audience::pupils)->audience, Audience::pupils);
  EXPECT_EQ(text_for(made, "tr", Audience::parents), nullptr);
}

// R33
TEST(Notice, R33_ANoticeOffersAndDoesNotExpect) {
  for (const char* wrong : {"We verwachten u om acht uur.", "We expect you at home.",
                            "Sizi bekliyoruz.", "Oczekujemy Państwa."}) {
    NoticePublished asked = notice();
    asked.texts[1].sections[3].text = wrong;
    EXPECT_EQ(code(asked), "notice_expects") << wrong;
  }
}

text::NoticeFacts facts() { return {"Ria Zorg", "0341 123456", 45}; }

// R28, R33, R83
TEST(Notice, R28_TheDraftsHaveAllSectionsInSixLanguagesForParentsAndPupils) {
  ASSERT_EQ(text::draft_languages().size(), 6u);
  for (const std::string& language : text::draft_languages())
    for (const Audience audience : {Audience::parents, Audience::pupils}) {
      const auto draft = text::notice_draft(language, audience, facts());
      ASSERT_TRUE(draft) << language;
      EXPECT_FALSE(draft->title.empty());
      for (const Section section : sections()) {
        const std::string_view words = section_text(*draft, section);
        EXPECT_GT(words.size(), 15u) << language << " " << to_name(section);
        EXPECT_EQ(words.find_first_of("{}"), std::string_view::npos) << words;
        EXPECT_FALSE(says_expected(words)) << words;  // R33
        EXPECT_FALSE(text::section_heading(language, audience, section).empty());
      }
      // R31: who answers, and how to reach them.
      EXPECT_NE(section_text(*draft, Section::questions).find("Ria Zorg"), std::string_view::npos);
      EXPECT_NE(section_text(*draft, Section::questions).find("0341"), std::string_view::npos);
      EXPECT_NE(section_text(*draft, Section::how_often).find("45"), std::string_view::npos);
      // Only what its writers speak is told as checked.
      EXPECT_EQ(draft->checked_by_speaker, language == "nl" || language == "en");
    }
  EXPECT_FALSE(text::notice_draft("xx", Audience::parents, facts()));
}

TEST(Notice, TheDraftsArePublishedAsTheyStand) {
  NoticePublished asked = notice();
  asked.texts.clear();
  for (const std::string& language : text::draft_languages())
    for (const Audience audience : {Audience::parents, Audience::pupils})
      asked.texts.push_back(*text::notice_draft(language, audience, facts()));
  EXPECT_EQ(code(asked), "");
}

// R1 and the words that the design never uses.
TEST(Notice, TheDraftsUseNoWordThatTheDesignNeverUses) {
  static const std::regex never(
      "inspectie|controle|toestemming|geweigerd|weiger|refus|verplicht|mandatory|obligat|"
      "onbereikbaar|armoede|probleem|problem|poverty|inspection",
      std::regex::icase);
  for (const char* language : {"nl", "en"})
    for (const Audience audience : {Audience::parents, Audience::pupils}) {
      const auto draft = text::notice_draft(language, audience, facts());
      ASSERT_TRUE(draft);
      for (const NoticeSection& section : draft->sections)
        EXPECT_FALSE(std::regex_search(section.text, never)) << section.text;
    }
}

}  // namespace
}  // namespace homevisit::school
