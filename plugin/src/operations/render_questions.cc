// Questions, complaints and objections that wait for an answer: each leads to the file in which it
// is answered. What was asked stands there alone.
#include <fmt/format.h>

#include "domain/codec.h"
#include "domain/progress/suppress.h"
#include "operations/consent_pages.h"
#include "operations/facts_made.h"
#include "operations/questions.h"
#include "views/consent_labels.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/school_pages.h"

namespace homevisit::operations {
namespace {

using access::Role;
using views::Cell;
using views::Section;
using views::Sheet;
using views::Table;

Cell where_cell(const Rendering& r, const QuestionRow& row) {
  const text::Catalogue& words = *r.frame.words;
  if (!row.student.empty())
    return {views::isolated(row.student_name),
            views::student_link(r.frame, row.student, "/consent")};
  std::vector<std::string> names;
  for (const Staff& mentor : row.mentors) names.push_back(views::isolated(mentor.name()));
  if (names.empty()) return {words.text("Ask the care coordinator")};
  return {words.text("Ask {name}", {{"name", views::listed(names, words)}})};
}

Section open_section(const Rendering& r, const std::vector<QuestionRow>& rows, bool all) {
  const text::Catalogue& words = *r.frame.words;
  Table table{words.text("Waiting for an answer"),
              {words.text("Of whom"), words.text("What"), words.text("Since")},
              {},
              words.text("Nothing waits for an answer.")};
  if (all) table.columns.push_back(words.text("Who answers"));
  bool elsewhere = false;
  for (const QuestionRow& row : rows) {
    elsewhere = elsewhere || row.student.empty();
    std::vector<Cell> cells{where_cell(r, row),
                            {words.text(views::label(row.question.kind))},
                            {words.short_date(row.question.date)}};
    if (all) cells.push_back({r.context.staff_name(whose(row.question))});
    table.rows.push_back(std::move(cells));
  }
  Section section;
  if (elsewhere)
    section.paragraphs.push_back(
        words.text("Where you may not read a student's file, the mentor tells you what it is "
                   "about, and writes down the answer."));
  section.table = std::move(table);
  return section;
}

Result<Section> counts_section(const Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const QuestionCounts counts, count_questions(r.context));
  Table table{
      words.text("Waiting for an answer"), {words.text("What"), words.text("How many")}, {}, ""};
  for (const auto& [kind, name] : names<QuestionKind>()) {
    const int count = counts[static_cast<std::size_t>(kind)];
    const bool shown = count == 0 || count >= progress::least_group;
    table.rows.push_back({{words.text(views::label(kind))},
                          {shown ? fmt::format("{}", count) : words.text("fewer than 5")}});
  }
  Section section;
  section.table = std::move(table);
  return section;
}

}  // namespace

Result<SharedPage> questions_page(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  HV_TRY(make_facts(r.context, r.control));
  const text::Catalogue& words = *r.frame.words;
  Sheet sheet = views::sheet_about_school(r.frame, words.text("Questions and complaints"));
  if (r.actor.role == Role::school_leader) {
    sheet.intro = {
        words.text("Counts only: what was asked, and by whom, is between the family and "
                   "who answers.")};
    HV_ASSIGN(Section counts, counts_section(r));
    sheet.sections.push_back(std::move(counts));
    return shared(views::sheet_page(r.frame, sheet));
  }
  const bool all = r.actor.role == Role::care_coordinator;
  sheet.intro = {all ? words.text("What parents and pupils asked, and nobody has answered yet.")
                     : words.text("What parents and pupils asked, and waits for your answer.")};
  HV_ASSIGN(const auto rows, read_questions(r.context, r.actor, r.frame.reader, "question.list"));
  sheet.sections.push_back(open_section(r, rows, all));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace homevisit::operations
