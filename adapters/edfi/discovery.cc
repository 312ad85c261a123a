#include "discovery.h"

#include <array>
#include <chrono>

namespace homevisit::edfi {
namespace {

using sdk::Failure;
using sdk::Value;

constexpr std::int64_t keep_ms = 10 * 60'000;

Failure unusable(const std::string& sentence) { return {HV_FAILED_PRECONDITION, sentence}; }

std::string without_slash(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

bool four_digits(std::string_view text) {
  return text.size() == 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Fills in what hosts with several years or districts leave open: ".../{schoolYear}/data/v3".
std::string filled(std::string url, const Config& config) {
  for (std::size_t open = url.find('{'); open != std::string::npos; open = url.find('{', open)) {
    const std::size_t close = url.find('}', open);
    const std::string name = url.substr(open + 1, close - open - 1);
    if (close == std::string::npos || sdk::lower(name).find("year") == std::string::npos)
      throw unusable("The Ed-Fi server serves several districts and its address leaves \"{" + name +
                     "}\" open. Set \"url\" to the address of your own district.");
    if (config.school_year.empty())
      throw unusable(
          "The Ed-Fi server keeps each school year apart. Set \"school_year\" to the year in which "
          "the school year ends.");
    url.replace(open, close - open + 1, config.school_year);
  }
  return url;
}

// A year-specific ODS/API 5 or 6 puts the year of its own clock at the end of the path.
std::string with_year(std::string url, const Config& config) {
  const std::size_t slash = url.rfind('/');
  if (!config.school_year.empty() && slash != std::string::npos &&
      four_digits(std::string_view(url).substr(slash + 1)))
    url.replace(slash + 1, 4, config.school_year);
  return url;
}

// Behind a proxy that ends https, a server may name itself with http. Anything else that leads to
// another server is not followed: the credentials are for the one that was configured.
std::string on_our_origin(std::string url, const Config& config, const char* what,
                          const char* advice) {
  const std::string ours = sdk::origin_of(config.url);
  if (url.starts_with("http://") && ours.starts_with("https://")) url.insert(4, "s");
  if (sdk::origin_of(url) != ours)
    throw unusable(std::string("The Ed-Fi server says that its ") + what +
                   " is on another server than " + ours + ". " + advice);
  return url;
}

int leading_number(std::string_view text, std::size_t from = 0) {
  int number = 0;
  for (; from < text.size() && text[from] >= '0' && text[from] <= '9' && number < 10'000; ++from)
    number = number * 10 + (text[from] - '0');
  return number;
}

void read_version(const Value& document, Discovery& out) {
  out.version = document["version"].id();
  std::string_view text = out.version;
  if (text.starts_with('v')) text.remove_prefix(1);
  out.major = leading_number(text);
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos)
    out.minor = leading_number(text, dot + 1);
}

void read_standard(const Value& document, Discovery& out) {
  for (const Value model : document["dataModels"])
    if (sdk::lower(model["name"].text()) == "ed-fi") out.standard = model["version"].text();
  out.standard_major = leading_number(out.standard);
  if (out.standard_major < 3)
    throw unusable(
        "The document at the address \"url\" names no Ed-Fi Data Standard that this adapter knows "
        "(3 and later). Check that \"url\" is the root of the Ed-Fi API.");
}

}  // namespace

Discovery read_discovery(const Value& document, const Config& config) {
  Discovery out;
  read_version(document, out);
  read_standard(document, out);
  const Value urls = document["urls"];
  const std::string data = without_slash(std::string(urls["dataManagementApi"].text()));
  if (data.empty())
    throw unusable(
        "The document at the address \"url\" does not say where the data is "
        "(urls.dataManagementApi). Check that \"url\" is the root of the Ed-Fi API.");
  out.data_url =
      on_our_origin(with_year(filled(data, config), config), config, "data",
                    "Set \"url\" to the address by which the server is reached from outside.");
  out.token_url = config.auth.token_url;
  if (out.token_url.empty()) {
    const std::string token = filled(std::string(urls["oauth"].text()), config);
    if (token.empty())
      throw unusable("The Ed-Fi server does not say where tokens are given; set \"token_url\".");
    out.token_url =
        on_our_origin(token, config, "sign-in", "If that is right, set \"token_url\" to it.");
  }
  if (const std::string changes = without_slash(std::string(urls["changeQueries"].text()));
      !changes.empty())
    out.changes_url =
        on_our_origin(with_year(filled(changes, config), config), config, "list of changes",
                      "Set \"url\" to the address by which the server is reached from outside.");
  return out;
}

bool clock_is_off(const sdk::Response& response, std::int64_t now_ms) {
  using namespace std::chrono;
  // "Sun, 22 Nov 2026 07:28:00 GMT"
  const std::string_view text = response.header("date");
  if (text.size() < 16 || now_ms == 0) return false;
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size))
      value = c < '0' || c > '9' ? 0 : value * 10 + (c - '0');
    return value;
  };
  for (unsigned i = 0; i < months.size(); ++i) {
    if (text.substr(8, 3) != months[i]) continue;
    const year_month_day day{year{number(12, 4)}, month{i + 1},
                             std::chrono::day{static_cast<unsigned>(number(5, 2))}};
    if (!day.ok()) return false;
    const auto here = floor<days>(sys_time<milliseconds>{milliseconds{now_ms}});
    return abs(here - sys_days{day}) > days{1};
  }
  return false;
}

Discovery discover(const sdk::Call& call, const Config& config) {
  const std::string key = "discovery " + config.url;
  if (const auto kept = call.host().cached(key))
    return read_discovery(sdk::Json::parse(*kept, "The kept discovery document").root(), config);

  static const sdk::Auth nobody;  // the document is open to all
  const sdk::Http http(call, nobody);
  const std::string what = "the request for its discovery document";
  // Some hosts know their root only with a "/" at its end.
  for (const char* end : {"", "/"}) {
    const sdk::Response response =
        http.send(sdk::Request::get(config.url + end).keep().header("Accept", "application/json"));
    if (response.status() == 404 && *end == '\0') continue;
    if (!response.ok()) throw sdk::failure_of(response, what, HV_HTTP_READ);
    const sdk::Json document = sdk::Json::parse(response.body(), "The discovery document");
    Discovery found = read_discovery(document.root(), config);
    if (!response.kept() && clock_is_off(response, call.host().now_ms()))
      call.host().warn(
          "The clocks of this machine and of the Ed-Fi server are more than a day apart. Set the "
          "wrong one: who is enrolled today depends on it.");
    call.host().cache(key, response.body(), keep_ms);
    return found;
  }
  throw unusable("There is no Ed-Fi server at the address \"url\".");
}

}  // namespace homevisit::edfi
