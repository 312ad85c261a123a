// Long lists in pages, and what systems do to them.
#include <fmt/format.h>

#include <map>

#include "case.h"
#include "reading.h"

namespace homevisit::conform {
namespace {

constexpr std::size_t kSizes[] = {1, 2, 7, 13, 101};
constexpr std::size_t kMostAstray = 20;  // requests before a loop must have been noticed

void require_network(const Trial& trial) {
  if (!trial.declaration.has_network()) trial.skip("The adapter uses no network.");
}

// Ways of paging that the file has, by name or in a route.
bool any_paging(const Trial& trial, const std::function<bool(const Json&)>& fits) {
  const Json& http = trial.declaration.http();
  for (const Json::Member& way : http["paging"].members()) {
    if (fits(way.second)) return true;
  }
  for (const Json& route : http["routes"].items()) {
    const Json& ways = route["paging"];
    for (const Json& way : ways.is_array() ? ways.items() : Json::Array{ways}) {
      if (way.is_object() && fits(way)) return true;
    }
  }
  return false;
}

bool has_cursor(const Json& way) {
  return way["style"].text() == "token" || way["style"].text() == "link" || way["link"].truth();
}

using Ids = std::map<hv_kind, std::set<std::string>>;

Ids read_all(Trial& trial, Session& session) {
  Ids out;
  for (const hv_kind kind : kinds_of(session)) out[kind] = ids_of(must_read(trial, session, kind));
  return out;
}

// Settings that make pages small, and what the system does beside.
struct Small {
  std::string config;
  Twists twists;
};

Small small_pages(const Trial& trial, std::size_t size) {
  Small out;
  Json config = Json::parse(configuration(trial)).value_or(Json());
  const std::string setting = trial.declaration.root["page_setting"].text();
  if (!setting.empty()) config.set(setting, static_cast<std::int64_t>(size));
  out.config = config.dump();
  out.twists.most = size;
  return out;
}

// Reads all kinds in small pages. How many lists had a further page.
std::size_t read_small(Trial& trial, const Ids& expected, const Small& small, std::size_t size) {
  Session session(trial, {}, small.config);
  if (!session.is_open()) return 0;  // the setting takes no pages as small as this
  session.system().twists = small.twists;
  for (const auto& [kind, ids] : expected) {
    trial.input(fmt::format("list {} in pages of {}", kind_name(kind), size));
    const auto records = must_read(trial, session, kind);
    trial.expect(ids_of(records) == ids,
                 fmt::format("{} came and {} are there.", records.size(), ids.size()));
  }
  session.close();
  return session.system().pages_with_next;
}

void takes_small_pages(Trial& trial) {
  require_network(trial);
  Session usual(trial);
  const Ids expected = read_all(trial, usual);
  std::size_t pages = 0;
  for (const std::size_t size : kSizes)
    pages += read_small(trial, expected, small_pages(trial, size), size);
  trial.figure("further_pages", static_cast<std::int64_t>(pages));
  const bool paged =
      any_paging(trial, [](const Json& way) { return way["style"].text() != "none"; });
  trial.expect(!paged || pages > 0,
               "No list had a second page. Let the paging clamp, or name the \"page_setting\".");
}

void passes_empty_pages(Trial& trial) {
  require_network(trial);
  if (!any_paging(trial, [](const Json& way) { return way["empty_pages"].truth(); }))
    trial.skip("An empty page is the end with this system.");
  Session usual(trial);
  const Ids expected = read_all(trial, usual);
  Small small = small_pages(trial, 7);
  small.twists.empty_pages = true;
  read_small(trial, expected, small, 7);
}

void needs_no_total(Trial& trial) {
  require_network(trial);
  if (!any_paging(trial, [](const Json& way) { return way["may_lack_total"].truth(); }))
    trial.skip("The system always says the total, or never.");
  Session usual(trial);
  const Ids expected = read_all(trial, usual);
  Small small = small_pages(trial, 7);
  small.twists.no_total = true;
  read_small(trial, expected, small, 7);
}

void drops_doubles(Trial& trial) {
  require_network(trial);
  if (!any_paging(trial, has_cursor)) trial.skip("The system has no cursors.");
  Session usual(trial);
  const Ids expected = read_all(trial, usual);
  Small small = small_pages(trial, 7);
  small.twists.repeat_rows = true;
  read_small(trial, expected, small, 7);
}

void refuses_same_cursor(Trial& trial) {
  require_network(trial);
  if (!any_paging(trial, has_cursor)) trial.skip("The system has no cursors.");
  Small small = small_pages(trial, 7);
  small.twists.same_cursor = true;
  Session session(trial, {}, small.config);
  if (!session.is_open()) trial.skip("The setting takes no pages as small as 7.");
  session.system().twists = small.twists;
  for (const hv_kind kind : kinds_of(session)) {
    trial.input(fmt::format("list {}: every page leads to the same next one", kind_name(kind)));
    session.system().cursors_given = 0;
    const Listing listing = session.list(kind, {}, scope_of(trial, kind));
    if (session.system().cursors_given == 0) continue;
    trial.expect(!listing.ok(), "It returned HV_OK.");
    const std::string twice = double_id(listing.records);
    trial.expect(twice.empty(), twice);
    trial.expect(
        session.host().sent().size() < kMostAstray,
        fmt::format("It sent {} requests before it gave up.", session.host().sent().size()));
  }
}

void stays_on_origin(Trial& trial) {
  require_network(trial);
  const bool links = any_paging(
      trial, [](const Json& way) { return way["style"].text() == "link" || way["link"].truth(); });
  if (!links) trial.skip("The system has no next links.");
  Small small = small_pages(trial, 7);
  small.twists.next_origin = "https://elsewhere.invalid";
  // A request there is found by the host itself. By offset one may go on without the link.
  Session usual(trial);
  const Ids expected = read_all(trial, usual);
  Session session(trial, {}, small.config);
  if (!session.is_open()) trial.skip("The setting takes no pages as small as 7.");
  session.system().twists = small.twists;
  for (const auto& [kind, ids] : expected) {
    trial.input(fmt::format("list {}: the next link leads to another origin", kind_name(kind)));
    const Listing listing = session.list(kind, {}, scope_of(trial, kind));
    trial.expect(!listing.ok() || ids_of(listing.records) == ids,
                 "It returned HV_OK with fewer records.");
  }
}

// Rows come and go between pages: some may be missed or seen, but none twice, and nothing breaks.
void survives_changes(Trial& trial) {
  require_network(trial);
  for (const bool inserts : {true, false}) {
    const Small small = small_pages(trial, 7);
    Session session(trial, {}, small.config);
    if (!session.is_open()) continue;
    session.system().twists = small.twists;
    for (const hv_kind kind : kinds_of(session)) {
      trial.input(fmt::format("list {}: the first row is {} after each page", kind_name(kind),
                              inserts ? "put in front again under another id" : "removed"));
      Call call;
      call.trouble.after = [&](std::size_t request) {
        const Sent& sent = session.host().sent()[request];
        if (sent.route == nullptr || !sent.route->spec.has("list") || request > 5) return;
        Json::Array& rows = session.system().rows(sent.route->spec["list"].text());
        if (rows.size() < 2) return;
        if (!inserts) {
          rows.erase(rows.begin());
        } else {
          rows.insert(rows.begin(), rows.back());
          rows.pop_back();
        }
      };
      const Listing listing = session.list(kind, call, scope_of(trial, kind));
      const std::string twice = double_id(listing.records);
      trial.expect(twice.empty(), twice);
    }
  }
}

}  // namespace

void add_page_cases(std::vector<Case>& out) {
  out.push_back({"pages.small",
                 "All records come in pages of 1, 2, 7, 13 and 101, also when the system gives "
                 "fewer rows than asked.",
                 takes_small_pages});
  out.push_back({"pages.empty", "An empty page is not the end where the system says so.",
                 passes_empty_pages});
  out.push_back(
      {"pages.no_total", "All records come though the total is missing.", needs_no_total});
  out.push_back(
      {"pages.doubles", "A row that comes on two pages is handed out once.", drops_doubles});
  out.push_back({"pages.same_cursor", "A cursor that came before is an error, not an endless loop.",
                 refuses_same_cursor});
  out.push_back(
      {"pages.origin", "A next link to another origin is not followed.", stays_on_origin});
  out.push_back({"pages.changing",
                 "A list that changes while it is read gives no id twice, and nothing breaks.",
                 survives_changes});
}

}  // namespace homevisit::conform
