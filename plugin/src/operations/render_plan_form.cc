// The form to plan a visit, and to change one that is planned.
#include <fmt/format.h>

#include <algorithm>

#include "domain/planning.h"
#include "domain/school/programme_rules.h"
#include "operations/planning_pages.h"
#include "operations/student_sheet.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/labels.h"
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
void add_companions(const FieldGroup& all) {
  const text::Catalogue& words = all.words();
  std::vector<views::Option> roles{{"", words.text("nobody else")}};
  for (const char* role :
       {"contact_person", "student_mentor", "relative", "outside_professional", "other"})
    roles.push_back({role, views::companion_words(role, words)});
  for (const char* role : {"care_coordinator", "colleague"})
    roles.push_back({role, views::companion_words(role, words)});
  const int rows = std::max(1, all.form().last_index("/companions/") + 1);
  for (int i = 0; i < rows; ++i) {
    const FieldGroup row = all.row(words.text("Who else comes along"));
    const std::string at = fmt::format("/companions/{}", i);
    row.select({at + "/role", words.text("Who else comes along")}, roles);
    row.input({at + "/name", words.text("Name, where it helps")});
  }
}

void add_visitors(const FieldGroup& all, const std::vector<views::Option>& colleagues) {
  const text::Catalogue& words = all.words();
  const FieldGroup who = all.row(words.text("Who"));
  const int rows = std::max(2, all.form().last_index("/visitors/") + 1);
  for (int i = 0; i < rows; ++i) {
    std::vector<views::Option> options = colleagues;
    options.front().text = words.text(i == 0 ? text::msg("not said") : text::msg("nobody"));
    who.select({fmt::format("/visitors/{}", i),
                words.text(i == 0 ? text::msg("Who goes") : text::msg("Who comes along"))},
               options);
  }
}

// R45, R47. Who it is stands here only where that was said before: it may be taken away again.
void add_interpreter(const FieldGroup& all, const Rendering& r, const StudentFile& file,
                     bool language_is_known) {
  const text::Catalogue& words = all.words();
  const FieldGroup row = all.row(words.text("Interpreter"));
  row.select({"/interpreter/kind", words.text("Interpreter")},
             views::choices<InterpreterKind>(words, text::msg("none")));
  // What we know of the family makes no interpreter of itself.
  row.select({language_is_known ? "=/interpreter/language" : "/interpreter/language",
              words.text("In which language")},
             views::language_choices(words, file));
  row.select({"/interpreter/arranged_by", words.text("Who arranged it")},
             views::choices<ArrangedBy>(words, text::msg("not said")));
  const std::string person = all.form().value("/interpreter/person");
  if (!person.empty()) {
    const Guardian* guardian = views::find_guardian(file, person);
    all.select({"/interpreter/person", words.text("Somebody we know")},
               {{"", words.text("not said")},
                {person, guardian != nullptr ? views::guardian_words(*guardian, words)
                                             : views::isolated(r.context.staff_name(person))}});
  }
  if (!all.form().value("/interpreter/name").empty())
    all.input({"/interpreter/name", words.text("Name, where it helps")});
}

// Whoever goes or waits already can be chosen still.
void keep_chosen(std::vector<Staff>& choices, const std::vector<Staff>& all,
                 const std::vector<std::string>& chosen) {
  for (const std::string& id : chosen)
    for (const Staff& colleague : all)
      if (colleague.id == id && std::none_of(choices.begin(), choices.end(),
                                             [&](const Staff& one) { return one.id == id; }))
        choices.push_back(colleague);
}

// The planned visit that is changed, where one is: named in the link, or in what was sent.
Result<const Visit*> visit_to_change(const Rendering& r, const StudentSheet& page) {
  std::string id = r.text("visit");
  for (const auto& [name, value] : page.sheet.state.fields)
    if (name == "/visit") id = value;
  if (id.empty()) return static_cast<const Visit*>(nullptr);
  const VisitEntry* entry = page.seen.history.visit(id);
  if (entry == nullptr)
    return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                 "/visit"};
  if (entry->voided || !is_planned(entry->visit.state))
    return Error{HV_FAILED_PRECONDITION, "visit_closed",
                 "This visit is no longer planned, so it cannot be moved or cancelled.", "/visit"};
  return &entry->visit;
}

