// Entries in the table of their own: once, unchanged, found again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "school.h"

namespace rosariosis_test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string fault(const std::string& method, const std::string& what) {
  return R"({"faults":[{"method":")" + method +
         R"(","table":"homevisit_entries","times":1,"what":")" + what + "\"}]}";
}

TEST(RosarioEntries, EveryTextComesBackByteForByte) {
  const School school;
  Opened adapter(school);
  Record sent =
      visit("hv:1", "<b>3 < 5</b> & 7 > 2 &lt; &amp;lt;\n\"'\\ é 漢 \xf0\x9f\x8f\xa0 <!-- x -->");
  sent["title"] = "a <title> & more";
  ASSERT_TRUE(adapter.submit(sent));
  EXPECT_THAT(school.table("homevisit_entries"), Not(HasSubstr("<")));
  for (const auto& entries :
       {adapter.all(HV_KIND_ENTRY), adapter.all(HV_KIND_ENTRY, "101"), adapter.lookup("hv:1")}) {
    ASSERT_EQ(entries.size(), 1u);
    for (const auto& [name, text] : sent) EXPECT_EQ(entries[0].at(name), text) << name;
  }
  EXPECT_TRUE(adapter.all(HV_KIND_ENTRY, "102").empty());
}

TEST(RosarioEntries, AnAuthorWhoseIdIsTooLongForTheTableIsLeftOutAndTheEntryStands) {
  const School school;
  Opened adapter(school);
  // "&" stands there as "&amp;".
  const std::string longest(40, 'a');
  for (const std::string& author : {longest, longest + "a", longest.substr(4) + "&"}) {
    const std::string marker = "hv:" + std::to_string(author.size());
    Record sent = visit(marker);
    sent["author"] = author;
    ASSERT_TRUE(adapter.submit(sent)) << author;
    EXPECT_EQ(adapter.lookup(marker)[0].at("author"), author == longest ? author : "");
    Record changed = visit(marker + "b", "Changed.");
    changed["author"] = author;
    changed["amends"] = marker;
    ASSERT_TRUE(adapter.submit(changed)) << author;
  }
}

TEST(RosarioEntries, WhatNoColumnHasRoomForIsRefusedBeforeItIsSent) {
  const School school;
  Opened adapter(school);
  Record sent = visit("hv:1");
  sent["language"] = std::string(36, 'n');
  EXPECT_EQ(adapter.submit(sent).error().status, HV_INVALID_ARGUMENT);
  EXPECT_EQ(adapter.submit(visit("hv:" + std::string(38, '1'))).error().status,
            HV_INVALID_ARGUMENT);
  EXPECT_EQ(school.requests("POST", "/records/homevisit_entries"), 0);
}

TEST(RosarioEntries, ASecondTryIsLookedUp) {
  const School school;
  Opened adapter(school);
  ASSERT_TRUE(adapter.submit(visit("hv:1")));
  EXPECT_TRUE(adapter.submit(visit("hv:1"))) << "409 with code 1009, and the same stands there";
  const auto other = adapter.submit(visit("hv:1", "Another text."));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().status, HV_CONFLICT);
  EXPECT_EQ(adapter.all(HV_KIND_ENTRY).size(), 1u);
}

TEST(RosarioEntries, ALostAnswerMakesNoSecondEntry) {
  const School school;
  Opened adapter(school);
  for (const char* what : {"after", "9999", "error200"}) {
    school.order(fault("POST", what));
    const auto lost = adapter.submit(visit("hv:1"));
    ASSERT_FALSE(lost) << what;
    EXPECT_EQ(lost.error().status, HV_OUTCOME_UNKNOWN) << what;
    EXPECT_TRUE(adapter.submit(visit("hv:1"))) << what;
    EXPECT_EQ(adapter.lookup("hv:1").size(), 1u) << what;
  }
}

TEST(RosarioEntries, AnAmendmentTakesThePlaceAndIsFoundUnderBothMarkers) {
  const School school;
  Opened adapter(school);
  ASSERT_TRUE(adapter.submit(visit("hv:1")));
  Record second = visit("hv:2", "Sanne reads very much.");
  second["amends"] = "hv:1";
  ASSERT_TRUE(adapter.submit(second));
  EXPECT_TRUE(adapter.submit(second)) << "once more does no harm";
  Record third = visit("hv:3", "Sanne writes, too.");
  third["amends"] = "hv:2";
  ASSERT_TRUE(adapter.submit(third));
  const auto entries = adapter.all(HV_KIND_ENTRY);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].at("id"), "hv:3");
  EXPECT_EQ(entries[0].at("text"), "Sanne writes, too.");
  EXPECT_EQ(entries[0].at("version"), "2");
  EXPECT_EQ(adapter.lookup("hv:1").size(), 1u);
  EXPECT_EQ(adapter.lookup("hv:3").size(), 1u);
  EXPECT_TRUE(adapter.submit(visit("hv:1"))) << "an old delivery that comes late";
  EXPECT_EQ(adapter.lookup("hv:1")[0].at("text"), "Sanne writes, too.");
}

