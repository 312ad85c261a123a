// The circulation: from everybody (a node) to the school, to the class, by the cell to the column
// of that school, to the column of all; from there, by what is known of how far each is, to the
// steps, each of which holds those before it, and so back to everybody.
#include "domain/progress/board_shown.h"

#include <algorithm>

namespace homevisit::progress {
namespace {

// What a reader wants most costs most to leave out; most of all what the school did itself, which
// does not fall away because a family said no (rule 3).
constexpr int cost_of_class = 100'000, cost_of_column = 150'000, cost_of_step = 200'000,
              cost_of_all = 1'000'000, cost_of_done = 10'000'000;
constexpr int cost_of_done_in_class = 1'000;

constexpr bool is_done_by_school(int column) { return column == static_cast<int>(Column::visited); }
constexpr int cost_of_sum(int column, int usual) {
  return is_done_by_school(column) ? cost_of_done : usual;
}

// What families answered, and nothing else.
constexpr Column answers[] = {Column::declined, Column::deferred, Column::other_form,
                              Column::to_plan};
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
  leave_out_of_one_answer(all_, total);
  settle();
  if (schools == 1) blocks_.assign(1, all_);
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
    Line line;
    line.places[column_count] = add(block, row, tally.in_scope, cost_of_class);
    for (int c = 0; c < column_count; ++c) {
      line.ends[place(c)] = {row, block + 1 + c};
      line.places[place(c)] = add(row, block + 1 + c, tally.columns[place(c)],
                                  is_done_by_school(c) ? cost_of_done_in_class : 0);
    }
    leave_out_of_one_answer(line, tally);
    cells_.push_back(line);
    sums[static_cast<std::size_t>(blocks[r])].add(tally);
  }
  for (int b = 0; b < block_count; ++b) {
    const Tally& tally = sums[static_cast<std::size_t>(b)];
    const int block = node_of_block(b);
    Line line;
    line.places[column_count] = add(everybody, block, tally.in_scope, cost_of_class, print_blocks);
    for (int c = 0; c < column_count; ++c) {
      line.ends[place(c)] = {block + 1 + c, node_of_column(c)};
      line.places[place(c)] = add(block + 1 + c, node_of_column(c), tally.columns[place(c)],
                                  cost_of_sum(c, cost_of_class), print_blocks);
    }
    if (print_blocks) leave_out_of_one_answer(line, tally);
    blocks_.push_back(line);
  }
}

void BoardShown::add_sums(const Tally& total) {
  for (int c = 0; c < column_count; ++c) {
    all_.ends[place(c)] = {node_of_column(c), node_of_column(c) + 1};
    all_.places[place(c)] = add(node_of_column(c), node_of_column(c) + 1, total.columns[place(c)],
                                cost_of_sum(c, cost_of_column));
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
  all_.places[column_count] = reached_.back();
}

void BoardShown::leave_out_of_one_answer(const Line& line, const Tally& tally) {
  for (const Column column : answers)
    if (tally.in_scope > 0 && tally.column(column) == tally.in_scope)
      sums_.leave_out(line.places[static_cast<std::size_t>(column)]);
}

// Each line that is left blank may take others along.
void BoardShown::settle() {
  for (bool changed = true; changed;) {
    sums_.settle();
    changed = false;
    for (Line& line : cells_) changed = make_blank(line) || changed;
    for (Line& line : blocks_) changed = make_blank(line) || changed;
    changed = make_blank(all_) || changed;
  }
}

bool BoardShown::make_blank(Line& line) {
  const int total = line.places[column_count];
  if (line.blank || total < 0) return false;
  bool prints_some = false;
  for (int c = 0; c < column_count; ++c)
    prints_some = prints_some || (line.places[place(c)] >= 0 && shows(line.places[place(c)]));
  if (prints_some && shows(total)) return false;
  line.blank = true;
  for (int c = 0; c < column_count; ++c) {
    int& figure = line.places[place(c)];
    if (figure >= 0 && is_done_by_school(c)) continue;
    if (figure >= 0)
      sums_.leave_out(figure);
    else
      figure = sums_.add_zero_left_out(line.ends[place(c)].first, line.ends[place(c)].second);
  }
  return true;
}

}  // namespace homevisit::progress