views::Fields values_of(const Visit& visit) {
  views::Fields values{{"/start_time", visit.start_time},
                       {"/place", std::string(to_name(visit.place))},
                       {"/at_guardian", visit.at_guardian},
                       {"/purpose", std::string(to_name(visit.purpose))}};
  for (std::size_t i = 0; i < visit.visitors.size(); ++i)
    values.emplace_back(fmt::format("/visitors/{}", i), visit.visitors[i]);
  for (std::size_t i = 0; i < visit.companions.size(); ++i) {
    values.emplace_back(fmt::format("/companions/{}/role", i), visit.companions[i].role);
    values.emplace_back(fmt::format("/companions/{}/name", i), visit.companions[i].name);
  }
  if (visit.backstop) values.emplace_back("/backstop/staff", visit.backstop->staff);
  if (visit.interpreter) {
    const Interpreter& interpreter = *visit.interpreter;
    values.emplace_back("/interpreter/kind", to_name(interpreter.kind));
    values.emplace_back("/interpreter/language", interpreter.language);
    values.emplace_back("/interpreter/arranged_by", to_name(interpreter.arranged_by));
    values.emplace_back("/interpreter/person", interpreter.person);
    values.emplace_back("/interpreter/name", interpreter.name);
  }
  std::erase_if(values, [](const auto& field) { return field.second.empty(); });
  return values;
}

// R26: in which language they would rather talk, where it is one and not the school's.
std::string language_of_family(const Rendering& r, const SeenFile& seen) {
  std::string language;
  for (const Guardian& guardian : seen.file->guardians) {
    const std::string said = language_spoken(seen.history, guardian);
    if (said.empty() || base_language(said) == base_language(r.context.config.language)) continue;
    if (!language.empty() && language != said) return {};
    language = said;
  }
  return language;
}

}  // namespace

Result<SharedPage> plan_page(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Plan a visit")));
  HV_ASSIGN(const Visit* const planned, visit_to_change(r, page));
  add_no_home_visit(r, page);
  HV_ASSIGN(const auto colleagues, r.context.roster->all_staff());
  for (const auto& [guardian, wish] : page.seen.history.wishes)
    if (const std::string said = views::wish_words(wish.value, words); !said.empty())
      page.sheet.intro.push_back(words.text("What suits the family") + ": " + said);
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  std::vector<Staff> visitors = visitors_of(*school, colleagues, r.frame.today);
  std::vector<Staff> backstops = backstops_of(*school, colleagues, visitors, r.frame.today);
  if (planned != nullptr) {
    page.sheet.title = words.text("Change this appointment");
    page.sheet.intro = {words.text("On {date}. Another day is chosen on the page of the visit.",
                                   {{"date", words.date(planned->date)}})};
    if (planned->state != VisitState::proposed)
      page.sheet.intro.push_back(words.text(
          "Who is asked at another home, or goes along from now on, has a say too. Where "
          "their word is missing, the visit is a proposal again until it is confirmed."));
    keep_chosen(visitors, colleagues, planned->visitors);
    if (planned->backstop) keep_chosen(backstops, colleagues, {planned->backstop->staff});
  }
  for (std::string& hint : hints(r, page.seen, *school))
    page.sheet.intro.push_back(std::move(hint));
  SheetForm form{"",
                 student_action(r, "/visits/plan"),
                 words.text(planned != nullptr ? text::msg("Save") : text::msg("Plan a visit")),
                 "",
                 {{"/place", page.sheet.notes.empty() ? "home" : "school"},
                  {"/purpose", "acquaintance"},
                  {"/visitors/0", r.actor.staff}},
                 {}};
  const std::string language = language_of_family(r, page.seen);
  const bool prefilled = planned == nullptr && !language.empty();
  if (prefilled) form.values.emplace_back("=/interpreter/language", language);
  if (planned != nullptr) form.values = values_of(*planned);
  const StudentFile& file = *page.seen.file;
  form.fill = [&](const FieldGroup& all) {
    const FieldGroup when = all.row(words.text("When"));
    if (planned != nullptr) {
      all.constant("/visit", planned->id);
      all.constant("/date", format_date(planned->date));
    } else {
      when.input({"/date", words.text("When"), "", true, "date"});
    }
    when.input({"/start_time", words.text("From what time"), "", false, "time"});
    const FieldGroup where = all.row(words.text("Where"));
    where.select({"/place", words.text("Where")}, views::choices<Place>(words));
    where.select({"/at_guardian", words.text("At whose home")},
                 guardian_options(file, words, words.text("not said")));
    all.select({"/purpose", words.text("What it is for")}, views::choices<Purpose>(words));
    add_visitors(all, views::staff_choices(visitors, words.text("nobody")));
    add_companions(all);
    all.select({"/backstop/staff", words.text("Colleague in the background")},
               views::staff_choices(backstops, words.text("nobody")));
    add_interpreter(all, r, file, prefilled);
  };
  Section section;
  section.forms.push_back(std::move(form));
  page.sheet.sections.push_back(std::move(section));
  return shared(views::sheet_page(r.frame, page.sheet));
}

}  // namespace homevisit::operations