TEST(RosarioEntries, AnAddendumStandsBesideItsEntry) {
  const School school;
  Opened adapter(school);
  ASSERT_TRUE(adapter.submit(visit("hv:1")));
  Record addendum = visit("hv:2", "It was the aunt.");
  addendum["kind"] = std::to_string(HV_ENTRY_ADDENDUM);
  addendum["amends"] = "hv:1";
  ASSERT_TRUE(adapter.submit(addendum));
  const auto entries = adapter.all(HV_KIND_ENTRY);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].at("amends"), "hv:1");
  EXPECT_EQ(entries[1].at("kind"), std::to_string(HV_ENTRY_ADDENDUM));
}

TEST(RosarioEntries, AWithdrawnEntryStaysAndIsVoid) {
  const School school;
  Opened adapter(school);
  ASSERT_TRUE(adapter.submit(visit("hv:1")));
  ASSERT_TRUE(adapter.submit(visit("hv:5")));
  ASSERT_TRUE(adapter.withdraw("hv:1"));
  EXPECT_TRUE(adapter.withdraw("hv:1")) << "done before";
  ASSERT_TRUE(adapter.submit(visit("hv:6")));
  ASSERT_TRUE(adapter.withdraw("hv:6", R"({"void_by":"<14>"})"));
  EXPECT_EQ(adapter.lookup("hv:6")[0].at("structured"), R"({"void_by":"<14>"})");
  EXPECT_EQ(adapter.lookup("hv:1")[0].at("withdrawn"), "yes");
  EXPECT_EQ(adapter.lookup("hv:1")[0].at("structured"), visit("hv:1").at("structured"));
  EXPECT_EQ(adapter.lookup("hv:5")[0].at("withdrawn"), "no");
  EXPECT_EQ(adapter.withdraw("hv:9").error().status, HV_NOT_FOUND);
}

TEST(RosarioEntries, OfAStudentWhomItDoesNotHaveNothingIsWritten) {
  const School school;
  Opened adapter(school);
  Record nobody = visit("hv:1");
  for (const char* id : {"999", "abc", "12345678901", "1,2"}) {
    nobody["student"] = id;
    EXPECT_EQ(adapter.submit(nobody).error().status, HV_FAILED_PRECONDITION) << id;
  }
  Record zero = visit("hv:1", std::string("a\0b", 3));
  EXPECT_EQ(adapter.submit(zero).error().status, HV_INVALID_ARGUMENT);
  EXPECT_EQ(school.table("homevisit_entries"), "[]");
}

TEST(RosarioEntries, TheTableIsMadeWhereThatIsAllowed) {
  const School school(R"({"school":{"entries":false}})");
  Opened strict(school);
  const auto missing = strict.submit(visit("hv:1"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().status, HV_FAILED_PRECONDITION);
  EXPECT_THAT(missing.error().message, HasSubstr("make_table"));
  Opened adapter(school, R"("make_table":true)");
  ASSERT_TRUE(adapter.submit(visit("hv:1")));
  EXPECT_TRUE(adapter.submit(visit("hv:1"))) << "its key refuses the second";
  EXPECT_EQ(strict.lookup("hv:1").size(), 1u);
}

// Of its columns the table of comments has three that are its key together: a PUT there would
// change what colleagues wrote in other years.
TEST(RosarioEntries, NothingIsPutButIntoTheTableOfOurOwn) {
  const School school;
  const std::string before = school.table("student_mp_comments");
  Opened adapter(school);
  ASSERT_TRUE(adapter.submit(visit("hv:1")));
  Record second = visit("hv:2", "Changed.");
  second["amends"] = "hv:1";
  ASSERT_TRUE(adapter.submit(second));
  ASSERT_TRUE(adapter.withdraw("hv:2"));
  EXPECT_EQ(school.table("student_mp_comments"), before);
  EXPECT_EQ(school.requests("PUT", ""),
            school.requests("PUT", "/records/homevisit_entries/hv%3A1"));
  EXPECT_EQ(school.requests("PUT", ""), 2);
  EXPECT_EQ(school.requests("DELETE", ""), 0);
}

TEST(RosarioEntries, ManyEntriesAreAllRead) {
  const School school(R"({"cut":3})");
  Opened adapter(school);
  for (int i = 10; i < 20; ++i) ASSERT_TRUE(adapter.submit(visit("hv:" + std::to_string(i))));
  EXPECT_EQ(adapter.all(HV_KIND_ENTRY, "101").size(), 10u);
}

TEST(RosarioEntries, WhereNothingIsWantedNothingIsWritten) {
  const School school;
  Opened adapter(school, R"("entries":"none")");
  EXPECT_EQ(adapter.submit(visit("hv:1")).error().status, HV_UNSUPPORTED);
}

}  // namespace
}  // namespace rosariosis_test
