// R16: what the school has decided, for everybody of the staff to read; with the short forms for
// what is decided later.
#include "text/msg.h"
#include "views/labels.h"
#include "views/programme_sections.h"
#include "views/school_labels.h"
#include "views/school_pages.h"

namespace homevisit::views {
namespace {

using school::Programme;
using text::msg;

void add_fact(Section& section, const std::string& label, const std::string& value) {
  if (!value.empty()) section.facts.push_back({label, value});
}

void add_list(Section& section, const std::string& label, const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + isolated(name);
  add_fact(section, label, list);
}

// R34
const char* who_makes_appointments(const std::string& who) {
  if (who == "mentor") return msg("the mentor");
  if (who == "office") return msg("the office");
  if (who == "parents_choose") return msg("parents choose a day themselves");
  return "";
}

std::string minutes_words(int minutes, const text::Catalogue& words) {
  return words.plural("{n} minute", "{n} minutes", minutes);
}

Section basis(const Programme& programme, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("What it is for");
  add_fact(section, words.text("Purpose"), words.text(label(programme.purpose)));
  add_fact(section, words.text("Aim"), programme.aim);
  add_fact(section, words.text("Policy document"),
           words.text("{document}, version {version}", {{"document", programme.policy_reference},
                                                        {"version", programme.policy_version}}));
  add_fact(section, words.text("Type of school"), words.text(school_label(programme.school_type)));
  return section;
}

std::string now_about(int students, const text::Catalogue& words) {
  if (students == 0) return words.text("now no student");
  return words.plural("now {n} student", "now {n} students", students);
}

Section who(const ProgrammeModel& model, const text::Catalogue& words) {
  const Programme& programme = *model.programme;
  Section section;
  section.heading = words.text("Who is offered a visit");
  section.paragraphs = {
      words.text("Families choose: a visit, a talk elsewhere, later, or none. Every answer is a "
                 "good answer.")};
  // A choice stands instead of the rules.
  const bool is_chosen = programme.scope.kind == school::ScopeKind::chosen;
  for (std::size_t i = 0; i < programme.cohorts.size() && !is_chosen; ++i)
    section.points.push_back(
        cohort_words(programme.cohorts[i], words) +
        (model.reach ? " (" + now_about(model.reach->by_rule[i], words) + ")" : ""));
  if (section.points.empty() && !is_chosen) section.points = {words.text("everybody – every year")};
  if (model.reach)
    section.paragraphs.push_back(words.plural(
        "With the classes as they are now, this is about {n} student.",
        "With the classes as they are now, this is about {n} students.", model.reach->reached));
  if (is_chosen) {
    add_fact(section, words.text("Scope"), words.text(school_label(programme.scope.kind)));
    add_fact(section, words.text("Why this choice"), programme.scope.reason);
    add_list(section, words.text("Students"), model.chosen);
  }
  return section;
}

// R17: who takes part, and until when. Colleagues only for those who may know.
Section trial(const ProgrammeModel& model, const text::Catalogue& words) {
  const Programme& programme = *model.programme;
  Section section;
  section.heading = words.text("Trial");
  add_fact(section, words.text("Until"), words.date(programme.pilot->until));
  add_list(section, words.text("Groups that take part"), programme.pilot->groups);
  std::vector<std::string> colleagues;
  for (const std::string& staff : programme.pilot->staff)
    colleagues.push_back(model.staff_name(staff));
  add_list(section, words.text("Colleagues who take part"), colleagues);
  add_fact(section, words.text("Decision"), words.text(school_label(programme.pilot->decision)));
  if (programme.pilot->decided_on.ok())
    add_fact(section, words.text("Decided on"), words.date(programme.pilot->decided_on));
  return section;
}

Section way_of_working(const Programme& programme, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("How we work");
  const school::Norms& norms = programme.norms;
  add_fact(section, words.text("A visit takes at most"), minutes_words(norms.visit_most, words));
  add_fact(section, words.text("With travel, consultation and report"),
           words.text("{least} to {most} minutes", {{"least", std::to_string(norms.total_least)},
                                                    {"most", std::to_string(norms.total_most)}}));
  add_fact(section, words.text("A talk at school takes about"),
           minutes_words(norms.talk_at_school, words));
  if (programme.report_within_days > 0)
    add_fact(section, words.text("The report is there within"),
             words.plural("{n} day", "{n} days", programme.report_within_days));
  if (!programme.appointments_by.empty())
    add_fact(section, words.text("Who makes the appointment"),
             words.text(who_makes_appointments(programme.appointments_by)));
  if (programme.contacts_least > 0)
    add_fact(section, words.text("Contact with each family, at least"),
             words.plural("{n} time a year", "{n} times a year", programme.contacts_least));
  if (programme.in_pairs)
    section.points.push_back(words.text("Visits are made by two colleagues together."));
  if (programme.backstop_required)
    section.points.push_back(words.text("With every visit a colleague is in the background."));
  section.points.push_back(
      programme.media_allowed
          ? words.text("Photos and films only with the family's permission for that.")
          : words.text("No photos or films are kept with home visits."));
  add_fact(section, words.text("Reporting code"), programme.reporting_code);
  return section;
}

Section officers(const Programme& programme, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("Who is there for what");
  for (const school::Officer& officer : programme.officers)
    section.facts.push_back(
        {words.text(school_label(officer.task)),
         officer.reachable.empty() ? officer.name : officer.name + ", " + officer.reachable});
  if (section.facts.empty()) section.paragraphs = {words.text("Nobody is named yet.")};
  return section;
}

Section materials(const Programme& programme, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("Given to every family");
  section.points = programme.materials;
  return section;
}

Section hours(const ProgrammeModel& model, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("Hours in the yearly task");
  Table table;
  table.caption = words.text("Only a school leader sees this.");
  table.columns = {words.text("Who"), words.text("Hours")};
  for (const school::HoursBudget& budget : model.programme->hours)
    table.rows.push_back({{budget.staff.empty() ? words.text("each who takes part")
                                                : model.staff_name(budget.staff)},
                          {hours_words(budget.minutes, words)}});
  section.table = std::move(table);
  return section;
}

Section calendar(const ProgrammeModel& model, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("Days on which nobody is visited");
  section.paragraphs = {words.text(
      "School holidays, and feast days of several religions. They count for every family alike: "
      "nobody's religion is written down.")};
  Table table;
  table.caption = words.text("For everybody");
  table.columns = {words.text("What"), words.text("When"), words.text("Kind")};
  table.empty = words.text("No days yet.");
  for (const school::ClosedDays& days : model.programme->closed_days)
    table.rows.push_back({{days.name},
                          {days_words(days.from, days.to, words)},
                          {words.text(school_label(days.kind))}});
  section.table = std::move(table);
  if (!model.may_set) return section;
  SheetForm form = programme_part(
      model, "calendar", "/school/calendar", [&words, &model](const FieldGroup& fields) {
        const FieldGroup row = fields.row(words.text("Days"));
        row.input({"/closed_days/0/name", words.text("What")});
        row.input({"/closed_days/0/from", words.text("First day"), "", false, "date"});
        row.input({"/closed_days/0/to", words.text("Last day"), "", false, "date"});
        fields.select({"=/closed_days/0/kind", words.text("Kind")},
                      school_choices<school::ClosedKind>(words));
        if (!model.proposed_days.empty())
          fields.tick(
              "/feast_days", "true",
              words.plural("Also the {n} feast day of this school year that is not there yet",
                           "Also the {n} feast days of this school year that are not there "
                           "yet",
                           static_cast<long>(model.proposed_days.size())));
        fields.more(words.text("Take holidays from a calendar file"), [&](const FieldGroup& more) {
          more.area({"/calendar", words.text("The text of the file (.ics)"),
                     words.text("Open the calendar of the ministry or the region as text, and copy "
                                "all of it.")});
        });
      });
  form.heading = words.text("Add days");
  section.forms.push_back(std::move(form));
  if (model.programme->closed_days.empty()) return section;
  SheetForm removal =
      programme_part(model, "calendar-remove", "/school/calendar/remove",
                     [&words, &model](const FieldGroup& fields) {
                       const FieldGroup row = fields.row(words.text("Which days"));
                       row.input({"/name", words.text("What")});
                       row.input({"/from", words.text("First day"), "", false, "date"});
                     });
  removal.heading = words.text("Take days away");
  removal.button = words.text("Take away");
  section.forms.push_back(std::move(removal));
  return section;
}

// R17
Section decision(const ProgrammeModel& model, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("Decide on the trial");
  SheetForm form = programme_part(
      model, "decide", "/school/programme/decide", [&words](const FieldGroup& fields) {
        std::vector<Option> options = school_choices<school::PilotDecision>(words);
        std::erase_if(options, [](const Option& option) { return option.value == "undecided"; });
        fields.radios({"/decision", words.text("What was decided"),
                       words.text("When it stops, no new visits are planned. What was recorded "
                                  "stays.")},
                      options);
      });
  section.forms.push_back(std::move(form));
  return section;
}

// R2
Section participation(const Frame& frame, const ProgrammeModel& model) {
  const text::Catalogue& words = *frame.words;
  Section section;
  section.heading = words.text("You and home visits");
  section.paragraphs = {words.text(
      "You choose yourself. Only you and the school leader see this, and nobody asks why.")};
  SheetForm form = programme_part(
      model, "participation", "/school/programme/own", [&words, &frame](const FieldGroup& fields) {
        fields.constant("/staff", frame.reader_id);
        fields.radios({"/participation", words.text("This school year")},
                      {{"in", words.text("I make home visits")},
                       {"not_in", words.text("I make no home visits this year")}});
      });
  form.values = {{"/participation", std::string(to_name(model.own))}};
  section.forms.push_back(std::move(form));
  return section;
}

}  // namespace

std::string programme_page(const Frame& frame, const ProgrammeModel& model) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet =
      sheet_about_school(frame, words.text("Home visits in {year}", {{"year", model.school_year}}));
  sheet.state = model.state;
  if (model.programme) sheet.subtitle = model.programme->title;
  if (model.may_set && !model.is_over) {
    sheet.links.push_back({frame.links + "/school/programme/edit?school_year=" + model.school_year,
                           words.text("Set the programme")});
    sheet.links.back().button = true;
  }
  for (Link& link : links_of_years(frame, model, "/school/programme"))
    sheet.links.push_back(std::move(link));
  if (model.waiting) sheet.sections.push_back(waiting_section(model, words));
  if (!model.programme) {
    sheet.intro = {words.text("The school has not set its programme of this school year yet.")};
  } else {
    const Programme& programme = *model.programme;
    sheet.sections.push_back(basis(programme, words));
    sheet.sections.push_back(who(model, words));
    if (programme.pilot) sheet.sections.push_back(trial(model, words));
    if (programme.pilot && model.may_set && !model.waiting)
      sheet.sections.push_back(decision(model, words));
    sheet.sections.push_back(way_of_working(programme, words));
    sheet.sections.push_back(officers(programme, words));
    if (!programme.materials.empty()) sheet.sections.push_back(materials(programme, words));
    if (!programme.hours.empty()) sheet.sections.push_back(hours(model, words));
    sheet.sections.push_back(calendar(model, words));
  }
  if (!model.proposals.empty()) sheet.sections.push_back(proposals_section(frame, model));
  if (model.answers) sheet.sections.push_back(participation(frame, model));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
