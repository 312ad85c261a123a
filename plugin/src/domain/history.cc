#include "domain/history.h"

#include <algorithm>

#include "domain/next_contact.h"
#include "domain/progress/last_contact.h"

namespace homevisit {
namespace {

Recorded recorded_of(const DossierEvent& event) {
  return {event.actor, event.actor_name, event.recorded_at, event.seq,
          event.id,    Filed::none,      InFile::as_filed};
}

void change_agreement(AgreementEntry& entry, const AgreementChanged& change,
                      const Recorded& recorded) {
  Agreement& agreement = entry.agreement;
  agreement.state = change.state;
  if (change.state.life == GoalLife::accepted) agreement.accepted_by_family = true;
  if (change.state.life == GoalLife::rejected) agreement.accepted_by_family = false;
  if (change.review) agreement.review = change.review;
  entry.note = change.note;
  entry.changed = recorded;
  entry.changes.push_back({change, recorded});
}

// The agreements of a visit follow its report; how an agreement went since is kept.
void replace_agreements(History& history, const Visit& visit, const Recorded& recorded) {
  std::vector<AgreementEntry> before;
  std::erase_if(history.agreements, [&](AgreementEntry& entry) {
    if (entry.visit != visit.id) return false;
    before.push_back(entry);
    return true;
  });
  for (const Agreement& agreement : visit.report.agreements) {
    AgreementEntry entry{agreement, visit.id, visit.date, "", recorded};
    const auto same = std::find_if(before.begin(), before.end(), [&](const AgreementEntry& old) {
      return old.agreement.id == agreement.id;
    });
    if (same != before.end())
      for (const auto& change : same->changes)
        change_agreement(entry, change.value, change.recorded);
    history.agreements.push_back(std::move(entry));
  }
}

void set_intention(History& history, const std::string& visit, bool planned,
                   const NextContact& next, const Recorded& recorded) {
  history.intentions.push_back({next, visit, planned, recorded});
}

void drop_intentions(History& history, const std::string& visit) {
  std::erase_if(history.intentions,
                [&](const History::Intention& intention) { return intention.visit == visit; });
}

void put_visit(History& history, const Visit& visit, const Recorded& recorded) {
  if (VisitEntry* entry = history.visit(visit.id)) {
    entry->visit = visit;
    entry->recorded = recorded;
  } else {
    history.visits.push_back({visit, recorded, false, {}, {}, {}, std::nullopt});
  }
  history.visit(visit.id)->reports.push_back(recorded.seq);
  replace_agreements(history, visit, recorded);
  drop_intentions(history, visit.id);
  if (is_planned(visit.state)) {
    set_intention(
        history, visit.id, true,
        {visit.date, std::string(to_name(visit.place)), "", visit.state == VisitState::confirmed},
        recorded);
  } else if (visit.report.next_contact) {
    set_intention(history, visit.id, false, *visit.report.next_contact, recorded);
  }
}

// The next contact that holds is the last one set, unless a later contact has been made on or after
// its day: then it is done, and what was agreed at that contact counts.
void settle(History& history) {
  history.next_contact.reset();
  for (auto it = history.intentions.rbegin(); it != history.intentions.rend(); ++it) {
    if (is_done(history, *it)) continue;
    history.next_contact = it->next;
    return;
  }
}

// One entry per id: a later event with the same id takes the place of the earlier one.
template <typename T>
void put(std::vector<Noted<T>>& entries, const T& value, const Recorded& recorded) {
  const auto same = std::find_if(entries.begin(), entries.end(),
                                 [&](const Noted<T>& entry) { return entry.value.id == value.id; });
  if (same == entries.end()) {
    entries.push_back({value, recorded});
  } else {
    *same = {value, recorded};
  }
}

struct Apply {
  History& history;
  Recorded recorded;

  void operator()(const VisitPlanned& c) const { put_visit(history, c.visit, recorded); }
  void operator()(const VisitRecorded& c) const { put_visit(history, c.visit, recorded); }
  void operator()(const VisitRevised& c) const {
    put_visit(history, c.visit, recorded);
    history.visit(c.visit.id)->revisions.push_back(recorded.event);
  }

  void operator()(const VisitChanged& c) const {
    VisitEntry* entry = history.visit(c.visit);
    if (entry == nullptr) return;
    Visit changed = entry->visit;
    changed.state = c.state;
    if (c.date) changed.date = *c.date;
    if (!c.start_time.empty()) changed.start_time = c.start_time;
    if (!c.visitors.empty()) changed.visitors = c.visitors;
    if (c.backstop) changed.backstop = c.backstop;
    if (c.date && changed.backstop) changed.backstop->check_in = changed.backstop->check_out = "";
    put_visit(history, changed, recorded);
  }

