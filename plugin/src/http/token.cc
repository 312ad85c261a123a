#include "http/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "http/encoding.h"
#include "http/http_date.h"
#include "http/retry_after.h"
#include "http/url.h"

namespace homevisit::http {
namespace {

constexpr std::int64_t second = 1000, minute = 60 * second, hour = 60 * minute;

// What is not said, or cannot be meant, counts as this: long enough that ODS/API 7.3, which allows
// 15 live tokens per client and gives them 30 minutes, never sees more than four of ours; short
// enough that a token which in truth lives shorter costs one 401 now and then.
constexpr std::int64_t assumed_life = 10 * minute;
// A token that says that it lives for years is asked for anew every day: that costs nothing, and a
// client whose rights were changed notices.
constexpr std::int64_t longest_life = 24 * hour;
// No token lives for 31 years: from here a number of seconds is taken for a moment since 1970,
// which is what Meadowlark sends; from `moment_in_ms` for milliseconds.
constexpr double moment_in_seconds = 1e9, moment_in_ms = 1e12;

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

// RFC 6750, 2.1, and a little more: what can stand in a header and hide nothing.
bool fits_header(std::string_view token) {
  return !token.empty() &&
         std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; });
}

Error refused(const char* code, std::string message) {
  return {HV_UNAUTHENTICATED, code, std::move(message)};
}

Error unusable(const Auth& auth, const char* why) {
  return refused("token_unusable",
                 fmt::format("{} answered, but {}. Check the token URL in the adapter's "
                             "configuration; if it is right, ask the administrator of that system.",
                             shown(auth.token_url), why));
}

// The token of an exchange, at a place such as "data/token".
json::Value token_at(json::Value root, std::string_view place) {
  while (!place.empty() && root.exists()) {
    const std::size_t end = std::min(place.find('/'), place.size());
    root = root[place.substr(0, end)];
    place.remove_prefix(std::min(end + 1, place.size()));
  }
  return root;
}

Error later(const Response& response, const Auth& auth, std::int64_t now_ms) {
  Error error{
      HV_UNAVAILABLE, "token_unavailable",
      response.status == 429
          ? fmt::format("{} gives no more tokens to {} for now (429). Wait; when it stays, look "
                        "whether other programs sign in as the same client, for systems limit the "
                        "live tokens of one.",
                        shown(auth.token_url), client_of(auth))
          : fmt::format("{} cannot give a token now ({}). Try again later; when it stays, "
                        "ask the administrator of that system.",
                        shown(auth.token_url), response.status)};
  error.retryable = true;
  error.retry_after_ms = retry_after_ms(response, now_ms).value_or(-1);
  return error;
}

Error client_refused(const Response& response, const Auth& auth, std::int64_t now_ms) {
  const bool by_key = auth.kind == HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  const std::int64_t ahead = clock_ahead_ms(response, now_ms);
  // An assertion holds for two minutes by our clock.
  if (by_key && ahead != 0)
    return refused("clock_wrong",
                   fmt::format("{} did not accept the signed assertion of client \"{}\", and the "
                               "clock of this machine is {}. Set this machine's clock (timedatectl "
                               "set-ntp true); if it is right, tell the administrator of that "
                               "system.",
                               shown(auth.token_url), auth.client_id,
                               clock_difference(ahead, auth.token_url)));
  if (by_key)
    return refused(
        "client_refused",
        fmt::format(
            "{} does not know client \"{}\" by the key that signs for it. The credential may "
            "have been revoked, or the key replaced on one side. Register the public key of "
            "the secret \"{}\" there{}, and check that \"{}\" is the audience it wants.",
            shown(auth.token_url), auth.client_id, auth.secret,
            auth.key_id.empty() ? std::string()
                                : fmt::format(" under the key id \"{}\"", auth.key_id),
            auth.audience.empty() ? shown(auth.token_url) : auth.audience));
  return refused("client_refused",
                 fmt::format("{} does not accept client \"{}\" with its secret. The credential is "
                             "wrong or was revoked. Ask the administrator of that system for a new "
                             "one and put it in the place of the secret \"{}\"; a restart is not "
                             "needed.",
                             shown(auth.token_url), auth.client_id, auth.secret));
}

Error refusal(std::string_view error, const Response& response, const Auth& auth,
              std::int64_t now_ms) {
  const std::string place = shown(auth.token_url);
  const bool by_key = auth.kind == HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  if (error == "invalid_client" || (by_key && error == "invalid_grant"))
    return client_refused(response, auth, now_ms);
  if (error == "invalid_scope")
    return refused("scope_refused",
                   fmt::format("{} does not give client \"{}\" the scope \"{}\". Ask the "
                               "administrator of that system to allow it, or correct the scope in "
                               "the adapter's configuration.",
                               place, auth.client_id, auth.scope));
  if (error == "unauthorized_client" || error == "access_denied")
    return refused("client_not_allowed",
                   fmt::format("{} knows client \"{}\" but does not let it sign in by client "
                               "credentials ({}). Ask the administrator of that system to allow "
                               "that.",
                               place, auth.client_id, error));
  if (error == "unsupported_grant_type")
    return refused("client_not_allowed",
                   fmt::format("{} does not offer client credentials. Check the token URL in the "
                               "adapter's configuration, and ask the administrator of that system "
                               "how programs sign in there.",
                               place));
  if (error == "temporarily_unavailable" || error == "server_error")
    return later(response, auth, now_ms);
  // Other texts are not repeated: nobody knows what a server puts there.
  const bool is_known = error == "invalid_request" || error == "invalid_grant" ||
                        error == "invalid_target" || error == "invalid_client_metadata";
  return refused(
      "token_request_refused",
      fmt::format("{} did not take the request for a token of client \"{}\" ({}{}). Check "
                  "how that system wants programs to sign in (client in the header, in "
                  "the body, or by a key) and correct the adapter's configuration.",
                  place, auth.client_id, response.status,
                  is_known ? fmt::format(", {}", error) : std::string()));
}

