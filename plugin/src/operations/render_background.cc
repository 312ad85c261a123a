// The colleague in the background: whom they wait for. Times only, nothing of a family (R44).
#include "operations/planning_pages.h"
#include "operations/planning_reads.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/planning_words.h"
#include "views/sheet.h"

namespace homevisit::operations {

namespace {

std::string who_words(const Rendering& r, const BackstopRow& row) {
  std::vector<std::string> names;
  for (const std::string& staff : row.appointment.visitors)
    names.push_back(views::isolated(r.context.staff_name(staff)));
  return views::listed(names, *r.frame.words);
}

std::string state_words(const Rendering& r, const BackstopRow& row) {
  const bool is_proposal = row.appointment.state == VisitState::proposed;
  return r.frame.words->text(is_proposal ? views::standing_label(row.appointment.state)
                                         : views::label(row.state));
}

}  // namespace

Result<SharedPage> background_page(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const auto rows, list_backstop(r.context, r.actor.staff));
  views::Sheet sheet;
  sheet.title = words.text("In the background");
  sheet.intro = {words.text("Visits during which you are there for a colleague. Times only.")};
  views::Table table{sheet.title,
                     {words.text("Who"), words.text("From"), words.text("In"), words.text("Out"),
                      words.text("How it stands")},
                     {},
                     words.text("No visits now.")};
  for (const BackstopRow& row : rows)
    table.rows.push_back({{who_words(r, row)},
                          {when_words(r, row.appointment)},
                          {row.appointment.check_in},
                          {row.appointment.check_out},
                          {state_words(r, row)}});
  views::Section section;
  section.table = std::move(table);
  sheet.sections.push_back(std::move(section));
  return shared(views::sheet_page(r.frame, sheet));
}

Result<std::vector<views::VisitRow>> visit_rows(const Rendering& r,
                                                const std::vector<Planned>& visits) {
  const text::Catalogue& words = *r.frame.words;
  std::vector<views::VisitRow> rows;
  for (const Planned& one : visits) {
    const Appointment& at = one.appointment;
    // As in the list of a class: by name where the student is the reader's own.
    std::string who;
    const auto view = access::view_of(*r.context.roster, r.actor, one.student, r.frame.today);
    if (!view && view.error().status != HV_NOT_FOUND) return view.error();
    if (view) {
      HV_ASSIGN(const Student student, r.context.roster->student(one.student));
      who = views::isolated(student.name());
    }
    rows.push_back({views::visit_link(r.frame, one.student, at.visit, "/before"), when_words(r, at),
                    std::move(who), words.text(views::label(at.place)),
                    words.text(views::standing_label(at.state))});
  }
  return rows;
}

Result<std::vector<views::BackgroundRow>> background_rows(const Rendering& r) {
  HV_ASSIGN(const auto rows, list_backstop(r.context, r.actor.staff));
  std::vector<views::BackgroundRow> shown;
  for (const BackstopRow& row : rows)
    shown.push_back({who_words(r, row), when_words(r, row.appointment), state_words(r, row)});
  return shown;
}

}  // namespace homevisit::operations
