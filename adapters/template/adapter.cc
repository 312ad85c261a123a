// An adapter for "Meadow", a student information system that does not exist. Copy this folder,
// give it your system's name, and change what is Meadow's. The page writing-an-adapter.md, which
// comes with the package, goes through it step by step.
//
// Meadow's API, version 2, all JSON, with a token of the school as Bearer:
//   GET  /about                    {version}
//   GET  /pupils?limit=&offset=    {"total": n, "pupils": [
//                                   {number, called, surname, given, born, year, class, language}]}
//   GET  /carers?limit=&offset=    {"total": n, "carers": [{id, called, surname, language,
//                                   "pupils": [{pupil, relation, authority, home}]}]}
//   GET  /staff?limit=&offset=     {"total": n, "staff": [{id, called, surname, job}]}
//   GET  /classes?limit=&offset=   {"total": n, "classes": [{id, name, year, "mentors": [id]}]}
//   GET  /pupils/{number}/notes    {"notes": [
//                                   {id, version, reference, revision, day, title, text, data,
//                                   void}]}
//   GET  /notes?limit=&offset=     the notes of all pupils, with {pupil}
//   POST /pupils/{number}/notes    {reference, revision, day, title, text, data, void}; data is for
//                                  programs, nobody sees it
//                                  -> 201 {id, version}; 409: the reference is taken
//   PUT  /pupils/{number}/notes/{id}  with If-Match: version -> 200 {id, version};
//                                  412: changed meanwhile
#include <homevisit/sdk/adapter.h>
#include <homevisit/sdk/once.h>
#include <homevisit/sdk/paging.h>
#include <homevisit/sdk/settings.h>

namespace {

using namespace homevisit::sdk;

class Meadow : public Adapter {
 public:
  static constexpr Info info{
      .name = "meadow",
      .title = "Meadow",
      .version = "1.0",
      // Only what it can really do; conform looks whether it is true.
      .capabilities = HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS | HV_CAN_READ_CUSTODY |
                      HV_CAN_READ_STAFF | HV_CAN_READ_GROUPS | HV_CAN_WRITE_NOTE | HV_CAN_AMEND |
                      HV_CAN_WITHDRAW | HV_CAN_FIND_BY_MARKER | HV_CAN_CARRY_STRUCTURED,
      .checks = true,
  };

  // Every setting there is, and no network: a system that is away must not keep a page from
  // opening.
  Meadow(std::string_view config, Host host) : host_(host) {
    Settings settings(config);
    url_ = checked_base_url(settings.required("url"), "url");
    auth_.sign_in = HV_SIGN_IN_BEARER;
    auth_.secret = settings.text("secret", "meadow");
    page_size_ = static_cast<std::uint64_t>(settings.number("page_size", 100, 1, 500));
    settings.finish();
  }

  std::uint64_t capabilities() const override { return info.capabilities; }

  std::string list(const Call& call, hv_kind kind, std::string_view student, std::string_view,
                   Sink& sink) override {
    const Http http(call, auth_);
    switch (kind) {
      case HV_KIND_STUDENT:
        each(http, "pupils", [&](const Value& row) { put_student(row, sink); });
        break;
      case HV_KIND_GUARDIAN:
        each(http, "carers", [&](const Value& row) { put_guardian(row, sink); });
        break;
      case HV_KIND_CARE:
        each(http, "carers", [&](const Value& row) { put_cares(row, sink); });
        break;
      case HV_KIND_STAFF:
        each(http, "staff", [&](const Value& row) { put_staff(row, sink); });
        break;
      case HV_KIND_GROUP:
        each(http, "classes", [&](const Value& row) { put_group(row, sink); });
        break;
      case HV_KIND_ENROLMENT:
        each(http, "pupils", [&](const Value& row) { put_member(row, sink); });
        each(http, "classes", [&](const Value& row) { put_mentors(row, sink); });
        break;
      case HV_KIND_ENTRY:
        if (student.empty()) {
          each(http, "notes", [&](const Value& row) { put_note(row, row["pupil"].id(), sink); });
        } else {
          put_notes(http, student, "", sink);
        }
        break;
    }
    return {};  // Meadow cannot tell what changed since the last time
  }

  Receipt submit(const Call& call, const hv_entry& entry) override {
    const Http http(call, auth_);
    const std::string notes = notes_of(view(entry.student));
    if (!view(entry.amends).empty() && entry.kind != HV_ENTRY_ADDENDUM) {
      if (const auto old = find(http, view(entry.student), view(entry.amends)))
        return change(http, notes, *old, entry, false);
    }
    Request request =
        Request::write("POST", notes, body_of(view(entry.marker), "", entry, false)).json();
    const Response response = http.send(request);
    if (response.status() == 409) {
      // The reference is taken: an earlier attempt got through. The same content is what we want.
      const auto there = find(http, view(entry.student), view(entry.marker));
      if (there && same(*there, entry)) return {there->id, there->version};
      throw failure_of(response, "the new note", HV_HTTP_WRITE);
    }
    if (!response.ok()) throw failure_of(response, "the new note", HV_HTTP_WRITE);
    return receipt_of(response);
  }

