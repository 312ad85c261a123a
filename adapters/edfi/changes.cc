#include "changes.h"

#include <cstdio>

#include "compact.h"
#include "refusal.h"

namespace homevisit::edfi {
namespace {

// Each of them takes some five requests; a page of 500 takes one.
constexpr std::size_t most_touched = 500;

// For one pass over the kinds of records, if little has changed.
constexpr std::int64_t keep_ms = 10'000;

std::string hex(std::uint64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

bool read_number(std::string_view text, std::uint64_t& number) {
  if (text.empty() || text.size() > 18 ||
      text.find_first_not_of("0123456789") != std::string_view::npos)
    return false;
  number = std::stoull(std::string(text));
  return true;
}

}  // namespace

void Changes::read_all(const char* why) {
  throw Failure(HV_CONFLICT, std::string(why) + " The roster is read as a whole.");
}

void Changes::require_few(std::size_t touched) {
  if (touched > most_touched) read_all("More changed than can be read one by one.");
}

Changes::Changes(const Session& session, Horizon& horizon, hv_kind kind, std::string_view since)
    : session_(session),
      horizon_(horizon),
      since_(session.config().changes ? since : std::string_view{}),
      // Another address, data standard or school year is another database.
      database_(hex(number_of(session.server().data_url + " " + session.server().standard))) {
  if (!session.config().changes) return;
  const std::int64_t age = session.call().host().now_ms() - horizon.asked_at;
  const bool asks = horizon.asked_at == 0 || age < 0 || age > keep_ms || kind <= horizon.last_kind;
  if (asks) ask();
  horizon.last_kind = kind;
  if (since_.empty()) horizon.withheld.clear();
  if (!since_.empty()) {
    const std::size_t dash = since_.find('-');
    if (dash == std::string::npos || since_.substr(dash + 1) != database_ ||
        !read_number(std::string_view(since_).substr(0, dash), from_))
      read_all("The last roster was read from another database or school year.");
    // Somebody else may have read further than we were told before.
    if (from_ > horizon.newest && !asks) ask();
    if (from_ > horizon.newest)
      read_all("The Ed-Fi server is behind what was read before: it was restored or replaced.");
    if (horizon.oldest > from_ + 1) read_all("The Ed-Fi server keeps no changes from so long ago.");
  }
  newest_ = horizon.newest;
}

void Changes::ask() {
  const std::string& url = session_.server().changes_url;
  if (url.empty())
    throw Failure(HV_FAILED_PRECONDITION,
                  "The Ed-Fi server has no change queries. Switch them on there, or set "
                  "\"changes\" to false.");
  const sdk::Json answer = session_.http().json(sdk::Request::get(url + "/availableChangeVersions"),
                                                "the request for its newest change");
  const auto number = [&](const char* small, const char* large) {
    const auto value = answer.root()[small].integer();
    return static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, value ? *value : answer.root()[large].integer().value_or(0)));
  };
  horizon_.newest = number("newestChangeVersion", "NewestChangeVersion");
  horizon_.oldest = number("oldestChangeVersion", "OldestChangeVersion");
  horizon_.asked_at = session_.call().host().now_ms();
}

std::string Changes::token() const {
  return session_.config().changes ? std::to_string(newest_) + "-" + database_ : std::string();
}

Filter Changes::window() const {
  return {{"minChangeVersion", std::to_string(from_ + 1)},
          {"maxChangeVersion", std::to_string(newest_)}};
}

bool Changes::is_quiet(const std::string& resource) const {
  const auto found = horizon_.quiet.find(resource);
  return found != horizon_.quiet.end() && found->second == std::pair(from_, newest_);
}

std::set<std::string> Changes::touched(const std::vector<Trace>& traces) const {
  std::set<std::string> ids;
  for (const Trace& trace : traces) {
    each_row(trace.resource, [&](const Value& row) {
      if (std::string id = row.at(trace.path).id(); !id.empty()) ids.insert(std::move(id));
      require_few(ids.size());
    });
    const auto take = [&](const Value& keys) {
      std::string id = keys[trace.key].id();
      if (id.empty()) read_all("The Ed-Fi server does not say what was deleted.");
      ids.insert(std::move(id));
      require_few(ids.size());
    };
    each_deleted(trace.resource, take);
    each_key_change(trace.resource, take);
  }
  return ids;
}

}  // namespace homevisit::edfi
