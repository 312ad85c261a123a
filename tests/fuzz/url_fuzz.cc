// Any bytes as a URL, a date and an encoded text. What is read as a URL is read the same when it is
// written again; what is decoded comes back.
#include <cstdlib>

#include "http/encoding.h"
#include "http/http_date.h"
#include "http/url.h"

using namespace homevisit;
using namespace homevisit::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(parse_http_date(text));
  if (percent_decoded(percent_encoded(text), false) != text) std::abort();
  if (percent_decoded(form_encoded(text), true) != text) std::abort();
  if (const auto fields = form_decoded(text))
    if (form_decoded(form_encoded(*fields)).value_or(Pairs{}).size() > fields->size()) std::abort();
  if (shown(text).find('?') != std::string::npos) std::abort();

  const auto url = parse_url(text);
  if (!url) return 0;
  const auto again = parse_url(url->origin() + url->path + "?" + url->query);
  if (!again || again->origin() != url->origin() || again->path != url->path ||
      again->query != url->query || is_loopback(*again) != is_loopback(*url))
    std::abort();
  return 0;
}
