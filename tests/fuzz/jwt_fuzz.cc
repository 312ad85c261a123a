// Any bytes as a token or as a key set. No token opens that our own key has not signed, and what is
// refused has a code and a sentence that repeats nothing of it. The first byte chooses the way.
#include <cstdlib>

#include "base/base64url.h"
#include "crypto/jwt.h"
#include "http/encoding.h"

using namespace homevisit;

namespace {

// Nobody has its private half at hand here.
constexpr std::string_view keys =
    R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})";

void expect_said(const Error& error) {
  if (error.code.empty() || error.message.empty()) std::abort();
  if (error.message.find("canary") != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 4 == 0) {
    const auto set = crypto::KeySet::parse(text);
    if (!set) expect_said(set.error());
    return 0;
  }
  static const crypto::KeySet set = std::move(*crypto::KeySet::parse(keys));
  static constexpr crypto::SignatureAlgorithm allowed[] = {crypto::SignatureAlgorithm::eddsa,
                                                           crypto::SignatureAlgorithm::rs256};
  std::string token(text);
  if (data[0] % 4 == 2) {  // the bytes as a head, so that mutations reach it
    const auto line = std::min(token.find('\n'), token.size());
    const std::string rest = token.substr(std::min(line + 1, token.size()));
    token = http::base64url(as_bytes(token.substr(0, line))) + "." +
            http::base64url(as_bytes(rest)) + "." + http::base64url(Bytes(64));
  }
  const auto parsed = crypto::SignedToken::parse(token);
  if (!parsed) {
    expect_said(parsed.error());
    return 0;
  }
  const auto claims = parsed->open(set, allowed);
  if (claims) std::abort();
  expect_said(claims.error());
  if (const auto judged = json::Document::parse(text)) {
    const Status status =
        crypto::check_claims(judged->root(), {"i", "a", "n", 1'795'000'000, 60, 0});
    if (!status) expect_said(status.error());
  }
  return 0;
}
