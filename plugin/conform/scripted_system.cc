#include "scripted_system.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "scripted_turn.h"
#include "selection.h"

namespace homevisit::conform {

namespace {

std::vector<std::string> decoded_segments(std::string_view path) {
  std::vector<std::string> out;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    out.push_back(percent_decode(path.substr(0, end)));
    path.remove_prefix(end);
  }
  return out;
}

bool is_place(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (!is_place(pattern[i]) && pattern[i] != path[i]) return false;
  }
  return true;
}

// Does every declared field stand there? "*" takes any value.
bool agree(const Json& wanted, const Fields& there, const Places& places, bool lower) {
  for (const Json::Member& member : wanted.members()) {
    std::string name = member.first;
    if (lower) std::transform(name.begin(), name.end(), name.begin(), ::tolower);
    const std::string* value = find_field(there, name);
    if (value == nullptr) return false;
    if (member.second.text() != "*" && fill_text(member.second.text(), places) != *value)
      return false;
  }
  return true;
}

std::string any_text(const Json& value) { return value.is_string() ? value.text() : value.dump(); }

}  // namespace

std::string header(const Request& request, std::string_view name) {
  const std::string* value = find_field(request.headers, name);
  return value == nullptr ? "" : *value;
}

Json body_of(const Request& request) {
  if (header(request, "content-type").starts_with("application/x-www-form-urlencoded")) {
    Json form{Json::Object()};
    for (const auto& [name, value] : split_query(request.body)) form.set(name, value);
    return form;
  }
  return Json::parse(request.body).value_or(Json());
}

ScriptedSystem::ScriptedSystem(const Declaration& declaration) : declaration_(declaration) {
  for (const Json::Member& member : declaration.http()["collections"].members()) {
    const Json& spec = member.second;
    Collection& collection = collections_[member.first];
    collection.id = spec["id"].text("id");
    collection.ids = spec["ids"].text("uuid");
    collection.versions = spec["versions"].truth();
    collection.etag_in = spec["etag_in"].text();
    collection.rows = spec["rows"].items();
    for (Json& row : collection.rows) {
      if (!row.has("_change")) row.set("_change", change_);
      if (!row.has("_version")) row.set("_version", "1");
      collection.last_number = std::max(collection.last_number, row.at(collection.id).number());
    }
  }
}

const Route* ScriptedSystem::route_of(const Request& request) const {
  const Url url = split_url(request.url);
  const std::vector<std::string> path = decoded_segments(url.path);
  Places secrets;
  for (const Json::Member& secret : declaration_.root["secrets"].members())
    secrets["secret:" + secret.first] = secret.second;
  for (const Route& route : declaration_.routes) {
    if (route.method != request.method || route.origin != url.origin || !fits(route.segments, path))
      continue;
    const Json& when = route.spec["when"];
    Fields form;
    const Json body = when["form"].is_null() ? Json() : body_of(request);
    for (const Json::Member& member : body.members()) {
      form.emplace_back(member.first, any_text(member.second));
    }
    if (agree(when["headers"], request.headers, secrets, true) &&
        agree(when["query"], split_query(url.query), secrets, false) &&
        agree(when["form"], form, secrets, false))
      return &route;
  }
  return nullptr;
}

