// Rule 12: what leaves the leader's own page shows no count of fewer than five families, and none
// from which one could be computed: a cell that is left out takes others along, until every one of
// them could have at least five values for a reader who knows all that is printed and this rule.
#pragma once

#include <vector>

#include "domain/progress/printed_sums.h"

namespace homevisit::progress {

inline constexpr int least_group = 5;

// Counts of families by row and column. Sums are made here.
class CountTable {
 public:
  CountTable(int rows, int columns);

  int rows() const { return rows_; }
  int columns() const { return columns_; }
  int& at(int row, int column) { return cells_[index(row, column)]; }
  // `row` == rows() and `column` == columns() give the sums.
  int value(int row, int column) const;

 private:
  std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }
  int rows_, columns_;
  std::vector<int> cells_;
};

// Which cells and sums are left out. Zero is printed: nobody is nobody.
class Suppressed {
 public:
  explicit Suppressed(const CountTable& table);

  bool at(int row, int column) const {
    const int arc = places_[place(row, column)];
    return arc >= 0 && sums_.is_out(arc);
  }
  // What else is left out of this table, because it was left out elsewhere.
  void leave_out(int row, int column);

 private:
  std::size_t place(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_ + 1) +
           static_cast<std::size_t>(column);
  }

  int columns_;
  PrintedSums sums_;
  std::vector<int> places_;  // of each cell and sum; -1 where it is zero
};

}  // namespace homevisit::progress
