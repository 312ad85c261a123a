#include "views/timeline.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "domain/fallen_visits.h"
#include "text/msg.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/planning_words.h"

namespace homevisit::views {
namespace {

// One line of the timeline before it is typeset.
struct Entry {
  Date date{};
  std::int64_t seq = 0;
  std::string title, meta, link, time;
  const std::string* goes_well = nullptr;
  const std::vector<std::string>* points = nullptr;
  const std::vector<Agreement>* agreements = nullptr;
  const std::vector<Addendum>* addenda = nullptr;
  const char* filed = "";
  const std::optional<Recorded>* voided = nullptr;
};

using text::msg;

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += "; ";
    out += part;
  }
  return out;
}

std::string whose(const PanelModel& model, const std::string& guardian,
                  const text::Catalogue& words) {
  if (guardian.empty()) return words.text("the student");
  const Guardian* found = find_guardian(*model.file, guardian);
  return found == nullptr ? words.text("a guardian who is no longer in the roster")
                          : guardian_words(*found, words);
}

Entry of(const Frame& frame, const PanelModel& model, const VisitEntry& entry) {
  const text::Catalogue& words = *frame.words;
  const Visit& visit = entry.visit;
  Entry line;
  line.date = visit.date;
  line.seq = entry.recorded.seq;
  line.title = words.text(entry_title(*model.history, entry));
  if (visit.state == VisitState::interrupted)
    line.title = words.text("{what}, ended early", {{"what", line.title}});
  const char* const standing = entry.voided ? "" : standing_label(visit.state);
  std::string host;
  if (is_planned(visit.state)) {
    line.time = visit.start_time;
    if (!visit.at_guardian.empty()) host = place_words(visit, *model.file, words);
  }
  line.meta = joined({*standing == '\0' ? "" : words.text(standing), host,
                      words.text("by {who}", {{"who", visitors_words(frame, model, entry)}}),
                      visit_meta(frame, model, visit)});
  line.link = visit_link(frame, model.file->student.id, visit.id);
  line.goes_well = &visit.report.goes_well;
  line.points = &visit.report.key_points;
  line.agreements = &visit.report.agreements;
  line.addenda = &entry.addenda;
  line.filed = filed_label(entry.recorded);
  line.voided = &entry.voided;
  return line;
}

Entry of(const Frame& frame, const PanelModel& model, const AnswerEntry& entry) {
  const text::Catalogue& words = *frame.words;
  const Answer& answer = entry.answer;
  Entry line;
  line.date = answer.date;
  line.seq = entry.recorded.seq;
  line.title = words.text("Answer: {what}", {{"what", answer_words(answer, words)}});
  std::string again;
  if (answer.never_ask)
    again = words.text("not to be asked again");
  else if (answer.not_before)
    again = words.text("to be asked again from {date}", {{"date", words.date(*answer.not_before)}});
  line.meta =
      joined({words.text("from {who}, {channel}", {{"who", whose(model, answer.guardian, words)},
                                                   {"channel", words.text(label(answer.channel))}}),
              words.text("noted by {who}", {{"who", isolated(entry.recorded.by_name)}}), again});
  line.link = student_link(frame, model.file->student.id, "/receipts/" + url_part(answer.id));
  line.filed = filed_label(entry.recorded);
  line.voided = &entry.voided;
  return line;
}

Entry of(const Frame& frame, const PanelModel& model, const InformedEntry& entry) {
  const text::Catalogue& words = *frame.words;
  const GuardianInformed& told = entry.informed;
  Entry line;
  line.date = told.date;
  line.seq = entry.recorded.seq;
  const VisitEntry* about = told.visit.empty() ? nullptr : model.history->visit(told.visit);
  line.title =
      about != nullptr && told.what == Told::visit_held
          ? words.text("Told: the visit of {date}", {{"date", words.date(about->visit.date)}})
          : words.text("Told: {what}", {{"what", words.text(label(told.what))}});
  line.meta =
      joined({words.text("to {who}, {channel}", {{"who", whose(model, told.guardian, words)},
                                                 {"channel", words.text(label(told.channel))}}),
              words.text("noted by {who}", {{"who", isolated(entry.recorded.by_name)}})});
  line.filed = filed_label(entry.recorded);
  return line;
}

