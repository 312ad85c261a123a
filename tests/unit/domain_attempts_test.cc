// The ladder for families who have not been spoken to yet, and what is never taken for one another.
#include "domain/attempts.h"

#include <gtest/gtest.h>

namespace homevisit {
namespace {

Date day(const char* text) { return *parse_date(text); }
const Date today = day("2026-11-22");

// A history of one family, written as it happened.
class Family {
 public:
  Family() {
    file.student.id = "s1";
    file.student.birth_date = day("2014-03-01");
    for (const char* id : {"g1", "g2"}) {
      Guardian guardian;
      guardian.id = id;
      guardian.custody = Ternary::yes;
      file.guardians.push_back(guardian);
    }
  }

  Family& tried(const char* date, Approach approach,
                AttemptResult result = AttemptResult::no_one_there) {
    const std::string id = "a" + std::to_string(events_.size() + 1);
    return add(AttemptMade{id, "", day(date), "", approach, result, "m1", ""});
  }
  // `nth`: of all that happened, from 1.
  Family& mistaken(int nth) { return add(AttemptVoided{"a" + std::to_string(nth)}); }
  Family& answered(const char* date, AnswerKind kind, const char* guardian = "g1",
                   const char* not_before = "", bool never = false) {
    Answer answer;
    answer.id = "an" + std::to_string(events_.size());
    answer.guardian = guardian;
    answer.kind = kind;
    answer.date = day(date);
    answer.not_before = parse_date(not_before);
    answer.never_ask = never;
    return add(AnswerRecorded{answer});
  }
  Family& visit(const char* id, const char* date, VisitState state) {
    Visit visit;
    visit.id = id;
    visit.date = day(date);
    visit.state = state;
    return is_planned(state) ? add(VisitPlanned{visit}) : add(VisitRecorded{visit});
  }
  Family& ended(const char* visit, VisitState state) {
    return add(VisitChanged{visit, state, std::nullopt, ""});
  }
  Family& add(Change change) {
    const auto seq = static_cast<std::int64_t>(events_.size() + 1);
    events_.push_back({"e", seq, 0, "m1", "Name", std::move(change)});
    return *this;
  }

  History history() const { return fold(events_); }
  std::optional<Approach> next(Date on = today) const { return next_approach(history(), file, on); }
  std::optional<WhyNoVisit> why(Date on = today) const { return why_no_visit(file, history(), on); }
  Status may(Approach approach, const char* date = "2026-11-22") const {
    return check_attempt(file, history(),
                         {"a", "", day(date), "", approach, AttemptResult::no_one_there, "m1", ""},
                         today);
  }

  StudentFile file;

