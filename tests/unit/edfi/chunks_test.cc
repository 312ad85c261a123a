// Texts of any length in fields of a fixed one, and back.
#include "edfi/chunks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "homevisit/sdk/failure.h"

namespace homevisit::edfi {
namespace {

constexpr std::size_t rooms[] = {255, 1024};

std::size_t utf16(const std::string& text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

// What the guard against scripts of the ODS/API refuses.
bool looks_like_script(const std::string& text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = text[i + 1];
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (text[i] == '<' && (letter || next == '!' || next == '/' || next == '?')) return true;
    if (text[i] == '&' && next == '#') return true;
  }
  return false;
}

bool blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

Sheet visit(std::string text, std::string title = "Home visit, 3 November 2026") {
  Sheet sheet;
  sheet.marker = "hv:0190c9e6-7d1c-7aa2-9c3f-0123456789ab";
  sheet.title = std::move(title);
  sheet.text = std::move(text);
  return sheet;
}

std::optional<Sheet> read_back(const std::vector<std::string>& fields) {
  std::vector<Part> parts;
  for (const std::string& field : fields) {
    auto part = read_part(field);
    if (!part) return std::nullopt;
    parts.push_back(*part);
  }
  return join(parts);
}

TEST(EdFiChunks, AnyTextComesBackAsItWasWhateverItsCharacters) {
  const std::vector<std::string> letters{"a",         " ",       "\n",
                                         "<",         "&",       "#",
                                         "/",         "é",       "ß",
                                         "ة",         "漢",      "👩‍👩‍👧",
                                         "\u2060",    "\u2026 ", "[hv:x visit 1/1]",
                                         " [",        "]",       "\t",
                                         "Zaterdag ", "ij",      "😀",
                                         "<b>",       "&#60;",   "<\u2060b"};
  std::mt19937 random(20261122);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const std::size_t length = random() % (round % 10 == 0 ? 4000 : 300);
    for (std::size_t i = 0; i < length; ++i) text += letters[random() % letters.size()];
    for (const std::size_t room : rooms) {
      const Sheet sheet = visit(text);
      std::vector<std::string> fields = write_parts(sheet, room);
      for (const std::string& field : fields) {
        ASSERT_LE(utf16(field), room);
        ASSERT_FALSE(looks_like_script(field)) << field;
        ASSERT_FALSE(blank(field.front()) || blank(field.back())) << "[" << field << "]";
      }
      std::shuffle(fields.begin(), fields.end(), random);
      // As a system may give it back: other line ends, blanks around it.
      for (std::string& field : fields) field = " " + replaced(field, "\n", "\r\n") + "\r\n";
      const auto back = read_back(fields);
      ASSERT_TRUE(back) << "round " << round;
      ASSERT_EQ(back->text, text) << "round " << round << ", room " << room;
      ASSERT_EQ(back->title, sheet.title);
      ASSERT_EQ(back->marker, sheet.marker);
    }
  }
}

TEST(EdFiChunks, AMissingPartIsNoEntry) {
  std::vector<std::string> fields = write_parts(visit(std::string(3000, 'x')), 1024);
  ASSERT_GT(fields.size(), 2u);
  fields.erase(fields.begin() + 1);
  EXPECT_FALSE(read_back(fields));
}

TEST(EdFiChunks, AVersionIsFoundUnderTheMarkerOfTheFirst) {
  Sheet revised = visit("x");
  revised.amends = "hv:first";
  const auto back = read_back(write_parts(revised, 255));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->root(), "hv:first");
  EXPECT_TRUE(back->is("hv:first"));
  revised.kind = HV_ENTRY_ADDENDUM;
  const auto addendum = read_back(write_parts(revised, 255));
  ASSERT_TRUE(addendum);
  EXPECT_FALSE(addendum->is("hv:first")) << "an addendum stands beside the entry";
}

