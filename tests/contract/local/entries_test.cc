// Dossier entries: exactly once by their marker, never lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "local_adapter.h"

namespace local_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class EntriesTest : public testing::Test {
 protected:
  void SetUp() override {
    write_folder(folder_ / "b", small_school_12());
    ASSERT_EQ(adapter_.import(folder_ / "b").status, HV_OK);
  }
  Folder folder_;
  Adapter adapter_{folder_ / "s.db"};
};

TEST_F(EntriesTest, AreReadBackAsTheyWereSent) {
  const Receipt receipt =
      adapter_.submit(entry("hv:1", "s1", {{"text", "Zoë zei: \"fijn\"\n\n– klaar"}}));
  ASSERT_EQ(receipt.status, HV_OK) << receipt.message;
  Record expected = entry("hv:1", "s1", {{"text", "Zoë zei: \"fijn\"\n\n– klaar"}});
  expected.insert({{"amends", ""},
                   {"entry_id", receipt.entry_id},
                   {"version", receipt.version},
                   {"withdrawn", "no"}});
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY, "s1"), testing::ElementsAre(expected));
  EXPECT_THAT(adapter_.lookup("s1", "hv:1"), testing::ElementsAre(expected));
}

TEST_F(EntriesTest, SameMarkerAndContentGiveTheSameReceiptAndOneEntry) {
  const Receipt first = adapter_.submit(entry("hv:1", "s1"));
  const Receipt again = adapter_.submit(entry("hv:1", "s1"));
  EXPECT_EQ(again.status, HV_OK);
  EXPECT_EQ(again.entry_id, first.entry_id);
  EXPECT_EQ(again.version, first.version);
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY), SizeIs(1));
}

TEST_F(EntriesTest, SameMarkerWithOtherContentIsAConflict) {
  ASSERT_EQ(adapter_.submit(entry("hv:1", "s1")).status, HV_OK);
  EXPECT_EQ(adapter_.submit(entry("hv:1", "s1", {{"text", "Other."}})).status, HV_CONFLICT);
  EXPECT_EQ(adapter_.submit(entry("hv:1", "s2")).status, HV_CONFLICT);
  EXPECT_EQ(adapter_.lookup("s1", "hv:1").at(0).at("text"), "Met at home.\nSecond line.");
}

TEST_F(EntriesTest, AnAmendmentReplacesTheEntryAndKeepsTheEarlierVersion) {
  const Receipt first = adapter_.submit(entry("hv:1", "s1"));
  const Receipt second =
      adapter_.submit(entry("hv:2", "s1", {{"text", "Corrected."}, {"amends", "hv:1"}}));
  ASSERT_EQ(second.status, HV_OK) << second.message;
  EXPECT_EQ(second.entry_id, first.entry_id);
  EXPECT_NE(second.version, first.version);
  const auto listed = adapter_.list(HV_KIND_ENTRY, "s1");
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].at("id"), "hv:2");
  EXPECT_EQ(adapter_.lookup("s1", "hv:1").at(0).at("text"), "Met at home.\nSecond line.");
}

TEST_F(EntriesTest, AnAmendmentOfAnAmendmentStaysTheSameEntry) {
  const Receipt first = adapter_.submit(entry("hv:1", "s1"));
  adapter_.submit(entry("hv:2", "s1", {{"amends", "hv:1"}}));
  const Receipt third = adapter_.submit(entry("hv:3", "s1", {{"amends", "hv:1"}}));
  EXPECT_EQ(third.entry_id, first.entry_id);
  EXPECT_EQ(third.version, "3");
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY), SizeIs(1));
}

TEST_F(EntriesTest, ARetryOfTheFirstVersionAfterAnAmendmentChangesNothing) {
  const Receipt first = adapter_.submit(entry("hv:1", "s1"));
  adapter_.submit(entry("hv:2", "s1", {{"amends", "hv:1"}}));
  const Receipt again = adapter_.submit(entry("hv:1", "s1"));
  EXPECT_EQ(again.version, first.version);
  EXPECT_EQ(adapter_.list(HV_KIND_ENTRY).at(0).at("id"), "hv:2");
}

TEST_F(EntriesTest, AnAddendumStandsBesideTheEntryThatItCorrects) {
  const Receipt first = adapter_.submit(entry("hv:1", "s1"));
  const Receipt added = adapter_.submit(entry("hv:2", "s1", {{"kind", "3"}, {"amends", "hv:1"}}));
  EXPECT_NE(added.entry_id, first.entry_id);
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY, "s1"), SizeIs(2));
}

TEST_F(EntriesTest, AnAmendmentOfAnotherStudentsEntryDoesNotTouchIt) {
  ASSERT_EQ(adapter_.submit(entry("hv:1", "s1")).status, HV_OK);
  ASSERT_EQ(adapter_.submit(entry("hv:2", "s2", {{"amends", "hv:1"}})).status, HV_OK);
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY, "s1"), SizeIs(1));
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY, "s2"), SizeIs(1));
}

TEST_F(EntriesTest, WithdrawingMarksTheEntryVoidAndIsIdempotent) {
  ASSERT_EQ(adapter_.submit(entry("hv:1", "s1")).status, HV_OK);
  EXPECT_EQ(adapter_.withdraw("s1", "hv:1"), HV_OK);
  EXPECT_EQ(adapter_.withdraw("s1", "hv:1"), HV_OK);
  EXPECT_EQ(adapter_.list(HV_KIND_ENTRY).at(0).at("withdrawn"), "yes");
}

