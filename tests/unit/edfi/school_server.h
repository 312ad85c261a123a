// An Ed-Fi server in memory, behind a host whose network it is. It keeps rows as they are posted,
// upserts on natural keys, pages, counts, and can be told to behave like one of the real ones.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "../sdk/scripted_host.h"
#include "edfi/edfi.h"
#include "homevisit/sdk/json.h"
#include "homevisit/sdk/words.h"

namespace homevisit::edfi {

struct Row {
  std::string id, json;
  int version = 1;
};

class SchoolServer {
 public:
  sdk::ScriptedHost host;
  std::map<std::string, std::vector<Row>> rows;  // "students" -> ...
  std::string root =
      R"({"version":"7.2","suite":"3","dataModels":[{"name":"Ed-Fi","version":"5.0.0"}],)"
      R"("urls":{"dataManagementApi":"https://sis.example/api/data/v3/",)"
      R"("oauth":"https://sis.example/api/oauth/token"}})";
  bool etags = true, totals = true, relative_location = false;
  std::size_t most_rows = 500;  // clamps a larger limit in silence
  // A last word on any request; a status of 0 leaves it to the server.
  std::function<sdk::ScriptedAnswer(const sdk::ScriptedRequest&)> instead;
  std::map<std::string, int> refused;  // resource -> status

  SchoolServer() {
    host.answer = [this](const sdk::ScriptedRequest& request) { return answer(request); };
    host.now = 1'794'700'800'000;  // 2026-11-15
  }

  void put(const std::string& resource, std::string json) {
    rows[resource].push_back({"id" + std::to_string(++last_id_), std::move(json), 1});
  }
  int writes() const {
    int count = 0;
    for (const auto& request : host.requests) count += request.effect == HV_HTTP_WRITE;
    return count;
  }
  std::vector<std::string> asked(std::string_view part) const {
    std::vector<std::string> urls;
    for (const auto& request : host.requests)
      if (request.url.find(part) != std::string::npos) urls.push_back(request.url);
    return urls;
  }
  bool logged(std::string_view part) const {
    for (const std::string& line : host.log)
      if (line.find(part) != std::string::npos) return true;
    return false;
  }

 private:
  using Answer = sdk::ScriptedAnswer;

  static std::map<std::string, std::string> query_of(const std::string& url) {
    std::map<std::string, std::string> query;
    const std::size_t at = url.find('?');
    if (at == std::string::npos) return query;
    for (const auto part : sdk::split_list(std::string_view(url).substr(at + 1), '&')) {
      const std::size_t equals = part.find('=');
      query[std::string(part.substr(0, equals))] = sdk::percent_decode(part.substr(equals + 1));
    }
    return query;
  }

  // A value of that name anywhere in the row, as a server's filter looks for it.
  static std::string find(const sdk::Value& value, const std::string& name) {
    if (!value.is_object()) return {};
    if (const sdk::Value own = value[name]; own.exists())
      return own.boolean() ? (*own.boolean() ? "true" : "false") : own.id();
    for (auto member = value.node()->MemberBegin(); member != value.node()->MemberEnd(); ++member)
      if (std::string found = find(sdk::Value(&member->value), name); !found.empty()) return found;
    return {};
  }

  static std::string natural_key(const std::string& resource, const sdk::Value& row) {
    static const std::map<std::string, std::vector<std::string>> keys{
        {"programs", {"programName", "programTypeDescriptor", "educationOrganizationId"}},
        {"programEvaluations", {"programEvaluationTitle", "programName"}},
        {"studentProgramAssociations", {"studentUniqueId", "programName", "beginDate"}},
        {"studentProgramAttendanceEvents",
         {"studentUniqueId", "programName", "eventDate", "attendanceEventCategoryDescriptor"}},
        {"studentProgramEvaluations",
         {"studentUniqueId", "programEvaluationTitle", "evaluationDate"}},
        {"interventions", {"interventionIdentificationCode"}},
        {"studentInterventionAttendanceEvents",
         {"studentUniqueId", "interventionIdentificationCode", "eventDate"}}};
    std::string key;
    for (const std::string& name : keys.at(resource)) key += find(row, name) + "\n";
    return key;
  }

