#include "entries.h"

#include <algorithm>
#include <set>

#include "attendance.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"
#include "participation.h"
#include "refusal.h"

namespace homevisit::edfi {
namespace {

const std::string& nothing() {
  static const std::string empty;
  return empty;
}

Sheet sheet_of(const hv_entry& entry) {
  Sheet sheet;
  sheet.marker = sdk::view(entry.marker);
  sheet.amends = sdk::view(entry.amends);
  sheet.kind = entry.kind;
  sheet.title = sdk::view(entry.title);
  sheet.text = sdk::view(entry.text);
  for (const std::string* text : {&sheet.marker, &sheet.amends, &sheet.title, &sheet.text})
    if (sdk::find_invalid_utf8(*text) != std::string::npos)
      throw Failure(HV_INVALID_ARGUMENT, "The entry is not valid UTF-8; nothing was written.");
  if (entry.kind < HV_ENTRY_VISIT || entry.kind > HV_ENTRY_AGREEMENT)
    throw Failure(HV_INVALID_ARGUMENT, "The entry is of a kind that this adapter does not know.");
  return sheet;
}

// What a field says, whatever the server made of its line ends.
bool same_part(const Part& part, const std::string& field) {
  const auto other = read_part(field);
  return other && part.number == other->number && part.count == other->count &&
         part.content == other->content && part.sheet.is_void == other->sheet.is_void &&
         part.sheet.kind == other->sheet.kind && part.sheet.marker == other->sheet.marker &&
         part.sheet.amends == other->sheet.amends;
}

// Whether `theirs` is a version that `sheet` takes the place of.
bool replaces(const Sheet& sheet, const Sheet& theirs) {
  return sheet.root() != sheet.marker && theirs.marker != sheet.marker && !theirs.marker.empty() &&
         !theirs.is_void && theirs.kind != HV_ENTRY_ADDENDUM && theirs.is(sheet.root());
}

// Whether the marker stands in a field, and not only as the beginning of a longer one.
bool names(std::string_view field, std::string_view marker) {
  for (std::size_t at = 0; (at = field.find(marker, at)) != std::string_view::npos; ++at) {
    const std::string_view rest = field.substr(at + marker.size());
    if (rest.empty() || rest.front() == ']' || sdk::is_blank(rest.front())) return true;
  }
  return false;
}

}  // namespace

Entries::Entries(const Session& session, Made& made) : session_(session), made_(made) {
  if (!session.config().writes())
    throw Failure(
        HV_UNSUPPORTED,
        "Nothing is written to this Ed-Fi server: \"education_organization\" is not set.");
  if (session.server().has_evaluations()) {
    resource_ = "studentProgramEvaluations";
    field_ = "summaryEvaluationComment";
    date_ = "evaluationDate";
    room_ = 1024;
    return;
  }
  if (!session.config().interventions)
    throw Failure(HV_UNSUPPORTED, "This Ed-Fi server has Data Standard " +
                                      session.server().standard +
                                      ", which has no place for reports but interventions. Set "
                                      "\"interventions\" to true if they are to be used.");
  resource_ = "studentInterventionAttendanceEvents";
  field_ = "attendanceEventReason";
  date_ = "eventDate";
  room_ = 255;
}

Entries::File Entries::read(std::string_view student) const {
  const Config& config = session_.config();
  const bool evaluations = session_.server().has_evaluations();
  // Under our program or organization only: what others file of the student is not our business.
  Filter filter;
  if (!student.empty()) filter.emplace_back("studentUniqueId", student);
  if (evaluations) {
    filter.emplace_back("programName", config.program_name);
  } else {
    filter.emplace_back("educationOrganizationId", std::to_string(config.education_organization));
  }
  File file;
  session_.each(resource_, filter, [&](const Value& row) {
    std::string whose = row["studentReference"]["studentUniqueId"].id();
    if (whose.empty() || (!student.empty() && whose != student)) return;
    const Value reference =
        row[evaluations ? "programEvaluationReference" : "interventionReference"];
    if (evaluations &&
        (reference["programName"].text() != config.program_name ||
         reference["programEducationOrganizationId"].integer() != config.education_organization))
      return;
    Stored stored;
    stored.slot =
        slot_of(reference[evaluations ? "programEvaluationTitle" : "interventionIdentificationCode"]
                    .text());
    if (stored.slot == 0) return;
    stored.student = std::move(whose);
    stored.id = row["id"].text();
    stored.version = row["_etag"].id();
    stored.date = sdk::calendar_date(row[date_].text()).value_or("");
    stored.author = row["staffEvaluatorStaffReference"]["staffUniqueId"].id();
    stored.field = row[field_].text();
    // A field without a tag of ours still holds its slot.
    if (auto part = read_part(stored.field)) stored.part = std::move(*part);
    file[stored.part.sheet.marker].push_back(std::move(stored));
  });
  for (auto& [marker, fields] : file)
    std::sort(fields.begin(), fields.end(), [](const Stored& a, const Stored& b) {
      return a.part.number != b.part.number ? a.part.number < b.part.number : a.id < b.id;
    });
  return file;
}

std::string Entries::body(std::string_view student, std::string_view date, unsigned slot,
                          std::string_view author, const std::string& field) const {
  sdk::JsonWriter out;
  out.begin_object();
  write_slot(session_, slot, out);
  out.key("studentReference").begin_object().member("studentUniqueId", student).end_object();
  if (session_.server().has_evaluations()) {
    write_organization(session_.config(), out);
    if (!author.empty())
      out.key("staffEvaluatorStaffReference")
          .begin_object()
          .member("staffUniqueId", author)
          .end_object();
  } else {
    out.member("attendanceEventCategoryDescriptor",
               session_.config().descriptors.attendance_category);
  }
  out.member(date_, date).member(field_, field);
  return out.end_object().text();
}

Written Entries::post(std::string_view student, std::string_view date, unsigned slot,
                      std::string_view author, const std::string& field) {
  make_slot(session_, slot, made_);
  bool replaced = false;
  Written written;
  try {
    written = create(session_, resource_, body(student, date, slot, author, field), &replaced);
  } catch (const UnknownStaff&) {
    if (author.empty()) throw;
    session_.call().host().warn("The Ed-Fi server does not know the author " +
                                sdk::shown_id(author) +
                                " of an entry; it was filed without an author.");
    written = create(session_, resource_, body(student, date, slot, "", field), &replaced);
  }
  if (replaced)
    session_.call().host().warn(
        "Another program wrote to " + std::string(resource_) + " of student " +
        std::string(student) + " on " + std::string(date) +
        " at the same moment, and its text was replaced. Let only one homevisit deliver to this "
        "Ed-Fi server.");
  return written;
}

bool Entries::overwrite(const Stored& stored, const std::string& field, Written& written) {
  return change(
      session_, resource_, stored.id,
      [&](const Value& row) { return row[field_].text() == stored.field; },
      [&](const Value& row, sdk::JsonWriter& out) {
        copy_members(row, field_, out);
        out.member(field_, field);
      },
      written);
}

Written Entries::put(std::string_view student, const Stored& stored, std::string_view author,
                     const std::string& field) {
  Written written;
  return overwrite(stored, field, written) ? written
                                           : post(student, stored.date, stored.slot, author, field);
}

Removal Entries::take_away(const Stored& stored, const std::string& otherwise) {
  const Removal removal = remove(session_, resource_, stored.id, [&](const Value& row) {
    return row[field_].text() == stored.field;
  });
  Written written;
  if (removal == Removal::forbidden && !overwrite(stored, otherwise, written))
    return Removal::gone_before;
  return removal;
}

void Entries::require_untouched(const File& file, const std::string& marker) const {
  for (const auto& [own, fields] : file)
    for (const Stored& stored : fields) {
      const Part& part = stored.part;
      if (own.empty() ? names(stored.field, marker)
                      : part.changed && !part.sheet.is_void && part.sheet.is(marker))
        throw changed_meanwhile(resource_);
    }
}

sdk::Receipt Entries::submit(const hv_entry& entry) {
  const Sheet sheet = sheet_of(entry);
  const std::string student(sdk::view(entry.student));
  const auto date = sdk::calendar_date(sdk::view(entry.date));
  if (student.empty() || !date)
    throw Failure(HV_INVALID_ARGUMENT, "An entry needs a student and the day that it is about.");
  const std::vector<std::string> parts = write_parts(sheet, room_);
  File file = read(student);
  require_untouched(file, sheet.root());

  // What stands of this entry: of an earlier attempt, or the version that this one replaces.
  std::vector<Stored> mine, others;
  for (auto& [marker, fields] : file) {
    for (Stored& stored : fields) {
      const Sheet& theirs = stored.part.sheet;
      const bool same = marker == sheet.marker;
      if (!same && !marker.empty() && theirs.kind != HV_ENTRY_ADDENDUM &&
          theirs.root() == sheet.marker && sheet.amends.empty())
        return {stored.id, stored.version};  // it was changed since; an old delivery came late
      const bool replaced = replaces(sheet, theirs);
      if (same && (stored.part.number > parts.size() || stored.date != *date ||
                   !same_part(stored.part, parts[stored.part.number - 1])))
        throw Failure(HV_CONFLICT,
                      "The entry is in the student file already, with another text or withdrawn. "
                      "It was left as it is.");
      (same || replaced ? mine : others).push_back(std::move(stored));
    }
  }
  // Fields of this very version first: they are right already.
  std::stable_sort(mine.begin(), mine.end(), [&](const Stored& a, const Stored& b) {
    return (a.part.sheet.marker == sheet.marker) > (b.part.sheet.marker == sheet.marker);
  });

  std::string author(sdk::view(entry.author));
  try {
    if (session_.server().has_evaluations()) {
      make_program(session_, made_);
      if (sheet.kind == HV_ENTRY_VISIT)
        place_visit(session_, student, sheet.root(), *date, sheet.title);
      if (sheet.kind == HV_ENTRY_ANSWER) place_answer(session_, student, sheet.root(), *date);
    }
    std::set<unsigned> taken;
    for (const auto* const all : {&mine, &others})
      for (const Stored& stored : *all)
        if (stored.date == *date) taken.insert(stored.slot);

    sdk::Receipt receipt;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      // The field of the same number and day is used again, else any of that day.
      auto at = std::find_if(mine.begin(), mine.end(), [&](const Stored& stored) {
        return stored.date == *date && stored.part.number == i + 1;
      });
      Written written;
      if (at == mine.end()) {
        unsigned slot = 1;
        while (taken.contains(slot)) ++slot;
        taken.insert(slot);
        written = post(student, *date, slot, author, parts[i]);
      } else {
        written = same_part(at->part, parts[i]) ? Written{at->id, at->version}
                                                : put(student, *at, author, parts[i]);
        mine.erase(at);
      }
      if (i == 0) receipt = {written.id, written.version};
    }
    // What is left is of a longer version, or of another day. Without a tag it is of no entry.
    for (const Stored& stored : mine) take_away(stored, "Withdrawn");
    return receipt;
  } catch (const Failure& failure) {
    // What we believed to be there may have been removed: look again next time.
    if (failure.http_status() >= 400) made_ = {};
    throw;
  }
}

