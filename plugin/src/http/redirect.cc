#include "http/redirect.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include "http/trouble.h"

namespace homevisit::http {

bool is_redirect(const Response& response) {
  switch (response.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return !response.header("location").empty();
    default:
      return false;
  }
}

std::optional<std::string> resolve(const std::string& base, std::string_view reference) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), curl_url_cleanup);
  const std::string to(reference);
  if (!url || to.find('\0') != std::string::npos ||
      curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, to.c_str(), CURLU_URLENCODE) != CURLUE_OK)
    return std::nullopt;
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  char* text = nullptr;
  if (curl_url_get(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK) return std::nullopt;
  std::string out = text;
  curl_free(text);
  return out;
}

Result<Request> redirected(const Request& request, const Url& url, const Response& response,
                           bool more) {
  const auto refuse = [&](std::string message) {
    Error error = transport_error(Failure::redirected, request.effect, std::move(message));
    error.http_status = response.status;
    return error;
  };
  const auto address = resolve(request.url, response.header("location"));
  const auto to = address ? parse_url(*address) : std::nullopt;
  if (!to)
    return refuse(
        fmt::format("{} sends us on to an address that cannot be read. Tell the "
                    "administrator of that system.",
                    url.origin()));
  // 307 and 308 ask for the same again elsewhere; after the others it may have been taken already.
  if (request.effect == Effect::write && response.status != 307 && response.status != 308) {
    Error error = transport_error(
        Failure::lost, request.effect,
        fmt::format(
            "{} answered the entry by sending us on to {} ({}). Whether it was taken is not "
            "known; it will be looked up. Check the address in the configuration.",
            url.origin(), to->origin(), response.status));
    error.http_status = response.status;
    return error;
  }
  if (request.effect == Effect::write)
    return refuse(
        fmt::format("{} sends us on to {} instead of taking the entry. It was not sent "
                    "there. Check the address in the configuration.",
                    url.origin(), to->origin()));
  if (to->origin() != url.origin())
    return refuse(
        fmt::format("{} sends us on to another place, {}. Nothing was sent there. If the "
                    "system has moved, give the new address in the configuration.",
                    url.origin(), to->origin()));
  if (!more)
    return refuse(
        fmt::format("{} sends us on and on. Check the address in the configuration, or "
                    "tell the administrator of that system.",
                    url.origin()));
  Request next = request;
  next.url = *address;
  const bool keeps_method = response.status == 307 || response.status == 308;
  if (!keeps_method && request.method != "HEAD") {
    next.method = "GET";
    next.body.clear();
  }
  return next;
}

}  // namespace homevisit::http
