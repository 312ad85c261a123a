#include "views/progress_page.h"

#include "domain/next_contact.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/timeline.h"

namespace homevisit::views {
namespace {

using text::msg;

struct ProgressWriter {
  const Frame& frame;
  const ProgressModel& model;
  const Block& body;
  const text::Catalogue& words = *frame.words;

  void day(const char* section, const std::optional<Date>& date) const {
    if (date) body.add(section).set("ISO", format_date(*date)).set("DATE", words.date(*date));
  }

  std::string who(const Agreement& agreement) const {
    return agreement.name.empty() ? words.text(label(agreement.who)) : isolated(agreement.name);
  }

  // Only what the school took upon itself can be owed.
  void owed() const {
    std::optional<Block> section;
    for (const GoalCourse& course : model.courses) {
      if (!course.owed) continue;
      if (!section) section = body.add("OWED");
      section->line("ITEM", agreement_words(frame, course.entry->agreement));
    }
  }

  void table() const {
    const Block table = body.add("TABLE");
    int number = 0;
    for (const GoalCourse& course : model.courses) {
      const Agreement& agreement = course.entry->agreement;
      const Block row = table.add("ROW");
      row.set("NUMBER", std::to_string(++number)).set("WHAT", agreement.what);
      row.set("WHO", who(agreement)).set("MADE", words.short_date(course.entry->made));
      row.set("BY", agreement.by ? words.short_date(*agreement.by) : words.text("not said"));
      row.set("STATE", words.text(label(in_family_words(agreement.state))));
    }
  }

  void steps(const GoalCourse& course, const Block& place) const {
    for (const GoalStep& step : course.steps) {
      const Block item = place.add("STEP");
      item.set("ISO", format_date(step.day)).set("DATE", words.date(step.day));
      item.set("STATE", words.text(label(in_family_words(step.state))));
      item.set("LIFE", words.text(label(step.state.life)));
      item.set("RESULT", words.text(label(step.state.result)));
      item.line("NOTE", step.note);
      item.line("BY", step.by_name);
    }
  }

  void update(const AgreementEntry& entry, const std::string& part, const Block& place) const {
    const Block form_place = place.add("UPDATE").set("WHAT", entry.agreement.what);
    const Block action = form_place.include("ACTION", "action");
    fill_form(
        frame, submission_of_part(model.state, part),
        student_link(frame, model.file->student.id, "/agreements/" + url_part(entry.agreement.id)),
        action);
    action.set("BUTTON", words.text("Save"));
    Form form(words, {}, {{"/state", std::string(to_name(in_family_words(entry.agreement.state)))}},
              part);
    const FieldGroup all(form, action);
    const FieldGroup row = all.row(words.text("How it goes"));
    row.select({"/state", words.text("How it goes")}, choices<AgreementState>(words));
    row.input({"/note", words.text("In a few words")});
    row.input({"/review", words.text("Look at it together again on"), "", false, "date"});
    all.more(words.text("More exactly, for the school"), [&](const FieldGroup& more) {
      const FieldGroup axes = more.row(words.text("More exactly, for the school"));
      axes.select({"/life", words.text("Where it stands")},
                  choices<GoalLife>(words, msg("as chosen above")));
      axes.select({"/result", words.text("What came of it")},
                  choices<GoalResult>(words, msg("as chosen above")));
    });
  }

  void courses() const {
    int number = 0;
    for (const GoalCourse& course : model.courses) {
      const AgreementEntry& entry = *course.entry;
      const Block section = body.add("COURSE");
      const std::string n = std::to_string(++number);
      section.set("NUMBER", n).set("WHAT", entry.agreement.what);
      section.line("ABOUT", agreement_about(frame, entry.agreement));
      steps(course, section);
      if (model.may_record) update(entry, "course" + n, section);
    }
  }
};

}  // namespace

std::string progress_page(const Frame& frame, const ProgressModel& model) {
  FramedPage page(frame, "progress", frame.words->text("How the agreements go"));
  const Block body = page.body();
  body.set("BACK", student_link(frame, model.file->student.id));
  body.set("STUDENT", isolated(model.file->student.name()));
  const ProgressWriter writer{frame, model, body};
  if (const auto next = next_contact(*model.history, frame.today)) writer.day("NEXT", next->date);
  writer.day("REVIEW", next_review(model.courses, frame.today));
  if (model.courses.empty()) {
    body.show("NONE");
    return page.html();
  }
  writer.owed();
  fill_progress_chart(frame, model.courses, body);
  writer.table();
  writer.courses();
  return page.html();
}

}  // namespace homevisit::views
