// A OneRoster file as a table: columns by name, rows of the right width, problems with their place.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.h"
#include "oneroster.h"

namespace homevisit::local {

struct Column {
  const char* name;
  bool required = false;
};

// How far the whole bundle is, for the host's progress display.
struct ReadSoFar {
  std::uint64_t done = 0, total = 0;
};

class CsvTable {
 public:
  // The first column must be the record's id, the second its status.
  CsvTable(Bundle& bundle, int index, std::initializer_list<Column> columns, const Call& call,
           Problems& problems, ImportTally& tally, ReadSoFar& so_far);

  // The next row that can be used; those with the wrong number of fields or without an id are
  // reported and skipped.
  bool next();
  // "" where the file has no such column.
  std::string_view operator[](std::size_t column) const;
  bool has(std::size_t column) const { return positions_[column] >= 0; }
  std::string_view id() const { return (*this)[0]; }
  bool removed() const;
  std::uint64_t line() const { return reader_.line(); }
  // Where a column of this row, or of another line, stands.
  Place place(std::size_t column, std::uint64_t line = 0) const;
  void skip(std::size_t column,
            std::string_view reason);  // reports; the caller goes to the next row
  void warn(std::size_t column, std::string_view reason);  // reports; the row is used

 private:
  void read_header();
  bool usable();

  std::vector<Column> columns_;
  std::vector<int> positions_;  // in the file; -1: not there
  const Call& call_;
  Problems& problems_;
  ImportTally& tally_;
  ReadSoFar& so_far_;
  std::uint64_t done_before_;
  CsvReader reader_;
  std::size_t width_ = 0;
};

}  // namespace homevisit::local
