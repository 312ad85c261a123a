// An adapter for a small scripted school (odd.json) that is right, or wrong in the one way that its
// macro names: what the kit must find.
#include <homevisit/sdk/adapter.h>
#include <homevisit/sdk/http.h>
#include <homevisit/sdk/once.h>
#include <homevisit/sdk/paging.h>
#include <homevisit/sdk/settings.h>
#include <unistd.h>

#include <cstdlib>

namespace {

using namespace homevisit::sdk;

constexpr std::uint64_t kCan = HV_CAN_READ_STUDENTS | HV_CAN_READ_STAFF | HV_CAN_READ_GROUPS |
                               HV_CAN_WRITE_NOTE | HV_CAN_AMEND | HV_CAN_WITHDRAW |
                               HV_CAN_FIND_BY_MARKER
#ifdef PROMISES_MORE
                               | HV_CAN_EMBED
#endif
    ;

class Odd : public Adapter {
 public:
  static constexpr Info info{"odd", "An odd adapter", "1", kCan};

  Odd(std::string_view config, Host host) : host_(host) {
    Settings settings(config);
    url_ = checked_base_url(settings.required("url"), "url");
    auth_.sign_in = HV_SIGN_IN_BEARER;
#ifdef SECRET_BY_VALUE
    host.secret("key", [&](std::string_view value) { auth_.secret = value; });
#else
    auth_.secret = "key";
#endif
#ifndef TAKES_ANY_SETTING
    settings.finish();
#endif
#ifdef OPENS_WITH_A_REQUEST
    const Call call(nullptr, host);
    Http(call, auth_).send(Request::get(url_ + "/pupils"));
#endif
  }

  std::uint64_t capabilities() const override { return kCan; }

  std::string list(const Call& call, hv_kind kind, std::string_view student, std::string_view,
                   Sink& sink) override {
    const Http http(call, auth_);
    switch (kind) {
      case HV_KIND_STUDENT:
        pages(http, "pupils", by_offset(), [&](const Value& row) { put_student(row, sink); });
        break;
      case HV_KIND_STAFF:
        pages(http, "staff", LinkPaging{}, [&](const Value& row) {
          const std::string id = row["id"].id();
          hv_staff staff{};
          staff.id = str(id);
          staff.given_name = str(row["name"].text());
          sink.put(staff);
        });
        break;
      case HV_KIND_GROUP:
        pages(http, "classes", by_token(), [&](const Value& row) {
          const std::string id = row["id"].id();
          hv_group group{};
          group.id = str(id);
          group.name = str(row["name"].text());
          sink.put(group);
        });
        break;
      case HV_KIND_ENROLMENT:
        pages(http, "pupils", by_offset(), [&](const Value& row) {
          const std::string person = row["id"].id(), group = row["class"].id();
          hv_enrolment member{};
          member.person = str(person);
#ifdef LEADS_NOWHERE
          member.group = str(std::string_view("nowhere"));
#else
          member.group = str(group);
#endif
          member.role = HV_MEMBER_STUDENT;
          sink.put(member);
        });
        break;
      case HV_KIND_ENTRY:
        put_notes(http, student, {}, sink);
        break;
      default:
        unsupported();
    }
    return {};
  }

  Receipt submit(const Call& call, const hv_entry& entry) override {
    const Http http(call, auth_);
    if (view(entry.marker).empty() || find_invalid_utf8(view(entry.text)) != std::string_view::npos)
      throw Failure(HV_INVALID_ARGUMENT, "The entry has no marker, or is no UTF-8.");
    if (view(entry.date) == "2026-02-30")
      throw Failure(HV_INVALID_ARGUMENT, "The entry's date is no date.");
    JsonWriter body;
    std::string text(view(entry.text));
#ifdef LOSES_LINES
    for (char& c : text)
      if (c == '\n') c = ' ';
#endif
    const bool amends = entry.kind != HV_ENTRY_ADDENDUM && !view(entry.amends).empty();
    body.begin_object().member("reference", view(entry.marker)).member("day", view(entry.date));
    body.member("first", view(amends ? entry.amends : entry.marker));
    body.member("pupil", view(entry.student)).member("title", view(entry.title));
    body.member("text", text).member("void", false).end_object();
    std::string id, version;
    if (amends) {
#ifdef AMENDS_ONLY_ONCE
      find(http, view(entry.student), view(entry.amends), id, version);
#else
      find(http, view(entry.student), view(entry.amends), id, version, "first");
#endif
    }
    Request request = Request::write(id.empty() ? "POST" : "PUT",
                                     url_ + (id.empty() ? "/notes" : "/notes/" + id), body.text());
    request.headers.emplace_back("Content-Type", "application/json");
    if (!id.empty()) request.headers.emplace_back("If-Match", version);
#ifdef WRITES_TWICE
    if (http.send(request).status() == 503) return sent(http, request, entry);
#endif
    return sent(http, request, entry);
  }

