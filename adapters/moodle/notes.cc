#include "notes.h"

#include <algorithm>

#include "courses.h"
#include "homevisit/sdk/words.h"
#include "participants.h"
#include "summary.h"

namespace homevisit::moodle {
namespace {

constexpr std::int64_t kRemembered = 60 * 60 * 1000;
// FORMAT_PLAIN: shown as it is, with line ends and "<"; no filter of the site makes links, formulas
// or pictures of it.
constexpr const char* kPlain = "2";

const std::string& known_student(std::string_view student, std::string& out) {
  out = student;
  if (out.empty() || out.size() > 18 || !std::all_of(out.begin(), out.end(), sdk::is_digit))
    throw sdk::Failure(HV_NOT_FOUND,
                       "Moodle knows its users by number; it has no student with this id.");
  return out;
}

void take(const sdk::Value& rows, const std::string& student, std::map<std::int64_t, Note>& out) {
  for (const sdk::Value row : rows) {
    auto sheet = read_note(row["content"].text());
    const auto number = row["id"].integer();
    if (!sheet || !number) continue;
    Note note{row["id"].id(),           row["courseid"].id(),
              row["userid"].id(),       std::string(row["publishstate"].text()),
              row["lastmodified"].id(), row["usermodified"].id(),
              std::move(*sheet)};
    if (student.empty() || note.student == student) out.emplace(*number, std::move(note));
  }
}

// Notes of the whole site come with those of each course.
void take_all(const sdk::Json& answer, const std::string& student,
              std::map<std::int64_t, Note>& out) {
  bool some = false;
  for (const char* list : {"sitenotes", "coursenotes", "personalnotes"}) {
    const sdk::Value rows = answer.root()[list];
    some = some || rows.is_array();
    take(rows, student, out);
  }
  if (!some) require_list({}, "notes");
}

void put(const Note& note, std::string_view marker, sdk::Sink& sink) {
  hv_entry entry{};
  entry.marker = sdk::str(marker);
  entry.student = sdk::str(note.student);
  entry.kind = note.sheet.kind;
  entry.date = sdk::str(note.sheet.date);
  entry.title = sdk::str(note.sheet.title);
  entry.text = sdk::str(note.sheet.text);
  entry.amends = sdk::str(marker == note.sheet.marker ? std::string_view(note.sheet.amends)
                                                      : std::string_view());
  entry.entry_id = sdk::str(note.id);
  entry.version = sdk::str(note.modified);
  entry.withdrawn = HV_NO;
  sink.put(entry);
}

bool same(const Sheet& a, const Sheet& b) {
  return a.marker == b.marker && a.kind == b.kind && a.date == b.date && a.title == b.title &&
         a.text == b.text;
}

// What the state of a note is called when it is written: its lists call it otherwise.
std::string state_to_write(const std::string& state, const Settings& settings) {
  return state == "draft"    ? "personal"
         : state == "public" ? "course"
         : state == "site"   ? "site"
                             : settings.publish;
}

std::string warning_in(const sdk::Json& answer) {
  const sdk::Value first = answer.root().item(0);
  return std::string(first["warningcode"].text());
}

}  // namespace

Notes::ById Notes::here(const std::string& student) const {
  ById out;
  take_all(service_.read("core_notes_get_course_notes", {{"courseid", "0"}, {"userid", student}},
                         "notes"),
           student, out);
  return out;
}

// The student is not named: Moodle gives none of one whose account is suspended.
Notes::ById Notes::everywhere(const std::string& student) const {
  ById out;
  for (const Course& course : all_courses(service_))
    take_all(service_.read("core_notes_get_course_notes", {{"courseid", course.id}}, "notes"),
             student, out);
  return out;
}

Notes::ById Notes::usual(const std::string& student) const {
  // Personal ones come with their course only.
  if (service_.settings().publish == "personal") return everywhere(student);
  try {
    return here(student);
  } catch (const Refused& refused) {
    if (refused.code() != "suspended") throw;
    return everywhere(student);
  }
}

std::vector<Note> Notes::find(const std::string& student, std::string_view marker) const {
  const auto among = [&](const ById& notes) {
    std::vector<Note> found;
    for (const auto& [id, note] : notes)
      if (note.sheet.is(marker)) found.push_back(note);
    return found;
  };
  std::vector<Note> found = among(usual(student));
  // It may have been filed in a course that has ended since, or that the student has left.
  return found.empty() ? among(everywhere(student)) : found;
}

void Notes::list(std::string_view student, sdk::Sink& sink) {
  std::string id;
  const ById notes = student.empty() ? everywhere("") : usual(known_student(student, id));
  for (const auto& [number, note] : notes) put(note, note.sheet.marker, sink);
}

void Notes::lookup(std::string_view student, std::string_view marker, sdk::Sink& sink) {
  std::string id;
  for (const Note& note : find(known_student(student, id), marker)) put(note, marker, sink);
}

sdk::Receipt Notes::submit(const hv_entry& entry) {
  const Sheet sheet = sheet_of(entry);
  std::string student;
  known_student(sdk::view(entry.student), student);
  const ById notes = usual(student);
  for (const auto& [id, note] : notes) {
    if (!note.sheet.is(sheet.marker)) continue;
    if (same(note.sheet, sheet)) return {note.id, note.modified};  // an earlier attempt got through
    // It was changed since, and this is an old delivery that comes late.
    if (note.sheet.marker != sheet.marker && sheet.amends.empty()) return {note.id, note.modified};
    throw sdk::Failure(HV_CONFLICT,
                       "The note stands in Moodle already, with another text. It was left as it "
                       "is.");
  }
  Note written;
  if (!sheet.amends.empty() && sheet.kind != HV_ENTRY_ADDENDUM) {
    const std::vector<Note> old = find(student, sheet.root());
    if (old.size() > 1)
      throw sdk::Failure(HV_CONFLICT,
                         "Two notes in Moodle are the same entry. Delete one of them there.");
    if (old.size() == 1) written = old.front();
  }
  const sdk::Receipt receipt = written.id.empty() ? create(student, sheet) : change(written, sheet);
  written.id = receipt.entry_id;
  written.sheet = sheet;
  show_summary(student, &notes, &written);
  return receipt;
}

sdk::Receipt Notes::create(const std::string& student, const Sheet& sheet) {
  const sdk::Json answer = service_.write("core_notes_create_notes",
                                          {{"notes[0][userid]", student},
                                           {"notes[0][publishstate]", service_.settings().publish},
                                           {"notes[0][courseid]", course_for(student)},
                                           {"notes[0][format]", kPlain},
                                           {"notes[0][text]", write_note(sheet)}},
                                          "the new note");
  const auto number = answer.root().item(0)["noteid"].integer();
  if (!number)
    throw sdk::Failure(HV_OUTCOME_UNKNOWN,
                       "Moodle took the note and did not say where; it will be looked up.");
  if (*number <= 0)
    throw sdk::Failure(HV_FAILED_PRECONDITION,
                       "Moodle does not take the note: the student's account or the course is not "
                       "there any more. Read the roster again (homevisit refresh).");
  return {std::to_string(*number), ""};
}

sdk::Receipt Notes::change(const Note& note, const Sheet& sheet) {
  require_ours(note);
  const sdk::Json answer =
      service_.write("core_notes_update_notes",
                     {{"notes[0][id]", note.id},
                      {"notes[0][publishstate]", state_to_write(note.state, service_.settings())},
                      {"notes[0][format]", kPlain},
                      {"notes[0][text]", write_note(sheet)}},
                     "the changed note");
  const std::string warning = warning_in(answer);
  if (warning == "badid")
    throw sdk::Failure(HV_CONFLICT, "The note was deleted in Moodle at this moment.");
  if (!warning.empty())
    throw sdk::Failure(HV_FAILED_PRECONDITION,
                       "Moodle did not change the note (" +
                           std::string(warning == "savedfailed" ? warning : "a warning") +
                           "). Look at it there.");
  return {note.id, ""};
}

void Notes::require_ours(const Note& note) const {
  auto me = service_.host().cached("me");
  if (!me) {
    const sdk::Json site = service_.read("core_webservice_get_site_info", {}, "the site");
    me = site.root()["userid"].id();
    service_.host().cache("me", *me, kRemembered);
  }
  if (note.modified_by.empty() || me->empty() || note.modified_by == *me) return;
  throw sdk::Failure(
      HV_CONFLICT,
      "A colleague has changed this note in Moodle. It was left as it is; look at it "
      "there and decide which is to stay.");
}

// The class in which the student has a mentor, that began last; else the course that began last.
std::string Notes::course_for(const std::string& student) const {
  const std::vector<Course> courses = courses_of(service_, student);
  if (courses.empty())
    throw sdk::Failure(HV_FAILED_PRECONDITION,
                       "The student is in no open course that homevisit may use, and Moodle keeps "
                       "notes in courses only. Enrol the student, or widen \"categories\" or "
                       "\"courses\" in the adapter's configuration.");
  if (courses.size() == 1) return courses.front().id;
  for (const Course& course : courses)
    if (has_mentor(service_, course)) return course.id;
  return courses.front().id;
}

void Notes::withdraw(std::string_view student, std::string_view marker) {
  std::string id;
  known_student(student, id);
  const std::vector<Note> found = find(id, marker);
  if (found.empty())
    throw sdk::Failure(HV_NOT_FOUND, "Moodle has no note of this entry to withdraw.");
  for (const Note& note : found) require_ours(note);
  for (const Note& note : found) {
    const sdk::Json answer = service_.write("core_notes_delete_notes", {{"notes[0]", note.id}},
                                            "the deletion of a note");
    const std::string warning = warning_in(answer);
    if (!warning.empty() && warning != "badid")
      throw sdk::Failure(HV_FAILED_PRECONDITION,
                         "Moodle did not delete the note. Look at it there.");
  }
  show_summary(id, nullptr, nullptr);
}

void Notes::show_summary(const std::string& student, const ById* before,
                         const Note* changed) const {
  if (service_.settings().summary_field.empty()) return;
  try {
    std::vector<Sheet> sheets;
    for (const auto& [number, note] : before != nullptr ? *before : usual(student))
      if (changed == nullptr || note.id != changed->id) sheets.push_back(note.sheet);
    if (changed != nullptr) sheets.push_back(changed->sheet);
    write_summary(service_, student, summary_of(sheets, service_.settings().summary_next));
  } catch (const sdk::Failure& failure) {
    service_.host().warn(
        "The notes of student " + sdk::shown_id(student) +
        " are as they should be; the line in the profile is not: " + failure.what());
  }
}

}  // namespace homevisit::moodle
