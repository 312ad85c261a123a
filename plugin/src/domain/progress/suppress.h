// Rule 12: what leaves the leader's own page shows no count of fewer than five families, and none
// from which one could be computed: a cell that is left out takes others along, until every one of
// them could have at least five values for a reader who knows all that is printed and this rule.
#pragma once

#include <vector>

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
    return arc >= 0 && arcs_[static_cast<std::size_t>(arc)].out;
  }
  // What else is left out of this table, because it was left out elsewhere.
  void leave_out(int row, int column);

 private:
  // One cell or sum that is not zero; suppress.cc says how they hang together.
  struct Arc {
    int from = 0, to = 0;
    int value = 0;
    int cost = 0;  // of leaving it out
    bool out = false;
  };
  struct Room {
    int forward = 0, backward = 0;
  };

  std::size_t place(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_ + 1) +
           static_cast<std::size_t>(column);
  }
  void settle();
  std::vector<Room> rooms() const;
  // Sends up to `enough` from one node to another, past the arc `but`; keeps in `rooms` what may
  // still flow.
  int send(std::vector<Room>& rooms, std::size_t but, int from, int to, int enough) const;
  // How much a reader could be wrong about this arc, up to `enough`.
  int doubt(std::size_t arc, int enough) const;
  // Leaves out the cells that cost the least, so that more values are possible for this one.
  void hide_with(std::size_t arc);

  int columns_;
  std::vector<Arc> arcs_;
  std::vector<int> places_;                   // arc of each cell and sum; -1 where it is zero
  std::vector<std::vector<std::size_t>> at_;  // arcs that begin or end at each node
};

}  // namespace homevisit::progress