 private:
  std::vector<DossierEvent> events_;
};

TEST(Attempts, R95_TheDoorstepIsRefusedAfterADecline) {
  for (const AnswerKind kind : {AnswerKind::declined, AnswerKind::withdrawn}) {
    Family family;
    EXPECT_TRUE(family.may(Approach::doorstep).ok());
    const Status refused = family.answered("2026-10-01", kind, "g2").may(Approach::doorstep);
    ASSERT_FALSE(refused.ok()) << to_name(kind);
    EXPECT_EQ(refused.error().code, "doorstep_not_now");
    EXPECT_TRUE(family.may(Approach::phone).ok());
    EXPECT_TRUE(family.may(Approach::doorstep, "2026-09-30").ok()) << "before it was said";
  }
}

TEST(Attempts, R95_TheDoorstepIsRefusedWithinADeferralAndForEverAfterNeverAsk) {
  Family later;
  later.answered("2026-10-01", AnswerKind::deferred, "g1", "2026-11-22");
  EXPECT_FALSE(later.may(Approach::doorstep, "2026-11-21").ok());
  EXPECT_TRUE(later.may(Approach::doorstep, "2026-11-22").ok());

  Family never;
  never.answered("2023-10-01", AnswerKind::declined, "g1", "", true);
  EXPECT_FALSE(never.may(Approach::doorstep).ok());
}

// Someone without custody may be who opens the door.
TEST(Attempts, R95_TheDoorstepIsRefusedWhoeverDeclined) {
  Family family;
  family.file.guardians[1].custody = Ternary::no;
  EXPECT_FALSE(
      family.answered("2026-10-01", AnswerKind::declined, "g2").may(Approach::doorstep).ok());
}

TEST(Attempts, R95_AnAttemptAtTheDoorIsNoContact) {
  Family family;
  family.tried("2026-10-01", Approach::doorstep, AttemptResult::spoken);
  EXPECT_EQ(family.history().last_contact(today), nullptr);
  EXPECT_EQ(summarize(family.history()).contacts, 0);
  EXPECT_FALSE(summarize(family.history()).last_contact);
}

// Rule 6: from 18 the student's own answer counts, and a guardian's no longer.
TEST(Attempts, R98_FromEighteenAGuardiansNoIsNoReason) {
  Family family;
  family.answered("2026-10-01", AnswerKind::declined);
  family.file.student.birth_date = day("2008-11-23");
  EXPECT_EQ(family.why(), WhyNoVisit::declined) << "eighteen tomorrow";
  EXPECT_EQ(family.may(Approach::doorstep).error().code, "doorstep_not_now");
  family.file.student.birth_date = day("2008-11-22");
  EXPECT_FALSE(family.why());
  EXPECT_TRUE(family.may(Approach::doorstep).ok());
  family.answered("2026-11-20", AnswerKind::declined, "");
  EXPECT_EQ(family.why(), WhyNoVisit::declined) << "her own";
  EXPECT_EQ(family.may(Approach::doorstep).error().code, "doorstep_not_now");
}

TEST(Attempts, R92_PupilsBringTheirParentsFromAboutTenOn) {
  Family family;
  family.file.student.birth_date = day("2016-11-22");
  EXPECT_TRUE(family.may(Approach::via_pupil).ok());
  EXPECT_EQ(family.may(Approach::via_pupil, "2026-11-21").error().code, "pupil_too_young");
  family.file.student.birth_date.reset();
  EXPECT_TRUE(family.may(Approach::via_pupil).ok()) << "unknown is never read as too young";
}

TEST(Attempts, R94_TheLadderGoesFromTheTelephoneToTheDoor) {
  Family family;
  EXPECT_FALSE(family.next()) << "nobody has begun";
  const Approach steps[] = {
      Approach::phone,        Approach::message,        Approach::via_pupil,
      Approach::via_relative, Approach::student_mentor, Approach::contact_person,
      Approach::at_school,    Approach::other_place,    Approach::doorstep};
  for (std::size_t i = 0; i < std::size(steps); ++i) {
    family.tried("2026-10-01", steps[i]);
    // After the last step, the one that was tried longest ago.
    EXPECT_EQ(family.next(), steps[(i + 1) % std::size(steps)]) << to_name(steps[i]);
  }
}

TEST(Attempts, R92_AYoungPupilIsNotAskedToBringAnybody) {
  Family family;
  family.file.student.birth_date = day("2020-01-01");
  family.tried("2026-10-01", Approach::phone).tried("2026-10-02", Approach::message);
  EXPECT_EQ(family.next(), Approach::via_relative);
}

TEST(Attempts, R94_ALetterCountsAsAMessage) {
  Family family;
  family.tried("2026-10-01", Approach::phone).tried("2026-10-02", Approach::letter);
  EXPECT_EQ(family.next(), Approach::via_pupil);
}

TEST(Attempts, R94_NotSpokenYetDoesNotCloseWithTheSchoolYear) {
  Family family;
  family.tried("2025-10-01", Approach::phone);
  EXPECT_TRUE(not_spoken_yet(family.file, family.history(), today));
  EXPECT_EQ(family.why(), WhyNoVisit::not_reached);
  EXPECT_EQ(family.next(), Approach::message);
}

TEST(Attempts, R94_AnAnswerATalkOrAContactEndsTheLadder) {
  EXPECT_FALSE(Family()
                   .tried("2026-10-01", Approach::phone)
                   .answered("2026-10-02", AnswerKind::agreed)
                   .next());
  EXPECT_FALSE(Family()
                   .tried("2026-10-01", Approach::phone)
                   .answered("2026-10-02", AnswerKind::declined)
                   .next());
  EXPECT_FALSE(Family()
                   .tried("2026-10-01", Approach::phone)
                   .tried("2026-10-02", Approach::at_school, AttemptResult::spoken)
                   .tried("2026-10-09", Approach::phone)
                   .next());
  EXPECT_FALSE(Family()
                   .tried("2026-10-01", Approach::phone)
                   .visit("v", "2026-10-02", VisitState::held)
                   .next());
  EXPECT_TRUE(Family()
                  .tried("2026-10-01", Approach::phone)
                  .answered("2026-10-02", AnswerKind::no_answer)
                  .next());
}

TEST(Attempts, R94_WhoWasSpokenToLastYearIsTriedAnewThisYear) {
  Family family;
  family.tried("2025-10-01", Approach::phone)
      .tried("2025-10-02", Approach::at_school, AttemptResult::spoken);
  EXPECT_FALSE(family.next());
  EXPECT_EQ(family.tried("2026-09-01", Approach::phone).next(), Approach::message);
}

TEST(Attempts, R94_AnAttemptNotedByMistakeIsNoStepOfTheLadder) {
  Family family;
  family.tried("2026-10-01", Approach::phone).tried("2026-10-02", Approach::message).mistaken(2);
  EXPECT_EQ(family.next(), Approach::message) << "it was not tried";
  family.mistaken(1);
  EXPECT_FALSE(family.next()) << "nobody has begun";
  EXPECT_FALSE(not_spoken_yet(family.file, family.history(), today));
  EXPECT_FALSE(family.why());
}

TEST(Attempts, R94_WhoWasSpokenToByMistakeIsNotSpokenToYet) {
  Family family;
  family.tried("2026-10-01", Approach::phone)
      .tried("2026-10-02", Approach::at_school, AttemptResult::spoken);
  EXPECT_FALSE(family.why());
  family.mistaken(2);
  EXPECT_EQ(family.why(), WhyNoVisit::not_reached);
  EXPECT_EQ(family.next(), Approach::message);
}

TEST(Attempts, R34_WhoSaidThatItWasAMistakeStandsBesideIt) {
  Family family;
  family.tried("2026-10-01", Approach::phone).mistaken(1).mistaken(1).mistaken(7);
  const History history = family.history();
  ASSERT_EQ(history.attempts.size(), 1u);
  ASSERT_TRUE(history.attempts[0].voided);
  EXPECT_EQ(history.attempts[0].voided->by, "m1");
  EXPECT_EQ(history.attempts[0].voided->seq, 2) << "the first who said so";
}

TEST(Attempts, R95_ANeverAskOfAnotherYearEndsTheLadder) {
  Family family;
  family.answered("2023-10-01", AnswerKind::declined, "g1", "", true)
      .tried("2026-10-01", Approach::phone);
  EXPECT_FALSE(family.next());
  EXPECT_EQ(family.why(), WhyNoVisit::declined);
}

TEST(Attempts, R98_FourThingsAreNeverTakenForOneAnother) {
  EXPECT_EQ(Family().answered("2026-10-01", AnswerKind::declined).why(), WhyNoVisit::declined);
  EXPECT_EQ(Family().tried("2026-10-01", Approach::phone).why(), WhyNoVisit::not_reached);
  EXPECT_EQ(Family()
                .visit("v", "2026-10-01", VisitState::confirmed)
                .ended("v", VisitState::no_show)
                .why(),
            WhyNoVisit::no_show);
  EXPECT_EQ(Family()
                .visit("v", "2026-12-01", VisitState::confirmed)
                .ended("v", VisitState::cancelled_by_school)
                .why(),
            WhyNoVisit::cancelled_by_school);
  EXPECT_EQ(Family()
                .visit("v", "2026-10-01", VisitState::confirmed)
                .ended("v", VisitState::cancelled_by_family)
                .why(),
            WhyNoVisit::cancelled_by_family);
}

TEST(Attempts, R98_WhatWasSaidComesBeforeWhatBecameOfAnAppointment) {
  Family family;
  family.visit("v", "2026-10-01", VisitState::confirmed).ended("v", VisitState::no_show);
  EXPECT_EQ(family.answered("2026-10-02", AnswerKind::declined).why(), WhyNoVisit::declined);
  EXPECT_EQ(Family().answered("2026-10-02", AnswerKind::deferred).why(), WhyNoVisit::deferred);
  EXPECT_EQ(Family().answered("2026-10-02", AnswerKind::other_form).why(), WhyNoVisit::other_form);
}

TEST(Attempts, R98_ADeferralIsOverWhenItsDayHasCome) {
  Family family;
  family.answered("2026-10-01", AnswerKind::deferred, "g1", "2026-11-22");
  EXPECT_EQ(family.why(day("2026-11-21")), WhyNoVisit::deferred);
  EXPECT_FALSE(family.why(day("2026-11-22")));
}

TEST(Attempts, R98_NothingIsMissingWhereATalkWasOrAVisitIsToCome) {
  EXPECT_FALSE(Family().why());
  EXPECT_FALSE(Family().answered("2026-10-01", AnswerKind::agreed).why());
  EXPECT_FALSE(Family()
                   .answered("2026-10-01", AnswerKind::declined, "g1")
                   .answered("2026-10-02", AnswerKind::agreed, "g2")
                   .why());
  EXPECT_FALSE(Family()
                   .tried("2026-10-01", Approach::phone)
                   .visit("v", "2026-10-02", VisitState::held)
                   .why());
  EXPECT_FALSE(Family()
                   .visit("v", "2026-10-01", VisitState::confirmed)
                   .ended("v", VisitState::cancelled_by_school)
                   .visit("w", "2026-12-01", VisitState::proposed)
                   .why());
}

TEST(Attempts, R98_AnAppointmentOfAnotherSchoolYearIsNoReasonNow) {
  EXPECT_FALSE(Family()
                   .visit("v", "2025-10-01", VisitState::confirmed)
                   .ended("v", VisitState::no_show)
                   .why());
}

TEST(Attempts, R93_AStandInHearsNothingOfTheFileWithoutTheGuardiansWord) {
  Family family;
  EXPECT_FALSE(may_hear_dossier(family.history(), "grandmother", today));
  family.add(StandInAgreed{"i1", "g1", "grandmother", false, day("2026-10-01"), {}});
  EXPECT_FALSE(may_hear_dossier(family.history(), "grandmother", today));
  family.add(StandInAgreed{"i1", "g1", "grandmother", true, day("2026-10-01"), {}});
  EXPECT_TRUE(may_hear_dossier(family.history(), "grandmother", today));
  EXPECT_FALSE(may_hear_dossier(family.history(), "aunt", today));
  family.add(StandInAgreed{"i1", "g1", "grandmother", true, day("2026-10-01"), today});
  EXPECT_FALSE(may_hear_dossier(family.history(), "grandmother", today));
}

TEST(Attempts, R93_ARelationGoesWithAnAttemptThroughARelative) {
  Family family;
  AttemptMade attempt{"a",  "",    today, "", Approach::via_relative, AttemptResult::spoken,
                      "m1", "aunt"};
  EXPECT_TRUE(check_attempt(family.file, family.history(), attempt, today).ok());
  attempt.approach = Approach::phone;
  EXPECT_EQ(check_attempt(family.file, family.history(), attempt, today).error().code,
            "stand_in_of_relative");
}

}  // namespace
}  // namespace homevisit