  void operator()(const VisitSignedOff& c) const {
    if (VisitEntry* entry = history.visit(c.visit)) entry->signed_off = true;
  }

  void operator()(const VisitAmended& c) const {
    if (VisitEntry* entry = history.visit(c.visit))
      entry->addenda.push_back({c.text, c.why, c.tier, recorded});
  }

  void operator()(const VisitVoided& c) const {
    VisitEntry* entry = history.visit(c.visit);
    if (entry == nullptr) return;
    entry->voided = recorded;
    std::erase_if(history.agreements, [&](const AgreementEntry& a) { return a.visit == c.visit; });
    drop_intentions(history, c.visit);
  }

  void operator()(const AnswerRecorded& c) const {
    history.answers.push_back({c.answer, recorded, std::nullopt, false});
  }

  void operator()(const AnswerVoided& c) const {
    for (AnswerEntry& entry : history.answers)
      if (entry.answer.id == c.answer) entry.voided = recorded;
  }

  void operator()(const AgreementChanged& c) const {
    for (AgreementEntry& entry : history.agreements)
      if (entry.agreement.id == c.agreement) change_agreement(entry, c, recorded);
  }

  void operator()(const NeedChanged& c) const {
    VisitEntry* entry = history.visit(c.visit);
    if (entry == nullptr || c.index < 0) return;
    auto& needs = entry->visit.report.needs;
    if (static_cast<std::size_t>(c.index) >= needs.size()) return;
    Need& need = needs[static_cast<std::size_t>(c.index)];
    need.state = c.state;
    if (!c.joint_solution.empty()) need.joint_solution = c.joint_solution;
  }

  void operator()(const NextContactSet& c) const {
    set_intention(history, "", false, c.next, recorded);
  }
  void operator()(const GuardianInformed& c) const { history.informed.push_back({c, recorded}); }
  void operator()(const PreferenceSet& c) const {
    history.preferences[c.guardian] = {c, recorded.seq};
  }

  void operator()(const NoticeGiven& c) const { history.notices.push_back({c, recorded}); }
  void operator()(const InvitationSent& c) const { history.invitations.push_back({c, recorded}); }
  void operator()(const AttemptMade& c) const {
    history.attempts.push_back({{c, recorded}, std::nullopt});
  }
  void operator()(const AttemptVoided& c) const {
    for (AttemptEntry& entry : history.attempts)
      if (entry.value.id == c.attempt && !entry.voided) entry.voided = recorded;
  }
  void operator()(const StandInAgreed& c) const { put(history.stand_ins, c, recorded); }
  void operator()(const PlanningWishSet& c) const {
    history.wishes.insert_or_assign(c.guardian, Noted<PlanningWishSet>{c, recorded});
  }
  void operator()(const RecurringContactSet& c) const { put(history.recurring, c, recorded); }
  void operator()(const BackstopNoted& c) const {
    VisitEntry* entry = history.visit(c.visit);
    if (entry == nullptr || !entry->visit.backstop) return;
    if (!c.check_in.empty()) entry->visit.backstop->check_in = c.check_in;
    if (!c.check_out.empty()) entry->visit.backstop->check_out = c.check_out;
  }
  void operator()(const BuddyLinked& c) const { put(history.buddies, c, recorded); }
  void operator()(const PermissionRecorded& c) const {
    history.permissions.push_back({c, recorded});
  }
  void operator()(const QuestionRaised& c) const {
    history.questions.push_back({c, recorded, std::nullopt});
  }
  void operator()(const QuestionAnswered& c) const {
    for (QuestionEntry& entry : history.questions)
      if (entry.question.id == c.question) entry.answered = {c, recorded};
  }
  void operator()(const ReferralMade& c) const {
    history.referrals.push_back({c, recorded, ReferralState::open, "", {}});
  }
  void operator()(const ReferralChanged& c) const {
    for (ReferralEntry& entry : history.referrals)
      if (entry.referral.id == c.referral) {
        entry.state = c.state;
        if (!c.owner.empty()) entry.referral.owner = c.owner;
        if (!c.outcome.empty()) entry.outcome = c.outcome;
        entry.changes.push_back({c, recorded});
      }
  }

