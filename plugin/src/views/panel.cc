// The panel in a student's file.
#include <algorithm>

#include "domain/consent.h"
#include "domain/next_contact.h"
#include "domain/rules.h"
#include "text/msg.h"
#include "views/answer_drafts.h"
#include "views/care_block.h"
#include "views/consent_labels.h"
#include "views/evaluation_words.h"
#include "views/frame.h"
#include "views/kept_back_words.h"
#include "views/labels.h"
#include "views/timeline.h"
#include "views/views.h"

namespace homevisit::views {
namespace {

using text::msg;

std::string last_words(const Frame& frame, const PanelModel& model) {
  const text::Catalogue& words = *frame.words;
  const VisitEntry* home = nullptr;
  for (const VisitEntry& entry : model.history->visits)
    if (!entry.voided && is_contact(entry.visit.state) && entry.visit.place == Place::home &&
        entry.visit.date <= frame.today &&
        (home == nullptr || entry.visit.date >= home->visit.date))
      home = &entry;
  const VisitEntry* last = model.history->last_contact(frame.today);
  if (last == nullptr) return words.text("No talk with the family has been recorded yet");
  if (home != nullptr && home->visit.date == last->visit.date)
    return words.text(
        "Last home visit {date} by {who}",
        {{"date", words.date(home->visit.date)}, {"who", visitors_words(frame, model, *home)}});
  // A talk in another form is contact just as well (R3).
  return words.text("Last talk {date} {where}, by {who}",
                    {{"date", words.date(last->visit.date)},
                     {"where", words.text(label(last->visit.place))},
                     {"who", visitors_words(frame, model, *last)}});
}

std::string summary_words(const Frame& frame, const PanelModel& model) {
  const text::Catalogue& words = *frame.words;
  const std::string last = last_words(frame, model);
  const auto next = next_contact(*model.history, frame.today);
  if (!next || !next->date) return last + ".";
  const int days = days_between(frame.today, *next->date);
  std::string month = words.month(*next->date);
  if (days > 300 || days < -300)
    month += " " + std::to_string(static_cast<int>(next->date->year()));
  if (days < 0)
    return words.text("{last}; the next contact was meant for {month}.",
                      {{"last", last}, {"month", month}});
  return words.text("{last}; next contact in {month}.", {{"last", last}, {"month", month}});
}

void fill_agreements(const Frame& frame, const PanelModel& model, const Block& panel) {
  const text::Catalogue& words = *frame.words;
  if (model.history->agreements.empty()) return;
  const std::string progress = student_link(frame, model.file->student.id, "/progress");
  std::vector<const AgreementEntry*> open;
  for (const AgreementEntry& entry : model.history->agreements)
    if (entry.agreement.state != AgreementState::done &&
        entry.agreement.state != AgreementState::let_go)
      open.push_back(&entry);
  if (open.empty()) {
    panel.add("NONE_OPEN").set("PROGRESS", progress);
    return;
  }
  std::stable_sort(open.begin(), open.end(), [](const auto* a, const auto* b) {
    if (a->agreement.by.has_value() != b->agreement.by.has_value())
      return a->agreement.by.has_value();
    return a->agreement.by && *a->agreement.by < *b->agreement.by;
  });
  const Block section = panel.add("AGREEMENTS").set("PROGRESS", progress);
  for (const AgreementEntry* entry : open) {
    const Block item = section.add("AGREEMENT");
    item.set("WHAT", agreement_words(frame, entry->agreement));
    item.set("STATE", words.text(label(entry->agreement.state)));
    item.set("HREF", visit_link(frame, model.file->student.id, entry->visit));
    item.line("NOTE", entry->note);
  }
}

// R31, R83: an open item of the school, until it is answered.
void fill_questions(const Frame& frame, const PanelModel& model, const Block& panel) {
  const text::Catalogue& words = *frame.words;
  std::optional<Block> section;
  for (const QuestionEntry& entry : model.history->questions) {
    if (entry.answered) continue;
    if (!section) section = panel.add("QUESTIONS");
    const Guardian* guardian = find_guardian(*model.file, entry.question.guardian);
    section->add("QUESTION")
        .set("HREF", student_link(frame, model.file->student.id, "/consent"))
        .set("TEXT",
             words.text("{kind}, {who}, {date}",
                        {{"kind", words.text(label(entry.question.kind))},
                         {"who", guardian != nullptr ? guardian_words(*guardian, words)
                                                     : isolated(model.file->student.name())},
                         {"date", words.date(entry.question.date)}}));
  }
}

// R39: when they talk anyway.
std::vector<std::string> fixed_times(const Frame& frame, const PanelModel& model) {
  const text::Catalogue& words = *frame.words;
  std::vector<std::string> times;
  for (const auto& [contact, recorded] : model.history->recurring) {
    if (contact.ended) continue;
    std::string time = words.text("At a fixed time: {when}", {{"when", isolated(contact.when)}});
    if (!contact.form.empty()) time += " · " + contact_form_words(contact.form, words);
    if (const Guardian* guardian = find_guardian(*model.file, contact.guardian))
      time += " · " + guardian_words(*guardian, words);
    times.push_back(std::move(time));
  }
  return times;
}

void fill_next(const Frame& frame, const PanelModel& model, const Block& panel) {
  const auto next = next_contact(*model.history, frame.today);
  const std::vector<std::string> fixed = fixed_times(frame, model);
  const bool nothing = !next && fixed.empty() && !first_proposed(*model.history, frame.today);
  if (nothing && !model.may_record) return;
  const text::Catalogue& words = *frame.words;
  const Block section = panel.add("NEXT");
  for (const std::string& time : fixed) section.line("FIXED", time);
  if (model.may_record)
    section.add("SET")
        .set("HREF", student_link(frame, model.file->student.id, "/next-contact"))
        .set("TEXT", words.text(next ? msg("Change") : msg("Choose a moment")));
  // R41: what nobody has agreed to yet reads as that.
  if (const auto proposed = first_proposed(*model.history, frame.today))
    section.line("PROPOSED",
                 words.text("Proposed, not agreed yet: {date}", {{"date", words.date(*proposed)}}));
  if (!next) {
    section.line("NOT_SET", words.text("Not chosen yet"));
    return;
  }
  if (next->date)
    section.add("DAY").set("ISO", format_date(*next->date)).set("DATE", words.date(*next->date));
  if (!next->form.empty()) section.line("FORM", contact_form_words(next->form, words));
  section.line("FREQUENCY", next->frequency);
  section.show_if(next->agreed_by_family, "AGREED");
}

// R99: who still has to hear about the last talk; an open item of the school, not of the family.
std::vector<const Guardian*> still_to_tell(const Frame& frame, const PanelModel& model) {
  std::vector<const Guardian*> open;
  const VisitEntry* last = model.history->last_contact(frame.today);
  if (last == nullptr) return open;
  for (const Guardian& guardian : model.file->guardians) {
    if (!is_to_be_told(*model.file, *model.history, guardian, frame.today)) continue;
    const auto& there = last->visit.guardians;
    if (std::find(there.begin(), there.end(), guardian.id) != there.end()) continue;
    const auto& informed = model.history->informed;
    const bool told = std::any_of(informed.begin(), informed.end(), [&](const InformedEntry& e) {
      return e.informed.guardian == guardian.id && e.informed.what == Told::visit_held &&
             (e.informed.visit == last->visit.id ||
              (e.informed.visit.empty() && e.informed.date >= last->visit.date));
    });
    if (!told) open.push_back(&guardian);
  }
  return open;
}

std::string reach_words(const Guardian& guardian, const PanelModel& model,
                        const text::Catalogue& words) {
  std::vector<std::string> parts;
  const auto found = model.history->preferences.find(guardian.id);
  const PreferenceSet* wish = found == model.history->preferences.end() ? nullptr : &found->second;
  const std::string& language =
      wish != nullptr && !wish->language.empty() ? wish->language : guardian.language;
  std::string out;
  if (!language.empty())
    out = words.text("speaks {language}", {{"language", words.language_name(language)}});
  if (wish == nullptr) return out;
  std::string how = wish->channel.empty() ? "" : channel_words(wish->channel, words);
  if (!wish->hours.empty()) how += (how.empty() ? "" : ", ") + isolated(wish->hours);
  if (how.empty()) return out;
  how = words.text("preferably {how}", {{"how", how}});
  return out.empty() ? how : out + "; " + how;
}

std::string told_words(const Guardian& guardian, const PanelModel& model,
                       const text::Catalogue& words) {
  const InformedEntry* last = nullptr;
  for (const InformedEntry& entry : model.history->informed)
    if (entry.informed.guardian == guardian.id &&
        (last == nullptr || entry.informed.date >= last->informed.date))
      last = &entry;
  if (last == nullptr) return "";
  return words.text("Told: {what}, {date}, {channel}",
                    {{"what", words.text(label(last->informed.what))},
                     {"date", words.date(last->informed.date)},
                     {"channel", words.text(label(last->informed.channel))}});
}

// R25: of a family of whom nothing is known yet, it is asked.
bool is_known_how_to_reach(const History& history) {
  return !history.preferences.empty() || !history.wishes.empty();
}

// `guardian`: "" the student.
void fill_answer(const PanelModel& model, const std::string& guardian, const text::Catalogue& words,
                 const Block& item) {
  for (const AnswerEntry& entry : model.history->answers)
    if (entry.standing && entry.answer.guardian == guardian)
      item.line("ANSWER",
                words.text("Answer: {what}", {{"what", answer_words(entry.answer, words)}}));
}

void fill_guardian(const Frame& frame, const PanelModel& model, const Guardian& guardian,
                   const Block& item) {
  const text::Catalogue& words = *frame.words;
  item.set("NAME", guardian.name());
  item.line("RELATION", relation_words(guardian.relation, words));
  item.line("REACH", reach_words(guardian, model, words));
  if (has_access(*model.file, *model.history, guardian.id, frame.today))
    fill_answer(model, guardian.id, words, item);
  else
    item.line(
        "ANSWER",
        words.text("From 18 the student answers alone; nothing is shared with this guardian."));
  item.line("TOLD", told_words(guardian, model, words));
  if (guardian.informed == Ternary::no) {
    item.show("NOT_INFORMED");
    return;
  }
  if (model.may_record)
    item.add("LINK")
        .set("HREF",
             student_link(frame, model.file->student.id, "/guardians/" + url_part(guardian.id)))
        .set("TEXT", words.text(is_known_how_to_reach(*model.history)
                                    ? msg("Told, or how to reach")
                                    : msg("Ask how to reach them, or note what was told")))
        .set("OF", guardian.name());
}

void fill_guardians(const Frame& frame, const PanelModel& model, const Block& panel) {
  const StudentFile& file = *model.file;
  if (file.guardians.empty()) return;
  const bool herself = answers_for_herself(file.student, frame.today);
  const Block section = panel.add("GUARDIANS");
  section.set("HEADING",
              frame.words->text(herself ? msg("Guardians and student") : msg("Guardians")));
  section.set("CONSENT", student_link(frame, file.student.id, "/consent"));
  const auto open = still_to_tell(frame, model);
  if (!open.empty()) {
    std::vector<std::string> names;
    for (const Guardian* guardian : open) names.push_back(guardian_words(*guardian, *frame.words));
    const Date date = model.history->last_contact(frame.today)->visit.date;
    section.line("TO_TELL",
                 frame.words->text(
                     "For the school to do: tell {who} about the talk of {date}.",
                     {{"who", listed(names, *frame.words)}, {"date", frame.words->date(date)}}));
  }
  for (const Guardian& guardian : file.guardians)
    fill_guardian(frame, model, guardian, section.add("GUARDIAN"));
  // Rule 6: from 16 the student's own answer counts, and stands with the others.
  if (!herself) return;
  const Block item = section.add("GUARDIAN");
  item.set("NAME", file.student.name());
  item.line("RELATION", frame.words->text("the student"));
  fill_answer(model, "", *frame.words, item);
}

// For who writes about this student or looks after it; not on the line that others see of it.
void fill_kept_back(const Frame& frame, const PanelModel& model, const Block& panel) {
  if (!model.may_record && !model.sees_care) return;
  const auto all = kept_back(*model.file, *model.history, frame.today);
  if (all.empty()) return;
  const Block section = panel.add("KEPT_BACK");
  section.set("CONSENT", student_link(frame, model.file->student.id, "/consent"));
  for (const KeptBack& one : all)
    section.add("LINE").set("TEXT", kept_back_words(one, *frame.words));
}

// R100: that it was passed on, to whom and how it stands, for who may read it; so that it is not
// done twice. What it is about stands on the page of the care structure.
void fill_passed_on(const Frame& frame, const PanelModel& model, const Block& panel) {
  const text::Catalogue& words = *frame.words;
  const bool may_pass_on = model.may_record && model.sees_care;
  if (!may_pass_on && model.history->referrals.empty()) return;
  const Block section = panel.add("PASS_ON");
  if (may_pass_on)
    section.add("LINK").set("HREF", student_link(frame, model.file->student.id, "/referrals/new"));
  if (model.history->referrals.empty()) return;
  const Block list = section.add("PASSED_ON");
  for (const ReferralEntry& entry : model.history->referrals)
    list.add("REFERRAL")
        .set("TEXT", words.text("{to}: {state}", {{"to", words.text(label(entry.referral.to))},
                                                  {"state", words.text(label(entry.state))}}));
}

}  // namespace

std::string panel(const Frame& frame, const PanelModel& model) {
  FramedPage page(frame, "panel", frame.words->text("Student file"));
  const Block body = page.body();
  const StudentFile& file = *model.file;
  body.set("STUDENT", file.student.name());
  std::vector<std::string> groups;
  for (const Group& group : file.groups) groups.push_back(isolated(group.name));
  body.line("GROUPS", listed(groups, *frame.words));
  body.set("SUMMARY", summary_words(frame, model));
  if (model.may_record) {
    const Block actions = body.add("ACTIONS");
    actions.set("RECORD", student_link(frame, file.student.id, "/visits/new"));
    actions.set("ANSWER", student_link(frame, file.student.id, "/answers/new"));
    actions.set("PLAN", student_link(frame, file.student.id, "/visits/plan"));
    actions.set("REACH", student_link(frame, file.student.id, "/attempts/new"));
    actions.show_if(model.has_draft, "DRAFT");
    fill_answer_drafts(frame, file, model.answer_drafts, actions);
  }
  fill_timeline(frame, model, body);
  fill_kept_back(frame, model, body);
  fill_questions(frame, model, body);
  fill_agreements(frame, model, body);
  fill_next(frame, model, body);
  fill_guardians(frame, model, body);
  // R100, R104: not only when a report is closed.
  fill_passed_on(frame, model, body);
  // Whoever asks to see what is kept of her asks at the file.
  if (frame.reader_role == "care_coordinator")
    body.add("LOOKS").set("HREF", student_link(frame, file.student.id, "/access-log"));
  fill_care(frame, model, body);
  return page.html();
}

std::string line(const Frame& frame, const PanelModel& model) {
  Page page("line");
  page.body().set("LANG", frame.words->language());
  page.body().set("SUMMARY", summary_words(frame, model));
  return page.html(*frame.words);
}

}  // namespace homevisit::views
