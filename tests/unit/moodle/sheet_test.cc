#include "adapters/moodle/sheet.h"

#include <gtest/gtest.h>

#include "adapters/moodle/courses.h"
#include "homevisit/sdk/text.h"

namespace homevisit::moodle {
namespace {

Sheet sheet(const std::string& title, const std::string& text) {
  Sheet out;
  out.marker = "hv:2";
  out.amends = "hv:1";
  out.date = "2026-11-12";
  out.next = "2027-01-18";
  out.title = title;
  out.text = text;
  return out;
}

TEST(MoodleSheet, EveryTextComesBackAsItWent) {
  for (const char* text : {"", "a", "a\n", "\n\na\n\n", "[homevisit visit 2026-11-12 hv:9]", "a\r",
                           "  ingesprongen\n\ttab", "[homevisit visit 2026-11-12 hv:9]\n"}) {
    for (const char* title : {"Titel", ""}) {
      const auto read = read_note(write_note(sheet(title, text)));
      ASSERT_TRUE(read) << text;
      EXPECT_EQ(read->text, text);
      EXPECT_EQ(read->title, title);
      EXPECT_EQ(read->marker, "hv:2");
      EXPECT_EQ(read->root(), "hv:1");
      EXPECT_EQ(read->date, "2026-11-12");
      EXPECT_EQ(read->next, "2027-01-18");
    }
  }
}

TEST(MoodleSheet, LineEndsOfMoodlesFormAreNoChange) {
  std::string saved;
  for (const char c : write_note(sheet("T", "a\nb\n")))
    saved += c == '\n' ? "\r\n" : std::string(1, c);
  const auto read = read_note(saved + "\r\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text, "a\nb\n");
}

TEST(MoodleSheet, OnlyALastLineThatIsWholeMakesANoteOurs) {
  for (const char* content :
       {"", "a", "[homevisit]", "[homevisit visit 2026-11-12]", "[homevisit visit 2026-02-30 hv:1]",
        "[homevisit party 2026-11-12 hv:1]", "[homevisit visit 2026-11-12 1]",
        "[homevisit visit 2026-11-12 hv:1 of]", "[homevisit visit 2026-11-12 hv:1 more]",
        "[homevisit visit 2026-11-12 hv:1] said Els", "[homevisit visit 2026-11-12 hv:1]\nmore"})
    EXPECT_FALSE(read_note(content)) << content;
  EXPECT_TRUE(read_note("\n[homevisit answer 2026-11-12 hv:1]  \n"));
}

TEST(MoodleSheet, ACutTitleLeavesTheTextAndTheMarker) {
  const auto read = read_note("only this is left\n[homevisit visit 2026-11-12 hv:1]");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->title, "");
  EXPECT_EQ(read->text, "only this is left");
}

TEST(MoodleSheet, AnAddendumIsAnEntryOfItsOwn) {
  Sheet addendum = sheet("T", "a");
  addendum.kind = HV_ENTRY_ADDENDUM;
  const auto read = read_note(write_note(addendum));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->is("hv:2"));
  EXPECT_FALSE(read->is("hv:1"));
}

TEST(MoodleSheet, ATitleOfTwoLinesIsRefused) {
  hv_entry entry{};
  entry.kind = HV_ENTRY_VISIT;
  entry.title = sdk::str("one\n\ntwo");
  EXPECT_THROW(sheet_of(entry), sdk::Failure);
}

TEST(MoodleCourse, TheSchoolYearIsThatInWhichItBegins) {
  Course course;
  EXPECT_EQ(course.school_year(), "");
  for (const auto& [begins, year] :
       {std::pair{1785535200LL, "2026-2027"},     // 1 August 2026, Amsterdam
        std::pair{1782856800LL, "2026-2027"},     // 1 July 2026, Amsterdam
        std::pair{1780178400LL, "2025-2026"},     // 31 May 2026
        std::pair{1767222000LL, "2025-2026"}}) {  // 1 January 2026, Amsterdam
    course.begins = begins;
    EXPECT_EQ(course.school_year(), year) << begins;
  }
}

}  // namespace
}  // namespace homevisit::moodle
