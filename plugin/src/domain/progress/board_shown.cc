// The circulation: from everybody (a node) to the school, to the class, by the cell to the column
// of that school, to the column of all; from there, by what is known of how far each is, to the
// steps, each of which holds those before it, and so back to everybody.
#include "domain/progress/board_shown.h"

#include <algorithm>

namespace homevisit::progress {
namespace {

// What a reader wants most costs most to leave out.
constexpr int cost_of_class = 100'000, cost_of_column = 150'000, cost_of_step = 200'000,
              cost_of_all = 400'000;
// Larger schools are looked at in parts: what gives a cell away mostly stands near it.
constexpr int usual_rows = 60;

enum Node { everybody, first_column };
constexpr int node_of_column(int column) { return first_column + 2 * column; }
constexpr int node_of_step(int step) { return first_column + 2 * column_count + 2 * step; }
constexpr int nodes_of_sums = first_column + 2 * column_count + 2 * reached_count;
constexpr int nodes_of_block = 1 + column_count;

int schools_of(std::span<const BoardShown::Row> rows) {
  int schools = 1;
  for (const auto& row : rows) schools = std::max(schools, row.school + 1);
  return schools;
}

// The part of the board that each row is in: its school, or some classes of the only one.
std::vector<int> blocks_of(std::span<const BoardShown::Row> rows, int schools) {
  std::vector<int> blocks;
  for (std::size_t r = 0; r < rows.size(); ++r)
    blocks.push_back(schools > 1 ? rows[r].school : static_cast<int>(r) / usual_rows);
  return blocks;
}

int nodes_of(std::span<const BoardShown::Row> rows) {
  const int schools = schools_of(rows);
  const int blocks = schools > 1 ? schools : 1 + static_cast<int>(rows.size()) / usual_rows;
  return nodes_of_sums + blocks * nodes_of_block + static_cast<int>(rows.size());
}

}  // namespace

BoardShown::BoardShown(std::span<const Row> rows) : sums_(nodes_of(rows)) {
  const int schools = schools_of(rows);
  const std::vector<int> blocks = blocks_of(rows, schools);
  add_rows(rows, blocks, blocks.empty() ? 0 : blocks.back() + 1, schools > 1);
  Tally total;
  for (const Row& row : rows) total.add(*row.tally);
  add_sums(total);
  if (schools == 1) blocks_.assign(1, all_);
  sums_.settle();
}

int BoardShown::add(int from, int to, int value, int cost, bool printed) {
  return value == 0 ? -1 : sums_.add(from, to, value, value + cost, printed);
}

void BoardShown::add_rows(std::span<const Row> rows, std::span<const int> blocks, int block_count,
                          bool print_blocks) {
  const auto node_of_block = [](int block) { return nodes_of_sums + block * nodes_of_block; };
  std::vector<Tally> sums(static_cast<std::size_t>(block_count));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Tally& tally = *rows[r].tally;
    const int block = node_of_block(blocks[r]);
    const int row = node_of_block(block_count) + static_cast<int>(r);
    Places places;
    places[column_count] = add(block, row, tally.in_scope, cost_of_class);
    for (int c = 0; c < column_count; ++c)
      places[place(c)] = add(row, block + 1 + c, tally.columns[place(c)], 0);
    cells_.push_back(places);
    sums[static_cast<std::size_t>(blocks[r])].add(tally);
  }
  for (int b = 0; b < block_count; ++b) {
    const Tally& tally = sums[static_cast<std::size_t>(b)];
    const int block = node_of_block(b);
    Places places;
    places[column_count] = add(everybody, block, tally.in_scope, cost_of_class, print_blocks);
    for (int c = 0; c < column_count; ++c)
      places[place(c)] = add(block + 1 + c, node_of_column(c), tally.columns[place(c)],
                             cost_of_class, print_blocks);
    blocks_.push_back(places);
  }
}

void BoardShown::add_sums(const Tally& total) {
  for (int c = 0; c < column_count; ++c) {
    all_[place(c)] =
        add(node_of_column(c), node_of_column(c) + 1, total.columns[place(c)], cost_of_column);
    for (int s = 0; s < reached_count; ++s)
      add(node_of_column(c) + 1, node_of_step(s), total.reached[place(c)][place(s)], 0, false);
  }
  int so_far = 0;
  for (int s = 0; s < reached_count; ++s) {
    int step = 0;
    for (int c = 0; c < column_count; ++c) step += total.reached[place(c)][place(s)];
    so_far += step;
    const bool last = s == reached_count - 1;
    add(node_of_step(s), node_of_step(s) + 1, step, 0, false);
    reached_[place(s)] = add(node_of_step(s) + 1, last ? everybody : node_of_step(s + 1) + 1,
                             so_far, last ? cost_of_all : cost_of_step);
  }
  all_[column_count] = reached_.back();
}

}  // namespace homevisit::progress
