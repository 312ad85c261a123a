// The form to plan a visit.
#include <algorithm>

#include "domain/planning.h"
#include "domain/school/programme_rules.h"
#include "operations/planning_pages.h"
#include "operations/student_sheet.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/planning_words.h"

namespace homevisit::operations {
namespace {

using views::FieldGroup;
using views::Section;
using views::SheetForm;

// What a planner should know before anything is filled in.
std::vector<std::string> hints(const Rendering& r, const SeenFile& seen,
                               const school::School& school) {
  Visit visit;
  visit.date = r.frame.today;
  visit.state = VisitState::proposed;
  const PlanFacts facts{*seen.file, seen.history, school,
                        school.programme(school::school_year_of(r.frame.today)),
                        r.context.config.language};
  std::vector<std::string> said;
  for (const Warning& warning : plan_warnings(facts, visit))
    if (warning.code == "interpreter_needed" || warning.code == "second_visitor_needed" ||
        warning.code == "backstop_needed")
      said.push_back(r.frame.words->error(warning.code, warning.message));
  return said;
}

// R2: for whom a visit may be planned. Who is left out, and why, stands nowhere.
std::vector<Staff> visitors_of(const school::School& school, const std::vector<Staff>& staff,
                               Date day) {
  std::vector<Staff> visitors;
  for (const Staff& colleague : staff)
    if (school::check_visitor(school, colleague.id, day, "")) visitors.push_back(colleague);
  return visitors;
}

// Besides them those who have a task in the programme. Were it everybody, the two lists side by
// side would tell who makes no visits.
std::vector<Staff> backstops_of(const school::School& school, const std::vector<Staff>& staff,
                                const std::vector<Staff>& visitors, Date day) {
  const school::Programme* programme = school.programme(school::school_year_of(day));
  const auto has = [](const auto& all, auto member, const std::string& id) {
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.*member == id; });
  };
  std::vector<Staff> backstops;
  for (const Staff& colleague : staff)
    if (has(visitors, &Staff::id, colleague.id) ||
        (programme != nullptr && has(programme->officers, &school::Officer::staff, colleague.id)))
      backstops.push_back(colleague);
  return backstops;
}

// R46, R49: a role, and a name where it helps.
void add_companion(const FieldGroup& all) {
  const text::Catalogue& words = all.words();
  const FieldGroup row = all.row(words.text("Who else comes along"));
  std::vector<views::Option> roles{{"", words.text("nobody else")}};
  for (const char* role :
       {"contact_person", "student_mentor", "relative", "outside_professional", "other"})
    roles.push_back({role, views::companion_words(role, words)});
  row.select({"/companions/0/role", words.text("Who else comes along")}, roles);
  row.input({"/companions/0/name", words.text("Name, where it helps")});
}

}  // namespace

Result<SharedPage> plan_page(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Plan a visit")));
  add_no_home_visit(r, page);
  HV_ASSIGN(const auto colleagues, r.context.roster->all_staff());
  for (const auto& [guardian, wish] : page.seen.history.wishes)
    if (const std::string said = views::wish_words(wish.value, words); !said.empty())
      page.sheet.intro.push_back(words.text("What suits the family") + ": " + said);
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  const std::vector<Staff> visitors = visitors_of(*school, colleagues, r.frame.today);
  const std::vector<Staff> backstops = backstops_of(*school, colleagues, visitors, r.frame.today);
  for (std::string& hint : hints(r, page.seen, *school))
    page.sheet.intro.push_back(std::move(hint));
  SheetForm form{"",
                 student_action(r, "/visits/plan"),
                 words.text("Plan a visit"),
                 "",
                 {{"/place", page.sheet.notes.empty() ? "home" : "school"},
                  {"/purpose", "acquaintance"},
                  {"/visitors/0", r.actor.staff}},
                 {}};
  const StudentFile& file = *page.seen.file;
  form.fill = [&words, &file, &visitors, &backstops](const FieldGroup& all) {
    const FieldGroup when = all.row(words.text("When"));
    when.input({"/date", words.text("When"), "", true, "date"});
    when.input({"/start_time", words.text("From what time"), "", false, "time"});
    const FieldGroup where = all.row(words.text("Where"));
    where.select({"/place", words.text("Where")}, views::choices<Place>(words));
    where.select({"/at_guardian", words.text("At whose home")},
                 guardian_options(file, words, words.text("not said")));
    all.select({"/purpose", words.text("What it is for")}, views::choices<Purpose>(words));
    const FieldGroup who = all.row(words.text("Who"));
    who.select({"/visitors/0", words.text("Who goes")},
               views::staff_choices(visitors, words.text("not said")));
    who.select({"/visitors/1", words.text("Who comes along")},
               views::staff_choices(visitors, words.text("nobody")));
    add_companion(all);
    all.select({"/backstop/staff", words.text("Colleague in the background")},
               views::staff_choices(backstops, words.text("nobody")));
    const FieldGroup interpreter = all.row(words.text("Interpreter"));
    interpreter.select({"/interpreter/kind", words.text("Interpreter")},
                       views::choices<InterpreterKind>(words, text::msg("none")));
    interpreter.select({"/interpreter/language", words.text("In which language")},
                       views::language_choices(words, file));
    interpreter.select({"/interpreter/arranged_by", words.text("Who arranged it")},
                       views::choices<ArrangedBy>(words, text::msg("not said")));
  };
  Section section;
  section.forms.push_back(std::move(form));
  page.sheet.sections.push_back(std::move(section));
  return shared(views::sheet_page(r.frame, page.sheet));
}

}  // namespace homevisit::operations
