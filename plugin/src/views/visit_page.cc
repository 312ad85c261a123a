// One visit: its report, and what can be done with it in small forms.
#include <algorithm>
#include <array>
#include <set>

#include "domain/wording.h"
#include "text/msg.h"
#include "views/care_block.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/notice_told.h"
#include "views/planning_words.h"
#include "views/timeline.h"
#include "views/visit_actions.h"

namespace homevisit::views {
namespace {

using text::msg;

// Here is room to say why.
std::string filed_words(const Frame& frame, const Recorded& recorded) {
  const text::Catalogue& words = *frame.words;
  if (recorded.filed == Filed::waiting && !frame.delay.one.empty()) return frame.delay.one;
  if (recorded.filed == Filed::attention)
    return words.text(
        "Not yet in the student's file. Somebody of IT looks at it; you need not do anything.");
  const char* const short_words = filed_label(recorded);
  return *short_words == '\0' ? "" : words.text(short_words);
}

// What comes first on that day: until then the visit itself, from then on its report.
void fill_ways(const Frame& frame, const Visit& visit, const std::string& student,
               const Block& body) {
  const std::pair<std::string, const char*> before{visit_link(frame, student, visit.id, "/before"),
                                                   msg("Before the visit")};
  const std::pair<std::string, const char*> report{
      student_link(frame, student, "/visits/new?visit=") + url_part(visit.id),
      msg("Write the report of this visit")};
  const bool to_come = visit.date > frame.today;
  const auto& [first, first_words] = to_come ? before : report;
  const auto& [other, other_words] = to_come ? report : before;
  body.add("FIRST").set("HREF", first).set("TEXT", frame.words->text(first_words));
  body.add("OTHER").set("HREF", other).set("TEXT", frame.words->text(other_words));
  body.add("OTHER")
      .set("HREF", student_link(frame, student, "/visits/plan?visit=") + url_part(visit.id))
      .set("TEXT", frame.words->text("Change who goes, where, or the interpreter"));
}

// R94: an appointment that did not take place is not the end of it.
void fill_next_step(const Frame& frame, const std::string& student, const Block& body) {
  const text::Catalogue& words = *frame.words;
  body.add("OTHER")
      .set("HREF", student_link(frame, student, "/visits/plan"))
      .set("TEXT", words.text("Plan a visit"));
  body.add("OTHER")
      .set("HREF", student_link(frame, student, "/attempts/new"))
      .set("TEXT", words.text("Reach the family"));
}

void fill_head(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
               const Block& body) {
  const text::Catalogue& words = *frame.words;
  const Visit& visit = entry.visit;
  const std::string& student = model.file->student.id;
  body.set("BACK", student_link(frame, student));
  body.set("HEADING", words.text(entry_title(*model.history, entry)));
  body.set("ISO", format_date(visit.date)).set("DATE", words.date(visit.date));
  body.line("TIME", visit.start_time);
  body.set("STUDENT", isolated(model.file->student.name()));
  body.set("BY", words.text("by {who}", {{"who", visitors_words(frame, model, entry)}}));
  body.line("META", visit_meta(frame, model, visit));
  if (is_planned(visit.state) && !entry.voided)
    body.line("STANDING", words.text(standing_label(visit.state)));
  body.line("FILED", filed_words(frame, entry.recorded));
  if (entry.voided) body.line("MISTAKE", mistake_words(*entry.voided, words));
  body.show_if(entry.signed_off, "SIGNED_OFF");
  if (!model.may_record || entry.voided) return;
  if (is_contact(visit.state))
    body.add("COPY").set("HREF", visit_link(frame, student, visit.id, "/copy"));
  if (is_planned(visit.state)) return fill_ways(frame, visit, student, body);
  if (!is_contact(visit.state)) fill_next_step(frame, student, body);
  if (!entry.signed_off && model.may_revise)
    body.add("CHANGE").set("HREF", visit_link(frame, student, visit.id, "/edit"));
}

void fill_companions(const Frame& frame, const Visit& visit, const Block& facts) {
  const text::Catalogue& words = *frame.words;
  for (const Companion& companion : visit.companions) {
    const std::string role = companion_words(companion.role, words);
    facts.line("COMPANION",
               companion.name.empty() ? role : isolated(companion.name) + " (" + role + ")");
  }
}

// Working time and the colleague in the background are matters of the staff (R43, R44): access
// takes them out for others, so there is nothing to show then.
void fill_facts(const Frame& frame, const PanelModel& model, const Visit& visit,
                const Block& body) {
  const text::Catalogue& words = *frame.words;
  const Block facts = body.add("FACTS");
  facts.set("FOR",
            words.text(is_planned(visit.state) ? msg("What it is for") : msg("What it was for")));
  facts.set("PURPOSE", words.text(label(visit.purpose)));
  if (is_planned(visit.state)) {
    facts.line("WHERE", place_words(visit, *model.file, words));
    facts.line("INTERPRETER", interpreter_words(visit, words));
  }
  fill_companions(frame, visit, facts);
  std::vector<std::string> minutes;
  const auto add = [&](int value, const std::string& what) {
    if (value >= 0) minutes.push_back(what + " " + std::to_string(value));
  };
  add(visit.minutes.visit, words.text("visit"));
  add(visit.minutes.travel, words.text("travel"));
  add(visit.minutes.consultation, words.text("consultation"));
  add(visit.minutes.reporting, words.text("writing"));
  facts.line("MINUTES", listed(minutes, words));
  if (visit.backstop) facts.line("BACKSTOP", staff_words(model, visit.backstop->staff));
}

// R7: as it was on the day of the visit; of one that is to come, as it is now.
void fill_told(const Frame& frame, const PanelModel& model, const Visit& visit, const Block& body) {
  const Date day = is_planned(visit.state) ? frame.today : visit.date;
  const auto told = notice_told(frame, *model.file, *model.history, day);
  if (told.empty()) return;
  const Block section = body.add("TOLD");
  section.set("CONSENT", student_link(frame, model.file->student.id, "/consent"));
  for (const Fact& fact : told) section.add("PERSON").set("WHO", fact.label).set("WHAT", fact.text);
}

// R10: for who wrote it, while it can still be changed.
void fill_hints(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
                const Block& body) {
  const bool own = !frame.reader_id.empty() && entry.recorded.by == frame.reader_id;
  if (!own || !model.may_record || entry.signed_off || entry.voided) return;
  const auto hints = wording_hints(entry.visit.report);
  if (hints.empty()) return;
  const Block section = body.add("HINTS");
  section.set("HREF", visit_link(frame, model.file->student.id, entry.visit.id, "/edit"));
  std::set<std::string> said;
  for (const WordingHint& hint : hints)
    if (said.insert(hint.word).second)
      section.line("HINT",
                   frame.words->text("“{word}”: write what you saw or what the parent said.",
                                     {{"word", hint.word}}));
}

void fill_report(const Frame& frame, const VisitEntry& entry, const Block& body) {
  const text::Catalogue& words = *frame.words;
  const Report& report = entry.visit.report;
  body.line("GOES_WELL", report.goes_well.empty() && report.goes_well_skipped
                             ? words.text("Not discussed")
                             : report.goes_well);
  if (!report.key_points.empty()) {
    const Block points = body.add("POINTS");
    for (const std::string& point : report.key_points) points.line("POINT", point);
  }
  for (const Note& note : report.notes)
    if (note.tier == Tier::shared)
      body.add("NOTE")
          .set("HEADING",
               words.text("{topic} – {voice}", {{"topic", words.text(label(note.topic))},
                                                {"voice", words.text(label(note.voice))}}))
          .set("TEXT", note.text);
  if (report.decision != DecisionRole::unsaid)
    body.line("DECISION", words.text(label(report.decision)));
  if (report.next_contact && report.next_contact->date)
    body.line("NEXT", words.date(*report.next_contact->date));
  for (const Addendum& addendum : entry.addenda) {
    if (addendum.tier != Tier::shared) continue;
    const Block item = body.add("ADDENDUM");
    item.set("TEXT", addendum.text).set("WHY", addendum.why);
    item.set("BY", isolated(addendum.recorded.by_name));
    item.line("DAY", day_words(frame, addendum.recorded.at));
  }
}

}  // namespace

std::string visit_page(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
                       const FormState& state) {
  FramedPage page(frame, "visit", frame.words->text(entry_title(*model.history, entry)));
  const Block body = page.body();
  fill_head(frame, model, entry, body);
  fill_hints(frame, model, entry, body);
  fill_report(frame, entry, body);
  fill_facts(frame, model, entry.visit, body);
  fill_told(frame, model, entry.visit, body);
  fill_care_of(frame, model, entry, body);
  fill_actions(frame, model, entry, state, body);
  return page.html();
}

}  // namespace homevisit::views