  void lookup(const Call& call, std::string_view student, std::string_view marker,
              Sink& sink) override {
    put_notes(Http(call, auth_), student, marker, sink);
  }

  void withdraw(const Call& call, std::string_view student, std::string_view marker) override {
    const Http http(call, auth_);
    const auto there = find(http, student, marker);
    if (!there) throw Failure(HV_NOT_FOUND, "There is no note with this reference to withdraw.");
    if (there->is_void) return;  // done before
    hv_entry entry{};
    entry.marker = str(there->revision);
    entry.date = str(there->day);
    entry.title = str(there->title);
    entry.text = str(there->text);
    entry.structured = call.structured().empty() ? str(there->data) : str(call.structured());
    change(http, notes_of(student), *there, entry, true);
  }

  // What only this adapter knows to look at. The host has already read a page of each kind.
  void check(const Call& call, Findings& findings) override {
    const Http http(call, auth_);
    const Json about = http.json(Request::get(url_ + "/about").keep(), "the question what it is");
    const auto version = about.root()["version"].integer();
    if (version == 2) {
      findings.good("Version", "Meadow speaks version 2 of its API.");
    } else {
      findings.problem("Version", "Meadow does not speak version 2 of its API.",
                       "Ask Meadow's administrator for version 2, or look for another adapter.");
    }
  }

 private:
  // One note as it stands in Meadow.
  struct Note {
    std::string id, version;
    std::string reference;  // the marker it was made with, by which amendments and withdrawals go
    std::string revision;   // the marker of its last amendment
    std::string day, title, text;
    std::string data;  // the entry's record, by which homevisit can be set up anew
    bool is_void = false;

    bool is_ours() const { return reference.starts_with("hv:"); }
    bool carries(std::string_view marker) const {
      return reference == marker || (!revision.empty() && revision == marker);
    }
  };

  template <typename Visit>
  void each(const Http& http, const std::string& what, Visit visit) const {
    const OffsetPaging paging{.size = page_size_, .total_path = "total"};
    Pages pages(http, Request::get(url_ + "/" + what), paging, what, what);
    Once once;  // a list that changes while it is read repeats rows
    for (const Page& page : pages) {
      for (const Value row : page.rows()) {
        const std::string id = row[what == "pupils" ? "number" : "id"].id();
        if (!id.empty() && once(id)) {
          visit(row);
        } else if (id.empty()) {
          // Say which list it came from, and nothing of the person.
          host_.warn("Meadow gave a row without an id among the " + what + "; it was left out.");
        }
      }
      http.call().progress(pages.received(), pages.total());
    }
  }

  static void put_student(const Value& row, Sink& sink) {
    const std::string id = row["number"].id();
    hv_student student{};
    student.id = str(id);
    student.given_name = str(row["called"].text());
    student.family_name = str(row["surname"].text());
    student.official_name = str(row["given"].text());
    student.birth_date = str(row["born"].text());
    student.year = str(row["year"].text());
    student.language = str(row["language"].text());
    sink.put(student);
  }

  static void put_guardian(const Value& row, Sink& sink) {
    const std::string id = row["id"].id();
    hv_guardian guardian{};
    guardian.id = str(id);
    guardian.given_name = str(row["called"].text());
    guardian.family_name = str(row["surname"].text());
    guardian.language = str(row["language"].text());
    sink.put(guardian);
  }

  static void put_cares(const Value& row, Sink& sink) {
    const std::string guardian = row["id"].id();
    for (const Value relation : row["pupils"]) {
      const std::string student = relation["pupil"].id();
      hv_care care{};
      care.student = str(student);
      care.guardian = str(guardian);
      care.relation = str(relation["relation"].text());
      care.custody = relation["authority"].ternary();  // not said is unknown, never "no"
      care.lives_with = relation["home"].ternary();
      sink.put(care);
    }
  }

  static void put_staff(const Value& row, Sink& sink) {
    const std::string id = row["id"].id();
    hv_staff staff{};
    staff.id = str(id);
    staff.given_name = str(row["called"].text());
    staff.family_name = str(row["surname"].text());
    staff.function = str(row["job"].text());
    sink.put(staff);
  }

  static void put_group(const Value& row, Sink& sink) {
    const std::string id = row["id"].id();
    hv_group group{};
    group.id = str(id);
    group.name = str(row["name"].text());
    group.school_year = str(row["year"].text());
    group.home = HV_YES;  // every class of Meadow has mentors
    sink.put(group);
  }

