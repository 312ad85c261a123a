// Any bytes as the answer of a token endpoint: a token that can stand in a header and has a
// sensible life, or a sentence that repeats nothing of the answer. The first byte chooses status
// and way.
#include <cstdlib>

#include "http/token.h"

using namespace homevisit::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::int64_t now = 1'795'000'000'000;
  constexpr int statuses[] = {200, 200, 201, 302, 400, 401, 429, 503};
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  // Up to the first line end: the Date header.
  const auto line = std::min(rest.find('\n'), rest.size());
  const Response response{statuses[data[0] % 8],
                          {{"date", rest.substr(0, line)}},
                          rest.substr(std::min(line + 1, rest.size())),
                          false};
  const auto kind = static_cast<hv_http_sign_in>(HV_SIGN_IN_OAUTH2_BASIC + data[0] / 8 % 3);
  const Auth auth{kind, "client", "secret", "https://id.example/token", "scope", "", "", ""};
  const auto token = read_token(response, auth, now, now);
  if (!token) {
    const std::string& message = token.error().message;
    if (message.empty() || token.error().code.empty()) std::abort();
    if (message.find("canary") != std::string::npos) std::abort();
    return 0;
  }
  if (token->life_ms < 1000 || token->life_ms > 24 * 3'600'000) std::abort();
  for (const std::uint8_t byte : token->value.reveal())
    if (byte <= ' ' || byte > '~') std::abort();
  return 0;
}
