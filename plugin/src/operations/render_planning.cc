// The pages about what comes before a visit: who is to be planned, how a family is reached, what
// suits them, and the colleague in the background.
#include <algorithm>

#include "domain/attempts.h"
#include "operations/appointments.h"
#include "operations/planning_reads.h"
#include "operations/rendering.h"
#include "operations/student_reads.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/notice_told.h"
#include "views/planning_words.h"
#include "views/sheet.h"

namespace homevisit::operations {
namespace {

using views::Cell;
using views::FieldGroup;
using views::Section;
using views::Sheet;
using views::SheetForm;
using views::Table;

Call call_of(const Rendering& r) {
  return Call{r.context, r.actor, r.control, r.view, r.params, *r.frame.words, r.student};
}

std::string when_words(const Rendering& r, const Appointment& at) {
  const std::string day = r.frame.words->short_date(at.date);
  return at.start_time.empty() ? day : day + ", " + at.start_time;
}

constexpr std::size_t wishes_column = 2;

std::vector<Cell> plan_row(const Rendering& r, const PlanRow& row) {
  const text::Catalogue& words = *r.frame.words;
  const auto link = [&](const std::string& rest) {
    return views::student_link(r.frame, row.id, rest);
  };
  std::string wishes;
  for (const PlanningWishSet& wish : row.wishes)
    if (const std::string one = views::wish_words(wish, words); !one.empty())
      wishes += (wishes.empty() ? "" : "; ") + one;
  Cell next{words.text("Reach them"), link("/attempts/new")};
  if (row.next) next.text = words.text(views::label(*row.next));
  if (row.form != OtherForm::none) next = {words.text(views::label(row.form))};
  if (row.look) next.text = words.text("Look");
  Cell planned{words.text("Plan"), link("/visits/plan")};
  if (!row.planned.empty())
    planned = {when_words(r, row.planned.front()),
               views::visit_link(r.frame, row.id, row.planned.front().visit)};
  return {{views::isolated(row.name), link("")}, planned, {wishes}, next};
}

// On a phone there is no room for a column in which nothing stands.
void drop_empty_column(Table& table, std::size_t column) {
  for (const auto& row : table.rows)
    if (!row[column].text.empty()) return;
  for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
  table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column));
}

// R25: the start of school is when to ask. Nothing is said where there is nobody to ask.
std::optional<Section> to_ask(const Rendering& r, const std::vector<AskRow>& rows) {
  if (rows.empty()) return std::nullopt;
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("For the school to do: ask how they like to be reached");
  section.paragraphs = {words.text("By phone or by message, at what times, in which language?")};
  Table table{words.text("New at school"), {words.text("Student"), words.text("Guardian")}, {}, ""};
  for (const AskRow& row : rows)
    for (const Guardian& guardian : row.guardians)
      table.rows.push_back(
          {{views::isolated(row.name), views::student_link(r.frame, row.id)},
           {views::guardian_words(guardian, words),
            views::student_link(r.frame, row.id, "/guardians/" + views::url_part(guardian.id))}});
  section.table = std::move(table);
  return section;
}

// Sorted by name and by nothing else.
Result<SharedPage> planning(Rendering& r) {
  if (r.actor.role != access::Role::mentor && r.actor.role != access::Role::care_coordinator)
    return Error{HV_PERMISSION_DENIED, "role_may_not", "Planning is for mentors."};
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const auto groups, list_groups(r.context, r.actor, false));
  std::string group = r.text("group");
  if (group.empty() && !groups.empty()) group = groups.front().id;
  Sheet sheet;
  sheet.title = words.text("To be planned");
  sheet.intro = {words.text(
      "With whom a visit or a talk can be planned, by name. Who prefers no visit is not in this "
      "list.")};
  Section section;
  section.links.push_back({r.frame.links + "/calendar.ics",
                           words.text("My appointments for my calendar"), false, true});
  section.links.push_back({r.frame.links + "/backstop", words.text("In the background")});
  if (groups.size() > 1)
    for (const Group& one : groups)
      if (one.id != group)
        section.links.push_back(
            {r.frame.links + "/planning?group=" + views::url_part(one.id), one.name});
  Table table;
  table.columns = {words.text("Student"), words.text("Appointment"),
                   words.text("What suits the family"), words.text("Next step")};
  table.empty = words.text("Nobody is to be planned now.");
  std::optional<Section> ask;
  if (!group.empty()) {
    HV_ASSIGN(const PlanList list, list_to_plan(call_of(r), group));
    sheet.subtitle = list.group.name;
    table.caption = list.group.name;
    for (const PlanRow& row : list.rows) table.rows.push_back(plan_row(r, row));
    drop_empty_column(table, wishes_column);
    if (std::any_of(list.rows.begin(), list.rows.end(),
                    [](const PlanRow& row) { return row.look; }))
      section.paragraphs.push_back(
          words.text("Look: the school's system does not say whether a pupil is new."));
    ask = to_ask(r, list.to_ask);
  }
  section.table = std::move(table);
  sheet.sections.push_back(std::move(section));
  if (ask) sheet.sections.push_back(std::move(*ask));
  return shared(views::sheet_page(r.frame, sheet));
}