// R34: what the school tried, and what came of it.
Entry of(const Frame& frame, const PanelModel& model, const AttemptEntry& entry) {
  const text::Catalogue& words = *frame.words;
  const AttemptMade& attempt = entry.value;
  Entry line;
  line.date = attempt.date;
  line.seq = entry.recorded.seq;
  line.title = words.text("Tried to reach the family: {how}",
                          {{"how", words.text(label(attempt.approach))}});
  const std::string by = attempt.made_by.empty() ? isolated(entry.recorded.by_name)
                                                 : staff_words(model, attempt.made_by);
  std::string instead;
  if (!attempt.stand_in.empty())
    instead = words.text("spoken to in their place: {who}", {{"who", isolated(attempt.stand_in)}});
  line.meta = joined({words.text(label(attempt.result)), instead,
                      attempt.guardian.empty() ? "" : whose(model, attempt.guardian, words),
                      words.text("by {who}", {{"who", by}})});
  if (model.may_record && !entry.voided)
    line.link = student_link(frame, model.file->student.id, "/attempts/" + url_part(attempt.id));
  line.voided = &entry.voided;
  return line;
}

// R90: that there is a separate talk, and when. What it is about stays with the care team's part.
void add_separate_talks(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
                        std::vector<Entry>& coming) {
  if (!model.sees_care || entry.voided) return;
  const text::Catalogue& words = *frame.words;
  for (const ParkedMatter& matter : entry.visit.report.parked) {
    if (!matter.date || *matter.date < frame.today) continue;
    Entry line;
    line.date = *matter.date;
    line.seq = entry.recorded.seq;
    line.title = words.text("A separate talk");
    line.meta =
        words.text("agreed in the talk of {date}", {{"date", words.date(entry.visit.date)}});
    line.link = visit_link(frame, model.file->student.id, entry.visit.id);
    coming.push_back(std::move(line));
  }
}

void typeset(const Frame& frame, const Entry& entry, const Block& list) {
  const text::Catalogue& words = *frame.words;
  const Block item = list.add("ENTRY");
  item.set("ISO", format_date(entry.date))
      .set("DATE", words.date(entry.date))
      .set("TITLE", entry.title)
      .set("META", entry.meta);
  item.line("TIME", entry.time);
  if (entry.voided != nullptr && *entry.voided)
    item.line("MISTAKE", mistake_words(**entry.voided, words));
  if (entry.goes_well != nullptr) item.line("GOES_WELL", *entry.goes_well);
  if (entry.points != nullptr && !entry.points->empty()) {
    const Block points = item.add("POINTS");
    for (const std::string& point : *entry.points) points.line("POINT", point);
  }
  if (entry.agreements != nullptr && !entry.agreements->empty()) {
    const Block agreements = item.add("AGREEMENTS");
    for (const Agreement& agreement : *entry.agreements)
      agreements.line("AGREEMENT", agreement_words(frame, agreement));
  }
  // Rule 11: what puts a closed report right is read with it.
  if (entry.addenda != nullptr)
    for (const Addendum& addendum : *entry.addenda)
      if (addendum.tier == Tier::shared)
        item.add("ADDITION")
            .set("TEXT", addendum.text)
            .set("BY", isolated(addendum.recorded.by_name));
  if (*entry.filed != '\0') item.line("FILED", words.text(entry.filed));
  if (!entry.link.empty())
    item.add("LINK").set("HREF", entry.link).set("OF", words.date(entry.date));
}

}  // namespace

const char* entry_title(const History& history, const VisitEntry& entry) {
  return fell_by_answer(history, entry) ? msg("Planned home visit fell away")
                                        : visit_title(entry.visit);
}

std::string staff_words(const PanelModel& model, const std::string& id) {
  const std::string name = model.staff_name ? model.staff_name(id) : std::string();
  return isolated(name.empty() ? id : name);
}

