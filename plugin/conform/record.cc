#include "record.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace homevisit::conform {
namespace {

class Copier {
 public:
  Copier(Record& record, std::string& fault) : record_(record), fault_(fault) {}

  Copier& text(const char* name, hv_str value) {
    if (value.data == nullptr && value.size != 0)
      fault_ = fmt::format("its field {} has a size and no text", name);
    const std::string_view view =
        value.data == nullptr ? std::string_view() : std::string_view(value.data, value.size);
    if (!is_utf8(view)) fault_ = fmt::format("its field {} is no UTF-8", name);
    record_.fields[name] = view;
    return *this;
  }
  Copier& date(const char* name, hv_str value) {
    text(name, value);
    if (!record_[name].empty() && !is_date(record_[name]))
      fault_ = fmt::format("its field {} is no date like 2026-11-22", name);
    return *this;
  }
  // As an enum it must not be looked at before its number is known to be one.
  template <typename Enum>
  Copier& word(const char* name, const Enum& value, std::initializer_list<const char*> words,
               int first = 0) {
    std::underlying_type_t<Enum> number;
    std::memcpy(&number, &value, sizeof number);
    const auto index = static_cast<std::size_t>(static_cast<long>(number) - first);
    if (index >= words.size()) {
      fault_ = fmt::format("its field {} is {}, which adapter.h does not have", name, number);
    } else {
      record_.fields[name] = words.begin()[index];
    }
    return *this;
  }
  Copier& ternary(const char* name, const hv_ternary& value) {
    return word(name, value, {"unknown", "no", "yes"});
  }
  Copier& number(const char* name, std::int64_t value) {
    record_.fields[name] = std::to_string(value);
    return *this;
  }

 private:
  Record& record_;
  std::string& fault_;
};

// Is the record there and long enough? All fields of 1.0 must be.
template <typename T>
bool usable(const T* pointer, std::size_t least, std::string& fault) {
  if (pointer != nullptr && pointer->struct_size >= least) return true;
  fault = pointer == nullptr ? "its pointer is NULL" : "its struct_size is too small";
  return false;
}

void copy_entry(const hv_entry& entry, Copier copy) {
  copy.text("marker", entry.marker).text("student", entry.student);
  copy.word("kind", entry.kind, {"visit", "answer", "addendum", "agreement"}, HV_ENTRY_VISIT);
  copy.date("date", entry.date).text("title", entry.title).text("text", entry.text);
  copy.text("structured", entry.structured).text("language", entry.language);
  copy.text("author", entry.author).text("amends", entry.amends);
  copy.text("entry_id", entry.entry_id).text("version", entry.version);
  copy.ternary("withdrawn", entry.withdrawn);
}

// Of what is removed only the ids count.
void copy_fields(const hv_record& record, bool removed, Copier copy, std::string& fault) {
  switch (record.kind) {
    case HV_KIND_STUDENT:
      if (const hv_student* s = record.of.student; usable(s, sizeof *s, fault)) {
        copy.text("id", s->id).text("given_name", s->given_name);
        copy.text("family_name", s->family_name).text("sort_name", s->sort_name);
        copy.date("birth_date", s->birth_date).text("school", s->school).text("year", s->year);
        copy.text("language", s->language).ternary("address_secret", s->address_secret);
        copy.text("official_name", s->official_name);
      }
      return;
    case HV_KIND_GUARDIAN:
      if (const hv_guardian* g = record.of.guardian; usable(g, sizeof *g, fault)) {
        copy.text("id", g->id).text("given_name", g->given_name);
        copy.text("family_name", g->family_name).text("language", g->language);
        copy.ternary("address_secret", g->address_secret);
      }
      return;
    case HV_KIND_CARE:
      if (const hv_care* c = record.of.care; usable(c, sizeof *c, fault)) {
        copy.text("student", c->student).text("guardian", c->guardian);
        copy.text("relation", c->relation).text("household", c->household);
        copy.ternary("custody", c->custody).ternary("lives_with", c->lives_with);
        copy.ternary("informed", c->informed).number("order", c->order);
      }
      return;
    case HV_KIND_STAFF:
      if (const hv_staff* s = record.of.staff; usable(s, sizeof *s, fault)) {
        copy.text("id", s->id).text("given_name", s->given_name);
        copy.text("family_name", s->family_name).text("function", s->function);
      }
      return;
    case HV_KIND_GROUP:
      if (const hv_group* g = record.of.group; usable(g, sizeof *g, fault)) {
        copy.text("id", g->id).text("name", g->name).text("school", g->school);
        copy.text("year", g->year).text("school_year", g->school_year).ternary("home", g->home);
      }
      return;
    case HV_KIND_ENROLMENT:
      if (const hv_enrolment* e = record.of.enrolment; usable(e, sizeof *e, fault)) {
        copy.text("group", e->group).text("person", e->person);
        if (removed) return;
        copy.word("role", e->role, {"student", "mentor", "teacher"}, HV_MEMBER_STUDENT);
        copy.date("begin_date", e->begin_date).date("end_date", e->end_date);
      }
      return;
    case HV_KIND_ENTRY:
      if (const hv_entry* e = record.of.entry; usable(e, sizeof *e, fault)) copy_entry(*e, copy);
      return;
  }
}

}  // namespace

const std::string& Record::operator[](const std::string& name) const {
  static const std::string none;
  const auto found = fields.find(name);
  return found == fields.end() ? none : found->second;
}

std::string Record::id() const {
  if (kind == HV_KIND_CARE) return (*this)["student"] + " / " + (*this)["guardian"];
  if (kind == HV_KIND_ENROLMENT && removed) return (*this)["group"] + " / " + (*this)["person"];
  if (kind == HV_KIND_ENROLMENT) {
    return (*this)["group"] + " / " + (*this)["person"] + " / " + (*this)["role"] + " / " +
           (*this)["begin_date"];
  }
  if (kind == HV_KIND_ENTRY) return (*this)["entry_id"] + " " + (*this)["marker"];
  return (*this)["id"];
}

std::string Record::shown() const {
  constexpr const char* kNames[] = {"",      "student", "guardian",  "care",
                                    "staff", "group",   "enrolment", "entry"};
  const auto number = static_cast<std::size_t>(kind);
  return fmt::format("{} {}", number < std::size(kNames) ? kNames[number] : "record", id());
}

Record copy_record(const hv_record& record, std::string& fault) {
  Record out;
  if (record.struct_size < offsetof(hv_record, removed)) {
    fault = "the struct_size of a record is too small";
    return out;
  }
  out.kind = record.kind;
  // Since 1.1: an older adapter's record ends before it.
  constexpr std::size_t kSince11 = offsetof(hv_record, removed) + sizeof(std::int32_t);
  out.removed = record.struct_size >= kSince11 && record.removed != 0;
  copy_fields(record, out.removed, Copier(out, fault), fault);
  if (out.id().empty() || (out.kind == HV_KIND_CARE && out.id() == " / ")) fault = "it has no id";
  if (!fault.empty()) fault = fmt::format("The {} is wrong: {}.", out.shown(), fault);
  return out;
}

bool agrees(const Record& record, const Json& wanted) {
  for (const Json::Member& member : wanted.members()) {
    if (record[member.first] != member.second.plain()) return false;
  }
  return true;
}

bool is_date(const std::string& text) {
  int year = 0, month = 0, day = 0, end = 0;
  if (text.size() != 10 ||
      std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3)
    return false;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return end == 10 && month > 0 && day > 0 && date.ok();
}

}  // namespace homevisit::conform
