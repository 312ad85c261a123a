#include "domain/attempts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/consent.h"
#include "domain/fallen_visits.h"
#include "domain/refusal.h"
#include "domain/rules.h"

namespace homevisit {
namespace {

constexpr int age_to_bring_parents = 10;

// When something happened: its day, and of two on one day the one that was recorded later.
using Moment = std::pair<Date, std::int64_t>;

bool counts(const VisitEntry& entry, Date day) { return !entry.voided && entry.visit.date <= day; }

bool counts(const AttemptEntry& entry, Date day) {
  return !entry.voided && entry.value.date <= day;
}

bool is_reached(AttemptResult result) {
  return result == AttemptResult::spoken || result == AttemptResult::visit_arranged;
}

// The last time that somebody of the family was spoken to or gave an answer.
std::optional<Moment> last_reached(const History& history, Date day) {
  std::optional<Moment> last;
  const auto take = [&](Date date, std::int64_t seq) {
    if (date <= day) last = std::max(last.value_or(Moment{}), Moment{date, seq});
  };
  for (const VisitEntry& entry : history.visits)
    if (counts(entry, day) && is_contact(entry.visit.state))
      take(entry.visit.date, entry.recorded.seq);
  for (const AnswerEntry& entry : history.answers)
    if (!entry.voided && entry.answer.kind != AnswerKind::no_answer)
      take(entry.answer.date, entry.recorded.seq);
  for (const AttemptEntry& attempt : history.attempts)
    if (counts(attempt, day) && is_reached(attempt.value.result))
      take(attempt.value.date, attempt.recorded.seq);
  return last;
}

struct Try {
  Moment when;
  Approach approach;
};

std::vector<Try> tries(const History& history, Date day) {
  std::vector<Try> all;
  for (const AttemptEntry& attempt : history.attempts)
    if (counts(attempt, day) && !is_reached(attempt.value.result))
      all.push_back({{attempt.value.date, attempt.recorded.seq}, attempt.value.approach});
  // Before there were attempts, ringing the bell was recorded as a state of a visit.
  for (const VisitEntry& entry : history.visits)
    if (counts(entry, day) && entry.visit.state == VisitState::attempted_doorstep)
      all.push_back({{entry.visit.date, entry.recorded.seq}, Approach::doorstep});
  return all;
}

// The attempts that nothing has come of: those of school years after the one in which somebody was
// spoken to last. Who was spoken to this year is not "not spoken yet" because a call later on was
// not answered.
std::vector<Try> unanswered(const History& history, Date day) {
  std::vector<Try> open = tries(history, day);
  if (const auto reached = last_reached(history, day))
    std::erase_if(open, [&](const Try& one) {
      return school_year_start(one.when.first) <= school_year_start(reached->first);
    });
  return open;
}

// Does it stand, and is it theirs to give? From 16 the student's own counts, from 18 no guardian's
// does unless the student lets them know (rule 6).
bool counts(const StudentFile& file, const History& history, const AnswerEntry& entry, Date day) {
  const std::string& guardian = entry.answer.guardian;
  if (entry.voided || history.standing_answer(guardian, day) != &entry.answer) return false;
  return guardian.empty() ? answers_for_herself(file.student, day)
                          : has_access(file, history, guardian, day);
}

// Does an answer stand that says when, or whether, the family wants to be asked?
bool has_answer(const StudentFile& file, const History& history, Date day) {
  return std::any_of(history.answers.begin(), history.answers.end(), [&](const AnswerEntry& entry) {
    return entry.answer.kind != AnswerKind::no_answer && counts(file, history, entry, day);
  });
}

// R95: after any such answer in the family, whoever gave it. At a door it is not known who opens.
bool door_stays_closed(const StudentFile& file, const History& history, Date day) {
  return std::any_of(history.answers.begin(), history.answers.end(), [&](const AnswerEntry& entry) {
    return says_not_at_home(&entry.answer, day) && counts(file, history, entry, day);
  });
}

// Written ones count as one step: who did not read a message is not helped by a letter.
bool same_step(Approach a, Approach b) {
  const auto step = [](Approach approach) {
    return approach == Approach::email || approach == Approach::letter ? Approach::message
                                                                       : approach;
  };
  return step(a) == step(b);
}

bool has_buddy(const History& history, Date day) {
  return std::any_of(history.buddies.begin(), history.buddies.end(), [&](const auto& buddy) {
    return buddy.value.agreed && buddy.value.other_agreed &&
           (!buddy.value.ended || *buddy.value.ended > day);
  });
}

constexpr std::array ladder{Approach::phone,          Approach::message,   Approach::via_pupil,
                            Approach::via_relative,   Approach::buddy,     Approach::student_mentor,
                            Approach::contact_person, Approach::at_school, Approach::other_place,
                            Approach::doorstep};

}  // namespace

std::optional<WhyNoVisit> why_no_visit(const StudentFile& file, const History& history, Date day) {
  const Date year = school_year_start(day);
  const VisitEntry* appointment = nullptr;
  for (const VisitEntry& entry : history.visits) {
    if (entry.voided) continue;
    if (is_planned(entry.visit.state) && entry.visit.date >= year) return std::nullopt;
    if (entry.visit.date < year || entry.visit.date >= next_school_year_start(day)) continue;
    if (is_contact(entry.visit.state) && entry.visit.date <= day) return std::nullopt;
    if (is_contact(entry.visit.state)) continue;
    if (entry.visit.state == VisitState::attempted_doorstep) continue;
    if (fell_by_answer(history, entry)) continue;
    if (appointment == nullptr || Moment{entry.visit.date, entry.recorded.seq} >
                                      Moment{appointment->visit.date, appointment->recorded.seq})
      appointment = &entry;
  }

  const Answer* said = nullptr;
  bool welcome = false;
  for (const AnswerEntry& entry : history.answers) {
    const Answer& answer = entry.answer;
    if (!counts(file, history, entry, day)) continue;
    welcome = welcome || answer.kind == AnswerKind::agreed;
    if (answer.kind == AnswerKind::agreed || answer.kind == AnswerKind::no_answer) continue;
    // A deferral whose day has come is over: the family may be asked again.
    if (answer.kind == AnswerKind::deferred && !says_not_at_home(&answer, day)) continue;
    if (said == nullptr || answer.date >= said->date) said = &answer;
  }
  if (said != nullptr && !welcome) switch (said->kind) {
      case AnswerKind::declined:
      case AnswerKind::withdrawn:
        return WhyNoVisit::declined;
      case AnswerKind::deferred:
        return WhyNoVisit::deferred;
      default:
        return WhyNoVisit::other_form;
    }

  if (appointment != nullptr) switch (appointment->visit.state) {
      case VisitState::no_show:
        return WhyNoVisit::no_show;
      case VisitState::cancelled_by_family:
        return WhyNoVisit::cancelled_by_family;
      case VisitState::cancelled_by_school:
        return WhyNoVisit::cancelled_by_school;
      default:
        break;
    }
  if (not_spoken_yet(file, history, day)) return WhyNoVisit::not_reached;
  return std::nullopt;
}

bool not_spoken_yet(const StudentFile& file, const History& history, Date day) {
  return !has_answer(file, history, day) && !unanswered(history, day).empty();
}

std::optional<Approach> next_approach(const History& history, const StudentFile& file, Date day) {
  if (!not_spoken_yet(file, history, day)) return std::nullopt;
  const std::vector<Try> tried = unanswered(history, day);
  std::optional<Approach> longest_ago;
  Moment earliest{};
  for (const Approach step : ladder) {
    if (step == Approach::via_pupil && !may_bring_parents(file.student, day)) continue;
    if (step == Approach::buddy && !has_buddy(history, day)) continue;
    if (step == Approach::doorstep && door_stays_closed(file, history, day)) continue;
    std::optional<Moment> last;
    for (const Try& one : tried)
      if (same_step(one.approach, step)) last = std::max(last.value_or(one.when), one.when);
    if (!last) return step;
    if (!longest_ago || *last < earliest) {
      longest_ago = step;
      earliest = *last;
    }
  }
  return longest_ago;
}

bool may_bring_parents(const Student& student, Date day) {
  return !student.birth_date || age_on(*student.birth_date, day) >= age_to_bring_parents;
}

Status check_attempt(const StudentFile& file, const History& history, const AttemptMade& attempt,
                     Date today) {
  if (attempt.date > today) return invalid("date_in_future", "This day is still to come.", "/date");
  if (days_between(attempt.date, today) > 3653)
    return invalid("date_too_old", "This day lies too far back. Correct the date.", "/date");
  const auto& guardians = file.guardians;
  if (!attempt.guardian.empty() &&
      std::none_of(guardians.begin(), guardians.end(),
                   [&](const Guardian& guardian) { return guardian.id == attempt.guardian; }))
    return invalid("unknown_guardian", "The roster has no such guardian for this student.",
                   "/guardian");
  if (!attempt.stand_in.empty() && attempt.approach != Approach::via_relative)
    return invalid("stand_in_of_relative",
                   "Somebody in the guardian's place goes with an attempt through a relative.",
                   "/stand_in");
  if (attempt.approach == Approach::via_pupil && !may_bring_parents(file.student, attempt.date))
    return Error{HV_FAILED_PRECONDITION, "pupil_too_young",
                 "Pupils bring their parents from about ten years on. Choose another way.",
                 "/approach"};
  if (attempt.approach == Approach::doorstep && door_stays_closed(file, history, attempt.date))
    return Error{HV_FAILED_PRECONDITION, "doorstep_not_now",
                 "Nobody rings at the door now: the family has said what suits them. A talk at "
                 "school, by phone or online stays possible.",
                 "/approach"};
  return ok();
}

bool may_hear_dossier(const History& history, const std::string& relation, Date day) {
  return std::any_of(history.stand_ins.begin(), history.stand_ins.end(), [&](const auto& entry) {
    const StandInAgreed& agreed = entry.value;
    return agreed.relation == relation && agreed.may_hear_dossier && agreed.date <= day &&
           (!agreed.ended || *agreed.ended > day);
  });
}

}  // namespace homevisit
