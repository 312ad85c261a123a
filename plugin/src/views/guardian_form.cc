// What a guardian was told (R99), and how they want to be reached (R37): two short forms on one
// page.
#include <algorithm>

#include "text/msg.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/timeline.h"

namespace homevisit::views {
namespace {

using text::msg;

// Both forms post to one page, so what was typed belongs to the one whose fields it has.
bool is_of_informed(const FormState& state) {
  return std::any_of(state.fields.begin(), state.fields.end(),
                     [](const auto& field) { return field.first == "/what"; });
}

std::vector<Option> visit_choices(const History& history, const text::Catalogue& words) {
  std::vector<Option> options{{"", words.text("no visit in particular")}};
  std::vector<const VisitEntry*> visits;
  for (const VisitEntry& entry : history.visits)
    if (!entry.voided && is_contact(entry.visit.state)) visits.push_back(&entry);
  std::sort(visits.begin(), visits.end(),
            [](const auto* a, const auto* b) { return a->visit.date > b->visit.date; });
  for (const VisitEntry* entry : visits)
    options.push_back({entry->visit.id, words.date(entry->visit.date)});
  return options;
}

void add_informed(const Frame& frame, const FormModel& model, const FormState& state,
                  const Block& part) {
  const text::Catalogue& words = *frame.words;
  const auto visits = visit_choices(*model.history, words);
  Fields values{{"/what", visits.size() > 1 ? "visit_held" : "notice"},
                {"/date", format_date(frame.today)},
                {"/channel", "in_person"}};
  if (visits.size() > 1) values.emplace_back("/visit", visits[1].value);
  Form form(words, state, state.fields.empty() ? values : state.fields, "t");
  const FieldGroup all(form, part);
  const FieldGroup block = all.block(words.text("What was told"));
  const FieldGroup what = block.row(words.text("About what"));
  what.select({"/what", words.text("About")}, choices<Told>(words));
  what.select({"/visit", words.text("Which visit")}, visits);
  const FieldGroup how = block.row(words.text("When and how"));
  how.input({"/date", words.text("When"), "", false, "date"});
  how.select({"/channel", words.text("How")}, choices<Channel>(words));
  how.select({"/language", words.text("In which language")}, language_choices(words, *model.file));
  form.fill_errors(part.include("ERROR_SUMMARY", "form_errors"));
}

void add_preference(const Frame& frame, const FormModel& model, const FormState& state,
                    const Block& part) {
  const text::Catalogue& words = *frame.words;
  Fields values;
  const auto found = model.history->preferences.find(model.guardian);
  if (found != model.history->preferences.end())
    values = {{"/channel", found->second.channel},
              {"/hours", found->second.hours},
              {"/language", found->second.language}};
  Form form(words, state, state.fields.empty() ? values : state.fields, "p");
  const FieldGroup all(form, part);
  const FieldGroup block = all.block(words.text("How to reach them best"));
  std::vector<Option> channels{{"", words.text("not said")}};
  for (const char* channel : {"phone", "message", "email", "letter", "in_person", "app"})
    channels.push_back({channel, channel_words(channel, words)});
  const FieldGroup row = block.row(words.text("How to reach them best"));
  row.select({"/channel", words.text("How")}, channels);
  row.select({"/language", words.text("In which language")}, language_choices(words, *model.file));
  block.input(
      {"/hours", words.text("At what times"), words.text("Such as: after 19:00, not on Friday")});
  form.fill_errors(part.include("ERROR_SUMMARY", "form_errors"));
}

// R38: both ways, as it stands now: fixed times, and agreements about keeping in touch.
void fill_contact(const Frame& frame, const FormModel& model, const Block& body) {
  std::vector<const RecurringContactSet*> fixed;
  for (const auto& entry : model.history->recurring)
    if (entry.value.guardian == model.guardian && !entry.value.ended) fixed.push_back(&entry.value);
  std::vector<const AgreementEntry*> agreed;
  for (const AgreementEntry& entry : model.history->agreements)
    if (entry.agreement.kind == AgreementKind::contact &&
        entry.agreement.state != AgreementState::done &&
        entry.agreement.state != AgreementState::let_go)
      agreed.push_back(&entry);

  const Block section = body.add("CONTACT");
  if (fixed.empty() && agreed.empty()) return;
  const Block list = section.add("LIST");
  for (const RecurringContactSet* contact : fixed)
    list.line("FIXED",
              contact_form_words(contact->form, *frame.words) + ", " + isolated(contact->when));
  for (const AgreementEntry* entry : agreed)
    list.add("AGREEMENT")
        .set("WHAT", agreement_words(frame, entry->agreement))
        .set("HREF", visit_link(frame, model.file->student.id, entry->visit));
}

}  // namespace

std::string guardian_form(const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = *frame.words;
  FramedPage page(frame, "guardian", words.text("Told, or how to reach"));
  const Block body = page.body();
  const std::string& student = model.file->student.id;
  const Guardian* guardian = find_guardian(*model.file, model.guardian);
  body.set("BACK", student_link(frame, student));
  body.set("NAME", guardian == nullptr ? "" : guardian_words(*guardian, words));
  body.set("STUDENT", isolated(model.file->student.name()));
  const std::string link = student_link(frame, student, "/guardians/" + url_part(model.guardian));
  body.set("WISHES", link + "/wishes");
  fill_contact(frame, model, body);
  const bool typed_informed = is_of_informed(model.state);
  const bool typed_preference = !typed_informed && !model.state.fields.empty();
  const FormState fresh;

  // A guardian whom the school must not inform has no form for it (R99).
  if (guardian != nullptr && guardian->informed == Ternary::no) {
    body.show("NOT_INFORMED");
  } else {
    const Block part = body.add("INFORMED");
    const FormState& state = typed_preference ? fresh : model.state;
    fill_form(frame, submission_of_part(model.state, "told"), link + "/informed", part);
    add_informed(frame, model, state, part);
  }
  const Block part = body.add("PREFERENCE");
  const FormState& state = typed_preference ? model.state : fresh;
  fill_form(frame, submission_of_part(model.state, "reach"), link + "/preference", part);
  add_preference(frame, model, state, part);
  return page.html();
}

}  // namespace homevisit::views
