#include "service.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "homevisit/sdk/words.h"

extern "C" const hv_adapter_table* hv_adapter_entry_v1(std::uint32_t);

namespace oneroster_test {

using homevisit::sdk::ScriptedAnswer;
using homevisit::sdk::ScriptedRequest;
using homevisit::sdk::str;

namespace {

constexpr const char* kBase = "https://sis.example/ims/oneroster/rostering/v1p2/";

std::map<std::string, std::string> query_of(const std::string& url) {
  std::map<std::string, std::string> query;
  const std::size_t mark = url.find('?');
  if (mark == std::string::npos) return query;
  for (const auto part : homevisit::sdk::split_list(std::string_view(url).substr(mark + 1), '&')) {
    const std::size_t is = part.find('=');
    query[std::string(part.substr(0, is))] =
        homevisit::sdk::percent_decode(part.substr(std::min(is + 1, part.size())));
  }
  return query;
}

hv_status collect(void* user, const hv_record* record) {
  static_cast<std::vector<Record>*>(user)->push_back(records::value_of(*record));
  return HV_OK;
}

ScriptedAnswer failure(int status, const char* minor) {
  return {status,
          std::string(R"({"imsx_codeMajor":"failure","imsx_severity":"error","imsx_codeMinor":")") +
              minor + R"(","imsx_description":"Willem de Wit may not"})",
          {},
          HV_OK};
}

}  // namespace

const hv_adapter_table& table() { return *hv_adapter_entry_v1(HV_ADAPTER_ABI_MAJOR); }

Service::Service() {
  host.answer = [this](const ScriptedRequest& request) { return answer(request); };
}

std::string Service::log_text() const {
  std::string all;
  for (const std::string& line : host.log) all += line + "\n";
  return all;
}

std::vector<std::string> Service::asked(const std::string& path) const {
  std::vector<std::string> urls;
  for (const ScriptedRequest& request : host.requests)
    if (request.url.starts_with(kBase + path + "?")) urls.push_back(request.url);
  return urls;
}

ScriptedAnswer Service::answer(const ScriptedRequest& request) {
  EXPECT_EQ(request.method, "GET") << "a roster is only read";
  EXPECT_TRUE(request.url.starts_with(kBase)) << request.url;
  const std::string path = request.url.substr(std::string(kBase).size(),
                                              request.url.find('?') - std::string(kBase).size());
  auto query = query_of(request.url);
  const auto number = [&](const char* name, std::uint64_t otherwise) {
    return query.contains(name) ? std::stoull(query[name]) : otherwise;
  };
  const std::uint64_t limit =
      std::min<std::uint64_t>(number("limit", 100), habits.ignores_limit ? 1'000'000 : habits.most);
  std::uint64_t offset = query.contains("cursor") ? number("cursor", 0) : number("offset", 0);
  if (before) {
    ScriptedAnswer own = before(path, offset);
    if (own.status != 200 || !own.body.empty() || own.failure != HV_OK) return own;
  }
  if (habits.denied.contains(path)) return failure(403, "forbidden");
  if (habits.missing.contains(path) || !lists.contains(path)) return failure(404, "unknownobject");
  if (query.contains("fields") && habits.fields_status != 200)
    return failure(habits.fields_status, "invalid_data");
  for (const auto field : homevisit::sdk::split_list(query["fields"], ','))
    if (habits.unknown_fields.contains(std::string(field))) return failure(400, "invalid_data");
  if (query.contains("sort") && habits.sort_status != 200)
    return failure(habits.sort_status, "invalid_data");
  if (query.contains("filter") && habits.filter_status != 200)
    return failure(habits.filter_status, "invalid_data");

  const Rows& rows = lists[path];
  if (habits.ignores_offset || habits.ignores_limit) offset = 0;
  const std::size_t count = habits.ignores_limit ? rows.size() : static_cast<std::size_t>(limit);
  ScriptedAnswer out;
  const std::string member = path == "students" || path == "teachers" ? "users" : path;
  out.body = "{\"" + member + "\":[";
  for (std::size_t i = offset; i < rows.size() && i < offset + count; ++i)
    out.body += (i > offset ? "," : "") + rows[i];
  out.body += "]}";
  if (habits.total) out.headers.emplace_back("x-total-count", std::to_string(rows.size()));
  const std::string next = std::to_string(offset + count);
  const bool more = offset + count < rows.size();
  // As services do that do not know of their own clamp: the wanted limit moves the offset.
  if (habits.link == "offset" && more)
    out.headers.emplace_back(
        "link", "<" + std::string(kBase) + path + "?limit=" + query["limit"] +
                    "&offset=" + std::to_string(offset + number("limit", 100)) + ">; rel=\"next\"");
  if (habits.link == "cursor" && more)
    out.headers.emplace_back("link", "</ims/oneroster/rostering/v1p2/" + path + "?limit=" +
                                         query["limit"] + "&cursor=" + next + ">; rel=\"next\"");
  if (habits.link == "elsewhere" && more)
    out.headers.emplace_back(
        "link", "<https://other.example/" + path + "?cursor=" + next + ">; rel=\"next\"");
  return out;
}