Result<SharedPage> backstop(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const auto rows, list_backstop(r.context, r.actor.staff));
  Sheet sheet;
  sheet.title = words.text("In the background");
  sheet.intro = {words.text("Visits during which you are there for a colleague. Times only.")};
  Table table{sheet.title,
              {words.text("Who"), words.text("From"), words.text("In"), words.text("Out"),
               words.text("How it stands")},
              {},
              words.text("No visits now.")};
  for (const BackstopRow& row : rows) {
    std::vector<std::string> names;
    for (const std::string& staff : row.appointment.visitors)
      names.push_back(views::isolated(r.context.staff_name(staff)));
    table.rows.push_back({{views::listed(names, words)},
                          {when_words(r, row.appointment)},
                          {row.appointment.check_in},
                          {row.appointment.check_out},
                          {words.text(views::label(row.state))}});
  }
  Section section;
  section.table = std::move(table);
  sheet.sections.push_back(std::move(section));
  return shared(views::sheet_page(r.frame, sheet));
}

struct StudentSheet {
  SeenFile seen;
  Sheet sheet;
};
Result<StudentSheet> student_sheet(const Rendering& r, std::string title) {
  HV_ASSIGN(SeenFile seen, see_file(r.context, r.actor, r.frame.reader, r.student, r.view));
  if (!seen.view.may_record) return may_only_read();
  Sheet sheet;
  sheet.back = {views::student_link(r.frame, r.student), r.frame.words->text("Back to the file")};
  sheet.title = std::move(title);
  sheet.subtitle = views::isolated(seen.file->student.name());
  sheet.state = form_state(r, nullptr);
  return StudentSheet{std::move(seen), std::move(sheet)};
}
std::string action_of(const Rendering& r, const std::string& rest) {
  views::Frame bare;
  return views::student_link(bare, r.student, rest);
}

std::vector<views::Option> guardian_options(const StudentFile& file, const text::Catalogue& words,
                                            const std::string& none) {
  std::vector<views::Option> options;
  if (!none.empty()) options.push_back({"", none});
  for (const Guardian& guardian : file.guardians)
    options.push_back({guardian.id, views::guardian_words(guardian, words)});
  return options;
}

SheetForm attempt_fields(const Rendering& r, const SeenFile& seen) {
  const text::Catalogue& words = *r.frame.words;
  const auto next = next_approach(seen.history, *seen.file, r.frame.today);
  SheetForm form{words.text("Note an attempt"),
                 action_of(r, "/attempts"),
                 "",
                 "attempt",
                 {{"/date", format_date(r.frame.today)},
                  {"/approach", std::string(to_name(next.value_or(Approach::phone)))},
                  {"/result", "no_one_there"}},
                 {}};
  const StudentFile& file = *seen.file;
  const bool old_enough = may_bring_parents(file.student, r.frame.today);
  form.fill = [&words, &file, old_enough](const FieldGroup& all) {
    auto ways = views::options_of<Approach>(words);
    if (!old_enough)
      std::erase_if(ways, [](const views::Option& way) { return way.value == "via_pupil"; });
    const FieldGroup how = all.row(words.text("How you tried"));
    how.select({"/approach", words.text("How you tried")}, ways);
    how.select({"/result", words.text("What came of it")}, views::options_of<AttemptResult>(words));
    const FieldGroup when = all.row(words.text("When"));
    when.input({"/date", words.text("When"), "", false, "date"});
    when.input({"/time", words.text("At what time"), "", false, "time"});
    all.select({"/guardian", words.text("Guardian")},
               guardian_options(file, words, words.text("The family")));
    all.input({"/stand_in", words.text("Who was spoken to in their place, such as: grandmother")});
  };
  return form;
}

