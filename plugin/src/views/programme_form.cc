// The form in which a school leader sets the programme of a school year. The calendar and the
// decision on a trial have forms of their own (programme_page.cc).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "domain/described.h"
#include "domain/school/cadence.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/programme_sections.h"
#include "views/school_labels.h"
#include "views/school_pages.h"

namespace homevisit::views {
namespace {

using school::Programme;
using text::msg;

constexpr std::array tasks = {school::OfficerTask::contact_point, school::OfficerTask::backstop,
                              school::OfficerTask::care_coordinator, school::OfficerTask::confidant,
                              school::OfficerTask::appointed_officer};
constexpr int cohort_rows = 4, year_places = 3, hour_rows = 4, material_rows = 3, empty_rows = 3;
constexpr std::size_t most_years_to_tick = 20;  // of a rule: schemas/v1/definitions.json

// Every member of a request as the field that stands for it.
void add_fields(json::Value value, const std::string& name, Fields& fields) {
  if (value.is_object()) {
    value.each_member([&](std::string_view key, json::Value member) {
      add_fields(member, fmt::format("{}/{}", name, key), fields);
    });
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      add_fields(value.at(i), fmt::format("{}/{}", name, i), fields);
  } else {
    fields.emplace_back(name, value.is_string() ? std::string(value.text()) : value.dump());
  }
}

Fields fields_of(const Programme& programme) {
  json::Writer w;
  w.begin_object();
  write_members(w, programme);
  const auto document = json::Document::parse(w.end_object().take());
  Fields fields;
  if (document) add_fields(document->root(), "", fields);
  return fields;
}

// The years to tick: those of the roster.
std::vector<std::string> years_to_tick(const ProgrammeModel& model) {
  return model.years.size() <= most_years_to_tick ? model.years : std::vector<std::string>{};
}

// The classes to tick, and whatever was set once: what has no box would get lost.
std::vector<Option> groups_to_tick(const ProgrammeModel& model) {
  std::vector<Option> options;
  for (const Group& group : model.groups)
    if (group.home != Ternary::no) options.push_back({group.id, group.name});
  const auto add = [&](const std::vector<std::string>& set) {
    for (const std::string& id : set) {
      if (std::any_of(options.begin(), options.end(),
                      [&](const Option& option) { return option.value == id; }))
        continue;
      const auto known = std::find_if(model.groups.begin(), model.groups.end(),
                                      [&](const Group& group) { return group.id == id; });
      options.push_back({id, known == model.groups.end() ? id : known->name});
    }
  };
  if (!model.programme) return options;
  for (const school::CohortRule& rule : model.programme->cohorts) add(rule.groups);
  if (model.programme->pilot) add(model.programme->pilot->groups);
  return options;
}

// What of `said` is ticked: at the place of its box. The rest comes after the boxes.
template <typename IsSame>
void add_ticks(const std::string& list, const std::vector<Option>& boxes,
               const std::vector<std::string>& said, IsSame&& is_same, Fields& fields) {
  std::size_t after = boxes.size();
  for (const std::string& one : said) {
    const auto box = std::find_if(boxes.begin(), boxes.end(),
                                  [&](const Option& option) { return is_same(one, option.value); });
    if (box == boxes.end())
      fields.emplace_back(fmt::format("{}{}", list, after++), one);
    else
      fields.emplace_back(fmt::format("{}{}", list, box - boxes.begin()), box->value);
  }
}

void tick_all(const FieldGroup& place, const std::string& legend, const std::string& hint,
              const std::string& list, const std::vector<Option>& options) {
  const FieldGroup boxes = place.boxes(legend, hint);
  for (std::size_t i = 0; i < options.size(); ++i)
    boxes.tick(fmt::format("{}{}", list, i), options[i].value, options[i].text);
}

std::vector<Option> year_options(const ProgrammeModel& model) {
  std::vector<Option> options;
  for (const std::string& year : years_to_tick(model)) options.push_back({year, year});
  return options;
}

std::vector<Option> staff_options(const ProgrammeModel& model) {
  std::vector<Option> options;
  for (const Staff& staff : model.colleagues) options.push_back({staff.id, staff.name()});
  if (!model.programme || !model.programme->pilot) return options;
  for (const std::string& id : model.programme->pilot->staff)
    if (std::none_of(options.begin(), options.end(),
                     [&](const Option& option) { return option.value == id; }))
      options.push_back({id, model.staff_name(id)});
  return options;
}

// Years, groups and colleagues where their boxes stand.
void take_ticks(const ProgrammeModel& model, Programme& programme, Fields& fields) {
  const auto years = year_options(model), groups = groups_to_tick(model);
  const auto same = [](const std::string& a, const std::string& b) { return a == b; };
  for (std::size_t i = 0; i < programme.cohorts.size(); ++i) {
    const std::string at = fmt::format("/cohorts/{}/", i);
    add_ticks(
        at + "years/", years, std::exchange(programme.cohorts[i].years, {}),
        [](const auto& said, const auto& known) { return school::is_same_year(said, known); },
        fields);
    add_ticks(at + "groups/", groups, std::exchange(programme.cohorts[i].groups, {}), same, fields);
  }
  if (!programme.pilot) return;
  add_ticks("/pilot/groups/", groups, std::exchange(programme.pilot->groups, {}), same, fields);
  add_ticks("/pilot/staff/", staff_options(model), std::exchange(programme.pilot->staff, {}), same,
            fields);
}

std::string student_field(int place) { return fmt::format("/scope/students/{}", place); }

// The students of a choice where their boxes stand.
void add_chosen(const ProgrammeModel& model, const std::vector<std::string>& chosen,
                Fields& fields) {
  int place = 0;
  for (const ClassOfStudents& one : model.classes)
    for (const Student& student : one.students) {
      if (std::find(chosen.begin(), chosen.end(), student.id) != chosen.end())
        fields.emplace_back(student_field(place), student.id);
      ++place;
    }
}

// The programme as the form's rows have it: each task at its place, the hours of all first.
Fields start_of(const ProgrammeModel& model) {
  Programme programme = model.programme.value_or(Programme{});
  programme.closed_days.clear();
  programme.officers.assign(tasks.size(), {});
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    programme.officers[i].task = tasks[i];
    if (model.programme)
      for (const school::Officer& officer : model.programme->officers)
        if (officer.task == tasks[i]) programme.officers[i] = officer;
    if (!programme.officers[i].staff.empty()) programme.officers[i].name.clear();
  }
  std::stable_sort(
      programme.hours.begin(), programme.hours.end(),
      [](const auto& a, const auto& b) { return a.staff.empty() && !b.staff.empty(); });
  if (!programme.hours.empty() && !programme.hours.front().staff.empty())
    programme.hours.insert(programme.hours.begin(), school::HoursBudget{});
  const std::vector<std::string> chosen = std::exchange(programme.scope.students, {});
  Fields ticks;
  take_ticks(model, programme, ticks);
  Fields fields = fields_of(programme);
  fields.insert(fields.end(), ticks.begin(), ticks.end());
  add_chosen(model, chosen, fields);
  return fields;
}

void number(const FieldGroup& group, const char* name, const std::string& label,
            const std::string& hint = "") {
  group.input({name, label, hint, false, "number"});
}

void add_basis(const FieldGroup& form) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(words.text("What it is for"));
  block.input({"/title", words.text("Name of the programme")});
  block.select({"/purpose", words.text("Purpose")}, choices<Purpose>(words));
  block.area({"/aim", words.text("Aim, in your own words"),
              words.text("In the evaluation it stands beside the results.")});
  const FieldGroup row = block.row(words.text("Policy document"));
  row.input({"/policy_reference", words.text("Policy document"),
             words.text("Home visits are a part of how the school works with parents."), true});
  row.input({"/policy_version", words.text("Version"), "", true});
  block.select({"/school_type", words.text("Type of school")},
               school_choices<school::SchoolType>(words));
}

