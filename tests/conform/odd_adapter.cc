// An adapter for a small scripted school (odd.json) that is right, or wrong in the one way that its
// file's name says (loses_lines.so): what the kit must find. So it is compiled once and copied.
#include <dlfcn.h>
#include <homevisit/sdk/adapter.h>
#include <homevisit/sdk/http.h>
#include <homevisit/sdk/once.h>
#include <homevisit/sdk/paging.h>
#include <homevisit/sdk/settings.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace {

using namespace homevisit::sdk;

constexpr std::uint64_t kCan = HV_CAN_READ_STUDENTS | HV_CAN_READ_STAFF | HV_CAN_READ_GROUPS |
                               HV_CAN_WRITE_NOTE | HV_CAN_AMEND | HV_CAN_WITHDRAW |
                               HV_CAN_FIND_BY_MARKER;

// Takes no memory: some copies are asked what they do when there is none.
bool wrong_in(std::string_view way) {
  Dl_info own{};
  ::dladdr(&kCan, &own);
  std::string_view name = own.dli_fname;
  name.remove_prefix(name.rfind('/') + 1);
  return name.substr(0, name.rfind('.')) == way;
}

class Odd : public Adapter {
 public:
  static constexpr Info info{"odd", "An odd adapter", "1", kCan};

