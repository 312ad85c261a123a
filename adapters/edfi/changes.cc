#include "changes.h"

#include <cstdio>

#include "compact.h"
#include "refusal.h"

namespace homevisit::edfi {
namespace {

// Each of them takes some five requests; a page of 500 takes one.
constexpr std::size_t most_touched = 500;

Failure read_all(const char* why) {
  return Failure(HV_CONFLICT, std::string(why) + " The roster is read as a whole.");
}

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

Changes::Changes(const Session& session, std::string_view since)
    : session_(session),
      since_(session.config().changes ? since : std::string_view{}),
      // Another address, data standard or school year is another database.
      database_(hex(number_of(session.server().data_url + " " + session.server().standard))) {
  if (!session.config().changes) return;
  const std::string& url = session.server().changes_url;
  if (url.empty())
    throw Failure(HV_FAILED_PRECONDITION,
                  "The Ed-Fi server has no change queries. Switch them on there, or set "
                  "\"changes\" to false.");
  const sdk::Json answer = session.http().json(sdk::Request::get(url + "/availableChangeVersions"),
                                               "the request for its newest change");
  const auto number = [&](const char* small, const char* large) {
    const auto value = answer.root()[small].integer();
    return static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, value ? *value : answer.root()[large].integer().value_or(0)));
  };
  newest_ = number("newestChangeVersion", "NewestChangeVersion");
  const std::uint64_t oldest = number("oldestChangeVersion", "OldestChangeVersion");
  if (since_.empty()) return;
  const std::size_t dash = since_.find('-');
  if (dash == std::string::npos || since_.substr(dash + 1) != database_ ||
      !read_number(std::string_view(since_).substr(0, dash), from_))
    throw read_all("The last roster was read from another database or school year.");
  if (from_ > newest_)
    throw read_all("The Ed-Fi server is behind what was read before: it was restored or replaced.");
  if (oldest > from_ + 1) throw read_all("The Ed-Fi server keeps no changes from so long ago.");
}

std::string Changes::token() const {
  return session_.config().changes ? std::to_string(newest_) + "-" + database_ : std::string();
}

Filter Changes::window() const {
  return {{"minChangeVersion", std::to_string(from_ + 1)},
          {"maxChangeVersion", std::to_string(newest_)}};
}

std::set<std::string> Changes::touched(const std::vector<Trace>& traces) const {
  std::set<std::string> ids;
  if (from_ >= newest_) return ids;
  for (const Trace& trace : traces) {
    read_rows(trace, ids);
    read_keys(trace, ids);
  }
  return ids;
}

void Changes::read_rows(const Trace& trace, std::set<std::string>& ids) const {
  session_.each(trace.resource, window(), [&](const Value& row) {
    if (std::string id = row.at(trace.path).id(); !id.empty()) ids.insert(std::move(id));
    if (ids.size() > most_touched) throw read_all("More changed than can be read one by one.");
  });
}

void Changes::read_keys(const Trace& trace, std::set<std::string>& ids) const {
  const auto take = [&](const Value& keys) {
    std::string id = keys[trace.key].id();
    if (id.empty()) throw read_all("The Ed-Fi server does not say what was deleted.");
    ids.insert(std::move(id));
    if (ids.size() > most_touched) throw read_all("More changed than can be read one by one.");
  };
  each_deleted(trace.resource, take);
  // Merged or renumbered: both the old and the new one are looked at.
  session_.each_if_allowed(trace.resource + "/keyChanges", window(),
                           "People who were given another id are noticed with the next whole "
                           "reading.",
                           [&](const Value& row) {
                             take(row["oldKeyValues"]);
                             take(row["newKeyValues"]);
                           });
}

}  // namespace homevisit::edfi