void Entries::put_entry(std::string_view marker, const std::vector<Stored>& fields,
                        sdk::Sink& sink) const {
  std::vector<Part> parts;
  for (const Stored& stored : fields) parts.push_back(stored.part);
  const auto sheet = join(std::move(parts));
  if (!sheet) return;  // an attempt that did not get to its end; the next one completes it
  hv_entry entry{};
  entry.marker = sdk::str(marker);
  entry.student = sdk::str(fields.front().student);
  entry.kind = sheet->kind;
  entry.date = sdk::str(fields.front().date);
  entry.title = sdk::str(sheet->title);
  entry.text = sdk::str(sheet->text);
  entry.author = sdk::str(fields.front().author);
  entry.amends = sdk::str(marker == sheet->marker ? sheet->amends : nothing());
  entry.entry_id = sdk::str(fields.front().id);
  entry.version = sdk::str(fields.front().version);
  entry.withdrawn = sheet->is_void ? HV_YES : HV_NO;
  sink.put(entry);
}

void Entries::list(std::string_view student, sdk::Sink& sink) {
  for (const auto& [marker, fields] : read(student))
    if (!marker.empty()) put_entry(marker, fields, sink);
}

void Entries::lookup(std::string_view student, std::string_view marker, sdk::Sink& sink) {
  const File file = read(student);
  // A revision is filed when nothing of the version before is left; until then the next attempt
  // has something to do.
  const auto finished = [&](const Sheet& sheet) {
    return std::none_of(file.begin(), file.end(), [&](const auto& fields) {
      const auto& stored = fields.second;
      return std::any_of(stored.begin(), stored.end(), [&](const Stored& other) {
        return !sheet.is_void && replaces(sheet, other.part.sheet);
      });
    });
  };
  for (const auto& [own, fields] : file) {
    const Sheet& sheet = fields.front().part.sheet;
    if (!own.empty() && sheet.is(marker) && finished(sheet)) put_entry(marker, fields, sink);
  }
}