  Answer answer(const sdk::ScriptedRequest& request) {
    if (instead)
      if (Answer special = instead(request); special.status != 0 || special.failure != HV_OK)
        return special;
    const std::string path = request.url.substr(0, request.url.find('?'));
    if (path == "https://sis.example/api") return {200, root, {{"date", date}}};
    const std::size_t at = path.find("/ed-fi/");
    if (at == std::string::npos) return {404, "{}", {}};
    std::string resource = path.substr(at + 7), id;
    if (const std::size_t slash = resource.find('/'); slash != std::string::npos &&
                                                      !resource.ends_with("/deletes") &&
                                                      !resource.ends_with("/keyChanges")) {
      id = resource.substr(slash + 1);
      resource = resource.substr(0, slash);
    }
    const std::string kind = resource.substr(0, resource.find('/'));
    for (const std::string& name : {request.method + " " + kind, kind})
      if (refused.contains(name)) return {refused[name], R"({"detail":"no"})", {}};
    if (request.method == "GET") return id.empty() ? list(resource, request) : one(resource, id);
    if (request.method == "POST") return upsert(resource, request);
    return modify(resource, id, request);
  }

  Answer list(const std::string& resource, const sdk::ScriptedRequest& request) {
    auto query = query_of(request.url);
    const auto number = [&](const char* name, std::size_t otherwise) {
      const auto found = query.find(name);
      if (found == query.end()) return otherwise;
      const std::size_t value = std::stoul(found->second);
      query.erase(found);
      return value;
    };
    const std::size_t offset = number("offset", 0),
                      limit = std::min(number("limit", 25), most_rows);
    const bool count = query.erase("totalCount") != 0;
    query.erase("minChangeVersion");
    query.erase("maxChangeVersion");
    std::vector<std::string> found;
    for (const Row& row : rows[resource]) {
      const sdk::Json json = sdk::Json::parse(row.json, "row");
      bool matches = true;
      for (const auto& [name, value] : query)
        matches = matches && (find(json.root(), name) == value || find(json.root(), name).empty());
      if (matches) found.push_back(shown(row));
    }
    std::string body = "[";
    for (std::size_t i = offset; i < found.size() && i < offset + limit; ++i)
      body += (i > offset ? "," : "") + found[i];
    Answer out{200, body + "]", {}};
    if (count && totals) out.headers.push_back({"total-count", std::to_string(found.size())});
    return out;
  }

  std::string shown(const Row& row) const {
    std::string json = R"({"id":")" + row.id + R"(",)";
    if (etags) json += R"("_etag":")" + etag(row) + R"(",)";
    return json + row.json.substr(1);
  }
  static std::string etag(const Row& row) { return row.id + "-" + std::to_string(row.version); }

  Row* at(const std::string& resource, const std::string& id) {
    for (Row& row : rows[resource])
      if (row.id == id) return &row;
    return nullptr;
  }

  Answer with_etag(Answer out, const Row& row) const {
    if (etags) out.headers.push_back({"etag", "\"" + etag(row) + "\""});
    return out;
  }

  Answer one(const std::string& resource, const std::string& id) {
    const Row* const row = at(resource, id);
    return row == nullptr ? Answer{404, "{}", {}} : with_etag({200, shown(*row), {}}, *row);
  }

  Answer upsert(const std::string& resource, const sdk::ScriptedRequest& request) {
    const sdk::Json body = sdk::Json::parse(request.body, "body");
    EXPECT_FALSE(body.root()["id"].exists()) << "a POST must not name the id";
    const std::string key = natural_key(resource, body.root());
    for (Row& row : rows[resource])
      if (natural_key(resource, sdk::Json::parse(row.json, "row").root()) == key) {
        row.json = request.body;
        ++row.version;
        return with_etag(located({200, "", {}}, resource, row.id), row);
      }
    put(resource, request.body);
    const Row& row = rows[resource].back();
    return with_etag(located({201, "", {}}, resource, row.id), row);
  }
  Answer located(Answer out, const std::string& resource, const std::string& id) const {
    const std::string base = relative_location ? "/data/v3" : "https://sis.example/api/data/v3";
    out.headers.push_back({"location", base + "/ed-fi/" + resource + "/" + id});
    return out;
  }

