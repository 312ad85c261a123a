// Rule 12 over a whole board: classes, the columns of all, and how far the school is with
// everybody, which are sums of the same families.
#include "domain/progress/board_shown.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>

#include "domain/progress/suppress.h"

namespace homevisit::progress {
namespace {

void add(Tally& tally, Column column, Reached reached, int families) {
  tally.in_scope += families;
  tally.columns[static_cast<std::size_t>(column)] += families;
  tally.reached[static_cast<std::size_t>(column)][static_cast<std::size_t>(reached)] += families;
}

std::vector<BoardShown::Row> rows_of(const std::vector<Tally>& tallies, int in_a_school) {
  std::vector<BoardShown::Row> rows;
  for (const Tally& tally : tallies)
    rows.push_back({static_cast<int>(rows.size()) / in_a_school, &tally});
  return rows;
}

// One of a few kinds of families, so that every table of them can be tried.
struct Kind {
  Column column;
  Reached reached;
};
constexpr Kind kinds[] = {{Column::visited, Reached::contact},
                          {Column::to_plan, Reached::answered},
                          {Column::not_spoken, Reached::asked},
                          {Column::not_spoken, Reached::nothing},
                          {Column::not_asked, Reached::nothing}};
constexpr std::size_t kind_count = 5;
using Families = std::array<int, kind_count>;

Tally tally_of(const Families& families) {
  Tally tally;
  for (std::size_t k = 0; k < families.size(); ++k)
    if (families[k] > 0) add(tally, kinds[k].column, kinds[k].reached, families[k]);
  return tally;
}

// Every number of the board of one class: its cells, the columns of all, how far the school is.
constexpr std::size_t figure_count = 2 * column_count + reached_count;
using Figures = std::array<int, figure_count>;

Figures figures_of(const Tally& tally) {
  Figures figures{};
  for (std::size_t c = 0; c < tally.columns.size(); ++c) {
    figures[c] = figures[column_count + c] = tally.columns[c];
    for (std::size_t s = 0; s < reached_count; ++s)
      for (std::size_t past = 0; past <= s; ++past)
        figures[2 * column_count + s] += tally.reached[c][past];
  }
  return figures;
}

std::array<bool, figure_count> printed_of(const BoardShown& shown) {
  std::array<bool, figure_count> printed{};
  for (std::size_t f = 0; f < figure_count; ++f) {
    const auto place = static_cast<int>(f % column_count);
    printed[f] = f < column_count       ? shown.cell(0, place)
                 : f < 2 * column_count ? shown.of_all(place)
                                        : shown.reached(static_cast<Reached>(place));
  }
  return printed;
}

// The reader, slow and obvious: tries every class that would be printed like this one. Where there
// is nobody, a reader may know it.
struct Reader {
  const Families& real;
  const Figures figures;
  const std::array<bool, figure_count> printed;
  std::array<std::set<int>, figure_count> possible{};
  std::array<std::set<int>, kind_count> families{};
  Families guess{};

  void look(std::size_t kind = 0) {
    if (kind < kind_count) {
      constexpr int most = 11;
      for (guess[kind] = std::min(1, real[kind]); guess[kind] <= (real[kind] > 0 ? most : 0);
           ++guess[kind])
        look(kind + 1);
      return;
    }
    const Figures other = figures_of(tally_of(guess));
    for (std::size_t f = 0; f < figure_count; ++f)
      if (printed[f] && other[f] != figures[f]) return;
    for (std::size_t f = 0; f < figure_count; ++f) possible[f].insert(other[f]);
    for (std::size_t k = 0; k < kind_count; ++k) families[k].insert(guess[k]);
  }
};

TEST(BoardShownTest, Rule12_NeitherClassesNorCoverageGiveASmallNumberAway) {
  std::mt19937 random(5);
  const auto is_small = [](int number) { return number > 0 && number < least_group; };
  int left_out = 0;
  for (int round = 0; round < 25; ++round) {
    Families real{};
    for (int& families : real) families = random() % 3 == 0 ? 0 : static_cast<int>(random() % 9);
    const Tally tally = tally_of(real);
    Reader reader{real, figures_of(tally), printed_of(BoardShown(rows_of({tally}, 1)))};
    reader.look();
    for (std::size_t f = 0; f < figure_count; ++f) {
      EXPECT_FALSE(reader.printed[f] && is_small(reader.figures[f])) << "figure " << f;
      if (reader.printed[f]) continue;
      ++left_out;
      EXPECT_GE(reader.possible[f].size(), 5u) << "round " << round << ", figure " << f;
    }
    // Nor what stands on no board: how many of those who were approached were asked.
    for (std::size_t k = 0; k < kind_count; ++k)
      if (is_small(real[k])) {
        EXPECT_GE(reader.families[k].size(), 5u) << "round " << round;
      }
  }
  EXPECT_GT(left_out, 100);
}

std::vector<Tally> school_of(int classes, std::mt19937& random) {
  std::vector<Tally> tallies(static_cast<std::size_t>(classes));
  for (Tally& tally : tallies)
    for (int i = 0; i < 25; ++i) {
      const auto column = static_cast<Column>(std::min(random() % 12, random() % 12));
      add(tally, column, column == Column::visited ? Reached::contact : Reached::answered, 1);
    }
  return tallies;
}

// R106: where many classes stand side by side, what is said of all of them stays.
TEST(BoardShownTest, R106_TheSumsOfASchoolArePrintedAndItsSmallCellsAreNot) {
  std::mt19937 random(3);
  const auto tallies = school_of(80, random);
  const BoardShown shown(rows_of(tallies, 80));
  for (std::size_t r = 0; r < tallies.size(); ++r)
    for (int c = 0; c < column_count; ++c) {
      const int families = tallies[r].columns[static_cast<std::size_t>(c)];
      if (families > 0 && families < least_group) {
        EXPECT_FALSE(shown.cell(r, c));
      }
      if (families == 0) {
        EXPECT_TRUE(shown.cell(r, c));
      }
    }
  EXPECT_TRUE(shown.of_all(column_count));
  EXPECT_TRUE(shown.of_all(static_cast<int>(Column::visited)));
  EXPECT_TRUE(shown.reached(Reached::contact));
  EXPECT_TRUE(shown.reached(Reached::answered));
}

TEST(BoardShownTest, Rule12_OfSeveralSchoolsEachHasItsSums) {
  std::mt19937 random(4);
  auto tallies = school_of(6, random);
  add(tallies[5], Column::not_asked, Reached::nothing, 2);  // of the second school, and of all
  const BoardShown shown(rows_of(tallies, 3));
  EXPECT_TRUE(shown.of_school(0, column_count));
  EXPECT_FALSE(shown.cell(5, static_cast<int>(Column::not_asked)));
  EXPECT_FALSE(shown.of_school(1, static_cast<int>(Column::not_asked)));
  EXPECT_FALSE(shown.of_all(static_cast<int>(Column::not_asked)));
}

TEST(BoardShownTest, ABoardWithoutClassesIsEmpty) {
  const BoardShown shown(std::span<const BoardShown::Row>{});
  EXPECT_TRUE(shown.of_all(column_count));
}

}  // namespace
}  // namespace homevisit::progress
