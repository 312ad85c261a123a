#include "domain/consent.h"

#include <algorithm>
#include <utility>

#include "domain/permission_rules.h"
#include "domain/refusal.h"
#include "domain/rules.h"

namespace homevisit {
namespace {

const Guardian* find_guardian(const StudentFile& file, const std::string& id) {
  for (const Guardian& guardian : file.guardians)
    if (guardian.id == id) return &guardian;
  return nullptr;
}

// Was the birthday after what was said on `said`, and has it come by `day`?
bool birthday_between(const Student& student, int years, Date said, Date day) {
  return student.birth_date && age_on(*student.birth_date, said) < years &&
         age_on(*student.birth_date, day) >= years;
}

bool is_of_age(const Student& student, Date day) {
  return student.birth_date && age_on(*student.birth_date, day) >= 18;
}

// The last of a guardian's that lies not after `day`.
template <typename T>
const Noted<T>* last_of(const std::vector<Noted<T>>& entries, const std::string& guardian,
                        Date day) {
  const Noted<T>* last = nullptr;
  for (const Noted<T>& entry : entries)
    if (entry.value.guardian == guardian && entry.value.date <= day &&
        (last == nullptr || entry.value.date >= last->value.date))
      last = &entry;
  return last;
}

// A later day, or later on the same day.
bool is_after(const Noted<InvitationSent>& invitation, const AnswerEntry& answer) {
  return std::pair(invitation.value.date, invitation.recorded.seq) >
         std::pair(answer.answer.date, answer.recorded.seq);
}

// The homes that an agreement is about: their own, or wherever they took part.
bool held_since(const History& history, const Answer& agreed, Date day) {
  return std::any_of(history.visits.begin(), history.visits.end(), [&](const VisitEntry& entry) {
    const Visit& visit = entry.visit;
    if (entry.voided || !is_contact(visit.state) || visit.place != Place::home ||
        visit.date < agreed.date || visit.date > day)
      return false;
    const auto& there = visit.guardians;
    if (agreed.guardian.empty() || visit.at_guardian == agreed.guardian) return true;
    if (std::find(there.begin(), there.end(), agreed.guardian) != there.end()) return true;
    return visit.at_guardian.empty() && there.empty();
  });
}

std::vector<Renewal> renewals(const StudentFile& file, const Notices& notices, const Answer& answer,
                              Date day) {
  std::vector<Renewal> due;
  if (answer.kind == AnswerKind::no_answer) return due;
  const bool of_guardian = !answer.guardian.empty();
  if (of_guardian && birthday_between(file.student, 16, answer.date, day))
    due.push_back(Renewal::sixteenth_birthday);
  if (birthday_between(file.student, 18, answer.date, day))
    due.push_back(Renewal::eighteenth_birthday);
  // Unknown is never read as "no", so that a roster that learns to say "yes" changes nothing.
  if (const Guardian* guardian = find_guardian(file, answer.guardian);
      guardian != nullptr && !answer.authority.empty() &&
      (answer.authority == to_name(Ternary::no)) != (guardian->custody == Ternary::no))
    due.push_back(Renewal::custody_changed);
  const NoticeReference read{answer.notice_id, answer.notice_version, "", ""};
  if (notices.changed_on && !notices.holds(read) &&
      (!read.id.empty() || answer.date < *notices.changed_on))
    due.push_back(Renewal::notice_changed);
  return due;
}

// Was this guardian asked, in the school year of `day` and after they had the notice?
const Noted<InvitationSent>* counting_invitation(const History& history, const Notices& notices,
                                                 const std::string& guardian, Date day) {
  const Noted<InvitationSent>* invitation = last_of(history.invitations, guardian, day);
  if (invitation == nullptr || school_year_start(invitation->value.date) != school_year_start(day))
    return nullptr;
  if (!notices.published) return invitation;
  const bool informed =
      std::any_of(history.notices.begin(), history.notices.end(), [&](const auto& given) {
        return given.value.guardian == guardian && given.value.date <= invitation->value.date &&
               notices.holds(given.value.notice);
      });
  return informed ? invitation : nullptr;
}

// Where no answer stands. `since`: the day on which the last one ran out, if there was one.
ConsentState state_without_answer(const Consent& consent, const Notices& notices,
                                  const Noted<InvitationSent>* invitation,
                                  const std::optional<Date>& since) {
  const auto later = [&](Date date) { return !since || date > *since; };
  if (invitation != nullptr && later(invitation->value.date)) return ConsentState::invited;
  if (consent.notice != nullptr && later(consent.notice->value.date) &&
      (!notices.published || notices.holds(consent.notice->value.notice)))
    return ConsentState::informed;
  return since ? ConsentState::expired : ConsentState::not_asked;
}

ConsentState state_of(const History& history, const Consent& consent,
                      const Noted<InvitationSent>* invitation, Date day) {
  const Answer& answer = consent.answer->answer;
  const bool asked_since = invitation != nullptr && is_after(*invitation, *consent.answer);
  switch (answer.kind) {
    case AnswerKind::agreed:
      if (held_since(history, answer, day)) return ConsentState::fulfilled;
      return consent.due_again.empty() ? ConsentState::agreed : ConsentState::superseded;
    case AnswerKind::deferred:
      return is_open_again(answer, day) && asked_since ? ConsentState::invited
                                                       : ConsentState::deferred;
    case AnswerKind::declined:
      return ConsentState::declined;
    case AnswerKind::other_form:
      return ConsentState::other_form;
    case AnswerKind::withdrawn:
      return ConsentState::withdrawn;
    case AnswerKind::no_answer:
      break;
  }
  return asked_since ? ConsentState::invited : ConsentState::no_answer;
}

}  // namespace

bool Notices::holds(const NoticeReference& notice) const {
  return std::any_of(valid.begin(), valid.end(), [&](const NoticeReference& one) {
    return one.id == notice.id && one.version == notice.version;
  });
}

Notices notices_on(const school::School& school, Date day) {
  Notices notices;
  for (const auto& noted : school.notices) {
    const school::NoticePublished& notice = noted.value;
    if (notice.from > day) continue;
    if (notice.material_change && notices.published) {
      notices.valid.clear();
      notices.changed_on = notice.from;
    }
    notices.published = true;
    notices.valid.push_back({notice.id, notice.version, "", ""});
  }
  return notices;
}

const Noted<NoticeGiven>* notice_given(const History& history, const std::string& guardian,
                                       Date day) {
  return last_of(history.notices, guardian, day);
}

Consent consent_of(const StudentFile& file, const History& history, const Notices& notices,
                   const std::string& guardian, Date day) {
  Consent consent;
  consent.guardian = guardian;
  consent.counts = guardian.empty() ? answers_for_herself(file.student, day)
                                    : has_access(file, history, guardian, day);
  consent.notice = notice_given(history, guardian, day);
  consent.invitation = last_of(history.invitations, guardian, day);
  consent.answer = history.latest_answer(guardian, day);
  const auto* invitation = counting_invitation(history, notices, guardian, day);

  const Answer* answer = consent.answer != nullptr ? &consent.answer->answer : nullptr;
  if (answer != nullptr) consent.until = last_day(*answer);
  if (answer == nullptr || !stands(*answer, day)) {
    const bool said = answer != nullptr && answer->kind != AnswerKind::no_answer;
    consent.state =
        state_without_answer(consent, notices, invitation, said ? consent.until : std::nullopt);
    return consent;
  }
  consent.due_again = renewals(file, notices, *answer, day);
  consent.refuses_home = says_not_at_home(answer, day);
  consent.never_ask = answer->never_ask;
  if (answer->not_before && *answer->not_before > day) consent.not_before = answer->not_before;
  consent.state = state_of(history, consent, invitation, day);
  return consent;
}

FamilyConsent consent_of_family(const StudentFile& file, const History& history,
                                const Notices& notices, Date day) {
  FamilyConsent family;
  family.student = consent_of(file, history, notices, "", day);
  bool agrees = false, refuses = family.student.counts && family.student.refuses_home;
  for (const Guardian& guardian : file.guardians) {
    Consent consent = consent_of(file, history, notices, guardian.id, day);
    agrees = agrees || (consent.counts && consent.agrees());
    refuses =
        refuses || (consent.counts && consent.refuses_home && guardian.custody != Ternary::no);
    family.guardians.push_back(std::move(consent));
  }
  agrees = agrees || (family.student.counts && family.student.agrees());
  family.conflict = agrees && refuses;
  return family;
}

ConsentState state_of_answer(const StudentFile& file, const History& history,
                             const Notices& notices, const AnswerEntry& entry, Date day) {
  if (entry.voided) return ConsentState::entered_in_error;
  const Consent consent = consent_of(file, history, notices, entry.answer.guardian, day);
  const Answer& answer = entry.answer;
  if (consent.answer != &entry) {
    // Something else was said since; had this one run out by then?
    const Date then = consent.answer == nullptr ? day : consent.answer->answer.date;
    return stands(answer, std::max(then, answer.date)) ? ConsentState::superseded
                                                       : ConsentState::expired;
  }
  if (!stands(answer, day)) return ConsentState::expired;
  return consent.state == ConsentState::invited ? *from_name<ConsentState>(to_name(answer.kind))
                                                : consent.state;
}

bool has_access(const StudentFile& file, const History& history, const std::string& guardian,
                Date day) {
  if (!is_of_age(file.student, day)) return true;
  const PermissionRecorded* given =
      standing_permission(history, "", DataPurpose::guardian_access, guardian, day);
  return given != nullptr && given->status == PermissionStatus::given;
}

bool is_to_be_told(const StudentFile& file, const History& history, const Guardian& guardian,
                   Date day) {
  return is_to_be_informed(guardian) && has_access(file, history, guardian.id, day);
}

Status may_invite(const StudentFile& file, const History& history, const Notices& notices,
                  const std::string& guardian, Date day) {
  const std::string pointer = guardian.empty() ? "/by_student" : "/guardian";
  if (guardian.empty() && !answers_for_herself(file.student, day))
    return refuse("student_under_16",
                  "A student answers for herself from 16. Record a guardian's answer.", pointer);
  if (!has_access(file, history, guardian, day))
    return refuse("student_of_age",
                  "From 18 the student alone is asked, unless the student lets this guardian know "
                  "what the school knows.",
                  pointer);
  const Consent consent = consent_of(file, history, notices, guardian, day);
  if (consent.never_ask)
    return refuse("never_ask", "They asked not to be asked again, so no invitation goes out.",
                  pointer);
  if (consent.not_before)
    return refuse("not_asked_before",
                  "They asked not to be asked before a day that is still to come, so no "
                  "invitation goes out now.",
                  pointer);
  if (notices.published &&
      (consent.notice == nullptr || !notices.holds(consent.notice->value.notice)))
    return refuse("notice_not_given",
                  "First comes the school's notice: note that it was given, then invite.", pointer);
  return ok();
}

}  // namespace homevisit