Answer ScriptedSystem::answer(const Request& request, std::vector<std::string>& faults) {
  const Route* route = route_of(request);
  const Url url = split_url(request.url);
  if (route == nullptr) {
    faults.push_back(fmt::format("it asked for {} {}, which no route of the conformance file takes",
                                 request.method, url.origin + url.path));
    return {404, {}, "{}"};
  }
  std::string name;
  for (const char* action : {"list", "one", "add", "replace", "change", "remove", "deleted"}) {
    if (route->spec.has(action)) name = route->spec[action].text();
  }
  Turn turn{
      request, *route, url, split_query(url.query), name.empty() ? nullptr : &collections_[name],
      {},      faults};
  turn.places["base"] = url.origin;
  turn.places["change"] = change_;
  for (const Json::Member& secret : declaration_.root["secrets"].members())
    turn.places["secret:" + secret.first] = secret.second;
  const std::vector<std::string> path = decoded_segments(url.path);
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string& segment = route->segments[i];
    if (is_place(segment)) turn.places["path." + segment.substr(1, segment.size() - 2)] = path[i];
  }
  for (const auto& [key, value] : turn.query) turn.places["query." + key] = value;

  const Json& wanted = route->spec.has("auth") ? route->spec["auth"] : declaration_.http()["auth"];
  if (wanted.is_object()) {
    for (const Json::Member& member : wanted.members()) {
      if (request.auth[member.first] == member.second) continue;
      faults.push_back(fmt::format("{} was asked with another {} than the conformance file says",
                                   route->shown, member.first));
      return made(turn, "refused", 401, {});
    }
  } else if (route->spec.has("auth") && !request.auth.is_null()) {
    faults.push_back(fmt::format("{} was asked with credentials and wants none", route->shown));
  }
  const bool reads =
      route->spec["effect"].text(request.method == "GET" ? "read" : "write") == "read";
  if (reads == request.writes) {
    faults.push_back(fmt::format("{} was sent as a {} and is a {}", route->shown,
                                 request.writes ? "write" : "read", reads ? "read" : "write"));
  }
  if (route->spec.has("list")) return list(turn, false);
  if (route->spec.has("deleted")) return list(turn, true);
  if (route->spec.has("one")) return one(turn);
  if (route->spec.has("add")) return add(turn);
  if (route->spec.has("replace")) return replace(turn, true);
  if (route->spec.has("change")) return replace(turn, false);
  if (route->spec.has("remove")) return remove(turn);
  return made(turn, "answer", 200, {});
}

Answer ScriptedSystem::list(Turn& turn, bool removed) {
  const Collection& collection = *turn.collection;
  Json::Array rows = removed ? collection.removed : collection.rows;
  for (const Json::Member& by : turn.route.spec["by"].members()) {
    const Json wanted = named(turn, by.first);
    std::erase_if(
        rows, [&](const Json& row) { return row.at(by.second.text()).plain() != wanted.plain(); });
  }
  Json::Array ways;
  const Json& declared = turn.route.spec["paging"];
  for (const Json& way : declared.is_array() ? declared.items() : Json::Array{declared})
    ways.push_back(way.is_string() ? declaration_.http()["paging"][way.text()] : way);
  const Json& paging = chosen_paging(ways, turn.query);

  std::vector<std::string> used;
  for (const Json& way : ways) {
    for (const std::string& name : paging_parameters(way)) used.push_back(name);
  }
  for (const char* other : {"select", "order"}) {
    if (const std::string name = turn.route.spec[other].text(); !name.empty()) used.push_back(name);
  }
  const std::string unknown = select_rows(rows, turn.route.spec["filters"], turn.query, used);
  if (!unknown.empty()) {
    turn.faults.push_back(fmt::format(
        "{} was asked with the parameter \"{}\", which the conformance file does not have",
        turn.route.shown, unknown));
  }
  if (paging["style"].text() == "key") {
    std::stable_sort(rows.begin(), rows.end(), [&](const Json& a, const Json& b) {
      const Json& x = a.at(collection.id);
      const Json& y = b.at(collection.id);
      return x.is_string() ? x.text() < y.text() : x.number() < y.number();
    });
  }
  Page page = cut_page(std::move(rows), paging, turn.url, twists);
  if (!page.refused.empty()) {
    turn.faults.push_back(fmt::format("{} is refused: {}", turn.route.shown, page.refused));
    return made(turn, "refused", 400, {});
  }
  if (page.has_next) ++pages_with_next;
  if (page.has_cursor) ++cursors_given;
  for (Json& row : page.rows) row = shown(collection, row);
  if (const std::string name = turn.route.spec["select"].text(); !name.empty()) {
    if (const std::string* names = find_field(turn.query, name)) select_fields(page.rows, *names);
  }
  Json body = page.rows;
  if (const std::string place = turn.route.spec["rows"].text(); !place.empty()) {
    Json whole = page.body_members.is_object() ? page.body_members : Json(Json::Object());
    whole.set_at(place, std::move(body));
    body = std::move(whole);
  }
  Answer out = made(turn, "answer", 200, body);
  for (auto& [name, value] : page.headers) {
    std::transform(name.begin(), name.end(), name.begin(), ::tolower);
    out.headers.emplace_back(name, value);
  }
  return out;
}

// What a name of "by" stands for: a place in the path, else a parameter, else a field of the form.
Json ScriptedSystem::named(const Turn& turn, const std::string& name) {
  if (const auto place = turn.places.find("path." + name); place != turn.places.end())
    return place->second;
  if (const std::string* value = find_field(turn.query, name)) return *value;
  return body_of(turn.request)[name];
}

