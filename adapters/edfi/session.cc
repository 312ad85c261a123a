#include "session.h"

#include "homevisit/sdk/date.h"
#include "refusal.h"

namespace homevisit::edfi {
namespace {

sdk::Auth signed_in(const Config& config, const Discovery& server) {
  sdk::Auth auth = config.auth;
  auth.token_url = server.token_url;
  return auth;
}

std::string with_filter(std::string url, const Filter& filter) {
  sdk::Url out(std::move(url));
  for (const auto& [name, value] : filter) out.with(name, value);
  return out.text();
}

sdk::Paging paging(const Session& session, bool by_token) {
  const std::uint64_t size = session.config().page_size;
  if (by_token) return sdk::TokenPaging{.size = size, .next_header = "next-page-token"};
  return sdk::OffsetPaging{
      .size = size, .total_header = "total-count", .total_query = "totalCount"};
}

}  // namespace

Session::Session(const sdk::Call& call, const Config& config)
    : config_(config),
      server_(discover(call, config)),
      auth_(signed_in(config, server_)),
      http_(call, auth_) {}

std::string Session::today() const { return sdk::date_of_ms(call().host().now_ms()); }

std::string Session::url_of(std::string_view resource) const {
  return server_.data_url + "/ed-fi/" + std::string(resource);
}

std::optional<Session::Current> Session::read(std::string_view resource,
                                              std::string_view id) const {
  const Response response =
      http_.send(sdk::Request::get(sdk::Url(url_of(resource)).segment(id).text()));
  if (response.status() == 404 || response.status() == 410) return std::nullopt;
  if (!response.ok()) throw refusal(response, resource, Deed::read, config_);
  return Current{
      sdk::Json::parse(response.body(), "The answer to the request for " + std::string(resource)),
      std::string(response.header("etag"))};
}

Session::Pager::Pager(const Session& session, std::string_view resource, const Filter& filter)
    : session_(session),
      resource_(resource),
      url_(with_filter(session.url_of(resource), filter)),
      by_token_(session.config().page_tokens && session.server().has_page_tokens()),
      pages_(session.http_, sdk::Request::get(url_), paging(session, by_token_), resource_) {}

std::optional<sdk::Page> Session::Pager::next() {
  try {
    auto page = pages_.next();
    if (!page && by_token_) require_complete();
    session_.call().progress(pages_.received(), pages_.total());
    return page;
  } catch (const Failure& failure) {
    if (failure.http_status() == 403) throw claim_missing(resource_, Deed::read).http(403, "", -1);
    throw;
  }
}

// A server or proxy that does not know page tokens ignores "pageSize", gives 25 rows and no token.
// That must not pass for the whole list.
void Session::Pager::require_complete() {
  if (pages_.received() == 0 || pages_.received() % 25 != 0) return;
  const std::string url = sdk::Url(url_).with("limit", 0u).with("totalCount", "true").text();
  const Response response = session_.http_.send(sdk::Request::get(url));
  const std::string total(response.header("total-count"));
  if (response.ok() && !total.empty() && total.size() < 12 &&
      total.find_first_not_of("0123456789") == std::string::npos &&
      std::stoull(total) > pages_.received())
    throw Failure(HV_FAILED_PRECONDITION,
                  "The Ed-Fi server ended the list of " + resource_ + " after " +
                      std::to_string(pages_.received()) + " of " + total +
                      " rows: it has no page tokens. Set \"page_tokens\" to false.");
}

std::optional<std::optional<sdk::Page>> Session::first_if_allowed(
    Pager& pager, std::string_view resource, std::string_view consequence) const {
  try {
    return pager.next();
  } catch (const Failure& failure) {
    if (failure.http_status() != 403 && failure.http_status() != 404) throw;
    call().host().warn("The Ed-Fi server " +
                       std::string(failure.http_status() == 403 ? "withholds " : "has no ") +
                       std::string(resource) + " (" + std::to_string(failure.http_status()) +
                       "). " + std::string(consequence) + " `homevisit check` says what to do.");
    return std::nullopt;
  }
}

}  // namespace homevisit::edfi
