// Any bytes as a request: parsing, every schema's check and the values' readers end in an answer or
// a clear error. What is accepted is written and read again as the same.
#include <cstdint>
#include <cstdlib>

#include "domain/codec.h"
#include "json/schema.h"

using namespace homevisit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const json::SchemaSet schemas(embedded::schemas());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = json::Document::parse(text);
  if (!document) return 0;
  for (const char* path : {"operations/visit.record.request.json",
                           "operations/answer.record.request.json", "config.json", "actor.json"}) {
    const Status status = schemas.validate(path, document->root());
    if (!status && status.error().message.empty()) std::abort();
  }
  const auto visit = read_visit(document->root());
  if (!visit) return 0;
  const std::string body = write_event({"e", 1, 0, "s", "n", VisitRecorded{*visit}}, "");
  const auto again = read_event(1, "e", 0, body);
  if (!again || write_event(*again, "") != body) std::abort();
  return 0;
}
