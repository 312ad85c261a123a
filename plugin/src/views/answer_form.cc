// The form to record an answer. All answers stand alike, and none is asked for its reason (R1).
#include <algorithm>

#include "domain/rules.h"
#include "views/answer_drafts.h"
#include "views/answer_fields.h"
#include "views/choices.h"
#include "views/frame.h"

namespace homevisit::views {
namespace {

Fields answer_values(const Frame& frame, const FormModel& model) {
  if (!model.state.fields.empty()) return model.state.fields;
  Fields values{{"/date", format_date(frame.today)}, {"/channel", "in_person"}};
  if (!model.guardian.empty()) values.emplace_back("/guardian", model.guardian);
  if (model.by_student) values.emplace_back("/by_student", "true");
  return values;
}

void add_who(const FieldGroup& all, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = all.words();
  const FieldGroup block = all.block(words.text("Who answered"));
  const bool herself = answers_for_herself(model.file->student, frame.today);
  std::vector<Option> guardians;
  for (const Guardian& guardian : model.file->guardians)
    guardians.push_back({guardian.id, guardian_words(guardian, words)});
  if (!guardians.empty())
    block.radios({"/guardian", words.text("Guardian"), "", !herself}, guardians);
  if (!herself) return;
  block.line(words.text("From 16 students answer for themselves."));
  block.tick("/by_student", "true",
             words.text("{name}, the student", {{"name", isolated(model.file->student.name())}}));
}

void add_what(const FieldGroup& all) {
  const text::Catalogue& words = all.words();
  const FieldGroup block =
      all.block(words.text("What did they say"), words.text("Every answer is a good answer."));
  std::vector<Option> answers;
  for (const AnswerKind kind :
       {AnswerKind::agreed, AnswerKind::deferred, AnswerKind::declined, AnswerKind::other_form,
        AnswerKind::no_answer, AnswerKind::withdrawn})
    answers.push_back({std::string(to_name(kind)), words.text(label(kind))});
  block.radios({"/answer", words.text("Answer"), "", true}, answers);
  std::vector<Option> forms{{"", words.text("does not apply")}};
  for (const OtherForm form :
       {OtherForm::school, OtherForm::phone, OtherForm::online, OtherForm::elsewhere})
    forms.push_back({std::string(to_name(form)), words.text(label(form))});
  block.select({"/form", words.text("Where they prefer to talk"),
                words.text("Only with \"Prefers school, phone or online\".")},
               forms);
}

void add_how(const FieldGroup& all, const FormModel& model) {
  const text::Catalogue& words = all.words();
  const FieldGroup block = all.block(words.text("How did they tell you"));
  const FieldGroup row = block.row(words.text("How and when"));
  row.select({"/channel", words.text("How")}, choices<Channel>(words));
  row.input({"/date", words.text("When"), "", false, "date"});
  row.select({"/language", words.text("In which language")}, language_choices(words, *model.file));
  add_evidence(block, model.colleagues, "");
}

// R97: no form asks for a reason (R1). What somebody began about themselves has a place of its own,
// and stays in sight where a form is shown again.
bool has_own_words(const FormModel& model) {
  const Fields& fields = model.state.fields;
  return model.own_words || std::any_of(fields.begin(), fields.end(), [](const auto& field) {
           return field.first == "/volunteered" && !field.second.empty();
         });
}

void add_own_words(const FieldGroup& all) {
  const text::Catalogue& words = all.words();
  const FieldGroup block = all.block(words.text("What they began to tell about it themselves"));
  block.area({"/volunteered", words.text("In their own words"),
              words.text("Never ask for it. Confidential: it does not go to the student's file in "
                         "the school's system.")});
}

void add_again(const FieldGroup& all, const Frame& frame) {
  const text::Catalogue& words = all.words();
  const FieldGroup block = all.block(
      words.text("When may we ask again"),
      words.text("Leave this empty when nothing was said. After \"Not now\" or \"Prefers no home "
                 "visit\" we then ask again from {date}, the new school year.",
                 {{"date", words.date(next_school_year_start(frame.today))}}));
  block.input({"/not_before", words.text("Not before"), "", false, "date"});
  block.tick("/never_ask", "true", words.text("Do not ask again"));
  block.tick("/withdrawal_told", "true",
             words.text("I told them that they can change this answer at any time"));
}

}  // namespace

std::string answer_form(const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = *frame.words;
  FramedPage page(frame, "form", words.text("Record an answer"));
  const Block body = page.body();
  const std::string& student = model.file->student.id;
  body.set("BACK", student_link(frame, student));
  body.set("HEADING", words.text("Record an answer"));
  body.set("STUDENT", isolated(model.file->student.name()));
  if (model.state.draft_saved_at) body.line("DRAFT_FROM", *model.state.draft_saved_at);
  fill_answer_drafts(frame, *model.file, model.answer_drafts, body);
  fill_form(frame, model.state.submission, student_link(frame, student, "/answers"), body);
  body.add("KEEPS_DRAFT").set("DRAFT", student_link(frame, student, "/drafts/answer"));

  Form form(words, model.state, answer_values(frame, model), "f");
  const FieldGroup all(form, body);
  add_who(all, frame, model);
  add_what(all);
  add_how(all, model);
  if (has_own_words(model)) add_own_words(all);
  add_again(all, frame);
  form.fill_errors(body.include("ERROR_SUMMARY", "form_errors"));
  return page.html();
}

}  // namespace homevisit::views