Record Outcome::one(const std::string& id) const {
  for (const Record& record : records)
    if (record.at("id") == id) return record;
  return {};
}

std::set<std::string> Outcome::ids() const {
  std::set<std::string> all;
  for (const Record& record : records)
    EXPECT_TRUE(all.insert(record.at("id")).second) << record.at("id");
  return all;
}

Reader::Reader(Service& service, const std::string& more, const std::string& version) {
  exchange.struct_size = sizeof exchange;
  open_error_.struct_size = sizeof open_error_;
  const std::string config =
      R"({"url":"https://sis.example/ims/oneroster/rostering/v1p2","version":")" + version +
      R"(","client_id":"homevisit","secret":"oneroster","token_url":"https://sis.example/token")" +
      (more.empty() ? "" : "," + more) + "}";
  open_status_ = table().open(str(config), &service.host.raw, &instance_, &open_error_);
  EXPECT_EQ(open_status_, HV_OK) << open_error_.message;
}
Reader::~Reader() { table().close(instance_); }

Outcome Reader::list(hv_kind kind, const std::string& since) {
  Outcome outcome;
  outcome.error.struct_size = sizeof outcome.error;
  char next[128] = "";
  outcome.status = table().list(instance_, &exchange, kind, {}, str(since), collect,
                                &outcome.records, next, &outcome.error);
  outcome.next = next;
  return outcome;
}

std::vector<Finding> Reader::check() {
  const auto* extension =
      static_cast<const hv_check_extension*>(table().get_extension(instance_, HV_EXT_CHECK));
  std::vector<Finding> findings;
  hv_error error{};
  error.struct_size = sizeof error;
  const auto take = [](void* user, const hv_finding* finding) {
    static_cast<std::vector<Finding>*>(user)->push_back(
        {finding->level, records::text(finding->subject), records::text(finding->text),
         records::text(finding->advice)});
  };
  EXPECT_EQ(extension->check(instance_, &exchange, take, &findings, &error), HV_OK)
      << error.message;
  return findings;
}

std::uint64_t Reader::capabilities() const { return table().capabilities(instance_); }

std::string refusal(const std::string& config) {
  homevisit::sdk::ScriptedHost host;
  hv_adapter* instance = nullptr;
  hv_error error{};
  error.struct_size = sizeof error;
  const hv_status status = table().open(str(config), &host.raw, &instance, &error);
  table().close(instance);
  EXPECT_TRUE(status == HV_OK || status == HV_INVALID_ARGUMENT) << status;
  return status == HV_OK ? "" : error.message;
}

std::map<int, std::vector<Record>> whole_roster(Reader& reader) {
  std::map<int, std::vector<Record>> all;
  for (const hv_kind kind : {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE, HV_KIND_STAFF,
                             HV_KIND_GROUP, HV_KIND_ENROLMENT}) {
    Outcome outcome = reader.list(kind);
    EXPECT_EQ(outcome.status, HV_OK) << outcome.message();
    std::sort(outcome.records.begin(), outcome.records.end());
    all[kind] = std::move(outcome.records);
  }
  return all;
}

std::string user_12(const std::string& id, const std::string& role, const std::string& given,
                    const std::string& family, const std::string& more) {
  return R"({"sourcedId":")" + id + R"(","status":"active","enabledUser":"true","givenName":")" +
         given + R"(","familyName":")" + family + R"(","roles":[{"roleType":"primary","role":")" +
         role + R"(","org":{"sourcedId":"o1","type":"org"}}])" + (more.empty() ? "" : "," + more) +
         "}";
}

