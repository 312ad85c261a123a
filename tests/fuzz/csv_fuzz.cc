// Any bytes as a CSV file: rows with their lines, or a refusal with a place; and the same whether
// the file comes whole or a few bytes at a time (the first byte says how many).
#include <cstdint>
#include <cstdlib>
#include <string>

#include "csv_reader.h"
#include "in_memory.h"
#include "problem.h"

using namespace homevisit::local;

namespace {

// All that is read, as one text.
std::string read(std::string_view text, std::size_t step) {
  std::string seen;
  std::uint64_t line = 0;
  try {
    CsvReader reader(std::make_unique<Memory>(text, step), "users.csv");
    while (reader.next()) {
      if (reader.line() <= line) std::abort();
      line = reader.line();
      seen += std::to_string(line);
      for (std::size_t i = 0; i < reader.size(); ++i) {
        seen += '|';
        seen += reader.field(i);
      }
      seen += '\n';
    }
    if (reader.bytes_read() > text.size()) std::abort();
  } catch (const Refusal& refusal) {
    if (std::string_view(refusal.what()).empty()) std::abort();
    seen += "refused in line " + std::to_string(refusal.place.line);
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (read(text, 1 << 16) != read(text, 1 + data[0] % 16)) std::abort();
  return 0;
}
