// Rows of a CSV file with the line on which each begins, on libcsv (RFC 4180, strict). libcsv knows
// no line numbers: the text is handed to it line by line, and we count.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bundle.h"

struct csv_parser;

namespace homevisit::local {

class CsvReader {
 public:
  // Throws Refusal, here and in next(), where the file is not UTF-8, not CSV or absurd.
  CsvReader(std::unique_ptr<Stream> stream, std::string name);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  // The next row that is not blank; false at the end. Fields are valid until the next call.
  bool next();
  std::size_t size() const { return ends_.size(); }
  std::string_view field(std::size_t index) const;
  std::uint64_t line() const { return row_line_; }
  std::uint64_t bytes_read() const { return bytes_; }
  const std::string& name() const { return name_; }

 private:
  static void on_field(void* text, std::size_t size, void* self) noexcept;
  static void on_row(int terminator, void* self) noexcept;
  bool fill();
  void feed(const char* data, std::size_t size);
  void check_encoding();
  [[noreturn]] void refuse(std::uint64_t column, const std::string& reason);

  std::unique_ptr<Stream> stream_;
  std::string name_;
  std::unique_ptr<csv_parser> parser_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t line_ = 1;      // of the next byte
  std::uint64_t row_line_ = 0;  // where the current row began
  bool after_cr_ = false, in_row_ = false, row_done_ = false, ended_ = false;
  bool finished_ = false;
  bool out_of_memory_ = false, too_large_ = false;
  std::string row_;
  std::vector<std::size_t> ends_;
  std::size_t bad_column_ = 0;  // first field that is not UTF-8 text
};

}  // namespace homevisit::local