Result<SharedPage> attempt_form(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Reach the family")));
  const History& history = page.seen.history;
  Section tried;
  if (not_spoken_yet(*page.seen.file, history, r.frame.today)) {
    tried.heading = words.text("Not spoken yet");
    if (const auto next = next_approach(history, *page.seen.file, r.frame.today))
      tried.paragraphs.push_back(words.text("Next step of the ladder: {step}",
                                            {{"step", words.text(views::label(*next))}}));
  }
  for (const auto& attempt : history.attempts)
    tried.points.push_back(words.date(attempt.value.date) + ": " +
                           words.text(views::label(attempt.value.approach)) + ", " +
                           words.text(views::label(attempt.value.result)));
  page.sheet.sections.push_back(std::move(tried));
  Section note;
  note.forms.push_back(attempt_fields(r, page.seen));
  page.sheet.sections.push_back(std::move(note));
  if (page.seen.view.tiers.care) {
    Section stand_in;
    stand_in.heading = words.text("Somebody in the guardian's place");
    for (const auto& entry : history.stand_ins)
      if (!entry.value.ended) {
        stand_in.points.push_back(views::isolated(entry.value.relation) + ": " +
                                  words.text(entry.value.may_hear_dossier
                                                 ? text::msg("may hear of the file")
                                                 : text::msg("hears nothing of the file")));
        stand_in.forms.push_back({"",
                                  action_of(r, "/stand-ins/" + entry.value.id + "/end"),
                                  words.text("End this: {who}", {{"who", entry.value.relation}}),
                                  "end" + std::to_string(stand_in.forms.size()),
                                  {},
                                  {}});
      }
    SheetForm agree{"", action_of(r, "/stand-ins"), "", "stand_in", {}, {}};
    const StudentFile& file = *page.seen.file;
    agree.fill = [&words, &file](const FieldGroup& all) {
      all.select({"/guardian", words.text("Guardian")}, guardian_options(file, words, ""));
      all.input({"/relation", words.text("Relation, such as: grandmother"), "", true});
      all.tick("/may_hear_dossier", "true",
               words.text("The guardian agrees that this person hears things from the file"));
    };
    stand_in.forms.push_back(std::move(agree));
    page.sheet.sections.push_back(std::move(stand_in));
  }
  return shared(views::sheet_page(r.frame, page.sheet));
}

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

Result<SharedPage> plan_form(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Plan a visit")));
  HV_ASSIGN(const auto colleagues, r.context.roster->all_staff());
  for (const auto& [guardian, wish] : page.seen.history.wishes)
    if (const std::string said = views::wish_words(wish.value, words); !said.empty())
      page.sheet.intro.push_back(words.text("What suits the family") + ": " + said);
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  for (std::string& hint : hints(r, page.seen, *school))
    page.sheet.intro.push_back(std::move(hint));
  SheetForm form{"",
                 action_of(r, "/visits/plan"),
                 words.text("Plan a visit"),
                 "",
                 {{"/place", "home"}, {"/visitors/0", r.actor.staff}},
                 {}};
  const StudentFile& file = *page.seen.file;
  form.fill = [&words, &file, &colleagues](const FieldGroup& all) {
    const FieldGroup when = all.row(words.text("When"));
    when.input({"/date", words.text("When"), "", true, "date"});
    when.input({"/start_time", words.text("From what time"), "", false, "time"});
    const FieldGroup where = all.row(words.text("Where"));
    where.select({"/place", words.text("Where")}, views::choices<Place>(words));
    where.select({"/at_guardian", words.text("At whose home")},
                 guardian_options(file, words, words.text("not said")));
    const FieldGroup who = all.row(words.text("Who"));
    who.select({"/visitors/0", words.text("Who goes")},
               views::staff_choices(colleagues, words.text("not said")));
    who.select({"/visitors/1", words.text("Who comes along")},
               views::staff_choices(colleagues, words.text("nobody")));
    all.select({"/backstop/staff", words.text("Colleague in the background")},
               views::staff_choices(colleagues, words.text("nobody")));
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

// R7: so that nobody goes in wondering what may be written down.
Section told(const Rendering& r, const SeenFile& seen) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("What the family was told about privacy");
  section.facts = views::notice_told(r.frame, *seen.file, seen.history, r.frame.today);
  section.links.push_back({views::student_link(r.frame, r.student, "/consent"),
                           words.text("Told, answered and permitted")});
  return section;
}

// R42, R44: small steps before and during a visit, each a button of its own.
Result<SharedPage> before(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Before the visit")));
  const std::string id = r.text("visit");
  const VisitEntry* entry = page.seen.history.visit(id);
  if (entry == nullptr)
    return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                 "/visit"};
  const Visit& visit = entry->visit;
  page.sheet.back.href = views::visit_link(r.frame, r.student, id);
  const bool goes = std::count(visit.visitors.begin(), visit.visitors.end(), r.actor.staff) > 0;
  const auto button = [&](const char* rest, const char* name, const std::string& text,
                          const char* ready = nullptr) {
    SheetForm form{"", action_of(r, "/visits/" + id + rest), text, name, {}, {}};
    if (ready != nullptr)
      form.fill = [ready](const FieldGroup& all) { all.constant("/ready", ready); };
    return form;
  };
  if (goes && is_planned(visit.state)) {
    Section ready;
    ready.paragraphs = {
        words.text("Say so before the visit is confirmed. A reason is not asked, and it does not "
                   "stand in the student's file.")};
    ready.forms = {button("/ready", "yes", words.text("This visit suits me"), "true"),
                   button("/ready", "no", words.text("Rather not"), "false")};
    page.sheet.sections.push_back(std::move(ready));
  }
  if (goes && visit.backstop) {
    Section out;
    out.heading = words.text("For the colleague in the background");
    out.facts = {{words.text("In"), visit.backstop->check_in},
                 {words.text("Out"), visit.backstop->check_out}};
    std::erase_if(out.facts, [](const views::Fact& fact) { return fact.text.empty(); });
    out.forms = {button("/check-in", "in", words.text("I go in now")),
                 button("/check-out", "out", words.text("I am out again"))};
    page.sheet.sections.push_back(std::move(out));
  }
  page.sheet.sections.push_back(told(r, page.seen));
  // Another host has the pages of a student, not the files.
  if (r.frame.links.empty()) {
    Section calendar;
    calendar.links.push_back({views::visit_link(r.frame, r.student, id, "/calendar.ics"),
                              words.text("Add to my calendar"), false, true});
    page.sheet.sections.push_back(std::move(calendar));
  }
  return shared(views::sheet_page(r.frame, page.sheet));
}

