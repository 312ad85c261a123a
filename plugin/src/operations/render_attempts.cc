// The page on which an attempt to reach a family is noted, and who may be spoken to instead.
#include "domain/attempts.h"
#include "operations/planning_pages.h"
#include "operations/student_sheet.h"
#include "text/msg.h"
#include "views/labels.h"
#include "views/planning_words.h"

namespace homevisit::operations {
namespace {

using views::FieldGroup;
using views::Section;
using views::SheetForm;

SheetForm attempt_fields(const Rendering& r, const SeenFile& seen) {
  const text::Catalogue& words = *r.frame.words;
  const auto next = next_approach(seen.history, *seen.file, r.frame.today);
  SheetForm form{words.text("Note an attempt"),
                 student_action(r, "/attempts"),
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

std::string attempt_words(const Rendering& r, const Noted<AttemptMade>& entry) {
  const text::Catalogue& words = *r.frame.words;
  const AttemptMade& attempt = entry.value;
  const std::string by =
      attempt.made_by.empty() ? entry.recorded.by_name : r.context.staff_name(attempt.made_by);
  return words.date(attempt.date) + ": " + words.text(views::label(attempt.approach)) + ", " +
         words.text(views::label(attempt.result)) + ", " +
         words.text("by {who}", {{"who", views::isolated(by)}});
}

}  // namespace

Result<SharedPage> attempt_page(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Reach the family")));
  add_no_home_visit(r, page);
  const History& history = page.seen.history;
  Section tried;
  if (not_spoken_yet(*page.seen.file, history, r.frame.today)) {
    tried.heading = words.text("Not spoken yet");
    if (const auto next = next_approach(history, *page.seen.file, r.frame.today))
      tried.paragraphs.push_back(words.text("Next step of the ladder: {step}",
                                            {{"step", words.text(views::label(*next))}}));
  }
  for (const auto& attempt : history.attempts) tried.points.push_back(attempt_words(r, attempt));
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
                                  student_action(r, "/stand-ins/" + entry.value.id + "/end"),
                                  words.text("End this: {who}", {{"who", entry.value.relation}}),
                                  "end" + std::to_string(stand_in.forms.size()),
                                  {},
                                  {}});
      }
    SheetForm agree{"", student_action(r, "/stand-ins"), "", "stand_in", {}, {}};
    const StudentFile& file = *page.seen.file;
    agree.fill = [&words, &file](const FieldGroup& all) {
      all.select({"/guardian", words.text("Guardian")}, guardian_options(file, words, ""));
      all.input({"/relation", words.text("Relation, such as: grandmother"), "", true});
      all.tick("/may_hear_dossier", "true",
               words.text("The guardian agrees that this person hears things from the file"));
    };
    stand_in.forms.push_back(std::move(agree));
    page.sheet.sections.push_back(std::move(stand_in));
    Section ours;  // R104
    ours.heading = words.text("Is this ours?");
    ours.paragraphs = {
        words.text("You need not do everything alone. Some things are for the care "
                   "team, or for somebody outside the school.")};
    ours.links = {
        {student_action(r, "/referrals/new"), words.text("Pass on to somebody of the care team")}};
    page.sheet.sections.push_back(std::move(ours));
  }
  return shared(views::sheet_page(r.frame, page.sheet));
}

}  // namespace homevisit::operations