  static void put_member(const Value& row, Sink& sink) {
    const std::string person = row["number"].id(), group = row["class"].id();
    if (group.empty()) return;  // in no class yet
    hv_enrolment enrolment{};
    enrolment.group = str(group);
    enrolment.person = str(person);
    enrolment.role = HV_MEMBER_STUDENT;
    sink.put(enrolment);
  }

  static void put_mentors(const Value& row, Sink& sink) {
    const std::string group = row["id"].id();
    for (const Value mentor : row["mentors"]) {
      const std::string person = mentor.id();
      hv_enrolment enrolment{};
      enrolment.group = str(group);
      enrolment.person = str(person);
      enrolment.role = HV_MEMBER_MENTOR;
      sink.put(enrolment);
    }
  }

  std::string notes_of(std::string_view student) const {
    return Url(url_ + "/pupils").segment(student).text() + "/notes";
  }

  static Note note_of(const Value& row) {
    return {row["id"].id(),
            row["version"].id(),
            std::string(row["reference"].text()),
            std::string(row["revision"].text()),
            std::string(row["day"].text()),
            std::string(row["title"].text()),
            std::string(row["text"].text()),
            std::string(row["data"].text()),
            row["void"].boolean().value_or(false)};
  }

  // The notes of a student that carry a marker of ours; of one marker where it is given.
  std::vector<Note> notes(const Http& http, std::string_view student,
                          std::string_view marker) const {
    const Json answer = http.json(Request::get(notes_of(student)), "the request for notes");
    if (!answer.root()["notes"].is_array())
      throw Failure(HV_UNAVAILABLE,
                    "Meadow's answer holds no notes; check its address and version.");
    std::vector<Note> found;
    for (const Value row : answer.root()["notes"]) {
      Note note = note_of(row);
      if (note.is_ours() && (marker.empty() || note.carries(marker)))
        found.push_back(std::move(note));
    }
    return found;
  }

  std::optional<Note> find(const Http& http, std::string_view student,
                           std::string_view marker) const {
    std::vector<Note> found = notes(http, student, marker);
    if (found.size() > 1)
      throw Failure(HV_CONFLICT,
                    "Two notes carry the same reference. Remove one of them in Meadow.");
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  void put_notes(const Http& http, std::string_view student, std::string_view marker,
                 Sink& sink) const {
    for (const Note& note : notes(http, student, marker)) put_note(note, marker, student, sink);
  }

  static void put_note(const Value& row, std::string_view student, Sink& sink) {
    if (const Note note = note_of(row); note.is_ours()) put_note(note, "", student, sink);
  }

  // Under the marker that was asked for, else under the last one.
  static void put_note(const Note& note, std::string_view asked, std::string_view student,
                       Sink& sink) {
    hv_entry entry{};
    entry.marker = str(!asked.empty()          ? asked
                       : note.revision.empty() ? std::string_view(note.reference)
                                               : std::string_view(note.revision));
    entry.student = str(student);
    entry.kind = HV_ENTRY_VISIT;
    entry.date = str(note.day);
    entry.title = str(note.title);
    entry.text = str(note.text);
    entry.structured = str(note.data);
    entry.entry_id = str(note.id);
    entry.version = str(note.version);
    entry.withdrawn = note.is_void ? HV_YES : HV_NO;
    sink.put(entry);
  }

  static bool same(const Note& note, const hv_entry& entry) {
    return note.day == view(entry.date) && note.title == view(entry.title) &&
           note.text == view(entry.text);
  }

  static std::string body_of(std::string_view reference, std::string_view revision,
                             const hv_entry& entry, bool is_void) {
    JsonWriter body;
    body.begin_object().member("reference", reference).member("revision", revision);
    body.member("day", view(entry.date));
    body.member("title", view(entry.title)).member("text", view(entry.text));
    body.member("data", view(entry.structured));
    return body.member("void", is_void).end_object().text();
  }

  // With If-Match: what somebody else changed meanwhile is not overwritten.
  Receipt change(const Http& http, const std::string& notes, const Note& old, const hv_entry& entry,
                 bool is_void) const {
    const Request request =
        Request::write("PUT", Url(notes).segment(old.id).text(),
                       body_of(old.reference, view(entry.marker), entry, is_void))
            .json()
            .header("If-Match", old.version);
    return receipt_of(http.expect(request, "the changed note"));
  }

  static Receipt receipt_of(const Response& response) {
    // It was taken, but the answer does not say as what: look it up before anything else.
    try {
      const Json answer = Json::parse(response.body(), "Meadow's answer to the note");
      if (const std::string id = answer.root()["id"].id(); !id.empty())
        return {id, answer.root()["version"].id()};
    } catch (const Failure&) {
    }
    throw Failure(HV_OUTCOME_UNKNOWN,
                  "Meadow took the note and did not say where; it will be looked up.");
  }

  Host host_;
  std::string url_;
  Auth auth_;
  std::uint64_t page_size_ = 100;
};

}  // namespace

HV_ADAPTER(Meadow)
