// The cells of a table with sums are the arcs of a circulation: from the row to the column that a
// cell stands in, from a column to the total of rows, from there to the total of columns, and back
// to the rows. What is printed is fixed; what is left out may be anything from 1 up, as long as as
// much flows into each node as out of it. By how much one cell may be more, or less, is the flow
// that can go round it.
#include "domain/progress/suppress.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace homevisit::progress {
namespace {

constexpr int no_limit = 1 << 28;
constexpr int enough_doubt = least_group - 1;

}  // namespace

CountTable::CountTable(int rows, int columns)
    : rows_(rows),
      columns_(columns),
      cells_(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns)) {}

int CountTable::value(int row, int column) const {
  const bool all_rows = row == rows_, all_columns = column == columns_;
  int sum = 0;
  for (int r = all_rows ? 0 : row; r < (all_rows ? rows_ : row + 1); ++r)
    for (int c = all_columns ? 0 : column; c < (all_columns ? columns_ : column + 1); ++c)
      sum += cells_[index(r, c)];
  return sum;
}

Suppressed::Suppressed(const CountTable& table) : columns_(table.columns()) {
  const int rows = table.rows();
  const auto column_node = [&](int column) { return rows + 1 + column; };
  places_.assign(place(rows, columns_) + 1, -1);
  at_.resize(static_cast<std::size_t>(rows + columns_ + 2));
  for (int r = 0; r <= rows; ++r)
    for (int c = 0; c <= columns_; ++c) {
      Arc arc;
      arc.value = table.value(r, c);
      if (arc.value == 0) continue;
      const bool to_column = (r < rows) == (c < columns_);
      arc.from = to_column ? r : column_node(c);
      arc.to = to_column ? column_node(c) : r;
      arc.out = arc.value < least_group;
      // Sums are what a reader wants most.
      const int sums = (r == rows ? 1 : 0) + (c == columns_ ? 1 : 0);
      arc.cost = arc.value + 100'000 * sums * sums;
      places_[place(r, c)] = static_cast<int>(arcs_.size());
      at_[static_cast<std::size_t>(arc.from)].push_back(arcs_.size());
      at_[static_cast<std::size_t>(arc.to)].push_back(arcs_.size());
      arcs_.push_back(arc);
    }
  settle();
}

void Suppressed::leave_out(int row, int column) {
  const int arc = places_[place(row, column)];
  if (arc < 0) return;
  arcs_[static_cast<std::size_t>(arc)].out = true;
  settle();
}

void Suppressed::settle() {
  for (bool settled = false; !settled;) {
    settled = true;
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc)
      if (arcs_[arc].out && doubt(arc, enough_doubt) < enough_doubt) {
        hide_with(arc);
        settled = false;
      }
  }
}

std::vector<Suppressed::Room> Suppressed::rooms() const {
  std::vector<Room> rooms;
  rooms.reserve(arcs_.size());
  for (const Arc& arc : arcs_)
    rooms.push_back(arc.out ? Room{no_limit, arc.value - 1} : Room{0, 0});
  return rooms;
}

int Suppressed::send(std::vector<Room>& rooms, std::size_t but, int from, int to,
                     int enough) const {
  const std::size_t begin = arcs_.size();  // marks where the way begins
  int sent = 0;
  while (sent < enough) {
    std::vector<std::size_t> by(at_.size(), begin + 1);
    std::queue<int> reached;
    reached.push(from);
    by[static_cast<std::size_t>(from)] = begin;
    while (!reached.empty() && by[static_cast<std::size_t>(to)] > begin) {
      const int node = reached.front();
      reached.pop();
      for (const std::size_t arc : at_[static_cast<std::size_t>(node)]) {
        if (arc == but) continue;
        const bool onward = arcs_[arc].from == node;
        if ((onward ? rooms[arc].forward : rooms[arc].backward) == 0) continue;
        const int next = onward ? arcs_[arc].to : arcs_[arc].from;
        if (by[static_cast<std::size_t>(next)] <= begin) continue;
        by[static_cast<std::size_t>(next)] = arc;
        reached.push(next);
      }
    }
    if (by[static_cast<std::size_t>(to)] > begin) break;
    int least = enough - sent;
    for (const bool take : {false, true})
      for (int node = to; node != from;) {
        const std::size_t arc = by[static_cast<std::size_t>(node)];
        const bool onward = arcs_[arc].to == node;
        int& room = onward ? rooms[arc].forward : rooms[arc].backward;
        if (take) {
          room -= least;
          (onward ? rooms[arc].backward : rooms[arc].forward) += least;
        } else {
          least = std::min(least, room);
        }
        node = onward ? arcs_[arc].from : arcs_[arc].to;
      }
    sent += least;
  }
  return sent;
}

int Suppressed::doubt(std::size_t arc, int enough) const {
  const Arc& self = arcs_[arc];
  auto more = rooms();
  const int up = send(more, arc, self.to, self.from, enough);
  if (up >= enough) return up;
  auto less = rooms();
  return up + send(less, arc, self.from, self.to, std::min(enough, self.value - 1));
}

void Suppressed::hide_with(std::size_t self) {
  const int from = arcs_[self].to, to = arcs_[self].from;
  auto left = rooms();
  send(left, self, from, to, enough_doubt);
  // What is left out lets no more through: the cheapest way now leads over what is printed. There
  // is one, over the sums, since a sum of what is not zero is not zero.
  constexpr int far = std::numeric_limits<int>::max();
  std::vector<int> cost(at_.size(), far);
  std::vector<std::size_t> by(at_.size(), arcs_.size());
  std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>> next;
  cost[static_cast<std::size_t>(from)] = 0;
  next.emplace(0, from);
  while (!next.empty()) {
    const auto [spent, node] = next.top();
    next.pop();
    if (spent > cost[static_cast<std::size_t>(node)]) continue;
    for (const std::size_t i : at_[static_cast<std::size_t>(node)]) {
      if (i == self) continue;
      const Arc& arc = arcs_[i];
      const bool onward = arc.from == node;
      const bool passes =
          arc.out ? (onward ? left[i].forward : left[i].backward) > 0 : onward || arc.value > 1;
      if (!passes) continue;
      const int there = onward ? arc.to : arc.from;
      const int total = spent + (arc.out ? 0 : arc.cost);
      if (total >= cost[static_cast<std::size_t>(there)]) continue;
      cost[static_cast<std::size_t>(there)] = total;
      by[static_cast<std::size_t>(there)] = i;
      next.emplace(total, there);
    }
  }
  for (int node = to; node != from && by[static_cast<std::size_t>(node)] < arcs_.size();) {
    Arc& arc = arcs_[by[static_cast<std::size_t>(node)]];
    arc.out = true;
    node = arc.to == node ? arc.from : arc.to;
  }
}

}  // namespace homevisit::progress
