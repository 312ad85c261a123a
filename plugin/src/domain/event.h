// The events of a student's file, as they stand sealed in the journal.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/answer.h"
#include "domain/contact.h"
#include "domain/permission.h"
#include "domain/referral.h"
#include "domain/visit.h"

namespace homevisit {

struct VisitPlanned {
  Visit visit;
};                     // proposed or confirmed; report is empty
struct VisitChanged {  // confirmed, rescheduled, cancelled; a proposal moved
  std::string visit;
  VisitState state = VisitState::confirmed;
  std::optional<Date> date;  // when rescheduled
  std::string start_time;
  std::vector<std::string> visitors{};  // who goes now; none: as before
  std::optional<Backstop> backstop{};   // nothing: as before
};
struct VisitRecorded {
  Visit visit;
};  // with its report; also of a planned visit
struct VisitRevised {
  Visit visit;
};  // a new report before sign-off
struct VisitSignedOff {
  std::string visit;
};
struct VisitAmended {  // after sign-off (rule 11)
  std::string visit;
  std::string text;
  std::string why;
  Tier tier = Tier::shared;
};
struct VisitVoided {
  std::string visit;
};  // entered in error; by a second person
struct AnswerRecorded {
  Answer answer;
};
struct AnswerVoided {
  std::string answer;
};
struct AgreementChanged {
  std::string agreement;
  GoalState state;
  std::string note;
  std::optional<Date> review{};
};
struct NeedChanged {
  std::string visit;
  int index = 0;  // place in the visit's report, from 0
  NeedState state = NeedState::open;
  std::string joint_solution;
};
struct NextContactSet {
  NextContact next;
};
enum class Told { visit_held, notice, agreements, other };
struct GuardianInformed {  // R99: what each guardian was told
  std::string guardian;
  Told what = Told::visit_held;
  std::string visit;  // where it is about one
  Date date{};
  Channel channel = Channel::in_person;
  std::string language;
};
struct PreferenceSet {  // R37
  std::string guardian;
  std::string channel;   // phone, message, email, letter, in_person, via_app
  std::string hours;     // in words: "after 19:00"
  std::string language;  // BCP 47
};

// The SIS gave the student another id, merged two students, or gave a guardian another id.
struct IdsChanged {
  std::string from, to;  // of the student; equal where only guardians' ids changed
  std::vector<std::pair<std::string, std::string>> guardians;  // the id before, the id now
  std::string rule;     // that found it (school-year.md); "" where a person said so
  bool parted = false;  // taken back: the two are not one
};

using Change =
    std::variant<VisitPlanned, VisitChanged, VisitRecorded, VisitRevised, VisitSignedOff,
                 VisitAmended, VisitVoided, AnswerRecorded, AnswerVoided, AgreementChanged,
                 NeedChanged, NextContactSet, GuardianInformed, PreferenceSet, IdsChanged,
                 NoticeGiven, InvitationSent, AttemptMade, StandInAgreed, PlanningWishSet,
                 RecurringContactSet, BackstopNoted, BuddyLinked, PermissionRecorded,
                 QuestionRaised, QuestionAnswered, ReferralMade, ReferralChanged, AttemptVoided>;

struct DossierEvent {
  std::string id;  // UUID of the event
  std::int64_t seq = 0;
  std::int64_t recorded_at = 0;  // milliseconds since 1970
  std::string actor;             // staff id
  std::string actor_name;        // as it was then, so that history reads on when staff have left
  Change change;
};

}  // namespace homevisit