TEST(EdFiChunks, AWithdrawnFieldHasItsTagAndNoText) {
  const Sheet sheet = visit("what was said");
  const std::string field = write_void(sheet, 1, 1);
  EXPECT_EQ(field.find("said"), std::string::npos);
  const auto back = read_back({field});
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->is_void);
  EXPECT_EQ(back->marker, sheet.marker);
  EXPECT_EQ(back->kind, HV_ENTRY_VISIT);
}

TEST(EdFiChunks, TextsOfOthersAreNotOurs) {
  for (const char* text : {"", "Good progress", "See [hv:x", "[hv:x visit 0/1]",
                           " [hv:x visit 2/1]", " [hv:x party 1/1]", " [hv:x visit 1/1 of]"})
    EXPECT_FALSE(read_part(text)) << text;
}

TEST(EdFiChunks, WhatSomebodyWritesBehindTheTagDoesNotMakeItTheirField) {
  const Sheet sheet = visit("what was said [hv:x visit 1/1] ");
  const std::string field = write_parts(sheet, 1024).front();
  ASSERT_TRUE(read_part(field));
  EXPECT_FALSE(read_part(field)->changed);
  for (const char* tail : {".", "\r\nSeen, G.", " [hv:", " [hv:x party 1/1]", "]"}) {
    const auto part = read_part(field + tail);
    ASSERT_TRUE(part) << tail;
    EXPECT_TRUE(part->changed) << tail;
    EXPECT_EQ(part->sheet.marker, sheet.marker) << tail;
    EXPECT_NE(part->content, read_part(field)->content) << "what stands there is another text";
  }
}

TEST(EdFiChunks, WhatSomebodyWritesBehindTheTagsOfADayDoesNotHideThem) {
  const Tagged tagged{"Home visit", {"hv:a", "hv:b"}};
  const std::string field = write_tagged(tagged, 255);
  EXPECT_FALSE(read_tagged(field).changed);
  for (const char* tail : {".", " was late", " [hv:", " [see above]"}) {
    const Tagged back = read_tagged(field + tail);
    EXPECT_TRUE(back.changed) << tail;
    EXPECT_EQ(back.markers, tagged.markers) << tail;
    EXPECT_EQ(back.title, tagged.title) << tail;
  }
  EXPECT_FALSE(read_tagged("Came with the bus").changed) << "it was never ours";
}

TEST(EdFiChunks, ATextThatNeedsTooManyFieldsIsRefused) {
  EXPECT_THROW(write_parts(visit(std::string(40'000, 'x')), 255), sdk::Failure);
}

TEST(EdFiChunks, AMarkerThatWouldBreakTheTagIsRefused) {
  Sheet sheet = visit("x");
  for (const char* marker : {"hv:", "x", "hv:a b", "hv:a]", ""}) {
    sheet.marker = marker;
    EXPECT_THROW(write_parts(sheet, 255), sdk::Failure) << marker;
  }
}

TEST(EdFiChunks, VisitsOfOneDayShareOneFieldAsLongAsTheyFit) {
  Tagged tagged{"Home visit <b>", {}};
  for (int i = 0; i < 5; ++i)
    tagged.markers.push_back("hv:0190c9e6-7d1c-7aa2-9c3f-00000000000" + std::to_string(i));
  const std::string field = write_tagged(tagged, 255);
  ASSERT_LE(utf16(field), 255u);
  EXPECT_FALSE(looks_like_script(field));
  EXPECT_EQ(read_tagged(field).markers, tagged.markers);
  EXPECT_EQ(read_tagged(field).title, "Home visit <b>");
  for (const char* more :
       {"hv:0190c9e6-7d1c-7aa2-9c3f-000000000008", "hv:0190c9e6-7d1c-7aa2-9c3f-000000000009"})
    tagged.markers.push_back(more);
  EXPECT_EQ(write_tagged(tagged, 255), "") << "seven do not fit";
}

}  // namespace
}  // namespace homevisit::edfi
