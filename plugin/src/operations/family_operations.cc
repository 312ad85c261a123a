// What families read of a student's file, and how the agreements with them went.
#include "domain/codec.h"
#include "domain/next_contact.h"
#include "domain/student_progress.h"
#include "operations/family_reads.h"

namespace homevisit::operations {
namespace {

Result<SeenFile> see(const Call& call) {
  return see_file(call.context, call.actor, call.actor_name(), call.student(), call.name);
}

void write_texts(json::Writer& w, const char* key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  w.key(key).begin_array();
  for (const std::string& text : texts) w.string(text);
  w.end_array();
}

void write_section(json::Writer& w, const views::Section& section) {
  w.begin_object().member("heading", section.heading);
  write_texts(w, "paragraphs", section.paragraphs);
  write_texts(w, "points", section.points);
  if (!section.facts.empty()) {
    w.key("facts").begin_array();
    for (const views::Fact& fact : section.facts)
      w.begin_object().member("label", fact.label).member("text", fact.text).end_object();
    w.end_array();
  }
  w.end_object();
}

Result<std::string> copy(const Call& call) {
  HV_ASSIGN(const SeenFile seen, see(call));
  HV_ASSIGN(const views::CopyModel model, copy_model(call.context, seen, call.text("visit"),
                                                     call.text("guardian"), call.text("language")));
  if (model.guardian == nullptr)
    return Error{HV_FAILED_PRECONDITION, "not_to_be_informed",
                 "The school's records say that nobody of this family is to be informed.",
                 "/student"};
  json::Writer w;
  w.begin_object().member("visit", model.entry->visit.id);
  w.key("guardian").begin_object().member("id", model.guardian->id);
  w.member("name", model.guardian->name()).end_object();
  w.member("language", model.language->code);
  w.member("direction", model.language->right_to_left ? "rtl" : "ltr");
  w.member("checked", model.language->checked).member("signed_off", model.entry->signed_off);
  w.member("title", model.copy.title).key("sections").begin_array();
  for (const views::Section& section : model.copy.sections) write_section(w, section);
  return w.end_array().end_object().take();
}

void write_course(json::Writer& w, const GoalCourse& course) {
  const AgreementEntry& entry = *course.entry;
  w.begin_object();
  write_agreement_members(w, entry.agreement);
  w.member("visit", entry.visit).member("made", format_date(entry.made));
  w.member("closed", is_closed(entry.agreement.state.life)).member("owed", course.owed);
  w.key("steps").begin_array();
  for (const GoalStep& step : course.steps) {
    w.begin_object().member("date", format_date(step.day));
    w.member("state", to_name(in_family_words(step.state)));
    w.member("life", to_name(step.state.life)).member("result", to_name(step.state.result));
    w.member_if("note", step.note).member_if("by", step.by_name).end_object();
  }
  w.end_array().end_object();
}

Result<std::string> progress(const Call& call) {
  HV_ASSIGN(const SeenFile seen, see(call));
  const Date today = call.context.today();
  const auto courses = goal_courses(seen.history, today,
                                    [&](std::int64_t ms) { return call.context.zone.date_at(ms); });
  json::Writer w;
  w.begin_object().member("today", format_date(today));
  if (const auto next = next_contact(seen.history, today)) {
    w.key("next_contact");
    write_next_contact(w, *next);
  }
  if (const auto review = next_review(courses, today))
    w.member("next_review", format_date(*review));
  w.key("agreements").begin_array();
  for (const GoalCourse& course : courses) write_course(w, course);
  return w.end_array().end_object().take();
}

}  // namespace

std::span<const Operation> family_operations() {
  static constexpr Operation operations[] = {{"visit.copy", copy}, {"student.progress", progress}};
  return operations;
}

}  // namespace homevisit::operations
