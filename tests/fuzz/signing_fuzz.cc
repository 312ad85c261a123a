// Any bytes as a request to sign by OAuth 1.0a, and as a private key. Lines: method, URL, content
// type; the rest is the body. What can be signed is signed the same when its query is moved from
// the URL to the parameters.
#include <openssl/err.h>

#include <cstdlib>

#include "http/jwt.h"
#include "http/oauth1.h"
#include "http/url.h"

using namespace homevisit;
using namespace homevisit::http;

namespace {

std::string take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  std::string line(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  // OpenSSL takes its time over what is no key at all, and that says nothing about us.
  if (text.find("-----BEGIN ") != std::string_view::npos) {
    const auto token = signed_assertion({"ES256", "k", "c", "a", "i", 1, 2}, Secret(text));
    if (!token && token.error().message.empty()) std::abort();
    if (ERR_peek_error() != 0) std::abort();
    return 0;
  }

  Request request;
  request.method = take_line(text);
  request.url = take_line(text);
  request.headers = {{"Content-Type", take_line(text)}};
  request.body = text;
  const Secret secret(std::string_view("secret"));
  const auto header = oauth1_header(request, {"", "key", "nonce", 1'795'000'000}, secret);
  if (!header) {
    if (header.error().message.empty()) std::abort();
    return 0;
  }
  if (header->find_first_of("\r\n") != std::string::npos) std::abort();

  const auto url = parse_url(request.url);
  const auto query = form_decoded(url->query);
  const auto base = signature_base(request, {});
  request.url = url->origin() + url->path;
  const auto moved = signature_base(request, *query);
  if (!base || !moved || *base != *moved) std::abort();
  return 0;
}