  Odd(std::string_view config, Host host) : host_(host) {
    Settings settings(config);
    url_ = checked_base_url(settings.required("url"), "url");
    auth_.sign_in = HV_SIGN_IN_BEARER;
    auth_.secret = "key";
    if (wrong_in("secret_by_value"))
      host.secret("key", [&](std::string_view value) { auth_.secret = value; });
    if (!wrong_in("takes_any_setting")) settings.finish();
    if (wrong_in("opens_with_a_request")) {
      const Call call(nullptr, host);
      Http(call, auth_).send(Request::get(url_ + "/pupils"));
    }
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
          member.group = wrong_in("leads_nowhere") ? str(std::string_view("nowhere")) : str(group);
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
    if (wrong_in("loses_lines")) std::replace(text.begin(), text.end(), '\n', ' ');
    const bool amends = entry.kind != HV_ENTRY_ADDENDUM && !view(entry.amends).empty();
    body.begin_object().member("reference", view(entry.marker)).member("day", view(entry.date));
    body.member("first", view(amends ? entry.amends : entry.marker));
    body.member("pupil", view(entry.student)).member("title", view(entry.title));
    body.member("text", text).member("void", false).end_object();
    std::string id, version;
    if (amends) {
      find(http, view(entry.student), view(entry.amends), id, version,
           wrong_in("amends_only_once") ? "reference" : "first");
    }
    Request request = Request::write(id.empty() ? "POST" : "PUT",
                                     url_ + (id.empty() ? "/notes" : "/notes/" + id), body.text());
    request.headers.emplace_back("Content-Type", "application/json");
    if (!id.empty()) request.headers.emplace_back("If-Match", version);
    if (wrong_in("writes_twice") && http.send(request).status() == 503)
      return sent(http, request, entry);
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
    if (id.empty() && wrong_in("withdraws_nothing")) return;
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
    if (wrong_in("stops_at_a_short_page") && what == "pupils") {
      const Json page = http.json(Request::get(url_ + "/pupils?limit=50&offset=0"), what);
      for (const Value row : page.root()["pupils"]) visit(row);
      return;
    }
    if (wrong_in("believes_every_status") && !http.send(Request::get(url_ + "/" + what)).ok())
      return;
    if (wrong_in("follows_any_link") && what == "staff") {
      for (std::string url = url_ + "/staff"; !url.empty();) {
        const Response page = http.expect(Request::get(url), what);
        const Json rows = Json::parse(page.body(), what);
        for (const Value row : rows.root()) visit(row);
        const std::string_view link = page.header("link");
        url = link.empty() ? "" : std::string(link.substr(1, link.find('>') - 1));
      }
      return;
    }
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
    student.birth_date =
        wrong_in("wrong_date") ? str(std::string_view("12-10-2016")) : str(row["born"].text());
    if (wrong_in("logs_a_name") && id == "103") host_.warn("The pupil " + name + " has no class.");
    if (wrong_in("crashes") && id == "105") std::abort();
    if (wrong_in("hangs") && id == "105") ::pause();
    sink.put(student);
    if (wrong_in("gives_twice") && id == "104") sink.put(student);
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

  Receipt sent(const Http& http, const Request& request, const hv_entry& entry) const {
    Response response = http.send(request);
    if (wrong_in("denies_what_it_wrote") && response.status() >= 500)
      throw Failure(HV_UNAVAILABLE, "The system is away. Try again later.");
    std::string id, version;
    if (response.status() == 409) {
      if (!wrong_in("never_looks_for_the_first"))
        find(http, view(entry.student), view(entry.marker), id, version);
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

std::uint64_t promising_more(hv_adapter* adapter) {
  return right().capabilities(adapter) | HV_CAN_EMBED;
}

hv_status open_and_leak(hv_str config, const hv_host* host, hv_adapter** out, hv_error* error) {
  static void* volatile kept[1000];
  static std::size_t count;
  if (count < 1000) kept[count] = std::calloc(1, 10'000);
  if (kept[count++] == nullptr) return HV_RESOURCE_EXHAUSTED;
  return right().open(config, host, out, error);
}

struct Deaf {
  hv_sink sink;
  void* user;
};
hv_status hand_to_the_deaf(void* self, const hv_record* record) {
  static_cast<Deaf*>(self)->sink(static_cast<Deaf*>(self)->user, record);
  return HV_OK;
}

hv_status list_wrongly(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind,
                       hv_str student, hv_str since, hv_sink sink, void* user, char* next,
                       hv_error* error) {
  if (wrong_in("needs_memory")) {
    char* const page = static_cast<char*>(std::malloc(64));
    *static_cast<volatile char*>(page) = 0;
    std::free(page);
  }
  if (wrong_in("needs_an_exchange") && exchange->attempt < 0) return HV_INTERNAL;
  if (wrong_in("ignores_cancel")) exchange = nullptr;
  Deaf deaf{sink, user};
  if (wrong_in("ignores_the_sink")) {
    sink = hand_to_the_deaf;
    user = &deaf;
  }
  const hv_status status =
      right().list(adapter, exchange, kind, student, since, sink, user, next, error);
  if (wrong_in("says_nothing") && error != nullptr && error->struct_size >= sizeof *error)
    error->message[0] = '\0';
  return status;
}

hv_status submit_and_write_beyond(hv_adapter* adapter, const hv_exchange* exchange,
                                  const hv_entry* entry, hv_receipt* receipt, hv_error* error) {
  const hv_status status = right().submit(adapter, exchange, entry, receipt, error);
  receipt->version[0] = 'x';
  return status;
}

__attribute__((constructor)) void load() {
  if (wrong_in("slow_to_load")) ::usleep(150'000);
}

}  // namespace

// Version scripts hide it in every file but shows_more.so.
extern "C" HV_EXPORT int odd_helper(void);
extern "C" HV_EXPORT int odd_helper(void) { return 1; }

extern "C" HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(std::uint32_t) {
  static const hv_adapter_info more = [] {
    hv_adapter_info info = *right().info;
    info.capabilities |= HV_CAN_EMBED;
    return info;
  }();
  static const hv_adapter_table table = [] {
    hv_adapter_table made = right();
    made.list = list_wrongly;
    if (wrong_in("promises_more")) {
      made.info = &more;
      made.capabilities = promising_more;
    }
    if (wrong_in("opens_and_leaks")) made.open = open_and_leak;
    if (wrong_in("writes_beyond")) made.submit = submit_and_write_beyond;
    if (wrong_in("lacks_lookup")) made.lookup = nullptr;
    return made;
  }();
  return &table;
}