void add_cohorts(const FieldGroup& form, const ProgrammeModel& model) {
  const text::Catalogue& words = form.words();
  const FieldGroup block =
      form.block(words.text("Who is offered a visit"),
                 words.text("By years and groups only. Without a rule: everybody, every year."));
  const auto years = year_options(model), groups = groups_to_tick(model);
  const int rows = std::max(cohort_rows, form.form().last_index("/cohorts/") + 2);
  const auto add = [&](const FieldGroup& place, int i) {
    const std::string at = fmt::format("/cohorts/{}/", i);
    const std::string n = std::to_string(i + 1);
    const FieldGroup often = place.row(words.text("Rule {n}: how often", {{"n", n}}));
    often.select({at + "cadence", words.text("How often")},
                 school_choices<school::Cadence>(words, msg("no rule")));
    often.input({at + "every", words.text("Every how many years"),
                 words.text("Only with \"every so many years\"."), false, "number"});
    often.input({at + "name", words.text("Name of the rule, where it helps")});
    const std::string legend = words.text("Rule {n}: which years", {{"n", n}});
    if (!years.empty())
      tick_all(place, legend,
               words.text("The years that the roster has. Without a year and a group the rule is "
                          "about everybody."),
               at + "years/", years);
    const int boxes = static_cast<int>(years.size());
    const int last = std::max(boxes + (years.empty() ? year_places : 1),
                              place.form().last_index(at + "years/") + 2);
    const FieldGroup others = place.row(legend);
    for (int k = boxes; k < last; ++k)
      others.input({fmt::format("{}years/{}", at, k),
                    years.empty() ? words.text("Year") : words.text("Another year"),
                    k > boxes ? ""
                    : years.empty()
                        ? words.text("The roster names no years now: groups can be chosen.")
                        : words.text("As the roster will write it.")});
    if (groups.empty()) return;
    place.more(words.text("Which groups"), [&](const FieldGroup& more) {
      tick_all(more, words.text("Rule {n}: which groups", {{"n", n}}), "", at + "groups/", groups);
    });
  };
  add(block, 0);
  block.more(words.text("More rules"), [&](const FieldGroup& more) {
    for (int i = 1; i < std::min(rows, 20); ++i) add(more, i);
  });
  block.more(words.text("A choice of students instead of everybody"), [&](const FieldGroup& more) {
    if (model.waiting)
      more.line(words.text("A proposal waits for a second person. It lapses when you save this."));
    more.line(
        words.text("It stands instead of the rules: these do not count as long as it holds."));
    more.line(
        words.text("Not because of worries about families. It needs a reason in words, and holds "
                   "when a second person agrees."));
    more.select({"/scope/kind", words.text("Scope")}, school_choices<school::ScopeKind>(words));
    more.area({"/scope/reason", words.text("Why this choice")});
    int place = 0;
    for (const ClassOfStudents& one : model.classes)
      more.more(one.name, [&](const FieldGroup& fold) {
        const FieldGroup boxes =
            fold.boxes(words.text("Students of {class}", {{"class", one.name}}));
        for (const Student& student : one.students)
          boxes.tick(student_field(place++), student.id, student.name());
      });
  });
}