  void lookup(const Call& call, std::string_view student, std::string_view marker,
              Sink& sink) override {
    put_notes(Http(call, auth_), student, marker, sink);
  }

  void withdraw(const Call& call, std::string_view student, std::string_view marker) override {
    const Http http(call, auth_);
    std::string id, version;
    find(http, student, marker, id, version);
    if (id.empty()) throw Failure(HV_NOT_FOUND, "There is no such note.");
    Request request = Request::write("PATCH", url_ + "/notes/" + id, R"({"void":true})");
    request.headers.emplace_back("Content-Type", "application/json");
    request.headers.emplace_back("If-Match", version);
    const Response response = http.expect(request, "the withdrawal");
    try {
      if (Json::parse(response.body(), "The answer").root()["id"].id() == id) return;
    } catch (const Failure&) {
    }
    throw Failure(HV_OUTCOME_UNKNOWN, "It was taken; look up what became of it.");
  }

 private:
  static Paging by_offset() { return OffsetPaging{.size = 50, .total_path = "total"}; }
  static Paging by_token() { return TokenPaging{.size = 50, .next_header = "next-page-token"}; }

  template <typename Visit>
  void pages(const Http& http, const std::string& what, const Paging& paging, Visit visit) {
#ifdef STOPS_AT_A_SHORT_PAGE
    if (what == "pupils") {
      const Json page = http.json(Request::get(url_ + "/pupils?limit=50&offset=0"), what);
      for (const Value row : page.root()["pupils"]) visit(row);
      return;
    }
#endif
#ifdef BELIEVES_EVERY_STATUS
    const Response probe = http.send(Request::get(url_ + "/" + what));
    if (!probe.ok()) return;
#endif
#ifdef FOLLOWS_ANY_LINK
    if (what == "staff") {
      for (std::string url = url_ + "/staff"; !url.empty();) {
        const Response page = http.expect(Request::get(url), what);
        const Json rows = Json::parse(page.body(), what);
        for (const Value row : rows.root()) visit(row);
        const std::string_view link = page.header("link");
        url = link.empty() ? "" : std::string(link.substr(1, link.find('>') - 1));
      }
      return;
    }
#endif
    Pages all(http, Request::get(url_ + "/" + what), paging, what,
              what == "pupils" ? "pupils" : "");
    Once once;
    for (const Page& page : all) {
      for (const Value row : page.rows()) {
        if (once(row["id"].id())) visit(row);
      }
    }
  }

  void put_student(const Value& row, Sink& sink) {
    const std::string id = row["id"].id();
    const std::string name(row["name"].text());
    hv_student student{};
    student.id = str(id);
    student.given_name = str(name);
#ifdef WRONG_DATE
    student.birth_date = str(std::string_view("12-10-2016"));
#else
    student.birth_date = str(row["born"].text());
#endif
#ifdef LOGS_A_NAME
    if (id == "103") host_.warn("The pupil " + name + " has no class.");
#endif
#ifdef CRASHES
    if (id == "105") std::abort();
#endif
#ifdef HANGS
    if (id == "105") ::pause();
#endif
    sink.put(student);
#ifdef GIVES_TWICE
    if (id == "104") sink.put(student);
#endif
  }

  Json notes(const Http& http, std::string_view student, std::string_view marker,
             const char* field = "reference") const {
    Url url(url_ + "/notes");
    if (!student.empty()) url.with("pupil", student);
    if (!marker.empty()) url.with(field, marker);
    Json answer = http.json(Request::get(url.text()), "the request for notes");
    if (!answer.root()["notes"].is_array())
      throw Failure(HV_UNAVAILABLE, "The answer holds no notes; check the address.");
    return answer;
  }

  void find(const Http& http, std::string_view student, std::string_view marker, std::string& id,
            std::string& version, const char* field = "reference") const {
    const Json all = notes(http, student, marker, field);
    for (const Value row : all.root()["notes"]) {
      id = row["id"].id();
      version = row["version"].id();
    }
  }

  void put_notes(const Http& http, std::string_view student, std::string_view marker,
                 Sink& sink) const {
    const Json all = notes(http, student, marker);
    for (const Value row : all.root()["notes"]) {
      const std::string id = row["id"].id(), version = row["version"].id();
      hv_entry entry{};
      entry.marker = str(row["reference"].text());
      entry.student = str(row["pupil"].text());
      entry.kind = HV_ENTRY_VISIT;
      entry.date = str(row["day"].text());
      entry.title = str(row["title"].text());
      entry.text = str(row["text"].text());
      entry.entry_id = str(id);
      entry.version = str(version);
      entry.withdrawn = row["void"].ternary();
      sink.put(entry);
    }
  }

