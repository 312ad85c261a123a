#include "csv_table.h"

#include <fmt/format.h>

#include "text.h"

namespace homevisit::local {
namespace {
constexpr std::uint64_t kRowsBetweenChecks = 256;
constexpr std::size_t kMaxId = 255;
}  // namespace

CsvTable::CsvTable(Bundle& bundle, int index, std::initializer_list<Column> columns,
                   const Call& call, Problems& problems, ImportTally& tally, ReadSoFar& so_far)
    : columns_(columns),
      positions_(columns.size(), -1),
      call_(call),
      problems_(problems),
      tally_(tally),
      so_far_(so_far),
      done_before_(so_far.done),
      reader_(bundle.read(index), bundle.files()[static_cast<std::size_t>(index)].name) {
  read_header();
}

void CsvTable::read_header() {
  const bool any = reader_.next();
  width_ = any ? reader_.size() : 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    for (std::size_t at = 0; at < width_; ++at) {
      if (!same_word(trim(reader_.field(at)), columns_[i].name)) continue;
      if (positions_[i] >= 0) {
        throw Refusal({reader_.name(), reader_.line(), at + 1, columns_[i].name},
                      "The column stands in the file twice. Remove one of them.");
      }
      positions_[i] = static_cast<int>(at);
    }
    if (columns_[i].required && positions_[i] < 0) {
      const bool semicolons = width_ == 1 && reader_.field(0).find(';') != std::string_view::npos;
      throw Refusal({reader_.name(), 1, 0, columns_[i].name},
                    semicolons
                        ? "The fields are separated by ';'; OneRoster separates them by ','. "
                          "Export the file again as it was, without a spreadsheet between."
                    : any ? "The required column is missing from the first line."
                          : "The file is empty; its first line must name the columns.");
    }
  }
}

bool CsvTable::next() {
  while (reader_.next()) {
    ++tally_.rows_read;
    if (tally_.rows_read % kRowsBetweenChecks == 0) {
      call_.check();
      so_far_.done = done_before_ + reader_.bytes_read();
      call_.progress(so_far_.done, so_far_.total);
    }
    if (usable()) return true;
  }
  so_far_.done = done_before_ + reader_.bytes_read();
  return false;
}

bool CsvTable::usable() {
  if (reader_.size() != width_) {
    ++tally_.rows_skipped;
    problems_.report({reader_.name(), reader_.line(), 0, ""},
                     fmt::format("The row has {} fields, the first line {}; it was skipped.",
                                 reader_.size(), width_));
    return false;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (has_control((*this)[i])) {
      skip(i, "The field holds a control character; the row was skipped.");
      return false;
    }
  }
  if (id().empty() || id().size() > kMaxId) {
    skip(0, id().empty() ? "The id is empty; the row was skipped."
                         : "The id is longer than 255 bytes; the row was skipped.");
    return false;
  }
  const std::string_view status = (*this)[1];
  if (!status.empty() && !same_word(status, "active") && !removed()) {
    skip(1, "The status is neither \"active\" nor \"tobedeleted\"; the row was skipped.");
    return false;
  }
  return true;
}

bool CsvTable::removed() const {
  // "inactive" was in OneRoster 1.0 and is still written by some systems.
  return same_word((*this)[1], "tobedeleted") || same_word((*this)[1], "inactive");
}

std::string_view CsvTable::operator[](std::size_t column) const {
  if (positions_[column] < 0) return {};
  return trim(reader_.field(static_cast<std::size_t>(positions_[column])));
}

Place CsvTable::place(std::size_t column, std::uint64_t line) const {
  return {reader_.name(), line != 0 ? line : reader_.line(),
          static_cast<std::uint64_t>(positions_[column] + 1), columns_[column].name};
}

void CsvTable::skip(std::size_t column, std::string_view reason) {
  ++tally_.rows_skipped;
  problems_.report(place(column), reason);
}

void CsvTable::warn(std::size_t column, std::string_view reason) {
  problems_.report(place(column), reason);
}

}  // namespace homevisit::local