// Where a calendar's link leads: which visit, and nothing of whose, until who asks may see it.
Result<SharedPage> by_number(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  const std::string id = r.text("visit");
  HV_ASSIGN(const auto found,
            planned_visits(r.context, [&](const Appointment& at) { return at.visit == id; }));
  const Error gone{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                   "/visit"};
  if (found.empty()) return gone;
  if (!access::view_of(*r.context.roster, r.actor, found.front().student, r.frame.today)
           .has_value())
    return gone;
  const Appointment& at = found.front().appointment;
  Sheet sheet;
  sheet.title = words.text("Home visit");
  sheet.subtitle = when_words(r, at);
  sheet.links.push_back({views::visit_link(r.frame, found.front().student, id),
                         words.text("Read on in the student's file"), true});
  return shared(views::sheet_page(r.frame, sheet));
}

SheetForm wish_form(const Rendering& r, const SeenFile& seen, const std::string& guardian) {
  const text::Catalogue& words = *r.frame.words;
  SheetForm form{words.text("What suits this guardian"),
                 action_of(r, "/guardians/" + guardian + "/wishes"),
                 "",
                 "wish",
                 {},
                 {}};
  if (const auto wish = seen.history.wishes.find(guardian); wish != seen.history.wishes.end()) {
    form.values = {{"/visitor", std::string(to_name(wish->second.value.visitor))},
                   {"/time", std::string(to_name(wish->second.value.time))}};
    const auto& days = wish->second.value.weekdays;
    // Each day has a place of its own among the boxes.
    int n = 0;
    for (const auto& [name, text] : views::weekdays(words)) {
      const std::string place = "/weekdays/" + std::to_string(n++);
      if (std::find(days.begin(), days.end(), name) != days.end())
        form.values.emplace_back(place, name);
    }
  }
  form.fill = [&words](const FieldGroup& all) {
    all.line(words.text("Why is not asked."));
    const FieldGroup row = all.row(words.text("What suits this guardian"));
    row.select({"/visitor", words.text("Who would be welcome")},
               views::options_of<VisitorWish>(words));
    row.select({"/time", words.text("Which time of the day")}, views::options_of<TimeOfDay>(words));
    const FieldGroup days = all.boxes(words.text("Which days"));
    int n = 0;
    for (const auto& [name, text] : views::weekdays(words))
      days.tick("/weekdays/" + std::to_string(n++), name, text);
  };
  return form;
}

