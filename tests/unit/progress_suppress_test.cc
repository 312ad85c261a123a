// Rule 12: counts under five, and what gives them away, are left out of what leaves the school.
#include "domain/progress/suppress.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace homevisit::progress {
namespace {

CountTable table_of(const std::vector<std::vector<int>>& rows) {
  CountTable table(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()));
  for (int r = 0; r < table.rows(); ++r)
    for (int c = 0; c < table.columns(); ++c)
      table.at(r, c) = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
  return table;
}

// The reader, slow and obvious: tries every table whose cells are from 1 to `most` where something
// was left out and as printed elsewhere, and keeps those whose printed sums are right. For every
// cell and sum that was left out: the values that it had in one of them.
class Reader {
 public:
  Reader(const CountTable& table, const Suppressed& out, int most)
      : table_(table), out_(out), most_(most), guess_(table.rows(), table.columns()) {
    fill(0);
  }
  const std::map<std::pair<int, int>, std::set<int>>& possible() const { return possible_; }

 private:
  void fill(int place) {
    const int rows = table_.rows(), columns = table_.columns();
    const int r = place / columns, c = place % columns;
    if (c == 0 && r > 0 && !row_fits(r - 1)) return;
    if (r == rows) {
      keep();
      return;
    }
    const int as_printed = table_.value(r, c);
    const bool out = out_.at(r, c);
    for (int v = out ? 1 : as_printed; v <= (out ? most_ : as_printed); ++v) {
      guess_.at(r, c) = v;
      fill(place + 1);
    }
  }
  bool row_fits(int r) const {
    const int sum = guess_.value(r, table_.columns());
    return out_.at(r, table_.columns()) ? sum >= 1 : sum == table_.value(r, table_.columns());
  }
  void keep() {
    const int rows = table_.rows(), columns = table_.columns();
    for (int c = 0; c <= columns; ++c)
      if (!out_.at(rows, c) && guess_.value(rows, c) != table_.value(rows, c)) return;
    for (int r = 0; r <= rows; ++r)
      for (int c = 0; c <= columns; ++c)
        if (out_.at(r, c)) possible_[{r, c}].insert(guess_.value(r, c));
  }

  const CountTable& table_;
  const Suppressed& out_;
  const int most_;
  CountTable guess_;
  std::map<std::pair<int, int>, std::set<int>> possible_;
};

TEST(SmallNumbers, Rule12_ACountUnderFiveIsLeftOutAndSoIsOneThatGivesItAway) {
  const CountTable table = table_of({{20, 3, 9}});
  const Suppressed out(table);
  EXPECT_TRUE(out.at(0, 1));
  EXPECT_TRUE(out.at(0, 0) || out.at(0, 2)) << "25 less 20 less 9 would be the three";
  EXPECT_FALSE(out.at(0, 3)) << "the total of 32 stays";
}

TEST(SmallNumbers, Rule12_WhereNothingIsSmallNothingIsLeftOut) {
  const CountTable table = table_of({{20, 0, 9}, {5, 7, 11}});
  const Suppressed out(table);
  for (int r = 0; r <= 2; ++r)
    for (int c = 0; c <= 3; ++c) EXPECT_FALSE(out.at(r, c)) << r << ' ' << c;
}

TEST(SmallNumbers, Rule12_OfAGroupUnderFiveNothingIsPrinted) {
  const CountTable table = table_of({{1, 2, 0}});
  const Suppressed out(table);
  EXPECT_TRUE(out.at(0, 0) && out.at(0, 1) && out.at(0, 3));
}

TEST(SmallNumbers, Rule12_WhatIsLeftOutElsewhereIsLeftOutHereWithWhatGivesItAway) {
  const CountTable table = table_of({{20, 10, 9}});
  Suppressed out(table);
  out.leave_out(0, 0);
  EXPECT_TRUE(out.at(0, 0));
  EXPECT_TRUE(out.at(0, 1) || out.at(0, 2));
}

// Suppressed cells cannot be computed back from the printed ones: each may be any of five values.
TEST(SmallNumbers, Rule12_NothingLeftOutCanBeComputedBackFromWhatIsPrinted) {
  std::mt19937 random(12);
  int left_out = 0;
  for (int round = 0; round < 400; ++round) {
    const int rows = 1 + static_cast<int>(random() % 2),
              columns = 2 + static_cast<int>(random() % 2);
    CountTable table(rows, columns);
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c)
        table.at(r, c) = random() % 3 == 0 ? 0 : static_cast<int>(random() % 10);
    const Suppressed out(table);
    // Wide enough to see five values, small enough to try them all.
    const Reader reader(table, out, 15);
    for (int r = 0; r <= rows; ++r)
      for (int c = 0; c <= columns; ++c) {
        const int value = table.value(r, c);
        if (value > 0 && value < least_group) {
          EXPECT_TRUE(out.at(r, c));
        }
        if (value == 0) {
          EXPECT_FALSE(out.at(r, c));
        }
        if (!out.at(r, c)) continue;
        ++left_out;
        const auto found = reader.possible().find({r, c});
        ASSERT_NE(found, reader.possible().end());
        EXPECT_GE(found->second.size(), 5u) << "round " << round << ", cell " << r << ' ' << c;
        EXPECT_TRUE(found->second.contains(value));
      }
  }
  EXPECT_GT(left_out, 500);
}

TEST(SmallNumbers, Rule12_ATableOfEightyClassesIsSettled) {
  std::mt19937 random(7);
  CountTable table(80, 12);
  for (int r = 0; r < 80; ++r)
    for (int i = 0; i < 25; ++i) ++table.at(r, static_cast<int>(random() % 12));
  const Suppressed out(table);
  int printed = 0;
  for (int r = 0; r < 80; ++r)
    for (int c = 0; c < 12; ++c) {
      const int value = table.value(r, c);
      if (value > 0 && value < least_group) {
        EXPECT_TRUE(out.at(r, c));
      }
      if (!out.at(r, c) && value > 0) ++printed;
    }
  EXPECT_GT(printed, 0);
  EXPECT_FALSE(out.at(80, 12)) << "the sum of all stays";
}

}  // namespace
}  // namespace homevisit::progress