  // What was said of a guardian is said of the same person under the new id: a "never ask again"
  // must not get lost because a number changed. All at once, for ids may change places.
  void operator()(const IdsChanged& c) const {
    if (c.parted) return;
    const auto rename = [&](std::string& id) {
      for (const auto& [before, now] : c.guardians)
        if (id == before) {
          id = now;
          return;
        }
    };
    for (VisitEntry& entry : history.visits) {
      rename(entry.visit.at_guardian);
      for (std::string& guardian : entry.visit.guardians) rename(guardian);
      if (entry.visit.interpreter) rename(entry.visit.interpreter->person);
    }
    for (AnswerEntry& entry : history.answers) rename(entry.answer.guardian);
    for (InformedEntry& entry : history.informed) rename(entry.informed.guardian);
    const auto rename_in = [&](auto& entries) {
      for (auto& entry : entries) rename(entry.value.guardian);
    };
    rename_in(history.notices), rename_in(history.invitations), rename_in(history.attempts);
    rename_in(history.stand_ins), rename_in(history.recurring), rename_in(history.buddies);
    rename_in(history.permissions);
    for (auto& permission : history.permissions) rename(permission.value.with_guardian);
    for (QuestionEntry& entry : history.questions) rename(entry.question.guardian);
    std::map<std::string, Noted<PlanningWishSet>> wishes;
    for (auto& [guardian, wish] : history.wishes) {
      rename(wish.value.guardian);
      auto [at, fresh] = wishes.emplace(wish.value.guardian, wish);
      if (!fresh && at->second.recorded.seq < wish.recorded.seq) at->second = wish;
    }
    history.wishes = std::move(wishes);
    std::map<std::string, PreferenceEntry> preferences;
    for (auto& [guardian, preference] : history.preferences) {
      std::string id = guardian;
      rename(id);
      preference.guardian = id;
      auto [at, fresh] = preferences.emplace(id, preference);
      if (!fresh && at->second.seq < preference.seq) at->second = preference;
    }
    history.preferences = std::move(preferences);
  }
};

// Adds an event; settle() is left to the caller, since once for many events is enough.
void add(History& history, const DossierEvent& event) {
  std::visit(Apply{history, recorded_of(event)}, event.change);
  progress::note(history.facts, history, event);
  history.last_seq = event.seq;
}

}  // namespace

const VisitEntry* History::visit(const std::string& id) const {
  const auto found = std::find_if(visits.begin(), visits.end(),
                                  [&](const VisitEntry& entry) { return entry.visit.id == id; });
  return found == visits.end() ? nullptr : &*found;
}

VisitEntry* History::visit(const std::string& id) {
  return const_cast<VisitEntry*>(std::as_const(*this).visit(id));
}

const VisitEntry* History::last_contact(Date day) const {
  const VisitEntry* last = nullptr;
  for (const VisitEntry& entry : visits)
    if (!entry.voided && is_contact(entry.visit.state) && entry.visit.date <= day &&
        (last == nullptr || entry.visit.date >= last->visit.date))
      last = &entry;
  return last;
}

const AnswerEntry* History::latest_answer(const std::string& guardian, Date day) const {
  const AnswerEntry* said = nullptr;
  const AnswerEntry* none = nullptr;  // asked, without an answer
  for (const AnswerEntry& entry : answers) {
    if (entry.voided || entry.answer.guardian != guardian || entry.answer.date > day) continue;
    const AnswerEntry*& latest = entry.answer.kind == AnswerKind::no_answer ? none : said;
    if (latest == nullptr || entry.answer.date >= latest->answer.date) latest = &entry;
  }
  if (said == nullptr || none == nullptr) return said != nullptr ? said : none;
  const bool holds = stands(said->answer, day) && !is_open_again(said->answer, day);
  const bool later = std::pair(none->answer.date, none->recorded.seq) >
                     std::pair(said->answer.date, said->recorded.seq);
  return later && !holds ? none : said;
}

const Answer* History::standing_answer(const std::string& guardian, Date day) const {
  const AnswerEntry* latest = latest_answer(guardian, day);
  return latest != nullptr && stands(latest->answer, day) ? &latest->answer : nullptr;
}

void apply(History& history, const DossierEvent& event) {
  add(history, event);
  settle(history);
}

History fold(const std::vector<DossierEvent>& events) {
  History history;
  for (const DossierEvent& event : events) add(history, event);
  settle(history);
  return history;
}

void mark_standing(History& history, Date day) {
  for (AnswerEntry& entry : history.answers)
    entry.standing = history.standing_answer(entry.answer.guardian, day) == &entry.answer;
}

Summary summarize(const History& history) {
  Summary summary;
  for (const VisitEntry& entry : history.visits)
    if (!entry.voided && is_contact(entry.visit.state)) ++summary.contacts;
  summary.last_contact = progress::last_contact(history.facts);
  // The visits that are planned are kept besides (domain/appointments.h).
  if (const auto said = said_last(history)) summary.next_contact = said->date;
  summary.referrals = static_cast<int>(history.referrals.size());
  return summary;
}

}  // namespace homevisit
