// The page on which an attempt to reach a family is noted, and who may be spoken to instead.
#include <algorithm>

#include "domain/attempts.h"
#include "operations/planning_pages.h"
#include "operations/student_sheet.h"
#include "text/msg.h"
#include "views/frame.h"
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
                 words.text("Save the attempt"),
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

std::string made_by(const Rendering& r, const AttemptEntry& entry) {
  const std::string& by = entry.value.made_by;
  return views::isolated(by.empty() ? entry.recorded.by_name : r.context.staff_name(by));
}

// The ones that count lead to the page where one can be marked as a mistake.
views::Table tried(const Rendering& r, const std::vector<AttemptEntry>& attempts) {
  const text::Catalogue& words = *r.frame.words;
  views::Table table;
  table.caption = words.text("What was tried");
  table.columns = {words.text("When"), words.text("How you tried"), words.text("What came of it"),
                   words.text("Who tried")};
  for (const AttemptEntry& entry : attempts) {
    const AttemptMade& attempt = entry.value;
    views::Cell when{words.short_date(attempt.date)};
    std::string result = words.text(views::label(attempt.result));
    if (entry.voided)
      result = views::mistake_words(*entry.voided, words);
    else
      when.href = views::student_link(r.frame, r.student, "/attempts/" + attempt.id);
    table.rows.push_back({std::move(when),
                          {words.text(views::label(attempt.approach))},
                          {std::move(result)},
                          {made_by(r, entry)}});
  }
  return table;
}

std::vector<views::Fact> about(const Rendering& r, const SeenFile& seen,
                               const AttemptEntry& entry) {
  const text::Catalogue& words = *r.frame.words;
  const AttemptMade& attempt = entry.value;
  std::string when = words.date(attempt.date);
  if (!attempt.time.empty()) when += ", " + attempt.time;
  std::vector<views::Fact> facts{
      {words.text("When"), std::move(when)},
      {words.text("How you tried"), words.text(views::label(attempt.approach))},
      {words.text("What came of it"), words.text(views::label(attempt.result))}};
  for (const Guardian& guardian : seen.file->guardians)
    if (guardian.id == attempt.guardian)
      facts.push_back({words.text("Guardian"), views::guardian_words(guardian, words)});
  if (!attempt.stand_in.empty())
    facts.push_back({words.text("Spoken to in their place"), views::isolated(attempt.stand_in)});
  facts.push_back({words.text("Who tried"), made_by(r, entry)});
  facts.push_back({words.text("Noted"),
                   words.text("{date}, by {who}",
                              {{"date", words.date(r.context.zone.date_at(entry.recorded.at))},
                               {"who", views::isolated(entry.recorded.by_name)}})});
  return facts;
}

// R94: what was arranged, and neither planned nor held since.
bool waits_for_planning(const History& history) {
  std::int64_t arranged = 0;
  for (const AttemptEntry& entry : history.attempts)
    if (!entry.voided && entry.value.result == AttemptResult::visit_arranged)
      arranged = std::max(arranged, entry.recorded.seq);
  return arranged > 0 &&
         std::none_of(history.visits.begin(), history.visits.end(), [&](const VisitEntry& entry) {
           return !entry.voided && entry.recorded.seq > arranged;
         });
}

}  // namespace

Result<SharedPage> attempt_page(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("Reach the family")));
  add_no_home_visit(r, page);
  const History& history = page.seen.history;
  Section so_far;
  if (not_spoken_yet(*page.seen.file, history, r.frame.today)) {
    so_far.heading = words.text("Not spoken yet");
    if (const auto next = next_approach(history, *page.seen.file, r.frame.today))
      so_far.paragraphs.push_back(words.text("Next step of the ladder: {step}",
                                             {{"step", words.text(views::label(*next))}}));
  }
  if (waits_for_planning(history)) {
    so_far.paragraphs.push_back(
        words.text("A visit was arranged. It stands in nobody's calendar until it is planned."));
    so_far.links.push_back({views::student_link(r.frame, r.student, "/visits/plan"),
                            words.text("Plan this visit"), true});
  }
  if (!history.attempts.empty()) so_far.table = tried(r, history.attempts);
  page.sheet.sections.push_back(std::move(so_far));
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
    SheetForm agree{"",
                    student_action(r, "/stand-ins"),
                    words.text("Save who may be spoken to"),
                    "stand_in",
                    {},
                    {}};
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
    ours.links = {{views::student_link(r.frame, r.student, "/referrals/new"),
                   words.text("Pass on to somebody of the care team")}};
    page.sheet.sections.push_back(std::move(ours));
  }
  return shared(views::sheet_page(r.frame, page.sheet));
}

Result<SharedPage> one_attempt(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(StudentSheet page, student_sheet(r, words.text("An attempt to reach the family")));
  const std::string id = r.text("attempt");
  const auto& all = page.seen.history.attempts;
  const auto entry = std::find_if(all.begin(), all.end(),
                                  [&](const AttemptEntry& one) { return one.value.id == id; });
  if (entry == all.end())
    return Error{HV_NOT_FOUND, "unknown_attempt",
                 "There is no such attempt in this student's file.", "/attempt"};
  Section said;
  said.facts = about(r, page.seen, *entry);
  if (entry->voided) said.paragraphs.push_back(views::mistake_words(*entry->voided, words));
  page.sheet.sections.push_back(std::move(said));
  if (!entry->voided) {
    Section mistake;
    mistake.heading = words.text("Does this not belong here?");
    mistake.medium = views::Medium::screen;
    mistake.paragraphs = {
        words.text("Noted with the wrong student, in the wrong way or on the wrong day? Mark it as "
                   "a mistake, and note it again where it belongs."),
        words.text("Nothing is erased: the attempt stays in the timeline, marked as a mistake by "
                   "you, and does not count any more.")};
    mistake.forms.push_back({"",
                             student_action(r, "/attempts/" + id + "/void"),
                             words.text("Mark as a mistake"),
                             "",
                             {},
                             {}});
    page.sheet.sections.push_back(std::move(mistake));
  }
  return shared(views::sheet_page(r.frame, page.sheet));
}

}  // namespace homevisit::operations
