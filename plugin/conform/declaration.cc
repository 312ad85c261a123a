#include "declaration.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/pointer.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace homevisit::conform {

extern const char* const kConformanceSchema;  // schemas/v1/conformance.json, put in by the build

namespace {

constexpr const char* kStandardNow = "2026-11-22";

std::optional<std::string> contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

// "" where the text follows the schema; else a sentence with the place.
std::string schema_fault(const std::string& text) {
  rapidjson::Document schema;
  schema.Parse(kConformanceSchema);
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  const rapidjson::SchemaDocument compiled(schema);
  rapidjson::SchemaValidator validator(compiled);
  if (document.Accept(validator)) return {};
  rapidjson::StringBuffer place;
  validator.GetInvalidDocumentPointer().StringifyUriFragment(place);
  return fmt::format("at {} it breaks the rule \"{}\" of schemas/v1/conformance.json",
                     std::string_view(place.GetString(), place.GetSize()),
                     validator.GetInvalidSchemaKeyword());
}

// Midnight UTC of "2026-11-22".
std::int64_t midnight(const std::string& date) {
  int year = 0, month = 0, day = 0;
  std::sscanf(date.c_str(), "%d-%d-%d", &year, &month, &day);
  const std::chrono::sys_days days =
      std::chrono::year(year) / static_cast<unsigned>(month) / static_cast<unsigned>(day);
  return std::chrono::duration_cast<std::chrono::milliseconds>(days.time_since_epoch()).count();
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    out.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

void read_route(const Json& spec, Route& route) {
  route.shown = spec["route"].text();
  const std::size_t space = route.shown.find(' ');
  route.method = route.shown.substr(0, space);
  std::string path = route.shown.substr(space + 1);
  if (const std::size_t scheme = path.find("://"); scheme != std::string::npos) {
    const std::size_t slash = std::min(path.find('/', scheme + 3), path.size());
    route.origin = path.substr(0, slash);
    path = path.substr(slash);
  }
  route.segments = segments_of(path);
  route.spec = spec;
}

constexpr const char* kActions[] = {"list", "one", "add", "replace", "change", "remove", "deleted"};

// What the schema cannot say: every name leads somewhere.
std::string reference_fault(const Declaration& declaration) {
  const Json& http = declaration.http();
  for (const Route& route : declaration.routes) {
    int actions = 0;
    for (const char* action : kActions) {
      if (!route.spec.has(action)) continue;
      ++actions;
      const std::string name = route.spec[action].text();
      if (!http["collections"].has(name))
        return fmt::format("the route {} names the collection \"{}\", which is not there",
                           route.shown, name);
    }
    if (actions > 1 || (actions == 0 && !route.spec.has("answer")))
      return fmt::format(
          "the route {} must have exactly one of list, one, add, replace, change, remove and "
          "deleted, or an answer",
          route.shown);
    for (const Json& paging : route.spec["paging"].is_array() ? route.spec["paging"].items()
                                                              : Json::Array{route.spec["paging"]}) {
      if (paging.is_string() && !http["paging"].has(paging.text()))
        return fmt::format("the route {} names the paging \"{}\", which is not there", route.shown,
                           paging.text());
    }
  }
  return {};
}

// Rows may stand in files of their own; afterwards they all stand in `root`.
std::string read_collections(Declaration& declaration) {
  Json http = declaration.root["http"];
  Json collections = http["collections"];
  for (const Json::Member& member : http["collections"].members()) {
    Json collection = member.second;
    if (!collection.is_object()) {
      Json whole;
      whole.set("rows", collection);
      collection = whole;
    }
    if (const Json& rows = collection["rows"]; rows.is_string()) {
      const std::string path = declaration.path(rows.text());
      const auto text = contents(path);
      if (!text) return fmt::format("the file {} cannot be read", path);
      std::string fault;
      auto parsed = Json::parse(*text, &fault);
      if (!parsed) return fmt::format("the file {} is no JSON: {}", path, fault);
      if (!parsed->is_array()) return fmt::format("the file {} must hold an array of rows", path);
      collection.set("rows", std::move(*parsed));
    }
    collections.set(member.first, collection);
  }
  http.set("collections", collections);
  declaration.root.set("http", http);
  return {};
}

}  // namespace

const std::vector<Capability>& capabilities() {
  static const std::vector<Capability> all = {
      {HV_CAN_READ_STUDENTS, "read_students", "read students", "leerlingen lezen"},
      {HV_CAN_READ_GUARDIANS, "read_guardians", "read guardians", "verzorgers lezen"},
      {HV_CAN_READ_CUSTODY, "read_custody", "read custody", "gezag lezen"},
      {HV_CAN_READ_STAFF, "read_staff", "read staff", "medewerkers lezen"},
      {HV_CAN_READ_GROUPS, "read_groups", "read groups", "groepen lezen"},
      {HV_CAN_READ_CHANGES, "read_changes", "read only what changed", "alleen wijzigingen lezen"},
      {HV_CAN_WRITE_NOTE, "write_note", "write notes", "notities schrijven"},
      {HV_CAN_WRITE_DOCUMENT, "write_document", "write documents", "documenten schrijven"},
      {HV_CAN_AMEND, "amend", "amend entries", "notities wijzigen"},
      {HV_CAN_WITHDRAW, "withdraw", "withdraw entries", "notities intrekken"},
      {HV_CAN_FIND_BY_MARKER, "find_by_marker", "find entries again", "notities terugvinden"},
      {HV_CAN_CARRY_STRUCTURED, "carry_structured", "carry structured data",
       "gestructureerde gegevens dragen"},
      {HV_CAN_EMBED, "embed", "show our page", "onze pagina tonen"}};
  return all;
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {HV_KIND_STUDENT, "students", HV_CAN_READ_STUDENTS},
      {HV_KIND_GUARDIAN, "guardians", HV_CAN_READ_GUARDIANS},
      {HV_KIND_CARE, "cares", HV_CAN_READ_GUARDIANS},
      {HV_KIND_STAFF, "staff", HV_CAN_READ_STAFF},
      {HV_KIND_GROUP, "groups", HV_CAN_READ_GROUPS},
      {HV_KIND_ENROLMENT, "enrolments", HV_CAN_READ_GROUPS},
      {HV_KIND_ENTRY, "entries",
       HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT | HV_CAN_FIND_BY_MARKER}};
  return all;
}