  Answer modify(const std::string& resource, const std::string& id,
                const sdk::ScriptedRequest& request) {
    Row* const row = at(resource, id);
    if (row == nullptr) return {404, "{}", {}};
    const auto match = request.headers.find("If-Match");
    if (etags && match != request.headers.end() && match->second != "\"" + etag(*row) + "\"")
      return {412, "{}", {}};
    if (request.method == "DELETE") {
      rows[resource].erase(rows[resource].begin() + (row - rows[resource].data()));
      return {204, "", {}};
    }
    const sdk::Json body = sdk::Json::parse(request.body, "body");
    EXPECT_EQ(natural_key(resource, body.root()),
              natural_key(resource, sdk::Json::parse(row->json, "row").root()))
        << "a natural key cannot be changed";
    row->json = request.body;
    ++row->version;
    return with_etag({204, "", {}}, *row);
  }

 public:
  std::string date = "Sun, 15 Nov 2026 00:00:00 GMT";

 private:
  int last_id_ = 0;
};

// What came out of a list.
struct Listed {
  std::vector<std::map<std::string, std::string>> records;
  std::string next, message;
  hv_status status = HV_OK;

  const std::map<std::string, std::string>* find(const std::string& id) const {
    for (const auto& record : records)
      if (record.at("id") == id) return &record;
    return nullptr;
  }
};

// The adapter through its C table, as the host calls it.
class Adapter {
 public:
  Adapter(SchoolServer& server, const std::string& more = "") {
    const std::string config =
        R"({"url":"https://sis.example/api","client_id":"us","page_size":2)" +
        (more.empty() ? "" : "," + more) + "}";
    hv_error error = fresh();
    status_ = table_->open(sdk::str(config), &server.host.raw, &self_, &error);
    message_ = error.message;
  }
  ~Adapter() { table_->close(self_); }
  Adapter(const Adapter&) = delete;

  hv_status opened() const { return status_; }
  const std::string& message() const { return message_; }
  std::uint64_t capabilities() const { return table_->capabilities(self_); }

  Listed list(hv_kind kind, const std::string& since = "", const std::string& student = "") {
    Listed out;
    char next[128] = "";
    hv_error error = fresh();
    out.status = table_->list(self_, nullptr, kind, sdk::str(student), sdk::str(since), take, &out,
                              next, &error);
    out.next = next;
    out.message = error.message;
    return out;
  }
  hv_status submit(const hv_entry& entry) {
    receipt = {};
    receipt.struct_size = sizeof receipt;
    hv_error error = fresh();
    const hv_status status = table_->submit(self_, nullptr, &entry, &receipt, &error);
    message_ = error.message;
    return status;
  }
  Listed lookup(const std::string& student, const std::string& marker) {
    Listed out;
    hv_error error = fresh();
    out.status =
        table_->lookup(self_, nullptr, sdk::str(student), sdk::str(marker), take, &out, &error);
    out.message = error.message;
    return out;
  }
  hv_status withdraw(const std::string& student, const std::string& marker) {
    hv_error error = fresh();
    const hv_status status =
        table_->withdraw(self_, nullptr, sdk::str(student), sdk::str(marker), &error);
    message_ = error.message;
    return status;
  }
  // "PROBLEM Clock: text advice"
  std::vector<std::string> check() {
    std::vector<std::string> findings;
    const auto* const checks =
        static_cast<const hv_check_extension*>(table_->get_extension(self_, HV_EXT_CHECK));
    hv_error error = fresh();
    const hv_status status = checks->check(
        self_, nullptr,
        [](void* user, const hv_finding* f) {
          const char* const level = f->level == HV_FINDING_GOOD   ? "GOOD "
                                    : f->level == HV_FINDING_NOTE ? "NOTE "
                                                                  : "PROBLEM ";
          static_cast<std::vector<std::string>*>(user)->push_back(level + sdk::text(f->subject) +
                                                                  ": " + sdk::text(f->text) + " " +
                                                                  sdk::text(f->advice));
        },
        &findings, &error);
    if (status != HV_OK) findings.push_back(error.message);
    return findings;
  }

