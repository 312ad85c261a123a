// The page of a visit that is to come: what was chosen, what the family was told, and the small
// steps of who goes.
#include <algorithm>
#include <optional>

#include "domain/visit_agreement.h"
#include "operations/appointments.h"
#include "operations/planning_pages.h"
#include "operations/student_sheet.h"
#include "operations/visitor.h"
#include "text/msg.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/notice_told.h"
#include "views/planning_words.h"
#include "views/timeline.h"

namespace homevisit::operations {
namespace {

using views::FieldGroup;
using views::Section;
using views::Sheet;
using views::SheetForm;

const char* standing_words(const History& history, const VisitEntry& entry) {
  return is_planned(entry.visit.state) ? views::standing_label(entry.visit.state)
                                       : views::entry_title(history, entry);
}

// What was chosen when the visit was planned. `place`: as closely as the reader may know it.
Section chosen(const Rendering& r, const History& history, const std::string& place,
               const VisitEntry& entry) {
  const text::Catalogue& words = *r.frame.words;
  const Visit& visit = entry.visit;
  std::vector<std::string> visitors;
  for (const std::string& staff : visit.visitors)
    visitors.push_back(views::isolated(r.context.staff_name(staff)));
  Section section;
  section.facts = {{words.text("How it stands"), words.text(standing_words(history, entry))},
                   {words.text("When"), when_words(r, appointment_of(entry))},
                   {words.text("Where"), place},
                   {words.text("What it is for"), words.text(views::label(visit.purpose))},
                   {words.text("Who goes"), views::listed(visitors, words)},
                   {words.text("Who else comes along"), views::companions_words(visit, words)},
                   {words.text("Interpreter"), views::interpreter_words(visit, words)}};
  if (visit.backstop)
    section.facts.push_back({words.text("Colleague in the background"),
                             views::isolated(r.context.staff_name(visit.backstop->staff))});
  std::erase_if(section.facts, [](const views::Fact& fact) { return fact.text.empty(); });
  return section;
}

// R29, R41: what is still to be said before the appointment stands.
Result<std::optional<Section>> still_to_agree(const Rendering& r, const SeenFile& seen,
                                              const Visit& visit) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  const Status agreed = check_agreed(*seen.file, seen.history, notices_on(*school, visit.date),
                                     visit, r.frame.today, "");
  if (agreed || !is_planned(visit.state)) return std::optional<Section>();
  Section section;
  section.paragraphs = {
      visit.state == VisitState::proposed
          ? words.error(agreed.error().code, agreed.error().message)
          : words.text("Whether you are welcome that day no longer stands in any answer. Ask again "
                       "before you go.")};
  section.links.push_back(
      {views::visit_link(r.frame, r.student, visit.id), words.text("Confirm, move or call off")});
  return std::optional<Section>(std::move(section));
}

// R42: the visitor's own word, for nobody else.
Result<Section> own_word(const Rendering& r, const Visit& visit) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  const auto said = school->visitors_ready.find(visit.id + " " + r.actor.staff);
  const auto button = [&](const char* name, const std::string& text, const char* value) {
    SheetForm form{"", student_action(r, "/visits/" + visit.id + "/ready"), text, name, {}, {}};
    form.fill = [value](const FieldGroup& all) { all.constant("/ready", value); };
    return form;
  };
  Section section;
  section.heading = words.text("Does this visit suit you?");
  section.paragraphs = {
      words.text("Think of the way there, of who comes along, and of what you know of the visit. "
                 "Say so before the visit is confirmed. A reason is not asked, and it does not "
                 "stand in the student's file.")};
  section.facts = {
      {words.text("You said"), said == school->visitors_ready.end() ? words.text("nothing yet")
                               : said->second.value.ready ? words.text("This visit suits me")
                                                          : words.text("Rather not")}};
  section.forms = {button("yes", words.text("This visit suits me"), "true"),
                   button("no", words.text("Rather not"), "false")};
  return section;
}

// R44: in and out, for the colleague who waits.
Section times(const Rendering& r, const Visit& visit) {
  const text::Catalogue& words = *r.frame.words;
  const auto button = [&](const char* rest, const char* name, const std::string& text) {
    return SheetForm{"", student_action(r, "/visits/" + visit.id + rest), text, name, {}, {}};
  };
  Section section;
  section.heading = words.text("For the colleague in the background");
  section.facts = {{words.text("In"), visit.backstop->check_in},
                   {words.text("Out"), visit.backstop->check_out}};
  std::erase_if(section.facts, [](const views::Fact& fact) { return fact.text.empty(); });
  section.forms = {button("/check-in", "in", words.text("I go in now")),
                   button("/check-out", "out", words.text("I am out again"))};
  return section;
}

