#include "writes.h"

#include "refusal.h"

namespace homevisit::edfi {
namespace {

// Absolute on an ODS, relative on Meadowlark: the id is what stands last.
std::string id_in(std::string_view location) {
  location = location.substr(0, location.find_first_of("?#"));
  while (location.ends_with('/')) location.remove_suffix(1);
  return std::string(location.substr(location.rfind('/') + 1));
}

sdk::Request request_for(const char* method, const Session& session, std::string_view resource,
                         std::string_view id, std::string body, const std::string& etag) {
  auto request = sdk::Request::write(method, sdk::Url(session.url_of(resource)).segment(id).text(),
                                     std::move(body));
  if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  if (!etag.empty()) request.headers.emplace_back("If-Match", etag);
  return request;
}

void copy_value(const Value& value, sdk::JsonWriter& out) {
  if (value.is_object()) {
    out.begin_object();
    copy_members(value, "", out);
    out.end_object();
  } else if (value.is_array()) {
    out.begin_array();
    for (const Value item : value) copy_value(item, out);
    out.end_array();
  } else {
    out.value(value);
  }
}

}  // namespace

void copy_members(const Value& row, std::string_view but, sdk::JsonWriter& out) {
  if (!row.is_object()) return;
  for (auto member = row.node()->MemberBegin(); member != row.node()->MemberEnd(); ++member) {
    const std::string_view name(member->name.GetString(), member->name.GetStringLength());
    if (name == "id" || name == "link" || name == "_etag" || name == "_lastModifiedDate" ||
        name == but)
      continue;
    out.key(name);
    copy_value(Value(&member->value), out);
  }
}

Written create(const Session& session, std::string_view resource, const std::string& body,
               bool* replaced) {
  const Response response =
      session.write(sdk::Request::write("POST", session.url_of(resource), body).json());
  if (staff_is_unknown(response))
    throw UnknownStaff(HV_FAILED_PRECONDITION, "The Ed-Fi server does not have the author.");
  if (!response.ok()) throw refusal(response, resource, Deed::create, session.config());
  if (replaced != nullptr) *replaced = response.status() == 200;
  return {id_in(response.header("location")), std::string(response.header("etag"))};
}

Failure changed_meanwhile(std::string_view resource) {
  return Failure(HV_CONFLICT, "What we wrote to " + std::string(resource) +
                                  " was changed there by somebody else meanwhile. It was left as "
                                  "it is; look at it in the system and decide which is to stay.");
}

bool change(const Session& session, std::string_view resource, std::string_view id,
            const std::function<bool(const Value& row)>& still,
            const std::function<void(const Value& row, sdk::JsonWriter& out)>& body,
            Written& written) {
  const auto current = session.read(resource, id);
  if (!current) return false;
  const Value row = current->body.root();
  if (!still(row)) throw changed_meanwhile(resource);
  sdk::JsonWriter out;
  out.begin_object();
  if (session.server().wants_id_in_put()) out.member("id", id);
  body(row, out);
  out.end_object();
  const Response response =
      session.write(request_for("PUT", session, resource, id, out.text(), current->etag));
  if (response.status() == 404 || response.status() == 410) return false;
  if (response.status() == 412) throw changed_meanwhile(resource);
  if (!response.ok()) throw refusal(response, resource, Deed::change, session.config());
  written = {std::string(id), std::string(response.header("etag"))};
  return true;
}

Removal remove(const Session& session, std::string_view resource, std::string_view id,
               const std::function<bool(const Value& row)>& still) {
  const auto current = session.read(resource, id);
  if (!current) return Removal::gone_before;
  if (!still(current->body.root())) throw changed_meanwhile(resource);
  const Response response =
      session.write(request_for("DELETE", session, resource, id, {}, current->etag));
  if (response.status() == 403 || response.status() == 405) return Removal::forbidden;
  if (response.status() == 404 || response.status() == 410) return Removal::gone_before;
  if (response.status() == 412) throw changed_meanwhile(resource);
  if (!response.ok()) throw refusal(response, resource, Deed::remove, session.config());
  return Removal::done;
}

}  // namespace homevisit::edfi