Section fixed_times(const Rendering& r, const SeenFile& seen, const std::string& guardian) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("A fixed time to talk");
  for (const auto& entry : seen.history.recurring) {
    const RecurringContactSet& contact = entry.value;
    if (contact.guardian != guardian) continue;
    std::string line = views::isolated(contact.when);
    if (contact.ended)
      line += " (" + words.text("Until {date}", {{"date", words.date(*contact.ended)}}) + ")";
    section.points.push_back(std::move(line));
    if (contact.ended) continue;
    SheetForm end{"",
                  action_of(r, "/fixed-times/" + contact.id + "/end"),
                  words.text("This fixed time is no longer needed"),
                  "ends" + std::to_string(section.forms.size()),
                  {{"/ended_by", "together"}},
                  {}};
    end.fill = [&words](const FieldGroup& all) {
      all.select({"/ended_by", words.text("Who ended it")}, views::options_of<EndedBy>(words));
    };
    section.forms.push_back(std::move(end));
  }
  SheetForm fresh{"",
                  action_of(r, "/guardians/" + guardian + "/fixed-times"),
                  "",
                  "fixed",
                  {{"/form", "phone"}},
                  {}};
  fresh.fill = [&words](const FieldGroup& all) {
    const FieldGroup row = all.row(words.text("A fixed time to talk"));
    row.select({"/form", words.text("How")}, views::contact_forms(words));
    row.input({"/when", words.text("When, such as: Thursday 15:45"), "", true});
  };
  section.forms.push_back(std::move(fresh));
  return section;
}

Section buddies(const Rendering& r, const SeenFile& seen, const std::string& guardian) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("A buddy");
  section.paragraphs = {
      words.text("Two families who help each other. Ask both first, each apart.")};
  for (const auto& entry : seen.history.buddies) {
    const BuddyLinked& buddy = entry.value;
    if (buddy.guardian != guardian || buddy.ended) continue;
    section.points.push_back(words.text("Buddy since {date}", {{"date", words.date(buddy.date)}}) +
                             ": " + views::isolated(buddy.purpose));
    section.forms.push_back({"",
                             action_of(r, "/buddies/" + buddy.id + "/end"),
                             words.text("End the link"),
                             "parts" + std::to_string(section.forms.size()),
                             {},
                             {}});
  }
  SheetForm fresh{"", action_of(r, "/guardians/" + guardian + "/buddies"), "", "buddy", {}, {}};
  const StudentFile& file = *seen.file;
  fresh.fill = [&words, &file](const FieldGroup& all) {
    const FieldGroup other = all.row(words.text("A buddy"));
    other.input(
        {"/other_student", words.text("Whose parents: number of the other student"), "", true});
    other.input({"/other_guardian", words.text("Number of the other guardian"), "", true});
    const FieldGroup what = all.row(words.text("What for"));
    what.input({"/purpose",
                words.text("What for, such as: language, or the step to secondary school"), "",
                true});
    what.select({"/language", words.text("In which language")},
                views::language_choices(words, file));
    const FieldGroup both = all.boxes(words.text("Both said yes"));
    both.tick("/agreed", "true", words.text("This guardian said yes"));
    both.tick("/other_agreed", "true", words.text("The other guardian said yes"));
  };
  section.forms.push_back(std::move(fresh));
  return section;
}

Result<SharedPage> wishes(Rendering& r) {
  const std::string id = r.text("guardian");
  HV_ASSIGN(StudentSheet page, student_sheet(r, ""));
  const Guardian* guardian = views::find_guardian(*page.seen.file, id);
  if (guardian == nullptr)
    return Error{HV_NOT_FOUND, "unknown_guardian",
                 "The roster has no such guardian for this student.", "/guardian"};
  page.sheet.title = views::guardian_words(*guardian, *r.frame.words);
  Section wish;
  wish.forms.push_back(wish_form(r, page.seen, id));
  page.sheet.sections.push_back(std::move(wish));
  page.sheet.sections.push_back(fixed_times(r, page.seen, id));
  if (page.seen.view.tiers.care) page.sheet.sections.push_back(buddies(r, page.seen, id));
  return shared(views::sheet_page(r.frame, page.sheet));
}

}  // namespace

std::span<const View> planning_views() {
  static constexpr View views[] = {{"planning", planning},         {"backstop", backstop},
                                   {"attempt.form", attempt_form}, {"visit.plan.form", plan_form},
                                   {"visit.before", before},       {"visit.by_number", by_number},
                                   {"guardian.wishes", wishes}};
  return views;
}

}  // namespace homevisit::operations