Json* ScriptedSystem::find(Turn& turn) {
  Json by = turn.route.spec["by"];
  if (by.is_null()) by.set("id", turn.collection->id);
  for (Json& row : turn.collection->rows) {
    bool same = true;
    for (const Json::Member& member : by.members()) {
      same = same && row.at(member.second.text()).plain() == named(turn, member.first).plain();
    }
    if (same) return &row;
  }
  return nullptr;
}

Answer ScriptedSystem::one(Turn& turn) {
  const Json* row = find(turn);
  if (row == nullptr) return made(turn, "missing", 404, {});
  turn.places["version"] = (*row)["_version"];
  Json body = shown(*turn.collection, *row);
  turn.places["row"] = body;
  if (const std::string place = turn.route.spec["rows"].text(); !place.empty()) {
    Json whole;
    whole.set_at(place, body);
    body = whole;
  }
  Answer out = made(turn, "answer", 200, body);
  if (turn.collection->versions)
    out.headers.emplace_back("etag", "\"" + (*row)["_version"].text() + "\"");
  return out;
}

Json ScriptedSystem::shown(const Collection& collection, const Json& row) const {
  Json::Object members;
  for (const Json::Member& member : row.members()) {
    if (!member.first.starts_with("_")) members.push_back(member);
  }
  Json out(std::move(members));
  if (!collection.etag_in.empty()) out.set(collection.etag_in, row["_version"]);
  return out;
}

// The answer that the file gives for this turn, else the usual one.
Answer ScriptedSystem::made(Turn& turn, const char* which, int status, const Json& standard) {
  const std::string_view name = which;
  const Json& spec =
      name == "answer" ? turn.route.spec["answer"] : turn.route.spec["answers"][name];
  Answer out;
  out.status = static_cast<int>(spec["status"].number(status));
  for (const Json::Member& header : spec["headers"].members()) {
    std::string lower = header.first;
    std::transform(lower.begin(), lower.end(), lower.begin(), ::tolower);
    out.headers.emplace_back(lower, fill_text(header.second.text(), turn.places));
  }
  const Json& errors = declaration_.http()["errors"];
  if (spec.has("text")) {
    out.body = fill_text(spec["text"].text(), turn.places);
  } else if (spec.has("json")) {
    out.body = fill(spec["json"], turn.places).dump();
  } else if (out.status >= 400) {
    const std::string code = std::to_string(out.status);
    out.body = fill(errors.has(code) ? errors[code] : errors["other"], turn.places).dump();
  } else if (!standard.is_null()) {
    out.body = standard.dump();
  }
  if (!out.body.empty() && find_field(out.headers, "content-type") == nullptr)
    out.headers.emplace_back("content-type", "application/json");
  return out;
}

Json::Array& ScriptedSystem::rows(const std::string& collection) {
  return collections_[collection].rows;
}

std::size_t ScriptedSystem::rows_with(const std::string& text) const {
  const std::string wanted = text;
  std::size_t count = 0;
  for (const auto& [name, collection] : collections_) {
    for (const Json& row : collection.rows) {
      if (row.dump().find(wanted) != std::string::npos) ++count;
    }
  }
  return count;
}

void ScriptedSystem::apply(const Json& later) {
  for (const Json::Member& member : later["put"].members()) {
    Collection& collection = collections_[member.first];
    for (Json row : member.second.items()) {
      const auto same = std::find_if(
          collection.rows.begin(), collection.rows.end(),
          [&](const Json& other) { return other.at(collection.id) == row.at(collection.id); });
      touch(collection, row);
      if (same == collection.rows.end()) {
        collection.rows.push_back(std::move(row));
      } else {
        *same = std::move(row);
      }
    }
  }
  for (const Json::Member& member : later["remove"].members()) {
    Collection& collection = collections_[member.first];
    for (const Json& id : member.second.items()) {
      const auto gone = std::find_if(collection.rows.begin(), collection.rows.end(),
                                     [&](const Json& row) { return row.at(collection.id) == id; });
      if (gone == collection.rows.end()) continue;
      touch(collection, *gone);
      collection.removed.push_back(*gone);
      collection.rows.erase(gone);
    }
  }
}

}  // namespace homevisit::conform
