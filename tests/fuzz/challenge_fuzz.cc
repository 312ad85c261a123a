// Any bytes as WWW-Authenticate: what comes out has the form that readers count on.
#include <cstdlib>

#include "http/challenge.h"

using namespace homevisit::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string field(reinterpret_cast<const char*>(data), size);
  for (const Challenge& challenge : parse_challenges(field)) {
    if (challenge.scheme.empty() || challenge.scheme != lower(challenge.scheme)) std::abort();
    if (!challenge.token68.empty() && !challenge.parameters.empty()) std::abort();
    for (const auto& [name, value] : challenge.parameters)
      if (name.empty() || name != lower(name) || value.size() > field.size()) std::abort();
  }
  static_cast<void>(refusal_reason({401, {{"www-authenticate", field}}, "", false}));
  return 0;
}
