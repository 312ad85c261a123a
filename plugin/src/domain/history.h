// A student's history: what the events add up to. One pass over the events, oldest first.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/event.h"
#include "domain/progress/facts.h"
#include "domain/roster.h"

namespace homevisit {

// How an entry stands with the SIS. Never "failed" to a mentor: it waits, and IT sees why.
enum class Filed { none, waiting, filed, attention };

// What was seen of an entry in the student's file when it was last looked at.
enum class InFile { as_filed, changed, removed };

struct Recorded {  // who wrote it down and when
  std::string by, by_name;
  std::int64_t at = 0;
  std::int64_t seq = 0;
  std::string event;  // UUID of the event
  Filed filed = Filed::none;
  InFile in_file = InFile::as_filed;
};

// An event that stands as it was recorded.
template <typename T>
struct Noted {
  T value;
  Recorded recorded;
};

struct Addendum {
  std::string text, why;
  Tier tier = Tier::shared;
  Recorded recorded;
};

struct VisitEntry {
  Visit visit;
  Recorded recorded;
  bool signed_off = false;
  std::vector<Addendum> addenda;
  std::vector<std::string> revisions;  // UUIDs of the events that replaced the report
  std::vector<std::int64_t> reports;   // seqs of all its reports, replaced ones too
  std::optional<Recorded> voided;
};

struct AnswerEntry {
  Answer answer;
  Recorded recorded;
  std::optional<Recorded> voided;
  bool standing = false;  // the latest valid one of this guardian in this school year (rule 4)
};

struct AttemptEntry : Noted<AttemptMade> {
  std::optional<Recorded> voided;
};

struct AgreementEntry {
  Agreement agreement;
  std::string visit;  // UUID of the visit where it was made
  Date made{};
  std::string note;  // of the last change
  Recorded changed;
  std::vector<Noted<AgreementChanged>> changes{};  // the oldest first
};

struct InformedEntry {
  GuardianInformed informed;
  Recorded recorded;
};

struct PreferenceEntry : PreferenceSet {
  std::int64_t seq = 0;
};

struct QuestionEntry {
  QuestionRaised question;
  Recorded recorded;
  std::optional<Noted<QuestionAnswered>> answered;
};

struct ReferralEntry {
  ReferralMade referral;
  Recorded recorded;
  ReferralState state = ReferralState::open;
  std::string outcome;
  std::vector<Noted<ReferralChanged>> changes;
};

struct History {
  std::vector<VisitEntry> visits;  // as they were recorded; voided ones too
  std::vector<AnswerEntry> answers;
  std::vector<AgreementEntry> agreements;
  std::vector<InformedEntry> informed;
  std::map<std::string, PreferenceEntry> preferences;  // by guardian
  std::optional<NextContact> next_contact;  // the one that holds, see settle in history.cc
  std::vector<Noted<NoticeGiven>> notices;
  std::vector<Noted<InvitationSent>> invitations;
  std::vector<AttemptEntry> attempts;                    // as they were recorded; voided ones too
  std::vector<Noted<StandInAgreed>> stand_ins;           // one per id: as last said
  std::map<std::string, Noted<PlanningWishSet>> wishes;  // by guardian
  std::vector<Noted<RecurringContactSet>> recurring;     // one per id: as last said
  std::vector<Noted<BuddyLinked>> buddies;               // one per id: as last said
  std::vector<Noted<PermissionRecorded>> permissions;    // all that were said, in order
  std::vector<QuestionEntry> questions;
  std::vector<ReferralEntry> referrals;
  progress::Facts facts;  // for the counting; no page of a student shows them
  std::int64_t last_seq = 0;

  // Every next contact that was ever set; `visit` is the visit it was set at, "" for none.
  struct Intention {
    NextContact next;
    std::string visit;
    bool planned = false;  // it is a planned visit itself
    Recorded recorded;
  };
  std::vector<Intention> intentions;

  const VisitEntry* visit(const std::string& id) const;
  VisitEntry* visit(const std::string& id);
  // The latest held or interrupted contact that is not void, up to `day`.
  const VisitEntry* last_contact(Date day) const;
  // The latest valid answer that a guardian ("" = the student) had given by a day, also where it
  // has run out since. That nobody answered takes nothing back that was said and stands.
  const AnswerEntry* latest_answer(const std::string& guardian, Date day) const;
  // The same where it stands on that day (rule 4): what it took the place of never comes back.
  const Answer* standing_answer(const std::string& guardian, Date day) const;
};

// Adds one event. Events that refer to what is not there are left out (a later version may know).
void apply(History& history, const DossierEvent& event);

History fold(const std::vector<DossierEvent>& events);

// Marks which answers stand on `day`.
void mark_standing(History& history, Date day);

// The few facts that the class page needs of each student, kept sealed beside the events so that a
// class opens without reading thirty histories. `day` is not in it: it holds what does not depend
// on today.
struct Summary {
  std::optional<Date> last_contact;
  std::optional<Date> next_contact;
  int contacts = 0;
  int referrals = 0;  // so that the care co-ordinator's list reads only those files
};
Summary summarize(const History& history);

}  // namespace homevisit