std::string visitors_words(const Frame& frame, const PanelModel& model, const VisitEntry& entry) {
  std::vector<std::string> names;
  for (const std::string& id : entry.visit.visitors) names.push_back(staff_words(model, id));
  if (names.empty()) names.push_back(isolated(entry.recorded.by_name));
  return listed(names, *frame.words);
}

std::string visit_meta(const Frame& frame, const PanelModel& model, const Visit& visit) {
  const text::Catalogue& words = *frame.words;
  std::vector<std::string> present;
  for (const std::string& id : visit.guardians) present.push_back(whose(model, id, words));
  if (visit.pupil == PupilPresent::yes || visit.pupil == PupilPresent::in_the_room)
    present.push_back(words.text("the student"));
  std::string with;
  if (!present.empty()) with = words.text("with {whom}", {{"whom", listed(present, words)}});
  std::string interpreter;
  if (visit.interpreter) {
    const std::string kind = words.text(label(visit.interpreter->kind));
    interpreter = visit.interpreter->language.empty()
                      ? words.text("interpreting: {kind}", {{"kind", kind}})
                      : words.text("interpreting {language}: {kind}",
                                   {{"language", words.language_name(visit.interpreter->language)},
                                    {"kind", kind}});
  }
  return joined({with, interpreter});
}

std::string agreement_words(const Frame& frame, const Agreement& agreement) {
  const text::Catalogue& words = *frame.words;
  const std::string who =
      agreement.name.empty() ? words.text(label(agreement.who)) : isolated(agreement.name);
  if (!agreement.by)
    return words.text("{who}: {what}", {{"who", who}, {"what", isolated(agreement.what)}});
  return words.text(
      "{who}: {what} (by {date})",
      {{"who", who}, {"what", isolated(agreement.what)}, {"date", words.date(*agreement.by)}});
}

std::string agreement_about(const Frame& frame, const Agreement& agreement) {
  const text::Catalogue& words = *frame.words;
  std::vector<std::string> parts;
  if (agreement.kind != AgreementKind::task) parts.push_back(words.text(label(agreement.kind)));
  if (agreement.goal != GoalType::none) parts.push_back(words.text(label(agreement.goal)));
  if (agreement.review)
    parts.push_back(
        words.text("look at it again on {date}", {{"date", words.date(*agreement.review)}}));
  return listed(parts, words);
}

void fill_timeline(const Frame& frame, const PanelModel& model, const Block& panel) {
  const History& history = *model.history;
  std::vector<Entry> entries, coming;
  entries.reserve(history.visits.size() + history.answers.size() + history.informed.size());
  for (const VisitEntry& visit : history.visits) {
    const bool planned = is_planned(visit.visit.state) && !visit.voided;
    (planned ? coming : entries).push_back(of(frame, model, visit));
    add_separate_talks(frame, model, visit, coming);
  }
  for (const AnswerEntry& answer : history.answers) entries.push_back(of(frame, model, answer));
  for (const InformedEntry& told : history.informed) entries.push_back(of(frame, model, told));
  for (const auto& attempt : history.attempts) entries.push_back(of(frame, model, attempt));

  const auto key = [](const Entry& entry) { return std::tuple(entry.date, entry.seq); };
  std::sort(entries.begin(), entries.end(),
            [&](const Entry& a, const Entry& b) { return key(a) > key(b); });
  std::sort(coming.begin(), coming.end(),
            [&](const Entry& a, const Entry& b) { return key(a) < key(b); });

  // Once for all of them, not once for each.
  const auto waits = [](const auto& entry) { return entry.recorded.filed == Filed::waiting; };
  if (std::ranges::any_of(history.visits, waits) || std::ranges::any_of(history.answers, waits))
    panel.line("DELAY", frame.delay.all);

  if (!coming.empty()) {
    const Block list = panel.add("COMING").include("ENTRIES", "entries");
    for (const Entry& entry : coming) typeset(frame, entry, list);
  }
  if (entries.empty()) {
    panel.show("NOTHING_YET");
    return;
  }
  const Block list = panel.add("TIMELINE").include("ENTRIES", "entries");
  for (const Entry& entry : entries) typeset(frame, entry, list);
}

}  // namespace homevisit::views
