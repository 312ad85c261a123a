// What of a board is printed: the classes with where their families stand, the sums of each school
// and of all, and how far the school is with all of them (suppress.h). One network of sums, so that
// the board of a class, of a school and of all leave out the same and give nothing away together.
//
// A line whose total is left out prints nothing but the visits held, zeros neither: beside them one
// dash would say where all of its families stand (R1). A line all of whose families gave one answer
// leaves that figure out; and where no figure above zero is left to print, no zero is, so that such
// a line looks like one of several small figures.
#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "domain/progress/printed_sums.h"
#include "domain/progress/tally.h"

namespace homevisit::progress {

class BoardShown {
 public:
  struct Row {
    int school = 0;  // from 0
    const Tally* tally = nullptr;
  };
  // All rows that there are, whichever are asked about; a school's stand together.
  explicit BoardShown(std::span<const Row> rows);

  // `column` == column_count: all in scope.
  bool cell(std::size_t row, int column) const { return shows(cells_[row].places[place(column)]); }
  bool of_school(int school, int column) const {
    return shows(blocks_[static_cast<std::size_t>(school)].places[place(column)]);
  }
  bool of_all(int column) const { return shows(all_.places[place(column)]); }
  bool reached(Reached step) const { return shows(reached_[static_cast<std::size_t>(step)]); }

 private:
  using Places = std::array<int, column_count + 1>;  // in the network; -1: zero, which is printed
  // A class, a school or all: its figures, and where in the network each would begin and end.
  struct Line {
    Places places{};
    std::array<std::pair<int, int>, column_count> ends{};
    bool blank = false;
  };

  static std::size_t place(int column) { return static_cast<std::size_t>(column); }
  bool shows(int arc) const { return arc < 0 || !sums_.is_out(arc); }
  int add(int from, int to, int value, int cost, bool printed = true);
  void add_rows(std::span<const Row> rows, std::span<const int> blocks, int block_count,
                bool print_blocks);
  void add_sums(const Tally& total);
  void leave_out_of_one_answer(const Line& line, const Tally& tally);
  void settle();
  bool make_blank(Line& line);

  PrintedSums sums_;
  std::vector<Line> cells_, blocks_;
  Line all_;
  std::array<int, reached_count> reached_{};
};

}  // namespace homevisit::progress
