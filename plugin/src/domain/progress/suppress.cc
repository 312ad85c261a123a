// From the row to the column that a cell stands in, from a column to the total of rows, from there
// to the total of columns, and back to the rows.
#include "domain/progress/suppress.h"

namespace homevisit::progress {

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

Suppressed::Suppressed(const CountTable& table)
    : columns_(table.columns()), sums_(table.rows() + table.columns() + 2) {
  const int rows = table.rows();
  const auto column_node = [&](int column) { return rows + 1 + column; };
  places_.assign(place(rows, columns_) + 1, -1);
  for (int r = 0; r <= rows; ++r)
    for (int c = 0; c <= columns_; ++c) {
      const int value = table.value(r, c);
      if (value == 0) continue;
      const bool to_column = (r < rows) == (c < columns_);
      const int from = to_column ? r : column_node(c);
      const int to = to_column ? column_node(c) : r;
      // Sums are what a reader wants most.
      const int sums = (r == rows ? 1 : 0) + (c == columns_ ? 1 : 0);
      places_[place(r, c)] = sums_.add(from, to, value, value + 100'000 * sums * sums);
    }
  sums_.settle();
}

void Suppressed::leave_out(int row, int column) {
  const int arc = places_[place(row, column)];
  if (arc < 0) return;
  sums_.leave_out(arc);
  sums_.settle();
}

}  // namespace homevisit::progress
