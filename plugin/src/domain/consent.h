// How the agreement to a visit stands on a day: for each guardian, for the student from 16, and for
// the family together. Read from the history; nothing here is kept. Permission to process data is
// another thing: permission_rules.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/history.h"
#include "domain/roster.h"
#include "domain/school/school.h"

namespace homevisit {

enum class ConsentState {
  not_asked,
  informed,  // has the notice (R29)
  invited,   // was asked after that
  agreed,
  deferred,
  declined,
  other_form,
  no_answer,
  fulfilled,  // agreed, and the visit was held
  withdrawn,
  expired,          // what was answered has run out
  superseded,       // agreed, but asked anew: see Renewal
  entered_in_error  // of one answer, never of a guardian
};

// Why an answer is due again (rule 6). One that says "not at home" holds until there is a new one.
enum class Renewal { sixteenth_birthday, eighteenth_birthday, custody_changed, notice_changed };

// What the school's notices mean for answers on a day.
struct Notices {
  bool published = false;              // a notice holds on that day
  std::optional<Date> changed_on;      // the last material change
  std::vector<NoticeReference> valid;  // id and version: of that change and since

  bool holds(const NoticeReference& notice) const;
};
Notices notices_on(const school::School& school, Date day);

// The last notice that a guardian ("": the student) had been given by `day`; none: not yet.
const Noted<NoticeGiven>* notice_given(const History& history, const std::string& guardian,
                                       Date day);

struct Consent {
  std::string guardian;  // "": the student
  ConsentState state = ConsentState::not_asked;
  // Does what they answer count on that day? Not a guardian's from the student's 18th birthday,
  // nor the student's before 16.
  bool counts = true;
  bool refuses_home = false;            // nobody comes to the door
  const AnswerEntry* answer = nullptr;  // the latest valid one, also where it has run out
  std::optional<Date> until;            // the last day on which it counts
  std::optional<Date> not_before;       // asked for peace until that day, which is still to come
  bool never_ask = false;
  std::vector<Renewal> due_again;
  const Noted<NoticeGiven>* notice = nullptr;         // the last that they were given
  const Noted<InvitationSent>* invitation = nullptr;  // the last that was sent

  bool agrees() const { return state == ConsentState::agreed || state == ConsentState::fulfilled; }
  bool in_peace() const { return never_ask || not_before.has_value(); }
};

// Points into `history`, which outlives it.
Consent consent_of(const StudentFile& file, const History& history, const Notices& notices,
                   const std::string& guardian, Date day);

struct FamilyConsent {
  Consent student;
  std::vector<Consent> guardians;  // as in the file
  // Rule 5: one agrees and one with custody wants no visit. No majority decides: where they live
  // together there is none; the other's own home stays possible.
  bool conflict = false;
};
FamilyConsent consent_of_family(const StudentFile& file, const History& history,
                                const Notices& notices, Date day);

// The state of one answer of `history`, as its evidence shows it.
ConsentState state_of_answer(const StudentFile& file, const History& history,
                             const Notices& notices, const AnswerEntry& entry, Date day);

// From 18 the guardians' access ends, unless the student gives it to one of them (rule 6).
bool has_access(const StudentFile& file, const History& history, const std::string& guardian,
                Date day);
// R99: is the school to tell this guardian what it tells the others?
bool is_to_be_told(const StudentFile& file, const History& history, const Guardian& guardian,
                   Date day);

// May this guardian ("": the student) be asked for a visit now? Refused where they are to be left
// in peace (rule 2), where it is not theirs to answer, and before they have the notice that the
// school published (R29).
Status may_invite(const StudentFile& file, const History& history, const Notices& notices,
                  const std::string& guardian, Date day);

}  // namespace homevisit
