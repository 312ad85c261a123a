// Two families who help each other, chosen by name (R48).
#include "operations/gate.h"
#include "operations/planning_pages.h"
#include "operations/student_sheet.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/kept_back_words.h"
#include "views/labels.h"

namespace homevisit::operations {
namespace {

using views::FieldGroup;
using views::Section;
using views::SheetForm;

// The students whose family can be chosen: found by name, else of the same groups. Nobody types a
// number.
Result<std::vector<StudentRow>> to_choose_from(const Rendering& r, const SeenFile& seen) {
  std::vector<StudentRow> rows;
  const auto add = [&](const std::string& group, const std::string& query) -> Status {
    HV_ASSIGN(StudentList list, list_students(r.context, r.actor, group, query, "", ""));
    for (StudentRow& row : list.rows)
      if (row.id != r.student) rows.push_back(std::move(row));
    return ok();
  };
  const std::string find = r.text("find");
  if (!find.empty()) {
    HV_TRY(add("", find));
    return rows;
  }
  for (const Group& group : seen.file->groups)
    if (access::may_list(*r.context.roster, r.actor, group.id, r.frame.today))
      HV_TRY(add(group.id, ""));
  return rows;
}

Result<Section> choose(const Rendering& r, const SeenFile& seen, const std::string& guardian) {
  const text::Catalogue& words = *r.frame.words;
  const std::string rest = "/guardians/" + views::url_part(guardian) + "/wishes";
  HV_ASSIGN(const auto rows, to_choose_from(r, seen));
  Section section;
  section.heading = words.text("Choose the student of the other family");
  views::Table table{words.text("Students"),
                     {words.text("Student"), words.text("Group")},
                     {},
                     words.text("No students here.")};
  for (const StudentRow& row : rows)
    table.rows.push_back(
        {{views::isolated(row.name),
          views::student_link(r.frame, r.student, rest + "?other=" + views::url_part(row.id))},
         {row.group}});
  section.table = std::move(table);
  // Within a page of another system the address of a question is not ours to make.
  if (r.frame.page) {
    SheetForm find{"", "", words.text("Find"), "find", {}, {}};
    find.found_on = student_action(r, rest);
    find.values = {{"find", r.text("find")}};
    find.fill = [&words](const FieldGroup& all) {
      all.input({"find", words.text("Another student, by name")});
    };
    section.forms.push_back(std::move(find));
  }
  return section;
}

Result<Section> link_with(const Rendering& r, const SeenFile& seen, const std::string& guardian,
                          const std::string& other) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const SeenFile theirs, see_file(r.context, r.actor, r.frame.reader, other, r.view));
  const std::string rest = "/guardians/" + guardian;
  Section section;
  section.heading = words.text("With the family of {name}",
                               {{"name", views::isolated(theirs.file->student.name())}});
  SheetForm fresh{
      "", student_action(r, rest + "/buddies"), words.text("Save the buddy"), "buddy", {}, {}};
  fresh.fill = [&words, mine = seen.file, file = theirs.file](const FieldGroup& all) {
    all.constant("/other_student", file->student.id);
    all.select({"/other_guardian", words.text("Guardian")}, guardian_options(*file, words, ""));
    const FieldGroup what = all.row(words.text("What for"));
    what.input({"/purpose",
                words.text("What for, such as: language, or the step to secondary school"), "",
                true});
    what.select({"/language", words.text("In which language")},
                views::language_choices(words, *mine));
    const FieldGroup both = all.boxes(words.text("Both said yes"));
    both.tick("/agreed", "true", words.text("This guardian said yes"));
    both.tick("/other_agreed", "true", words.text("The other guardian said yes"));
  };
  section.paragraphs = views::kept_back_lines(*theirs.file, theirs.history, DataPurpose::buddy,
                                              r.frame.today, words);
  if (theirs.file->guardians.empty())
    section.paragraphs = {words.text("The roster names no guardian for this student.")};
  else
    section.forms.push_back(std::move(fresh));
  section.links.push_back({views::student_link(r.frame, r.student, rest + "/wishes"),
                           words.text("Choose another student")});
  return section;
}

Section linked(const Rendering& r, const SeenFile& seen, const std::string& guardian) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("A buddy");
  section.paragraphs = {
      words.text("Two families who help each other. Ask both first, each apart.")};
  for (std::string& line :
       views::kept_back_lines(*seen.file, seen.history, DataPurpose::buddy, r.frame.today, words))
    section.paragraphs.push_back(std::move(line));
  for (const auto& entry : seen.history.buddies) {
    const BuddyLinked& buddy = entry.value;
    if (buddy.guardian != guardian || buddy.ended) continue;
    section.points.push_back(words.text("Buddy since {date}", {{"date", words.date(buddy.date)}}) +
                             ": " + views::isolated(buddy.purpose));
    section.forms.push_back({"",
                             student_action(r, "/buddies/" + buddy.id + "/end"),
                             words.text("End the link"),
                             "parts" + std::to_string(section.forms.size()),
                             {},
                             {}});
  }
  return section;
}

}  // namespace

Result<std::vector<Section>> buddy_sections(const Rendering& r, const StudentSheet& page,
                                            const std::string& guardian) {
  std::vector<Section> sections{linked(r, page.seen, guardian)};
  std::string other = r.text("other");
  for (const auto& [name, value] : page.sheet.state.fields)
    if (name == "/other_student") other = value;
  if (other.empty()) {
    HV_ASSIGN(Section section, choose(r, page.seen, guardian));
    sections.push_back(std::move(section));
  } else {
    HV_ASSIGN(Section section, link_with(r, page.seen, guardian, other));
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace homevisit::operations
