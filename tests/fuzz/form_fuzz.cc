// Any fields as a posted form: the request made of them is JSON, or the error is clear.
#include <cstdint>
#include <cstdlib>

#include "operations/form_fields.h"

using namespace homevisit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const json::SchemaSet schemas(embedded::schemas());
  // Lines: name, value, name, value ...
  operations::FormFields fields;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string name;
  for (bool is_name = true; !text.empty(); is_name = !is_name) {
    const auto end = std::min(text.find('\n'), text.size());
    if (is_name) {
      name = text.substr(0, end);
    } else {
      fields.emplace_back(name, std::string(text.substr(0, end)));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto decoded = operations::request_of(schemas, "visit.record", fields);
  if (!decoded) return 0;
  const auto document = json::Document::parse(decoded->request, {.bytes = 16 << 20, .depth = 1000});
  if (!document && document.error().code == "invalid_json") std::abort();
  return 0;
}