// R7: so that nobody goes in wondering what may be written down.
Section told(const Rendering& r, const SeenFile& seen) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("What the family was told about privacy");
  section.facts = views::notice_told(r.frame, *seen.file, seen.history, r.frame.today);
  section.links = views::notice_links(r.frame, seen.history.notices);
  section.links.push_back({views::student_link(r.frame, r.student, "/consent"),
                           words.text("Told, answered and permitted")});
  return section;
}

// The same for a reader who goes along and to whom the file is not open: no name of a guardian, no
// way to what else there is.
Section told_alone(const Rendering& r, const VisitAlone& alone) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("What the family was told about privacy");
  section.facts = views::notice_told(r.frame, *alone.file, *alone.history, r.frame.today);
  for (views::Fact& fact : section.facts) fact.label = words.text("The family");
  const auto same = [](const views::Fact& a, const views::Fact& b) { return a.text == b.text; };
  section.facts.erase(std::unique(section.facts.begin(), section.facts.end(), same),
                      section.facts.end());
  return section;
}

// R42: for a visitor of another class, this visit and nothing else.
Result<SharedPage> page_of_visitor(const Rendering& r, const VisitAlone& alone) {
  const text::Catalogue& words = *r.frame.words;
  HV_TRY(r.context.access_log->note(r.actor, r.frame.reader, r.student, r.view));
  const Visit& visit = alone.entry->visit;
  Sheet sheet;
  // In a student's file within another system there is no list of students.
  if (r.frame.page) sheet.back = {r.frame.links + "/", words.text("Back to the students")};
  sheet.title = words.text("Before the visit");
  sheet.subtitle = views::isolated(alone.file->student.name());
  sheet.state = form_state(r, nullptr);
  sheet.sections.push_back(
      chosen(r, *alone.history, words.text(views::label(visit.place)), *alone.entry));
  if (is_planned(visit.state)) {
    HV_ASSIGN(Section word, own_word(r, visit));
    sheet.sections.push_back(std::move(word));
  }
  if (visit.backstop) sheet.sections.push_back(times(r, visit));
  sheet.sections.push_back(told_alone(r, alone));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

// R42, R44: small steps before and during a visit, each a button of its own.
Result<SharedPage> before_page(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  const std::string id = r.text("visit");
  HV_ASSIGN(const auto alone, visit_alone(r.context, r.actor, r.student, id));
  if (alone) return page_of_visitor(r, *alone);
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Before the visit")));
  const VisitEntry* entry = page.seen.history.visit(id);
  if (entry == nullptr)
    return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                 "/visit"};
  const Visit& visit = entry->visit;
  page.sheet.back = {views::visit_link(r.frame, r.student, id), words.text("Back to the visit")};
  const bool goes = std::count(visit.visitors.begin(), visit.visitors.end(), r.actor.staff) > 0;
  page.sheet.sections.push_back(
      chosen(r, page.seen.history, views::place_words(visit, *page.seen.file, words), *entry));
  HV_ASSIGN(auto to_agree, still_to_agree(r, page.seen, visit));
  if (to_agree) page.sheet.sections.push_back(*std::move(to_agree));
  if (goes && is_planned(visit.state)) {
    HV_ASSIGN(Section word, own_word(r, visit));
    page.sheet.sections.push_back(std::move(word));
  }
  if (goes && visit.backstop) page.sheet.sections.push_back(times(r, visit));
  page.sheet.sections.push_back(told(r, page.seen));
  Section calendar;
  calendar.links.push_back({views::visit_link(r.frame, r.student, id, "/calendar.ics"),
                            words.text("Add to my calendar")});
  page.sheet.sections.push_back(std::move(calendar));
  return shared(views::sheet_page(r.frame, page.sheet));
}

// Where a calendar's link leads: which visit, and nothing of whose, until who asks may see it.
Result<SharedPage> visit_by_number(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  const std::string id = r.text("visit");
  HV_ASSIGN(const auto found,
            planned_visits(r.context, [&](const Appointment& at) { return at.visit == id; }));
  const Error gone{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                   "/visit"};
  if (found.empty()) return gone;
  const std::string& student = found.front().student;
  HV_ASSIGN(const auto alone, visit_alone(r.context, r.actor, student, id));
  if (!alone && !access::view_of(*r.context.roster, r.actor, student, r.frame.today).has_value())
    return gone;
  const Appointment& at = found.front().appointment;
  Sheet sheet;
  sheet.title = words.text("Home visit");
  sheet.subtitle = when_words(r, at);
  sheet.links.push_back(alone ? views::Link{views::visit_link(r.frame, student, id, "/before"),
                                            words.text("Before the visit"), true}
                              : views::Link{views::visit_link(r.frame, student, id),
                                            words.text("Read on in the student's file"), true});
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace homevisit::operations