TEST_F(EntriesTest, ASubmitRepeatedAfterWithdrawingDoesNotReviveTheEntry) {
  const Receipt first = adapter_.submit(entry("hv:1", "s1"));
  adapter_.withdraw("s1", "hv:1");
  const Receipt again = adapter_.submit(entry("hv:1", "s1"));
  EXPECT_EQ(again.entry_id, first.entry_id);
  EXPECT_EQ(adapter_.lookup("s1", "hv:1").at(0).at("withdrawn"), "yes");
}

TEST_F(EntriesTest, WithdrawingWhatIsNotThereIsNotFound) {
  ASSERT_EQ(adapter_.submit(entry("hv:1", "s1")).status, HV_OK);
  EXPECT_EQ(adapter_.withdraw("s1", "hv:2"), HV_NOT_FOUND);
  EXPECT_EQ(adapter_.withdraw("s2", "hv:1"), HV_NOT_FOUND);
}

TEST_F(EntriesTest, LookupOfAnUnknownMarkerHandsOutNothing) {
  EXPECT_THAT(adapter_.lookup("s1", "hv:9"), IsEmpty());
}

TEST_F(EntriesTest, ListOfOneStudentHoldsNoOthers) {
  adapter_.submit(entry("hv:1", "s1"));
  adapter_.submit(entry("hv:2", "s2"));
  const auto listed = adapter_.list(HV_KIND_ENTRY, "s2");
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].at("id"), "hv:2");
}

TEST_F(EntriesTest, SurviveAnImportThatTakesTheStudentOutOfTheRoster) {
  adapter_.submit(entry("hv:1", "s2"));
  write_folder(
      folder_ / "d",
      {{"manifest.csv", "propertyName,value\noneroster.version,1.2\nfile.users,delta\n"},
       {"users.csv", "sourcedId,status,enabledUser,givenName,familyName\ns2,tobedeleted,,,\n"}});
  ASSERT_EQ(adapter_.import(folder_ / "d").status, HV_OK);
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY, "s2"), SizeIs(1));
  EXPECT_EQ(adapter_.submit(entry("hv:2", "s2")).status, HV_OK);
}

TEST_F(EntriesTest, SurviveClosingAndOpening) {
  const Receipt first = adapter_.submit(entry("hv:1", "s1"));
  Adapter other(folder_ / "s.db");
  EXPECT_EQ(other.submit(entry("hv:1", "s1")).entry_id, first.entry_id);
}

struct BadEntry {
  const char* name;
  Record changes;
  hv_status status;
  const char* message;
};
void PrintTo(const BadEntry& bad, std::ostream* out) { *out << bad.name; }

class BadEntryTest : public EntriesTest, public testing::WithParamInterface<BadEntry> {};

TEST_P(BadEntryTest, IsRefusedWithASentence) {
  Record bad = entry("hv:1", "s1");
  for (const auto& [field, value] : GetParam().changes) bad[field] = value;
  const Receipt receipt = adapter_.submit(bad);
  EXPECT_EQ(receipt.status, GetParam().status);
  EXPECT_EQ(receipt.error.code, GetParam().status);
  EXPECT_THAT(receipt.message, HasSubstr(GetParam().message));
  EXPECT_THAT(adapter_.list(HV_KIND_ENTRY), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Entries, BadEntryTest,
    testing::Values(
        BadEntry{"no_marker", {{"id", ""}}, HV_INVALID_ARGUMENT, "marker"},
        BadEntry{"other_marker", {{"id", "visit-1"}}, HV_INVALID_ARGUMENT, "marker"},
        BadEntry{"long_marker", {{"id", "hv:" + std::string(38, 'x')}}, HV_INVALID_ARGUMENT, "40"},
        BadEntry{"marker_not_ascii", {{"id", "hv:é"}}, HV_INVALID_ARGUMENT, "ASCII"},
        BadEntry{"amends_itself", {{"amends", "hv:1"}}, HV_INVALID_ARGUMENT, "amends itself"},
        BadEntry{"no_student", {{"student", ""}}, HV_INVALID_ARGUMENT, "no student"},
        BadEntry{"unknown_student", {{"student", "s77"}}, HV_NOT_FOUND, "no student file 's77'"},
        BadEntry{"guardian", {{"student", "p1"}}, HV_NOT_FOUND, "no student file"},
        BadEntry{"kind", {{"kind", "9"}}, HV_INVALID_ARGUMENT, "kind"},
        BadEntry{"date", {{"date", "2026-02-30"}}, HV_INVALID_ARGUMENT, "date"},
        BadEntry{"date_with_time", {{"date", "2026-02-20T10:00"}}, HV_INVALID_ARGUMENT, "date"},
        BadEntry{"not_utf8", {{"text", "\xC3"}}, HV_INVALID_ARGUMENT, "text is not UTF-8"},
        BadEntry{"long_title", {{"title", std::string(2000, 'x')}}, HV_INVALID_ARGUMENT, "title"},
        BadEntry{"long_text",
                 {{"text", std::string(1'100'000, 'x')}},
                 HV_INVALID_ARGUMENT,
                 "text is longer"}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace local_test
