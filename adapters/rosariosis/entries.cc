#include "entries.h"

#include <algorithm>
#include <utility>

#include "entries_table.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"
#include "stored_text.h"

namespace homevisit::rosariosis {
namespace {

constexpr std::pair<hv_entry_kind, const char*> kinds[] = {{HV_ENTRY_VISIT, "visit"},
                                                           {HV_ENTRY_ANSWER, "answer"},
                                                           {HV_ENTRY_ADDENDUM, "addendum"},
                                                           {HV_ENTRY_AGREEMENT, "agreement"}};

const char* name_of(hv_entry_kind kind) {
  for (const auto& [known, name] : kinds)
    if (known == kind) return name;
  throw Failure(HV_INVALID_ARGUMENT, "The entry is of a kind that this adapter does not know.");
}

hv_entry_kind kind_of(std::string_view name) {
  for (const auto& [kind, known] : kinds)
    if (name == known) return kind;
  return HV_ENTRY_VISIT;
}

Query rows_query(std::vector<Filter> filters) {
  return {
      .table = entries_table,
      .columns = {"marker", "revision", "student_id", "kind", "entry_date", "title", "entry_text",
                  "structured", "language", "author", "amends", "withdrawn", "changes"},
      .keys = {"marker"},
      .filters = std::move(filters)};
}

Failure conflict() {
  return Failure(HV_CONFLICT,
                 "The entry is in the student file already, with another text or withdrawn. It was "
                 "left as it is.");
}

std::string path_of(const std::string& marker) {
  return sdk::Url(std::string("records/") + entries_table).segment(marker).text();
}

// Empty texts stay texts: null is 500 where a date or a number is wanted, and the plugin makes ""
// of it elsewhere.
void write_content(const hv_entry_kind kind, const std::string& date, const std::string& title,
                   const std::string& text, const std::string& structured,
                   const std::string& language, const std::string& author, sdk::JsonWriter& out) {
  out.member("kind", name_of(kind)).member("entry_date", date);
  out.member("title", stored(title)).member("entry_text", stored(text));
  out.member("structured", stored(structured));
  out.member("language", stored(language)).member("author", stored(author));
}

}  // namespace

Entries::Entries(const Session& session) : session_(session) {
  if (!session.config().writes)
    throw Failure(
        HV_UNSUPPORTED,
        "Nothing is written to RosarioSIS: \"entries\" is \"none\" in the configuration.");
}

Entries::Row Entries::row_of(const Value& value) {
  Row row;
  row.marker = value["marker"].text();
  row.revision = value["revision"].text();
  row.student = value["student_id"].id();
  row.kind = kind_of(value["kind"].text());
  row.date = sdk::calendar_date(value["entry_date"].text()).value_or("");
  row.title = read_back(value["title"].text());
  row.text = read_back(value["entry_text"].text());
  row.structured = read_back(value["structured"].text());
  row.language = read_back(value["language"].text());
  row.author = read_back(value["author"].text());
  row.amends = value["amends"].text();
  row.withdrawn = value["withdrawn"].text() == "Y";
  row.changes = value["changes"].integer().value_or(0);
  return row;
}

Entries::Row Entries::row_of(const hv_entry& entry) {
  Row row;
  row.marker = sdk::view(entry.marker);
  row.student = sdk::view(entry.student);
  row.kind = entry.kind;
  row.date = sdk::view(entry.date);
  row.title = sdk::view(entry.title);
  row.text = sdk::view(entry.text);
  row.structured = sdk::view(entry.structured);
  row.language = sdk::view(entry.language);
  row.author = sdk::view(entry.author);
  row.amends = sdk::view(entry.amends);
  for (const std::string* text : {&row.title, &row.text, &row.structured, &row.language})
    if (text->find('\0') != std::string::npos)
      throw Failure(HV_INVALID_ARGUMENT,
                    "A text of the entry holds a zero byte, which no database takes; nothing was "
                    "written.");
  // What is too long for its column is 500 in PostgreSQL, which says nothing of what was done.
  if (row.marker.size() > 40 || row.amends.size() > 40 || stored(row.language).size() > 35)
    throw Failure(HV_INVALID_ARGUMENT,
                  "A marker or the language of the entry is longer than RosarioSIS's table takes; "
                  "nothing was written.");
  // Half an id would be somebody else's; who recorded it stands in the structured part as well.
  if (stored(row.author).size() > 40) row.author.clear();
  const bool number = !row.student.empty() && row.student.size() <= 10 &&
                      std::all_of(row.student.begin(), row.student.end(), sdk::is_digit);
  if (!number)
    throw Failure(HV_FAILED_PRECONDITION,
                  "RosarioSIS has no student of this id: its ids are numbers. Refresh the roster.");
  return row;
}

bool Entries::same_content(const Row& a, const Row& b) {
  return a.student == b.student && a.kind == b.kind && a.date == b.date && a.title == b.title &&
         a.text == b.text && a.structured == b.structured;
}

std::vector<Entries::Row> Entries::find(std::string_view marker) const {
  std::vector<Row> found;
  for (const char* column : {"marker", "revision"})
    session_.each(rows_query({{column, "eq", std::string(marker)}}), [&](const Value& value) {
      Row row = row_of(value);
      const bool known = std::any_of(found.begin(), found.end(),
                                     [&](const Row& other) { return other.marker == row.marker; });
      if (!known && (row.marker == marker || row.revision == marker))
        found.push_back(std::move(row));
    });
  return found;
}

std::optional<Entries::Row> Entries::find_one(std::string_view marker) const {
  std::vector<Row> found = find(marker);
  if (found.size() > 1)
    throw Failure(HV_CONFLICT,
                  "Two rows of homevisit_entries carry the same marker. Remove one of them in "
                  "RosarioSIS's database.");
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

sdk::Receipt Entries::submit(const hv_entry& entry) {
  const Row row = row_of(entry);
  if (!row.amends.empty() && row.kind != HV_ENTRY_ADDENDUM)
    if (const auto old = find_one(row.amends)) return change(*old, row);
  return create(row, session_.config().make_table);
}

sdk::Receipt Entries::create(const Row& row, bool may_make_table) {
  sdk::JsonWriter out;
  out.begin_object().member("marker", row.marker).member("revision", "");
  out.member("student_id", std::string_view(row.student));
  write_content(row.kind, row.date, row.title, row.text, row.structured, row.language, row.author,
                out);
  out.member("amends", std::string_view(row.amends)).member("withdrawn", "").member("changes", 0);
  const Session::Answer answer =
      session_.write("POST", std::string("records/") + entries_table, out.end_object().text());
  if (answer.ok() && answer.value == row.marker) return {row.marker, "0"};
  if (answer.code == no_table && may_make_table) {
    make_entries_table(session_);
    return create(row, false);
  }
  if (answer.code == duplicate || (answer.code == 0 && answer.response.status() == 409)) {
    // An earlier attempt got through. What was changed since stays as it is: an old delivery came
    // late.
    const auto there = find_one(row.marker);
    if (!there || there->marker != row.marker) throw conflict();
    if (there->revision.empty() && (there->withdrawn || !same_content(*there, row)))
      throw conflict();
    return {there->marker, std::to_string(there->changes)};
  }
  throw refusal(answer.response, answer.code, "the new entry", HV_HTTP_WRITE);
}

sdk::Receipt Entries::change(const Row& old, Row row) {
  const bool done = old.revision == row.marker && same_content(old, row) && !old.withdrawn;
  if (done) return {old.marker, std::to_string(old.changes)};
  sdk::JsonWriter out;
  out.begin_object().member("revision", std::string_view(row.marker));
  write_content(row.kind, row.date, row.title, row.text, row.structured, row.language, row.author,
                out);
  out.member("withdrawn", "").member("changes", old.changes + 1);
  replace(old.marker, out.end_object().text(), "the changed entry");
  return {old.marker, std::to_string(old.changes + 1)};
}

void Entries::withdraw(std::string_view marker, std::string_view structured) {
  const auto there = find_one(marker);
  if (!there) throw Failure(HV_NOT_FOUND, "RosarioSIS has no entry with this marker to withdraw.");
  if (there->withdrawn) return;
  sdk::JsonWriter out;
  out.begin_object().member("withdrawn", "Y").member("changes", there->changes + 1);
  if (!structured.empty()) out.member("structured", stored(structured));
  replace(there->marker, out.end_object().text(), "the withdrawal");
}

// The key is a single column: there is one row that it can change. The plugin has no precondition,
// so what stands there was read just before.
void Entries::replace(const std::string& marker, std::string body, std::string_view what) {
  const Session::Answer answer = session_.write("PUT", path_of(marker), std::move(body));
  if (answer.ok() && answer.value == "1") return;
  if (answer.ok() && answer.value == "0")
    throw Failure(HV_NOT_FOUND,
                  "The entry was removed from RosarioSIS's database while it was being changed.");
  throw refusal(answer.response, answer.code, what, HV_HTTP_WRITE);
}

void Entries::put(const Row& row, std::string_view marker, sdk::Sink& sink) {
  const std::string version = std::to_string(row.changes);
  hv_entry entry{};
  entry.marker = sdk::str(marker);
  entry.student = sdk::str(row.student);
  entry.kind = row.kind;
  entry.date = sdk::str(row.date);
  entry.title = sdk::str(row.title);
  entry.text = sdk::str(row.text);
  entry.structured = sdk::str(row.structured);
  entry.language = sdk::str(row.language);
  entry.author = sdk::str(row.author);
  // A row that was changed in place stands for the first version and all that followed.
  if (row.kind == HV_ENTRY_ADDENDUM || !row.revision.empty())
    entry.amends = sdk::str(row.revision.empty() ? row.amends : row.marker);
  if (entry.amends.size == marker.size() && sdk::view(entry.amends) == marker) entry.amends = {};
  entry.entry_id = sdk::str(row.marker);
  entry.version = sdk::str(version);
  entry.withdrawn = row.withdrawn ? HV_YES : HV_NO;
  sink.put(entry);
}

void Entries::lookup(std::string_view marker, sdk::Sink& sink) const {
  for (const Row& row : find(marker)) put(row, marker, sink);
}

void Entries::list(std::string_view student, sdk::Sink& sink) const {
  std::vector<Filter> filters;
  if (!student.empty()) {
    if (!std::all_of(student.begin(), student.end(), sdk::is_digit)) return;
    filters.push_back({"student_id", "eq", std::string(student)});
  }
  session_.each(rows_query(std::move(filters)), [&](const Value& value) {
    const Row row = row_of(value);
    if (row.marker.starts_with("hv:") && !row.student.empty() && !row.date.empty())
      put(row, row.revision.empty() ? row.marker : row.revision, sink);
  });
}

}  // namespace homevisit::rosariosis
