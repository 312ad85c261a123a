// Files for a spreadsheet: a name from the roster never becomes a formula on somebody's desk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class SpreadsheetTest : public testing::TestWithParam<char> {
 protected:
  // A class and a teacher whose names begin with it.
  SpreadsheetTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    replace_in_school(folder_ / "school", ",2A,", ",\"" + name() + "\",");
    replace_in_school(folder_ / "school", ",Els,", ",\"" + name() + "\",");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  static std::string name() { return GetParam() + std::string("1+1"); }

  Folder folder_;
  Host host_;
};

TEST_P(SpreadsheetTest, TheBoardHoldsNoFormula) {
  const std::string csv = host_.call(leader, "progress.csv", "{}").get("text");
  EXPECT_THAT(csv, HasSubstr("'" + name()));
  EXPECT_THAT(csv, Not(HasSubstr("\n" + name())));
  EXPECT_THAT(csv, Not(HasSubstr("\n\"" + name())));
}

TEST_P(SpreadsheetTest, TheTravelClaimsHoldNoFormula) {
  host_.write(mentor, "travel.claim", R"({"date":"2026-10-12","kilometres":3})");
  const std::string csv = host_.call(leader, "travel.export", "{}").get("csv");
  EXPECT_THAT(csv, HasSubstr("'" + name()));
  EXPECT_THAT(csv, Not(HasSubstr("," + name())));
  EXPECT_THAT(csv, Not(HasSubstr(",\"" + name())));
}

// Of a tab or an end of line in front nothing is left once the roster is read; csv_cell_test.cc has
// them.
INSTANTIATE_TEST_SUITE_P(Each, SpreadsheetTest, testing::Values('=', '+', '-', '@'));

}  // namespace
}  // namespace host_test