std::string Declaration::path(std::string_view relative) const {
  return (std::filesystem::path(folder) / relative).lexically_normal().string();
}

std::optional<Declaration> read_declaration(const std::string& file, std::string& error) {
  const auto refuse = [&](const std::string& why) {
    error = fmt::format("The conformance file {} cannot be used: {}.", file, why);
    return std::nullopt;
  };
  const auto text = contents(file);
  if (!text) return refuse("it cannot be read");
  std::string fault;
  auto root = Json::parse(*text, &fault);
  if (!root) return refuse(fault);
  if (fault = schema_fault(*text); !fault.empty()) return refuse(fault);
  Declaration out;
  out.file = std::filesystem::absolute(file).lexically_normal().string();
  out.folder = std::filesystem::path(out.file).parent_path().string();
  out.root = std::move(*root);
  out.system = out.root["system"].text();
  out.now_ms = midnight(out.root["now"].text(kStandardNow)) + 9 * 3'600'000;
  for (const Json& origin : out.http()["origins"].items()) out.origins.push_back(origin.text());
  for (const Json& spec : out.http()["routes"].items()) {
    Route route;
    read_route(spec, route);
    if (route.origin.empty()) route.origin = out.origins[0];
    out.routes.push_back(std::move(route));
  }
  if (fault = read_collections(out); !fault.empty()) return refuse(fault);
  if (fault = reference_fault(out); !fault.empty()) return refuse(fault);
  return out;
}

std::string declaration_beside(const std::string& adapter) {
  const auto stem = std::filesystem::path(adapter).replace_extension().string() + ".conformance";
  for (const std::string& path : {stem + ".json", stem + "/conformance.json"}) {
    std::error_code failed;
    if (std::filesystem::is_regular_file(path, failed)) return path;
  }
  return {};
}

}  // namespace homevisit::conform
