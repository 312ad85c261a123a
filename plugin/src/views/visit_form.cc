// The form to record a visit: one page, about a minute. Only the date and one key point are needed.
#include <fmt/format.h>

#include <algorithm>

#include "text/msg.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/kept_back_words.h"
#include "views/visit_fields.h"
#include "views/visit_form_report.h"

namespace homevisit::views {
namespace {

using text::msg;

// One choice per home. Which address that is, is not shown: one guardian's is not the other's to
// see.
std::vector<Option> home_choices(const StudentFile& file, const text::Catalogue& words) {
  std::vector<Option> options{{"", words.text("not said")}};
  std::vector<std::string> households;
  for (const Guardian& guardian : file.guardians) {
    const bool known = !guardian.household.empty();
    if (known &&
        std::find(households.begin(), households.end(), guardian.household) != households.end())
      continue;
    if (known) households.push_back(guardian.household);
    std::vector<std::string> names;
    for (const Guardian& other : file.guardians)
      if (other.id == guardian.id || (known && other.household == guardian.household))
        names.push_back(isolated(other.name()));
    options.push_back({guardian.id, listed(names, words)});
  }
  return options;
}

// An appointment that is still to come is not used up by a report unless somebody says so.
void add_appointment(const FieldGroup& all, const FormModel& model) {
  if (model.visit == nullptr || !is_planned(model.visit->state)) return;
  const auto day = parse_date(all.form().value("/date"));
  if (!day || *day >= model.visit->date) return;
  const text::Catalogue& words = all.words();
  const std::string date = words.date(model.visit->date);
  all.radios(
      {"/appointment",
       words.text("The appointment is on {date}. What is this about?", {{"date", date}}), "", true},
      {{"held_earlier", words.text("This appointment: it was earlier than planned")},
       {"stands",
        words.text("Something else: the appointment of {date} stands", {{"date", date}})}});
}

// With one home there is nothing to choose.
void add_home(const FieldGroup& block, const FormModel& model) {
  const text::Catalogue& words = block.words();
  const auto homes = home_choices(*model.file, words);
  if (homes.size() > 2 || block.form().value("/at_guardian") != "")
    block.select(
        {"/at_guardian", words.text("At whose home"), words.text("Only for a visit at home.")},
        homes);
}

void add_when_and_where(const FieldGroup& block, const FormModel& model) {
  const text::Catalogue& words = block.words();
  const FieldGroup row = block.row(words.text("When and where"));
  row.input({"/date", words.text("Date"), "", true, "date"});
  row.select({"/place", words.text("Where")}, choices<Place>(words));
  row.input({"/minutes/visit", words.text("Minutes"), "", false, "number"});
  add_home(block, model);
}

void add_visitors(const FieldGroup& block, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = block.words();
  const Form& form = block.form();
  int first = 0;
  if (!frame.reader_id.empty()) {
    const FieldGroup boxes = block.boxes(words.text("Who went"));
    boxes.tick("/visitors/0", frame.reader_id,
               words.text("{name} (you)", {{"name", frame.reader}}));
    first = 1;
  }
  const int rows = std::max(first + 1, form.last_index("/visitors/") + 1);
  const auto colleagues =
      staff_choices(model.colleagues, words.text("nobody else"), frame.reader_id);
  for (int i = first; i < rows; ++i)
    block.select({fmt::format("/visitors/{}", i),
                  i == 0 ? words.text("Who went") : words.text("Colleague who went along")},
                 colleagues);
}

void add_family(const FieldGroup& block, const FormModel& model) {
  const text::Catalogue& words = block.words();
  const auto& guardians = model.file->guardians;
  if (!guardians.empty()) {
    const FieldGroup boxes = block.boxes(words.text("Who of the family"));
    for (std::size_t i = 0; i < guardians.size(); ++i)
      boxes.tick(fmt::format("/guardians/{}", i), guardians[i].id,
                 guardian_words(guardians[i], words));
  }
  block.radios({"/pupil", words.text("The student")}, choices<PupilPresent>(words));
}

// A pupil of the school has the name that was typed (operations/interpreter_check.h).
bool asks_who_it_is(const FormModel& model) {
  const auto& errors = model.state.errors;
  return std::any_of(errors.begin(), errors.end(), [](const FormError& error) {
    return error.code == "interpreter_may_be_pupil";
  });
}

// R45: the student and the children of the family are not in the list.
void add_interpreter(const FieldGroup& block, const FormModel& model) {
  const text::Catalogue& words = block.words();
  block.more(words.text("Interpreter"), [&](const FieldGroup& more) {
    more.line(
        words.text("The student and brothers or sisters under 18 are not in this list: a child "
                   "should not have to interpret."));
    more.select({"/interpreter/kind", words.text("Who interpreted")},
                choices<InterpreterKind>(words, msg("nobody; not needed")));
    const FieldGroup row = more.row(words.text("About the interpreter"));
    row.select({"/interpreter/language", words.text("Into which language")},
               language_choices(words, *model.file));
    row.select({"/interpreter/arranged_by", words.text("Arranged by")},
               choices<ArrangedBy>(words, msg("not said")));
    std::vector<Option> people = staff_choices(model.colleagues, words.text("not said"));
    for (const Guardian& guardian : model.file->guardians)
      people.push_back({guardian.id, guardian_words(guardian, words)});
    const FieldGroup who = more.row(words.text("Who the interpreter was"));
    who.select({"/interpreter/person", words.text("Somebody we know")}, people);
    who.input({"/interpreter/name", words.text("Or a name")});
    if (asks_who_it_is(model) || more.form().has("/interpreter/adult", "true"))
      more.tick("/interpreter/adult", "true",
                words.text("This is somebody else with the same name: an adult, and no pupil of "
                           "the school"));
  });
}

bool revises(const FormModel& model) {
  return model.visit != nullptr && !is_planned(model.visit->state);
}

// R98: whether there was a talk is asked first, by two forms; a report that is changed may turn out
// to be of the other kind.
std::vector<Option> state_choices(const FormModel& model, const text::Catalogue& words) {
  std::vector<Option> options;
  if (!model.nobody_met)
    options = {{"held", words.text("There was a talk")},
               {"interrupted", words.text("There was a talk; it ended early")}};
  if (!model.nobody_met && !revises(model)) return options;
  options.push_back({"no_show", words.text("The appointment did not take place")});
  // R95: after "prefers no home visit" nobody rings the bell.
  if (model.home_visit_allowed.ok())
    options.push_back({"attempted_doorstep", words.text("Rang the bell without an appointment")});
  return options;
}

// Nobody was met: nobody was there, and there is nothing to report (R95, R98).
void add_attempt(const FieldGroup& all, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = all.words();
  all.constant(nobody_met_field, "1");
  add_appointment(all, model);
  const FieldGroup block = all.block(words.text("When and where"));
  block.radios({"/state", words.text("What happened"), "", true}, state_choices(model, words));
  const FieldGroup row = block.row(words.text("When and where"));
  row.input({"/date", words.text("Date"), "", true, "date"});
  row.input({"/start_time", words.text("At what time"), "", false, "time"});
  row.select({"/place", words.text("Where")}, choices<Place>(words));
  add_home(block, model);
  add_visitors(block, frame, model);
  add_next_contact(all);
}

void add_more(const FieldGroup& block, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = block.words();
  block.more(
      words.text("More: occasion, others who were there, working time"),
      [&](const FieldGroup& more) {
        const FieldGroup row = more.row(words.text("Occasion"));
        row.select({"/state", words.text("How it went")}, state_choices(model, words));
        row.select({"/purpose", words.text("What it was for")}, choices<Purpose>(words));
        row.input({"/start_time", words.text("From what time"), "", false, "time"});
        const int companions = std::max(1, more.form().last_index("/companions/") + 1);
        for (int i = 0; i < companions; ++i) {
          const FieldGroup other = more.row(words.text("Somebody else who was there"));
          std::vector<Option> roles{{"", words.text("nobody else")}};
          for (const char* role : {"contact_person", "care_coordinator", "colleague", "relative",
                                   "student_mentor", "outside_professional", "other"})
            roles.push_back({role, companion_words(role, words)});
          other.select({fmt::format("/companions/{}/role", i), words.text("Also there")}, roles);
          other.input({fmt::format("/companions/{}/name", i), words.text("Name, where it helps")});
        }
        const FieldGroup time = more.row(words.text("Working time in minutes"));
        time.input({"/minutes/travel", words.text("Minutes of travel"), "", false, "number"});
        time.input(
            {"/minutes/consultation", words.text("Minutes of consultation"), "", false, "number"});
        time.input({"/minutes/reporting", words.text("Minutes of writing"), "", false, "number"});
        const FieldGroup backstop = more.row(words.text("Colleague in the background"));
        backstop.select({"/backstop/staff", words.text("Colleague in the background")},
                        staff_choices(model.colleagues, words.text("nobody"), frame.reader_id));
        backstop.input({"/backstop/check_in", words.text("Called before, at"), "", false, "time"});
        backstop.input({"/backstop/check_out", words.text("Called after, at"), "", false, "time"});
      });
}

// A planned visit becomes a recorded one; a report that is there is revised.
std::string action_of(const Frame& frame, const FormModel& model) {
  if (model.visit == nullptr || is_planned(model.visit->state))
    return student_link(frame, model.file->student.id, "/visits");
  return visit_link(frame, model.file->student.id, model.visit->id);
}

}  // namespace

std::string visit_form(const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = *frame.words;
  const std::string& student = model.file->student.id;
  const bool changes = revises(model);
  const std::string heading = changes            ? words.text("Change the report")
                              : model.nobody_met ? words.text("Nobody was spoken to")
                                                 : words.text("Record a home visit");
  FramedPage page(frame, "form", heading);
  const Block body = page.body();
  body.set("BACK", student_link(frame, student));
  body.set("HEADING", heading);
  body.set("STUDENT", isolated(model.file->student.name()));
  if (model.state.draft_saved_at) body.line("DRAFT_FROM", *model.state.draft_saved_at);
  if (!model.home_visit_allowed.ok() && !changes)
    body.add("NO_HOME_VISIT").set("HREF", student_link(frame, student, "/answers/new"));
  if (!changes && !model.nobody_met) {
    std::string other = "/visits/new?nobody_met=1";
    if (model.visit != nullptr) other += "&visit=" + url_part(model.visit->id);
    body.add("NOBODY_MET").set("HREF", student_link(frame, student, other));
  }
  fill_form(frame, model.state.submission, action_of(frame, model), body);
  if (!changes && !model.nobody_met)
    body.add("KEEPS_DRAFT").set("DRAFT", student_link(frame, student, "/drafts/visit"));

  Form form(words, model.state, visit_values(frame, model), "f");
  const FieldGroup all(form, body);
  if (model.visit != nullptr && !changes) all.constant("/visit", model.visit->id);
  if (model.nobody_met) {
    add_attempt(all, frame, model);
  } else {
    add_appointment(all, model);
    const FieldGroup who = all.block(words.text("Who was there"));
    add_when_and_where(who, model);
    add_visitors(who, frame, model);
    add_family(who, model);
    for (const std::string& line : kept_back_lines(*model.file, *model.history,
                                                   DataPurpose::present_others, frame.today, words))
      who.line(line);
    add_interpreter(who, model);
    add_more(who, frame, model);
    add_report(all, frame, model);
  }
  form.fill_errors(body.include("ERROR_SUMMARY", "form_errors"));
  return page.html();
}

}  // namespace homevisit::views
