#include "views/care_block.h"

#include "views/frame.h"
#include "views/labels.h"

namespace homevisit::views {
namespace {

std::string note_heading(const Note& note, const text::Catalogue& words) {
  // R10: what was said and what was seen stay apart, so every note says whose words it holds.
  return words.text("{topic} – {voice}", {{"topic", words.text(label(note.topic))},
                                          {"voice", words.text(label(note.voice))}});
}

void add_notes(const Frame& frame, const VisitEntry& entry, Tier tier, const Block& of_visit) {
  for (const Note& note : entry.visit.report.notes) {
    if (note.tier != tier) continue;
    of_visit.add("NOTE").set("HEADING", note_heading(note, *frame.words)).set("TEXT", note.text);
  }
  for (const Addendum& addendum : entry.addenda) {
    if (addendum.tier != tier) continue;
    of_visit.add("NOTE")
        .set("HEADING",
             frame.words->text("Addition by {who}", {{"who", isolated(addendum.recorded.by_name)}}))
        .set("TEXT", addendum.text);
  }
}

void add_needs(const Frame& frame, const VisitEntry& entry, const Block& of_visit) {
  const text::Catalogue& words = *frame.words;
  for (const Need& need : entry.visit.report.needs) {
    const Block item = of_visit.add("NEED");
    item.set("KIND", words.text(label(need.kind)));
    item.set("STATE", words.text(label(need.state)));
    item.set("OBSERVATION", need.observation);
    item.line("SOLUTION", need.joint_solution);
  }
}

// R90, R91.
void add_talks_and_plan(const Frame& frame, const VisitEntry& entry, const Block& of_visit) {
  const Report& report = entry.visit.report;
  for (const ParkedMatter& matter : report.parked) {
    const Block item = of_visit.add("PARKED");
    item.set("WHAT", matter.what);
    item.line("WITH", matter.with);
    if (matter.date) item.line("DAY", frame.words->date(*matter.date));
  }
  if (!report.support_plan) return;
  of_visit.line("OWN_SOLUTION", report.support_plan->own_solution);
  of_visit.line("PLAN", report.support_plan->reference);
}

// A section is opened only when there is something to put into it.
class Lazy {
 public:
  Lazy(const Block& parent, const char* section) : parent_(parent), section_(section) {}
  const Block& get() {
    if (!block_) block_ = parent_.add(section_);
    return *block_;
  }

 private:
  Block parent_;
  const char* section_;
  std::optional<Block> block_;
};

bool has_care(const VisitEntry& entry) {
  const Report& report = entry.visit.report;
  if (!report.needs.empty() || !report.parked.empty() || report.support_plan) return true;
  for (const Note& note : report.notes)
    if (note.tier == Tier::care) return true;
  for (const Addendum& addendum : entry.addenda)
    if (addendum.tier == Tier::care) return true;
  return false;
}

bool has_confidential(const VisitEntry& entry) {
  for (const Note& note : entry.visit.report.notes)
    if (note.tier == Tier::confidential) return true;
  for (const Addendum& addendum : entry.addenda)
    if (addendum.tier == Tier::confidential) return true;
  return false;
}

// `heading`: the day, where several visits stand below each other.
void add_care_visit(const Frame& frame, const VisitEntry& entry, const std::string& heading,
                    const Block& care) {
  const Block of_visit = care.add("OF_VISIT");
  of_visit.line("DAY", heading);
  add_notes(frame, entry, Tier::care, of_visit);
  add_needs(frame, entry, of_visit);
  add_talks_and_plan(frame, entry, of_visit);
}

void add_confidential_visit(const Frame& frame, const VisitEntry& entry, const std::string& heading,
                            const Block& section) {
  const Block of_visit = section.add("OF_VISIT");
  of_visit.line("DAY", heading);
  add_notes(frame, entry, Tier::confidential, of_visit);
}

}  // namespace

void fill_care(const Frame& frame, const PanelModel& model, const Block& body) {
  const Block blocks = body.include("CARE", "care");
  Lazy care(blocks, "CARE"), confidential(blocks, "CONFIDENTIAL");
  const auto& visits = model.history->visits;
  for (auto entry = visits.rbegin(); entry != visits.rend(); ++entry) {
    if (entry->voided) continue;
    const std::string day = frame.words->date(entry->visit.date);
    if (model.sees_care && has_care(*entry)) add_care_visit(frame, *entry, day, care.get());
    if (model.sees_confidential && has_confidential(*entry))
      add_confidential_visit(frame, *entry, day, confidential.get());
  }
  if (!model.sees_confidential) return;
  for (const AnswerEntry& entry : model.history->answers) {
    if (entry.voided || entry.answer.volunteered.empty()) continue;
    const Block of_answer = confidential.get().add("OF_VISIT");
    of_answer.line("DAY", frame.words->date(entry.answer.date));
    of_answer.add("NOTE")
        .set("HEADING", frame.words->text("Told of their own accord"))
        .set("TEXT", entry.answer.volunteered);
  }
}

void fill_care_of(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
                  const Block& body) {
  const Block blocks = body.include("CARE", "care");
  if (model.sees_care && has_care(entry)) add_care_visit(frame, entry, "", blocks.add("CARE"));
  if (model.sees_confidential && has_confidential(entry))
    add_confidential_visit(frame, entry, "", blocks.add("CONFIDENTIAL"));
}

}  // namespace homevisit::views