  Receipt sent(const Http& http, const Request& request,
               [[maybe_unused]] const hv_entry& entry) const {
    Response response = http.send(request);
#ifdef DENIES_WHAT_IT_WROTE
    if (response.status() >= 500)
      throw Failure(HV_UNAVAILABLE, "The system is away. Try again later.");
#endif
    std::string id, version;
    if (response.status() == 409) {
#ifndef NEVER_LOOKS_FOR_THE_FIRST
      find(http, view(entry.student), view(entry.marker), id, version);
#endif
      if (!id.empty()) return {id, version};
    }
    if (!response.ok()) throw failure_of(response, "the note", HV_HTTP_WRITE);
    try {
      const Json answer = Json::parse(response.body(), "The answer");
      id = answer.root()["id"].id();
      version = answer.root()["version"].id();
    } catch (const Failure&) {
    }
    if (id.empty()) throw Failure(HV_OUTCOME_UNKNOWN, "It was taken; look up as what.");
    return {id, version};
  }

  Host host_;
  std::string url_;
  Auth auth_;
};

const hv_adapter_table& right() { return *detail::Table<Odd>::table(); }

#ifdef OPENS_AND_LEAKS
hv_status open_it(hv_str config, const hv_host* host, hv_adapter** out, hv_error* error) {
  static void* volatile kept[1000];
  static std::size_t count;
  if (count < 1000) kept[count] = std::calloc(1, 10'000);
  if (kept[count++] == nullptr) return HV_RESOURCE_EXHAUSTED;
  return right().open(config, host, out, error);
}
#endif
#ifdef NEEDS_MEMORY
hv_status list_it(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind, hv_str student,
                  hv_str since, hv_sink sink, void* user, char* next, hv_error* error) {
  char* const page = static_cast<char*>(std::malloc(64));
  *static_cast<volatile char*>(page) = 0;
  std::free(page);
  return right().list(adapter, exchange, kind, student, since, sink, user, next, error);
}
#endif
#ifdef IGNORES_CANCEL
hv_status list_it(hv_adapter* adapter, const hv_exchange*, hv_kind kind, hv_str student,
                  hv_str since, hv_sink sink, void* user, char* next, hv_error* error) {
  return right().list(adapter, nullptr, kind, student, since, sink, user, next, error);
}
#endif
#ifdef NEEDS_AN_EXCHANGE
hv_status list_it(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind, hv_str student,
                  hv_str since, hv_sink sink, void* user, char* next, hv_error* error) {
  if (exchange->attempt < 0) return HV_INTERNAL;
  return right().list(adapter, exchange, kind, student, since, sink, user, next, error);
}
#endif
#ifdef IGNORES_THE_SINK
struct Deaf {
  hv_sink sink;
  void* user;
};
hv_status list_it(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind, hv_str student,
                  hv_str since, hv_sink sink, void* user, char* next, hv_error* error) {
  Deaf deaf{sink, user};
  const auto take = [](void* self, const hv_record* record) {
    static_cast<Deaf*>(self)->sink(static_cast<Deaf*>(self)->user, record);
    return HV_OK;
  };
  return right().list(adapter, exchange, kind, student, since, take, &deaf, next, error);
}
#endif
#ifdef SAYS_NOTHING
hv_status list_it(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind, hv_str student,
                  hv_str since, hv_sink sink, void* user, char* next, hv_error* error) {
  const hv_status status =
      right().list(adapter, exchange, kind, student, since, sink, user, next, error);
  if (error != nullptr && error->struct_size >= sizeof *error) error->message[0] = '\0';
  return status;
}
#endif
#ifdef WRITES_BEYOND
hv_status submit_it(hv_adapter* adapter, const hv_exchange* exchange, const hv_entry* entry,
                    hv_receipt* receipt, hv_error* error) {
  const hv_status status = right().submit(adapter, exchange, entry, receipt, error);
  receipt->version[0] = 'x';
  return status;
}
#endif
#ifdef SLOW_TO_LOAD
__attribute__((constructor)) void slow() { ::usleep(150'000); }
#endif

}  // namespace

#ifdef SHOWS_MORE
extern "C" HV_EXPORT int odd_helper(void);
extern "C" HV_EXPORT int odd_helper(void) { return 1; }
#endif

extern "C" HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(std::uint32_t) {
  static const hv_adapter_table table = [] {
    hv_adapter_table made = right();
#ifdef OPENS_AND_LEAKS
    made.open = open_it;
#endif
#if defined(NEEDS_MEMORY) || defined(IGNORES_CANCEL) || defined(NEEDS_AN_EXCHANGE) || \
    defined(IGNORES_THE_SINK) || defined(SAYS_NOTHING)
    made.list = list_it;
#endif
#ifdef WRITES_BEYOND
    made.submit = submit_it;
#endif
#ifdef LACKS_LOOKUP
    made.lookup = nullptr;
#endif
    return made;
  }();
  return &table;
}
