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
      if (reader.printed[f] || reader.figures[f] == 0) continue;  // a zero tells nothing there
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

// The same of a school of two classes: what a reader finds possible who knows that a zero beside
// figures is printed, and that a blank line may hold zeros.
constexpr std::array of_school{kinds[0], kinds[4], Kind{Column::declined, Reached::contact}};
constexpr std::size_t school_cells = 2 * of_school.size();
using School = std::array<int, school_cells>;

std::vector<Tally> classes_of(const School& families) {
  std::vector<Tally> tallies(2);
  for (std::size_t i = 0; i < families.size(); ++i) {
    const Kind& kind = of_school[i % of_school.size()];
    if (families[i] > 0) add(tallies[i / of_school.size()], kind.column, kind.reached, families[i]);
  }
  return tallies;
}

struct SchoolReader {
  const School real;
  const BoardShown& shown;
  const std::vector<Tally> tallies = classes_of(real);
  School guess{};
  std::array<bool, 2> may_differ{};  // not all families of the class are where they really are

  bool agrees() const {
    const auto guessed = classes_of(guess);
    Tally all, real_all;
    for (std::size_t r = 0; r < 2; ++r) {
      if (shown.cell(r, column_count) && guessed[r].in_scope != tallies[r].in_scope) return false;
      all.add(guessed[r]);
      real_all.add(tallies[r]);
    }
    if (shown.of_all(column_count) && all.in_scope != real_all.in_scope) return false;
    for (int c = 0; c < column_count; ++c) {
      const auto column = static_cast<Column>(c);
      if (shown.of_all(c) && all.column(column) != real_all.column(column)) return false;
    }
    int step = 0, real_step = 0;
    for (std::size_t s = 0; s < reached_count; ++s) {
      for (std::size_t c = 0; c < column_count; ++c) {
        step += all.reached[c][s];
        real_step += real_all.reached[c][s];
      }
      if (shown.reached(static_cast<Reached>(s)) && step != real_step) return false;
    }
    return true;
  }
  void look(std::size_t at = 0) {
    if (at == school_cells) {
      if (!agrees()) return;
      for (std::size_t r = 0; r < 2; ++r)
        for (std::size_t k = 0; k < of_school.size(); ++k)
          if (guess[r * 3 + k] > 0 && real[r * 3 + k] == 0) may_differ[r] = true;
      return;
    }
    const bool printed =
        shown.cell(at / 3, static_cast<int>(of_school[at % of_school.size()].column));
    constexpr int most = 7;
    for (guess[at] = printed ? real[at] : 0; guess[at] <= (printed ? real[at] : most); ++guess[at])
      look(at + 1);
  }
};

TEST(BoardShownTest, R1_NobodyCanTellThatAllFamiliesOfAClassSaidNo) {
  std::mt19937 random(9);
  int looked_at = 0;
  for (int round = 0; round < 12; ++round) {
    School real{};
    for (int& families : real) families = static_cast<int>(random() % 8);
    real[0] = real[1] = 0;
    real[2] = 1 + static_cast<int>(random() % 7);  // everybody said no
    if (round % 4 == 0) real[3] = real[4] = 0;     // in the other class too
    const auto tallies = classes_of(real);
    const BoardShown shown(rows_of(tallies, 2));
    SchoolReader reader{real, shown};
    reader.look();
    EXPECT_TRUE(reader.may_differ[0]) << "round " << round;
    for (int c = 0; c < column_count; ++c) EXPECT_FALSE(shown.cell(0, c)) << "round " << round;
    ++looked_at;
  }
  EXPECT_EQ(looked_at, 12);
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

TEST(BoardShownTest, R1_ALineWhoseTotalIsLeftOutPrintsNoZerosEither) {
  std::mt19937 random(6);
  for (int round = 0; round < 50; ++round) {
    std::vector<Tally> tallies = school_of(4, random);
    tallies.emplace_back();
    const auto column = static_cast<Column>(random() % column_count);
    add(tallies.back(), column, Reached::answered, 1 + static_cast<int>(random() % 4));
    const BoardShown shown(rows_of(tallies, 5));
    for (std::size_t r = 0; r < tallies.size(); ++r)
      for (int c = 0; c < column_count && !shown.cell(r, column_count); ++c)
        EXPECT_FALSE(shown.cell(r, c) && tallies[r].columns[static_cast<std::size_t>(c)] < 5)
            << "round " << round << ", class " << r;
    EXPECT_FALSE(shown.cell(4, column_count));
  }
}

// Where two columns are all that there is, the number of all families goes before the visits held.
TEST(BoardShownTest, R57_TheVisitsHeldAreLeftOutLast) {
  std::vector<Tally> tallies(2);
  for (Tally& tally : tallies) add(tally, Column::visited, Reached::contact, 20);
  add(tallies[0], Column::declined, Reached::contact, 1);
  const BoardShown shown(rows_of(tallies, 2));
  EXPECT_TRUE(shown.of_all(static_cast<int>(Column::visited)));
  EXPECT_FALSE(shown.of_all(static_cast<int>(Column::declined)));
  EXPECT_FALSE(shown.of_all(static_cast<int>(Column::deferred)));
}

// Consent rule 3: one family that says no costs the school no figure of its own.
TEST(BoardShownTest, R57_WhatTheSchoolDidStaysWhereOneFamilySaysNo) {
  std::vector<Tally> tallies(3);
  for (Tally& tally : tallies) {
    add(tally, Column::visited, Reached::contact, 9);
    add(tally, Column::to_plan, Reached::answered, 7);
    add(tally, Column::not_asked, Reached::nothing, 12);
  }
  add(tallies[1], Column::declined, Reached::contact, 1);
  const BoardShown shown(rows_of(tallies, 3));
  EXPECT_FALSE(shown.of_all(static_cast<int>(Column::declined)));
  EXPECT_TRUE(shown.of_all(static_cast<int>(Column::visited)));
  EXPECT_TRUE(shown.of_all(column_count));
}

bool prints_some(const BoardShown& shown, std::size_t row, const Tally& tally) {
  for (int c = 0; c < column_count; ++c)
    if (tally.columns[static_cast<std::size_t>(c)] > 0 && shown.cell(row, c)) return true;
  return false;
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
      if (families == 0 && prints_some(shown, r, tallies[r])) {
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