void Entries::withdraw(std::string_view student, const std::string& marker) {
  bool sure = true, found = false;
  const File file = read(student);
  require_untouched(file, marker);
  for (const auto& [own, fields] : file)
    if (!own.empty() && fields.front().part.sheet.is(marker)) {
      found = true;
      sure = withdraw(student, file, fields) && sure;
    }
  // Of a visit whose text was refused, the event may stand all the same.
  if (!found && session_.server().has_evaluations())
    found = remove_visit(session_, student, marker);
  if (!found) throw Failure(HV_NOT_FOUND, "The Ed-Fi server has no such entry to withdraw.");
  if (sure) return;
  // Listed, and not there when asked for: that is no answer to rely on.
  for (const auto& [own, fields] : read(student))
    if (!own.empty() && fields.front().part.sheet.is(marker))
      throw Failure(HV_FAILED_PRECONDITION,
                    "The Ed-Fi server lists the entry and says that it is not there. Withdraw it "
                    "again; if that does not help, tell the administrator of the server.");
}

bool Entries::withdraw(std::string_view student, const File& file,
                       const std::vector<Stored>& fields) {
  const Sheet& sheet = fields.front().part.sheet;
  if (session_.server().has_evaluations()) {
    if (sheet.kind == HV_ENTRY_VISIT) remove_visit(session_, student, sheet.root());
    if (sheet.kind == HV_ENTRY_ANSWER)
      remove_answer(session_, student, sheet.root(), other_answer(file, fields.front()));
  }
  bool sure = true;
  // From behind, so that what is left of an attempt that breaks off is still the entry's.
  for (auto stored = fields.rbegin(); stored != fields.rend(); ++stored) {
    if (stored->part.sheet.is_void) continue;
    const std::string tag_only = write_void(sheet, stored->part.number, stored->part.count);
    if (take_away(*stored, tag_only) == Removal::gone_before) sure = false;
  }
  return sure;
}

std::string Entries::other_answer(const File& file, const Stored& than) {
  for (const auto& [marker, fields] : file) {
    const Stored& first = fields.front();
    if (!marker.empty() && marker != than.part.sheet.marker && first.date == than.date &&
        first.part.sheet.kind == HV_ENTRY_ANSWER && !first.part.sheet.is_void)
      return marker;
  }
  return {};
}

}  // namespace homevisit::edfi