void add_trial(const FieldGroup& form, const ProgrammeModel& model) {
  const text::Catalogue& words = form.words();
  form.block(words.text("Trial"))
      .more(words.text("Begin with a few groups or colleagues"), [&](const FieldGroup& more) {
        more.input({"/pilot/until", words.text("Until"), "", false, "date"});
        const auto groups = groups_to_tick(model), staff = staff_options(model);
        const std::string all = words.text("Tick none when everybody takes part.");
        if (!groups.empty())
          tick_all(more, words.text("Groups that take part"), all, "/pilot/groups/", groups);
        if (!staff.empty())
          tick_all(more, words.text("Colleagues who take part"), all, "/pilot/staff/", staff);
      });
}

void add_working(const FieldGroup& form) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(words.text("How we work"));
  const FieldGroup times = block.row(words.text("Times"));
  number(times, "/norms/visit_most", words.text("Minutes of a visit, at most"),
         words.text("Usually 60."));
  number(times, "/norms/total_least", words.text("Minutes in all, at least"),
         words.text("Usually 90."));
  number(times, "/norms/total_most", words.text("Minutes in all, at most"),
         words.text("Usually 150; where families live further apart 180."));
  number(times, "/norms/talk_at_school", words.text("Minutes of a talk at school"),
         words.text("Usually 20."));
  const FieldGroup counts = block.row(words.text("Numbers"));
  number(counts, "/contacts_least", words.text("Contacts with each family a year, at least"));
  number(counts, "/report_within_days", words.text("Days until the report is there"));
  block.select({"/appointments_by", words.text("Who makes the appointment")},
               {{"", words.text("not said")},
                {"mentor", words.text("the mentor")},
                {"office", words.text("the office")},
                {"parents_choose", words.text("parents choose a day themselves")}});
  block.tick("/in_pairs", "true", words.text("Visits are made by two colleagues together."));
  block.tick("/backstop_required", "true",
             words.text("With every visit a colleague is in the background."));
  block.tick("/media_allowed", "true",
             words.text("Photos and films only with the family's permission for that."));
  block.input({"/reporting_code", words.text("Where the reporting code stands"),
               words.text("Its steps are taken outside this program.")});
}

