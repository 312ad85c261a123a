// What a scripted system does when a row is added, replaced or removed.
#include <fmt/format.h>

#include <algorithm>

#include "scripted_turn.h"
#include "stored_text.h"

namespace homevisit::conform {
namespace {

// Names of the request's fields to names of the row's, as the route says them.
Json renamed(const Json& body, const Json& names) {
  if (!names.is_object() || !body.is_object()) return body;
  Json out{Json::Object()};
  for (const Json::Member& member : body.members())
    out.set(names.has(member.first) ? names[member.first].text() : member.first, member.second);
  return out;
}

}  // namespace

std::string ScriptedSystem::check_body(Turn& turn, const Json& body) {
  if (!body.is_object()) return "its body is no JSON object and no form";
  for (const Json& name : turn.route.spec["requires"].items()) {
    const Json& value = body.at(name.text());
    if (value.is_null() || (value.is_string() && value.text().empty()))
      return fmt::format("it lacks the field {}", name.text());
  }
  if (turn.route.spec.has("known")) {
    const Json::Array& known = turn.route.spec["known"].items();
    for (const Json::Member& member : body.members()) {
      if (std::find(known.begin(), known.end(), Json(member.first)) == known.end())
        return fmt::format("the system knows no field {}", member.first);
    }
  }
  for (const Json::Member& limit : turn.route.spec["lengths"].members()) {
    const std::string text = body.at(limit.first).text();
    const auto size = std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    if (size > limit.second.number())
      return fmt::format("its field {} has {} characters and the most is {}", limit.first, size,
                         limit.second.number());
  }
  return {};
}

// What stands in the path belongs to the row, as if the body had it.
void ScriptedSystem::take_places(Turn& turn, Json& row) {
  for (const Json::Member& by : turn.route.spec["by"].members())
    row.set_at(by.second.text(), named(turn, by.first));
}

void ScriptedSystem::touch(const Collection&, Json& row) {
  row.set("_change", ++change_);
  row.set("_version", std::to_string(change_));
}

Answer ScriptedSystem::add(Turn& turn) {
  const Json body = renamed(body_of(turn.request), turn.route.spec["fields"]);
  if (!body.is_array()) return add_row(turn, body);
  Json::Array ids;
  Answer out;
  for (const Json& row : body.items()) {
    out = add_row(turn, row);
    ids.push_back(turn.places["id"]);
  }
  if (out.status < 400) out.body = Json(ids).dump();
  return out;
}

Answer ScriptedSystem::add_row(Turn& turn, Json body) {
  Collection& collection = *turn.collection;
  const Json& spec = turn.route.spec;
  if (const std::string why = check_body(turn, body); !why.empty()) {
    turn.faults.push_back(fmt::format("{} is refused: {}", turn.route.shown, why));
    return made(turn, "refused", 400, {});
  }
  take_places(turn, body);
  for (const Json& refers : spec["refers"].items()) {
    const Json::Array& others = collections_[refers["to"].text()].rows;
    const bool found = std::any_of(others.begin(), others.end(), [&](const Json& other) {
      return std::all_of(refers["fields"].members().begin(), refers["fields"].members().end(),
                         [&](const Json::Member& field) {
                           return body.at(field.first).plain() ==
                                  other.at(field.second.text()).plain();
                         });
    });
    if (!found) return made(turn, "unresolved", 409, {});
  }
  store_texts(body, spec["texts"]);
  const Json::Array& key = spec["key"].items();
  const auto same =
      std::find_if(collection.rows.begin(), collection.rows.end(), [&](const Json& row) {
        return !key.empty() && std::all_of(key.begin(), key.end(), [&](const Json& field) {
          return row.at(field.text()).plain() == body.at(field.text()).plain();
        });
      });
  const bool again = same != collection.rows.end();
  if (again && spec["again"].text("refuse") == "refuse") return made(turn, "taken", 409, {});
  Json id = again ? same->at(collection.id) : body.at(collection.id);
  if (!again && collection.ids == "number") id = ++collection.last_number;
  if (!again && collection.ids == "uuid")
    id = fmt::format("0193a5e0-0000-7000-8000-{:012x}", change_ + 1);
  body.set_at(collection.id, id);
  touch(collection, body);
  turn.places["id"] = id;
  turn.places["version"] = body["_version"];
  turn.places["row"] = shown(collection, body);
  turn.places["count"] = 1;
  if (again) {
    *same = std::move(body);
  } else {
    collection.rows.push_back(std::move(body));
  }
  Answer out = again && spec["answers"].has("again") ? made(turn, "again", 200, {})
                                                     : made(turn, "answer", again ? 200 : 201, {});
  if (collection.versions)
    out.headers.emplace_back("etag", "\"" + turn.places["version"].text() + "\"");
  return out;
}

bool ScriptedSystem::is_stale(const Turn& turn, const Json& row) const {
  std::string match = header(turn.request, "if-match");
  std::erase(match, '"');
  return turn.collection->versions && !match.empty() && match != "*" &&
         match != row["_version"].text();
}

Answer ScriptedSystem::replace(Turn& turn, bool whole) {
  Json* row = find(turn);
  turn.places["count"] = row == nullptr ? 0 : 1;
  if (row == nullptr) return made(turn, "missing", 404, {});
  if (is_stale(turn, *row)) return made(turn, "stale", 412, {});
  Json body = renamed(body_of(turn.request), turn.route.spec["fields"]);
  if (const std::string why = check_body(turn, body); !why.empty()) {
    turn.faults.push_back(fmt::format("{} is refused: {}", turn.route.shown, why));
    return made(turn, "refused", 400, {});
  }
  store_texts(body, turn.route.spec["texts"]);
  Json next = whole ? Json(Json::Object()) : *row;
  for (const Json::Member& member : body.members()) next.set(member.first, member.second);
  take_places(turn, next);
  const Json id = row->at(turn.collection->id);
  next.set_at(turn.collection->id, id);
  touch(*turn.collection, next);
  *row = std::move(next);
  turn.places["id"] = id;
  turn.places["version"] = (*row)["_version"];
  turn.places["row"] = shown(*turn.collection, *row);
  Answer out = made(turn, "answer", 204, {});
  if (turn.collection->versions)
    out.headers.emplace_back("etag", "\"" + (*row)["_version"].text() + "\"");
  return out;
}

Answer ScriptedSystem::remove(Turn& turn) {
  Json* row = find(turn);
  turn.places["count"] = row == nullptr ? 0 : 1;
  if (row == nullptr) return made(turn, "missing", 404, {});
  if (is_stale(turn, *row)) return made(turn, "stale", 412, {});
  touch(*turn.collection, *row);
  turn.collection->removed.push_back(*row);
  turn.collection->rows.erase(turn.collection->rows.begin() + (row - turn.collection->rows.data()));
  return made(turn, "answer", 204, {});
}

}  // namespace homevisit::conform