// Systems that exchange have errors of their own, mostly behind 200; what they say is not repeated.
Result<Token> exchanged_token(const Response& response, const Auth& auth, json::Value root,
                              std::int64_t asked_ms, std::int64_t now_ms) {
  const std::string_view token = token_at(root, auth.token_place).text();
  const bool refused_it = root["error"].exists() || response.status == 400 ||
                          response.status == 401 || response.status == 403;
  if (token.empty() && refused_it)
    return refused("client_refused",
                   fmt::format("{} does not accept the secret \"{}\". It is wrong or was revoked. "
                               "Ask the administrator of that system for a new one and put it in "
                               "its place; a restart is not needed.",
                               shown(auth.token_url), auth.secret));
  if (response.status != 200 && response.status != 201)
    return refused("token_request_refused",
                   fmt::format("{} did not exchange the secret \"{}\" for a token ({}). Check the "
                               "address in the adapter's configuration.",
                               shown(auth.token_url), auth.secret, response.status));
  if (token.empty()) return unusable(auth, "without a token");
  if (!fits_header(token)) return unusable(auth, "with a token that cannot stand in a header");
  return Token{
      Secret(token), asked_ms,
      auth.token_life_ms > 0 ? auth.token_life_ms : token_life_ms(root["expires_in"], now_ms)};
}

Result<Token> token_in(const Response& response, const Auth& auth, std::int64_t asked_ms,
                       std::int64_t now_ms) {
  if (response.status == 429 || response.status >= 500) return later(response, auth, now_ms);
  const auto document =
      json::Document::parse(response.body, {.bytes = largest_token_answer, .depth = 8});
  const json::Value root = document ? document->root() : json::Value();
  if (auth.kind == HV_SIGN_IN_EXCHANGE)
    return exchanged_token(response, auth, root, asked_ms, now_ms);
  // Also with 200: some servers put their errors there.
  if (const std::string_view error = root["error"].text(); !error.empty())
    return refusal(error, response, auth, now_ms);
  if (response.status == 401) return client_refused(response, auth, now_ms);
  if (response.status != 200 && response.status != 201) return refusal({}, response, auth, now_ms);
  if (!root.is_object()) return unusable(auth, "not with a JSON object");
  const std::string_view token = root["access_token"].text();
  if (token.empty()) return unusable(auth, "without an access_token");
  if (!fits_header(token)) return unusable(auth, "with a token that cannot stand in a header");
  // Not said at all: meant; RFC 6749 requires it, and yet it is left out.
  const json::Value type = root["token_type"];
  if (type.exists() && !type.is_null() && !same_ignoring_case(type.text(), "bearer"))
    return unusable(auth, "with a token of another type than Bearer");
  return Token{Secret(token), asked_ms, token_life_ms(root["expires_in"], now_ms)};
}

}  // namespace

std::string client_of(const Auth& auth) {
  return auth.kind == HV_SIGN_IN_EXCHANGE ? fmt::format("the secret \"{}\"", auth.secret)
                                          : fmt::format("client \"{}\"", auth.client_id);
}

std::int64_t token_life_ms(json::Value expires_in, std::int64_t now_ms) {
  // "1800" as a text comes from PHP servers.
  const auto said = number(expires_in.is_string() ? std::string(expires_in.text())
                           : expires_in.exists()  ? expires_in.dump()
                                                  : std::string());
  if (!said || *said <= 0) return assumed_life;
  double ms = *said * second;
  if (*said >= moment_in_ms) {
    ms = *said - static_cast<double>(now_ms);
  } else if (*said >= moment_in_seconds) {
    ms -= static_cast<double>(now_ms);
  }
  if (ms <= 0) return assumed_life;
  return static_cast<std::int64_t>(
      std::clamp(ms, static_cast<double>(second), static_cast<double>(longest_life)));
}

std::int64_t clock_ahead_ms(const Response& response, std::int64_t now_ms) {
  const auto theirs = parse_http_date(response.header("date"));
  if (!theirs) return 0;
  const std::int64_t ahead = now_ms - *theirs;
  return ahead > minute || ahead < -minute ? ahead : 0;
}

std::string clock_difference(std::int64_t ahead_ms, const std::string& url) {
  const std::int64_t minutes = (std::abs(ahead_ms) + minute / 2) / minute;
  const auto parsed = parse_url(url);
  return fmt::format("{} {} {} that of {}", minutes, minutes == 1 ? "minute" : "minutes",
                     ahead_ms > 0 ? "ahead of" : "behind",
                     parsed ? parsed->origin() : "the other side");
}

Result<Token> read_token(const Response& response, const Auth& auth, std::int64_t asked_ms,
                         std::int64_t now_ms) {
  Result<Token> token = token_in(response, auth, asked_ms, now_ms);
  if (token) return token;
  Error error = std::move(token).error();
  error.http_status = response.status;
  return error;
}

}  // namespace homevisit::http
