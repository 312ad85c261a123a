// Any bytes as Retry-After, or as a Date with it (a line end between them): a wait within its
// limits, or none.
#include <cstdlib>

#include "http/retry_after.h"

using namespace homevisit::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto line = std::min(text.find('\n'), text.size());
  Response response;
  response.headers = {{"retry-after", text.substr(0, line)}};
  if (line < text.size()) response.headers.push_back({"date", text.substr(line + 1)});
  const auto wait = retry_after_ms(response, 1'795'000'000'000);
  if (wait && (*wait < 0 || *wait > most_retry_after_ms)) std::abort();
  return 0;
}
