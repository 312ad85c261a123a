// Any bytes as a Link header: its target is a part of the header.
#include <cstdint>
#include <cstdlib>

#include "homevisit/sdk/link.h"

using namespace homevisit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view header(reinterpret_cast<const char*>(data), size);
  const auto target = sdk::find_link(header, "next");
  if (target && header.find(*target) == std::string_view::npos) std::abort();
  return 0;
}
