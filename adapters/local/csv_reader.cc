#include "csv_reader.h"

#include <csv.h>
#include <fmt/format.h>

#include <cstring>
#include <new>

#include "problem.h"
#include "text.h"

namespace homevisit::local {
namespace {
constexpr std::size_t kBuffer = 1 << 16;
constexpr std::size_t kMaxField = 1 << 16;
constexpr std::size_t kMaxRow = 1 << 20;
constexpr std::size_t kMaxFields = 1000;
}  // namespace

CsvReader::CsvReader(std::unique_ptr<Stream> stream, std::string name)
    : stream_(std::move(stream)),
      name_(std::move(name)),
      parser_(std::make_unique<csv_parser>()),
      buffer_(kBuffer) {
  if (csv_init(parser_.get(), CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
  if (!fill()) return;
  if (filled_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) at_ = 3;
  if (filled_ >= 2 && (std::memcmp(buffer_.data(), "\xFF\xFE", 2) == 0 ||
                       std::memcmp(buffer_.data(), "\xFE\xFF", 2) == 0)) {
    row_line_ = 1;
    refuse(0, "The file is UTF-16; OneRoster is UTF-8. Save it as \"CSV UTF-8\".");
  }
}

CsvReader::~CsvReader() { csv_free(parser_.get()); }

void CsvReader::refuse(std::uint64_t column, const std::string& reason) {
  throw Refusal({name_, row_line_, column, ""}, reason);
}

bool CsvReader::fill() {
  at_ = filled_ = 0;
  std::size_t got = 0;
  // Three at least, where there are so many: a mark at the beginning must be seen whole.
  do {
    got = stream_->read(buffer_.data() + filled_, buffer_.size() - filled_);
    filled_ += got;
  } while (got != 0 && filled_ < 3);
  bytes_ += filled_;
  return filled_ != 0;
}

// Called by C code: nothing may be thrown through it.
void CsvReader::on_field(void* text, std::size_t size, void* self) noexcept {
  auto& reader = *static_cast<CsvReader*>(self);
  const std::string_view field(text == nullptr ? "" : static_cast<const char*>(text), size);
  try {
    if (field.size() > kMaxField || reader.row_.size() + field.size() > kMaxRow ||
        reader.ends_.size() >= kMaxFields) {
      reader.too_large_ = true;
      return;
    }
    reader.row_.append(field);
    reader.ends_.push_back(reader.row_.size());
    if (reader.bad_column_ == 0 &&
        (!is_utf8(field) || field.find('\0') != std::string_view::npos)) {
      reader.bad_column_ = reader.ends_.size();
    }
  } catch (const std::bad_alloc&) {
    reader.out_of_memory_ = true;
  }
}

void CsvReader::on_row(int, void* self) noexcept {
  static_cast<CsvReader*>(self)->row_done_ = true;
}

void CsvReader::feed(const char* data, std::size_t size) {
  if (csv_parse(parser_.get(), data, size, on_field, on_row, this) != size) {
    if (csv_error(parser_.get()) != CSV_EPARSE) throw std::bad_alloc();
    refuse(ends_.size() + 1,
           "A quotation mark stands where none can be. Put the whole field between quotation marks "
           "and write each one inside it twice.");
  }
  if (out_of_memory_) throw std::bad_alloc();
  // An open quote swallows all that follows: the parser's own buffer must not grow with it.
  if (too_large_ || parser_->entry_pos > kMaxField) {
    refuse(ends_.size() + 1,
           fmt::format("A field is longer than {} bytes, or the row than {}. Is a quotation mark "
                       "left open?",
                       kMaxField, kMaxRow));
  }
}

void CsvReader::check_encoding() {
  if (bad_column_ != 0) {
    refuse(bad_column_, "The file is not UTF-8. Save it as \"CSV UTF-8\" and import it again.");
  }
}

bool CsvReader::next() {
  row_.clear();
  ends_.clear();
  row_done_ = false;
  in_row_ = false;
  while (!finished_) {
    if (at_ == filled_ && (ended_ || !fill())) {
      ended_ = true;
      finished_ = true;
      if (csv_fini(parser_.get(), on_field, on_row, this) != 0) {
        if (csv_error(parser_.get()) != CSV_EPARSE) throw std::bad_alloc();
        refuse(ends_.size() + 1, "The quotation mark that opens this field is never closed.");
      }
      if (!row_done_) return false;
      check_encoding();
      return true;
    }
    const char* begin = buffer_.data() + at_;
    const std::size_t left = filled_ - at_;
    std::size_t size = 0;
    while (size < left && begin[size] != '\n' && begin[size] != '\r') ++size;
    const bool at_line_end = size < left;
    if (at_line_end) ++size;
    if (!in_row_ && size > (at_line_end ? 1u : 0u)) {
      in_row_ = true;
      row_line_ = line_;
    }
    feed(begin, size);
    at_ += size;
    if (at_line_end) {
      const char last = begin[size - 1];
      const bool second_half = last == '\n' && size == 1 && after_cr_;
      if (!second_half) ++line_;
      after_cr_ = last == '\r';
    } else {
      after_cr_ = false;
    }
    if (row_done_) {
      check_encoding();
      return true;
    }
    // Still nothing but blanks: libcsv skips such lines.
    if (at_line_end && ends_.empty() && parser_->entry_pos == 0 && parser_->quoted == 0) {
      in_row_ = false;
    }
  }
  return false;
}

std::string_view CsvReader::field(std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(row_).substr(begin, ends_[index] - begin);
}

}  // namespace homevisit::local
