#include "http/oauth1.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "http/url.h"

namespace homevisit::http {
namespace {

Error unreadable(const char* what) {
  return {
      HV_INVALID_ARGUMENT, failure_code(Failure::refused_here),
      fmt::format("The request cannot be signed, since {} cannot be read. The adapter must send "
                  "it well-formed.",
                  what)};
}

bool is_form(const Request& request) {
  for (const Header& header : request.headers)
    if (same_ignoring_case(header.name, "content-type"))
      return lower(header.value).starts_with("application/x-www-form-urlencoded");
  return false;
}

// Section 3.4.1.3.2: each name and value escaped, sorted by their bytes.
std::string normalized(const Pairs& parameters) {
  Pairs escaped;
  escaped.reserve(parameters.size());
  for (const auto& [name, value] : parameters)
    escaped.emplace_back(percent_encoded(name), percent_encoded(value));
  std::sort(escaped.begin(), escaped.end());
  std::string out;
  for (const auto& [name, value] : escaped) {
    if (!out.empty()) out += '&';
    out += name + '=' + value;
  }
  return out;
}

}  // namespace

Result<std::string> signature_base(const Request& request, const Pairs& protocol) {
  const auto url = parse_url(request.url);
  if (!url) return unreadable("its URL");
  Pairs parameters = protocol;
  auto query = form_decoded(url->query);
  if (!query) return unreadable("the query of its URL");
  parameters.insert(parameters.end(), query->begin(), query->end());
  if (is_form(request)) {
    const auto form = form_decoded(request.body);
    if (!form) return unreadable("its form body");
    parameters.insert(parameters.end(), form->begin(), form->end());
  }
  std::string method = request.method;
  for (char& c : method)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return percent_encoded(method) + '&' + percent_encoded(url->origin() + url->path) + '&' +
         percent_encoded(normalized(parameters));
}

Result<std::string> oauth1_header(const Request& request, const Oauth1& oauth,
                                  const Secret& consumer_secret) {
  const std::string algorithm = oauth.algorithm.empty() ? "HMAC-SHA256" : oauth.algorithm;
  if (algorithm != "HMAC-SHA256" && algorithm != "HMAC-SHA1")
    return Error{
        HV_INVALID_ARGUMENT, "algorithm_unknown",
        fmt::format("Requests are signed by HMAC-SHA256 or HMAC-SHA1, not by \"{}\". Correct "
                    "the adapter's configuration.",
                    algorithm)};
  Pairs protocol = {{"oauth_consumer_key", oauth.consumer_key},
                    {"oauth_nonce", oauth.nonce},
                    {"oauth_signature_method", algorithm},
                    {"oauth_timestamp", std::to_string(oauth.timestamp)},
                    {"oauth_version", "1.0"}};
  HV_ASSIGN(const std::string base, signature_base(request, protocol));
  // Section 3.4.2: the second secret, the token's, is empty with two legs; the "&" stays.
  std::string key = percent_encoded(as_text(consumer_secret.reveal())) + '&';
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const ByteView bytes = as_bytes(base);
  const bool good = HMAC(algorithm == "HMAC-SHA1" ? EVP_sha1() : EVP_sha256(), key.data(),
                         static_cast<int>(key.size()), bytes.data(), bytes.size(), digest.data(),
                         &size) != nullptr;
  wipe(key);
  if (!good)
    return Error{
        HV_INTERNAL, "crypto_failed",
        fmt::format("OpenSSL could not run {}. Check that its default provider is installed "
                    "and allowed (openssl list -digest-algorithms).",
                    algorithm)};
  protocol.emplace_back("oauth_signature", base64({digest.data(), size}));
  std::string out = "OAuth ";
  for (const auto& [name, value] : protocol) {
    if (!out.ends_with(' ')) out += ',';
    out += name + "=\"" + percent_encoded(value) + '"';
  }
  return out;
}

}  // namespace homevisit::http
