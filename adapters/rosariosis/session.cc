#include "session.h"

#include <algorithm>

#include "homevisit/sdk/date.h"
#include "homevisit/sdk/url.h"

namespace homevisit::rosariosis {
namespace {

// Of an answer that is an error, also behind status 200: the plugin's `code`, -1 for another error.
int code_of(const Value& root) {
  if (!root.is_object() || root["records"].exists()) return 0;
  if (const auto code = root["code"].integer()) return static_cast<int>(*code);
  return root["error"].exists() ? -1 : 0;
}

std::string with_code(int status, int code) {
  return std::to_string(status) + (code > 0 ? ", code " + std::to_string(code) : "");
}

}  // namespace

Failure refusal(const sdk::Response& response, int code, std::string_view what,
                hv_http_effect effect) {
  const int status = response.status();
  const std::string begin =
      "RosarioSIS answered " + with_code(status, code) + " to " + std::string(what) + ". ";
  const auto make = [&](hv_status kind, const char* advice) {
    return Failure(kind, begin + advice).http(status, response.request_id(), -1);
  };
  switch (code) {
    case no_route:
      return make(HV_NOT_FOUND,
                  "That is not the API of its plugin REST API: check \"url\" and the plugin.");
    case no_table:
      return make(HV_FAILED_PRECONDITION,
                  "It does not have this table. Look which version it is; the table "
                  "homevisit_entries is made by the add-on, or by the adapter where "
                  "\"make_table\" is true.");
    case broken_reference:
      return make(HV_FAILED_PRECONDITION,
                  "It does not have the student any more; refresh the roster.");
    case bad_token:
      return make(HV_UNAUTHENTICATED,
                  "It refuses a token that it has just given. Set the clocks of its servers, and "
                  "look whether all of them have the same ROSARIO_REST_API_SECRET.")
          .flags(HV_ERROR_AUTH);
    case no_token:
      return make(HV_UNAUTHENTICATED,
                  "The token did not arrive: a proxy or the web server takes the header "
                  "X-Authorization away. Let it through.");
    default:
      break;
  }
  if (response.ok())
    return effect == HV_HTTP_WRITE
               ? make(HV_OUTCOME_UNKNOWN,
                      "Whether it was taken is not known; it will be looked up.")
               : make(HV_UNAVAILABLE, "It has a fault of its own; try again later.");
  return sdk::failure_of(response, what, effect);
}

std::string Session::today() const { return sdk::date_of_ms(call().host().now_ms()); }

std::string Session::api(std::string_view path) const {
  return config_.url + "/plugins/REST_API/api.php/" + std::string(path);
}

std::string Session::url_of(const Query& query, std::uint64_t size, std::string_view from,
                            const std::string& key) const {
  sdk::Url url(api("records/" + query.table));
  std::string columns;
  for (const std::string& column : query.columns) columns += (columns.empty() ? "" : ",") + column;
  url.with("include", columns);
  for (const Filter& filter : query.filters)
    url.with("filter", filter.column + "," + filter.operation + "," + filter.value);
  if (!from.empty()) url.with("filter", query.keys.front() + "," + std::string(from) + "," + key);
  for (const std::string& column : query.keys) url.with("order", column + ",asc");
  return url.with("size", size).text();
}

Json Session::page(const Query& query, const std::string& url) const {
  const std::string what = "the request for rows of " + query.table;
  const sdk::Response response = http_.send(sdk::Request::get(url));
  if (!response.ok()) {
    int code = 0;
    try {
      code = code_of(Json::parse(response.body(), what).root());
    } catch (const Failure&) {
      // The status says enough.
    }
    throw refusal(response, code, what, HV_HTTP_READ);
  }
  Json json = Json::parse(response.body(), "The answer to " + what);
  if (const int code = code_of(json.root()); code != 0)
    throw refusal(response, code, what, HV_HTTP_READ);
  if (!json.root()["records"].is_array())
    throw Failure(HV_UNAVAILABLE, "The answer to " + what +
                                      " holds no list; check \"url\" in the configuration and the "
                                      "version of the plugin REST API.");
  return json;
}

namespace {

std::string key_of(const Query& query, const Value& row) {
  std::string key = row[query.keys.front()].id();
  if (key.empty())
    throw Failure(HV_UNAVAILABLE, "Rows of " + query.table + " came without \"" +
                                      query.keys.front() +
                                      "\"; the list cannot be read to its end. Look which version "
                                      "RosarioSIS is.");
  return key;
}

}  // namespace

void Session::each(const Query& query, const Take& take) const {
  // Several rows may share the first key; those of the last one may go on behind the page.
  const bool shared = query.keys.size() > 1;
  std::string from, last, url = url_of(query, config_.page_size, "", "");
  for (std::uint64_t taken = 0;;) {
    const Json json = page(query, url);
    const Value rows = json.root()["records"];
    // Never "fewer than asked for": the plugin may cut shorter than we think, and says nothing.
    if (rows.size() == 0) return;
    const std::string end = key_of(query, rows.item(rows.size() - 1));
    const bool only = key_of(query, rows.item(0)) == end;
    if (end == last && (from == "gt" || !only))
      throw Failure(HV_UNAVAILABLE, "RosarioSIS gave the same rows of " + query.table +
                                        " twice; the list cannot be read to its end. Tell its "
                                        "administrator.");
    from = shared && !only ? "ge" : "gt";
    last = end;
    url = url_of(query, config_.page_size, from, last);
    const bool complete = query.most != 0 && taken + rows.size() >= query.most;
    if (!complete && !shared) http_.ahead(sdk::Request::get(url));
    if (shared && only) {
      each_behind(query, last, take);
      continue;
    }
    for (const Value row : rows) {
      if (shared && key_of(query, row) == end) break;
      take(row);
      if (++taken % 256 == 0) call().check();
    }
    if (complete) return;
  }
}

// All rows of one value of the first key, by the others.
void Session::each_behind(Query query, const std::string& value, const Take& take) const {
  query.filters.push_back({query.keys.front(), "eq", value});
  query.keys.erase(query.keys.begin());
  each(query, take);
}

void Session::each_of(Query query, const std::string& column, const std::vector<std::string>& ids,
                      const Take& take) const {
  const std::size_t chunk = std::min<std::size_t>(150, config_.page_size);
  query.filters.push_back({column, "in", ""});
  for (std::size_t begin = 0; begin < ids.size(); begin += chunk) {
    const std::size_t end = std::min(begin + chunk, ids.size());
    std::string list;
    for (std::size_t i = begin; i < end; ++i) list += (list.empty() ? "" : ",") + ids[i];
    query.filters.back().value = list;
    // Each id has one row at most where it is the key.
    query.most = column == query.keys.front() ? end - begin : 0;
    each(query, take);
  }
}

Json Session::look(const Query& query, std::uint64_t size) const {
  return page(query, url_of(query, size, "", ""));
}

Session::Answer Session::write(std::string_view method, std::string_view path,
                               std::string body) const {
  sdk::Response response =
      http_.send(sdk::Request::write(std::string(method), api(path), std::move(body)).json());
  Answer answer{std::move(response), 0, {}};
  try {
    const Json json = Json::parse(answer.response.body(), "The answer");
    answer.code = code_of(json.root());
    if (answer.code == 0 && !json.root().is_object()) {
      answer.value = json.root().id();
      if (json.root().boolean() == true) answer.value = "true";
    }
  } catch (const Failure&) {
    // Nothing that can be read: the status is all there is.
  }
  return answer;
}

}  // namespace homevisit::rosariosis