void add_officers(const FieldGroup& form, const ProgrammeModel& model) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(words.text("Who is there for what"));
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::string at = fmt::format("/officers/{}/", i);
    block.constant("=" + at + "task", std::string(to_name(tasks[i])));
    const FieldGroup row = block.row(words.text(school_label(tasks[i])));
    row.select({at + "staff", words.text(school_label(tasks[i]))},
               staff_choices(model.colleagues, words.text("nobody, or somebody else")));
    row.input({at + "name", words.text("Name, of somebody else")});
    row.input({at + "reachable", words.text("How to reach them"),
               tasks[i] == school::OfficerTask::contact_point
                   ? words.text("Needed here: parents and pupils read it in the notice.")
                   : ""});
  }
}

void add_hours(const FieldGroup& form, const ProgrammeModel& model) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(words.text("Hours in the yearly task"),
                                      words.text("In minutes. Only a school leader sees this."));
  block.input({"/hours/0/minutes", words.text("Of each who takes part"), "", false, "number"});
  block.more(words.text("Somebody has other hours"), [&](const FieldGroup& more) {
    const int rows = std::max(hour_rows, more.form().last_index("/hours/") + 1 + empty_rows);
    for (int i = 1; i < rows; ++i) {
      const FieldGroup row = more.row(words.text("Hours of somebody"));
      row.select({fmt::format("/hours/{}/staff", i), words.text("Colleague")},
                 staff_choices(model.colleagues, words.text("nobody")));
      row.input({fmt::format("/hours/{}/minutes", i), words.text("Minutes"), "", false, "number"});
    }
  });
}

void add_materials(const FieldGroup& form) {
  const text::Catalogue& words = form.words();
  const FieldGroup block =
      form.block(words.text("Given to every family"),
                 words.text("A leaflet on money worries, for instance: every family gets it, so "
                            "that it says nothing about any."));
  const int rows = std::max(material_rows, form.form().last_index("/materials/") + 1 + empty_rows);
  for (int i = 0; i < rows; ++i)
    block.repeated("/materials/")
        .input({fmt::format("/materials/{}", i),
                words.text("Material {n}", {{"n", std::to_string(i + 1)}})});
}

}  // namespace

std::string programme_form(const Frame& frame, const ProgrammeModel& model) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet;
  sheet.back = {frame.links + "/school/programme", words.text("Programme")};
  sheet.title = words.text("Home visits in {year}", {{"year", model.school_year}});
  sheet.state = model.state;
  ProgrammeModel to_set = model;
  std::erase_if(to_set.other_years,
                [](const YearLink& year) { return year.place == YearLink::Place::last; });
  sheet.links = links_of_years(frame, to_set, "/school/programme/edit");
  SheetForm form;
  form.action = "/school/programme";
  form.values = start_of(model);
  form.fill = [&](const FieldGroup& fields) {
    fields.constant("/school_year", model.school_year);
    add_basis(fields);
    add_cohorts(fields, model);
    add_trial(fields, model);
    add_working(fields);
    add_officers(fields, model);
    add_hours(fields, model);
    add_materials(fields);
  };
  Section section;
  section.forms.push_back(std::move(form));
  sheet.sections.push_back(std::move(section));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