std::map<std::string, Rows> small_school_12() {
  const std::string both = R"("agents":[{"sourcedId":"p1"},{"sourcedId":"p2"}],"grades":["05"])";
  return {
      {"orgs",
       {R"({"sourcedId":"d1","status":"active","name":"District","type":"district"})",
        R"({"sourcedId":"o1","status":"active","name":"The Lime Tree","type":"school"})"}},
      {"academicSessions",
       {R"({"sourcedId":"sy26","status":"active","type":"schoolYear","startDate":"2025-08-01","endDate":"2026-07-31","schoolYear":"2026"})",
        R"({"sourcedId":"t1","status":"active","type":"term","startDate":"2025-08-01","endDate":"2026-01-31","schoolYear":"2026"})"}},
      {"courses",
       {R"({"sourcedId":"k1","status":"active","courseCode":"HOME5","schoolYear":{"sourcedId":"sy26"}})"}},
      {"classes",
       {R"({"sourcedId":"g1","status":"active","title":"5A","classType":"homeroom","grades":["05"],"course":{"sourcedId":"k1"},"school":{"sourcedId":"o1"},"terms":[{"sourcedId":"t1"}]})",
        R"({"sourcedId":"c2","status":"active","title":"Music","classType":"scheduled","grades":["05","06"],"course":{"sourcedId":"k1"},"school":{"sourcedId":"o1"},"terms":[]})"}},
      {"users",
       {user_12("p1", "parent", "Mara", "de Wit", R"("metadata":{"homevisit.language":"ar-MA"})"),
        user_12("p2", "guardian", "Jan", "Bakker"),
        user_12("s1", "student", "Sanne", "de Wit", both),
        user_12("s2", "student", "Willem", "de Wit",
                both + R"(,"preferredFirstName":"Pim","primaryOrg":{"sourcedId":"o1"})"),
        user_12("t1", "teacher", "Els", "Visser"), user_12("t2", "counselor", "Noor", "Smit")}},
      {"demographics",
       {R"({"sourcedId":"s1","status":"active","birthDate":"2016-02-29"})",
        R"({"sourcedId":"s2","status":"active","birthDate":"2016-03-31"})"}},
      {"enrollments",
       {R"({"sourcedId":"e1","status":"active","class":{"sourcedId":"g1"},"user":{"sourcedId":"s1"},"role":"student","beginDate":"2025-08-01","endDate":"2026-07-31"})",
        R"({"sourcedId":"e2","status":"active","class":{"sourcedId":"g1"},"user":{"sourcedId":"s2"},"role":"student"})",
        R"({"sourcedId":"e3","status":"active","class":{"sourcedId":"g1"},"user":{"sourcedId":"t1"},"role":"teacher","primary":"true"})",
        R"({"sourcedId":"e4","status":"active","class":{"sourcedId":"c2"},"user":{"sourcedId":"t1"},"role":"teacher"})",
        R"({"sourcedId":"e5","status":"active","class":{"sourcedId":"c2"},"user":{"sourcedId":"t2"},"role":"aide"})"}},
  };
}

std::map<std::string, Rows> small_school_11() {
  auto lists = small_school_12();
  const auto user = [](const std::string& id, const std::string& role, const std::string& given,
                       const std::string& family, const std::string& more) {
    return R"({"sourcedId":")" + id + R"(","status":"active","enabledUser":true,"givenName":")" +
           given + R"(","familyName":")" + family + R"(","role":")" + role +
           R"(","orgs":[{"sourcedId":"d1"},{"sourcedId":"o1"}])" + more + "}";
  };
  lists["users"] = {user("p1", "parent", "Mara", "de Wit",
                         R"(,"agents":[{"sourcedId":"s1"},{"sourcedId":"s2"}])"),
                    user("p2", "guardian", "Jan", "Bakker", R"(,"agents":[{"sourcedId":"s1"}])"),
                    user("s1", "student", "Sanne", "de Wit", R"(,"grades":["05"])"),
                    user("s2", "student", "Willem", "de Wit", R"(,"grades":["05"],"agents":[])"),
                    user("t1", "teacher", "Els", "Visser", ""),
                    user("t2", "administrator", "Noor", "Smit", "")};
  return lists;
}

}  // namespace oneroster_test