  hv_receipt receipt{};

 private:
  static hv_error fresh() {
    hv_error error{};
    error.struct_size = sizeof error;
    return error;
  }
  static std::string word(hv_ternary value) {
    return value == HV_YES ? "yes" : value == HV_NO ? "no" : "unknown";
  }
  static hv_status take(void* user, const hv_record* record) {
    using sdk::text;
    std::map<std::string, std::string> r{{"removed", record->removed != 0 ? "yes" : "no"}};
    switch (record->kind) {
      case HV_KIND_STUDENT: {
        const hv_student& s = *record->of.student;
        r["id"] = text(s.id);
        r["name"] = text(s.given_name) + "|" + text(s.family_name);
        r["official"] = text(s.official_name);
        r["born"] = text(s.birth_date);
        r["school"] = text(s.school);
        r["year"] = text(s.year);
        r["language"] = text(s.language);
        r["secret"] = word(s.address_secret);
        break;
      }
      case HV_KIND_GUARDIAN: {
        const hv_guardian& g = *record->of.guardian;
        r["id"] = text(g.id);
        r["name"] = text(g.given_name) + "|" + text(g.family_name);
        r["language"] = text(g.language);
        r["secret"] = word(g.address_secret);
        break;
      }
      case HV_KIND_CARE: {
        const hv_care& c = *record->of.care;
        r["id"] = text(c.student) + "/" + text(c.guardian);
        r["relation"] = text(c.relation);
        r["household"] = text(c.household);
        r["custody"] = word(c.custody);
        r["lives_with"] = word(c.lives_with);
        r["informed"] = word(c.informed);
        r["order"] = std::to_string(c.order);
        break;
      }
      case HV_KIND_STAFF: {
        const hv_staff& s = *record->of.staff;
        r["id"] = text(s.id);
        r["name"] = text(s.given_name) + "|" + text(s.family_name);
        r["function"] = text(s.function);
        break;
      }
      case HV_KIND_GROUP: {
        const hv_group& g = *record->of.group;
        r["id"] = text(g.id);
        r["name"] = text(g.name);
        r["school"] = text(g.school);
        r["year"] = text(g.year);
        r["school_year"] = text(g.school_year);
        r["home"] = word(g.home);
        break;
      }
      case HV_KIND_ENROLMENT: {
        const hv_enrolment& e = *record->of.enrolment;
        r["id"] = text(e.group) + "/" + text(e.person);
        r["role"] = e.role == HV_MEMBER_MENTOR    ? "mentor"
                    : e.role == HV_MEMBER_TEACHER ? "teacher"
                                                  : "student";
        r["end"] = text(e.end_date);
        break;
      }
      case HV_KIND_ENTRY: {
        const hv_entry& e = *record->of.entry;
        r["id"] = text(e.marker);
        r["date"] = text(e.date);
        r["title"] = text(e.title);
        r["text"] = text(e.text);
        r["entry_id"] = text(e.entry_id);
        r["author"] = text(e.author);
        r["amends"] = text(e.amends);
        r["withdrawn"] = word(e.withdrawn);
        r["kind"] = std::to_string(e.kind);
        break;
      }
    }
    static_cast<Listed*>(user)->records.push_back(std::move(r));
    return HV_OK;
  }

  const hv_adapter_table* table_ = sdk::detail::Table<EdFi>::table();
  hv_adapter* self_ = nullptr;
  hv_status status_ = HV_OK;
  std::string message_;
};

}  // namespace homevisit::edfi
