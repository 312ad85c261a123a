// Every pupil stands in exactly one column, as known at the end of the day asked about.
#include "domain/progress/columns.h"

#include <gtest/gtest.h>

#include "domain/progress/last_contact.h"
#include "domain/progress/tally.h"
#include "progress_story.h"

namespace homevisit::progress {
namespace {

// The class list and the board mean the same by "last contact".
TEST(ProgressColumns, R89_LastContactIsOneThingInListsAndFigures) {
  Story story;
  const auto last = [&] {
    const History history = fold(story.events());
    const Standing standing = story.at("2026-11-01");
    EXPECT_EQ(summarize(history).last_contact, last_contact(history.facts));
    EXPECT_EQ(standing.last_contact,
              last_contact(history.facts) ? day_number(*last_contact(history.facts)) : 0);
    return last_contact(history.facts);
  };
  story.add("2026-09-01", NoticeGiven{"g1", day("2026-09-01"), Channel::letter, {}});
  story.add("2026-09-02", AttemptMade{"a", "g1", day("2026-09-02"), "", Approach::phone,
                                      AttemptResult::no_one_there, "m1", ""});
  story.add("2026-09-03", AttemptMade{"b", "g1", day("2026-09-03"), "", Approach::doorstep,
                                      AttemptResult::spoken, "m1", ""});
  EXPECT_FALSE(last()) << "what went out, and a door";
  story.add("2026-09-05", AttemptMade{"c", "g1", day("2026-09-04"), "", Approach::phone,
                                      AttemptResult::spoken, "m1", ""});
  EXPECT_EQ(last(), day("2026-09-04"));
  const Answer no = answer("g1", "2026-09-10", AnswerKind::declined);
  story.add("2026-09-10", AnswerRecorded{no});
  EXPECT_EQ(last(), day("2026-09-10")) << "a no is an answer";
  story.add("2026-09-11", AnswerVoided{no.id});
  EXPECT_EQ(last(), day("2026-09-04"));
  story.add("2026-10-02",
            VisitRecorded{visit("v1", "2026-10-01", VisitState::held, Place::school)});
  EXPECT_EQ(last(), day("2026-10-01")) << "wherever the talk was (R3)";
  story.add("2026-10-03", VisitVoided{"v1"});
  EXPECT_EQ(last(), day("2026-09-04"));
  story.add("2026-10-04", AttemptVoided{"c"});
  EXPECT_FALSE(last()) << "nobody was spoken to";
}

// R34: what was noted with the wrong student counts nowhere, and the report of a day on which
// nobody knew that yet stays as it was.
TEST(ProgressColumns, R34_AnAttemptNotedByMistakeCountsNowhereFromThenOn) {
  Story story;
  story.add("2026-09-02", AttemptMade{"a", "", day("2026-09-02"), "", Approach::phone,
                                      AttemptResult::no_one_there, "m1", ""});
  story.add("2026-09-03", AttemptMade{"b", "", day("2026-09-03"), "", Approach::phone,
                                      AttemptResult::spoken, "m1", ""});
  story.add("2026-09-10", AttemptVoided{"b"});
  story.add("2026-09-20", AttemptVoided{"a"});
  EXPECT_EQ(story.at("2026-09-09").column, Column::invited) << "spoken to, as was thought";
  EXPECT_EQ(story.at("2026-09-09").attempts, 2);
  EXPECT_EQ(story.at("2026-09-09").last_contact, day_number(day("2026-09-03")));
  EXPECT_EQ(story.at("2026-09-10").column, Column::not_spoken);
  EXPECT_EQ(story.at("2026-09-10").attempts, 1);
  EXPECT_EQ(story.at("2026-09-10").last_contact, 0);
  EXPECT_EQ(story.at("2026-09-20").column, Column::not_asked);
  EXPECT_EQ(story.at("2026-09-20").attempts, 0);
  EXPECT_FALSE(summarize(fold(story.events())).last_contact);
}

std::uint64_t bits(std::initializer_list<int> places) {
  std::uint64_t set = 0;
  for (const int place : places) set |= guardian_bit(place);
  return set;
}

// R99: the board counts what the open item of the file says.
TEST(ProgressColumns, R99_WhoWasAtTheLastTalkOrWasToldOfItKnowsOfIt) {
  Story story;
  story.add("2026-09-01", NoticeGiven{"g1", day("2026-09-01"), Channel::letter, {}});
  story.add("2026-09-01", NoticeGiven{"g2", day("2026-09-01"), Channel::letter, {}});
  Visit first = visit("v1", "2026-09-10", VisitState::held);
  first.guardians = {"g1"};
  story.add("2026-09-10", VisitRecorded{first});
  EXPECT_EQ(story.at("2026-09-10").have_notice, bits({1, 2}));
  EXPECT_EQ(story.at("2026-09-10").know_of_talk, bits({1})) << "the notice is not the talk";
  const auto told = [](Told what, const char* of, const char* date) {
    return GuardianInformed{"g2", what, of, day(date), Channel::phone, {}};
  };
  story.add("2026-09-11", told(Told::agreements, "", "2026-09-11"));
  EXPECT_EQ(story.at("2026-09-11").know_of_talk, bits({1}));
  story.add("2026-09-12", told(Told::visit_held, "v1", "2026-09-12"));
  EXPECT_EQ(story.at("2026-09-12").know_of_talk, bits({1, 2}));
  EXPECT_EQ(story.at("2026-09-11").know_of_talk, bits({1})) << "a past day stays as it was";
  Visit second = visit("v2", "2026-10-01", VisitState::held, Place::school);
  second.guardians = {"g2"};
  story.add("2026-10-01", VisitRecorded{second});
  EXPECT_EQ(story.at("2026-10-01").know_of_talk, bits({2})) << "of the last one";
  story.add("2026-10-02", VisitVoided{"v2"});
  EXPECT_EQ(story.at("2026-10-02").know_of_talk, bits({1, 2}));
  EXPECT_EQ(story.at("2027-09-01").know_of_talk, 0u) << "another school year";
}

// R34, R35: what is proposed is no appointment yet.
TEST(ProgressColumns, R35_AProposalLeavesAFamilyWhereItWas) {
  Story story;
  story.add("2026-09-12", AnswerRecorded{answer("g1", "2026-09-12", AnswerKind::agreed)});
  story.add("2026-09-13", VisitPlanned{visit("v1", "2026-09-20", VisitState::proposed)});
  EXPECT_EQ(story.at("2026-09-13").column, Column::to_plan);
  EXPECT_FALSE(story.at("2026-09-13").appointment_settled);
  EXPECT_EQ(story.at("2026-10-13").reports_missing, 0) << "nothing was held";
  story.add("2026-09-14", VisitChanged{"v1", VisitState::confirmed, std::nullopt, ""});
  EXPECT_EQ(story.at("2026-09-14").column, Column::planned);
  EXPECT_TRUE(story.at("2026-09-14").appointment_settled);
}

TEST(ProgressColumns, R106_EveryStepOfTheProgrammeIsAColumn) {
  Story story;
  EXPECT_EQ(story.at("2026-09-01").column, Column::not_asked);
  story.add("2026-09-02", NoticeGiven{"g1", day("2026-09-02"), Channel::letter, {}});
  EXPECT_EQ(story.at("2026-09-02").column, Column::informed);
  story.add("2026-09-05", InvitationSent{"i1", "g1", day("2026-09-05"), Channel::letter, "nl", {}});
  EXPECT_EQ(story.at("2026-09-05").column, Column::invited);
  story.add("2026-09-09", AttemptMade{"a1", "g1", day("2026-09-09"), "", Approach::phone,
                                      AttemptResult::no_one_there, "m1", ""});
  EXPECT_EQ(story.at("2026-09-09").column, Column::not_spoken);
  EXPECT_EQ(story.at("2026-09-09").attempts, 1);
  story.add("2026-09-12", AnswerRecorded{answer("g1", "2026-09-12", AnswerKind::agreed)});
  EXPECT_EQ(story.at("2026-09-12").column, Column::to_plan);
  story.add("2026-09-13", VisitPlanned{visit("v1", "2026-09-20", VisitState::confirmed)});
  EXPECT_EQ(story.at("2026-09-13").column, Column::planned);
  story.add("2026-09-19", VisitChanged{"v1", VisitState::cancelled_by_school, std::nullopt, ""});
  EXPECT_EQ(story.at("2026-09-19").column, Column::cancelled_by_school);
  story.add("2026-09-21", VisitPlanned{visit("v2", "2026-09-28", VisitState::confirmed)});
  story.add("2026-09-28", VisitChanged{"v2", VisitState::no_show, std::nullopt, ""});
  EXPECT_EQ(story.at("2026-09-28").column, Column::fell_through);
  story.add("2026-10-05", VisitRecorded{visit("v3", "2026-10-01", VisitState::held)});
  EXPECT_EQ(story.at("2026-10-04").column, Column::fell_through) << "not known by then";
  EXPECT_EQ(story.at("2026-10-05").column, Column::visited);
  EXPECT_EQ(story.at("2026-10-05").reports_in_time, 1);
  EXPECT_EQ(story.at("2027-08-02").column, Column::not_asked) << "another school year";
}

// R98
TEST(ProgressColumns, R98_DeclinedIsNotUnreachableIsNotNoShowIsNotCancelledBySchool) {
  const auto column = [](Change change) {
    Story story;
    story.add("2026-09-01", VisitPlanned{visit("v", "2026-09-10", VisitState::confirmed)});
    story.add("2026-09-10", std::move(change));
    return story.at("2026-09-11").column;
  };
  EXPECT_EQ(column(AnswerRecorded{answer("g1", "2026-09-10", AnswerKind::declined)}),
            Column::declined);
  EXPECT_EQ(column(VisitChanged{"v", VisitState::no_show, {}, ""}), Column::fell_through);
  EXPECT_EQ(column(VisitChanged{"v", VisitState::cancelled_by_family, {}, ""}),
            Column::fell_through);
  EXPECT_EQ(column(VisitChanged{"v", VisitState::cancelled_by_school, {}, ""}),
            Column::cancelled_by_school);
  Story unreachable;
  unreachable.add("2026-09-10", AttemptMade{"a", "", day("2026-09-10"), "", Approach::doorstep,
                                            AttemptResult::no_one_there, "m1", ""});
  EXPECT_EQ(unreachable.at("2026-09-11").column, Column::not_spoken);
}

// R1, R98
TEST(ProgressColumns, R98_APlanThatFellAwayByANoIsNoAppointmentThatWasCalledOff) {
  for (const auto planned : {VisitState::proposed, VisitState::confirmed})
    for (const auto off : {VisitState::cancelled_by_family, VisitState::cancelled_by_school}) {
      Story story;
      story.add("2026-09-01", VisitPlanned{visit("v", "2026-09-20", planned)});
      story.add("2026-09-01", VisitPlanned{visit("w", "2026-09-25", planned)});
      story.add("2026-09-10", AnswerRecorded{answer("g1", "2026-09-10", AnswerKind::declined)});
      story.add("2026-09-10", VisitChanged{"v", off, {}, ""});
      story.add("2026-09-10", VisitChanged{"w", off, {}, ""});
      const Standing standing = story.at("2026-09-26");
      EXPECT_EQ(standing.column, Column::declined);
      EXPECT_EQ(standing.cancelled_by_family + standing.cancelled_by_school, 0);
    }
  Story story;
  story.add("2026-09-01", VisitPlanned{visit("v", "2026-09-20", VisitState::confirmed)});
  story.add("2026-09-10", AnswerRecorded{answer("g1", "2026-09-10", AnswerKind::agreed)});
  story.add("2026-09-10", VisitChanged{"v", VisitState::cancelled_by_family, {}, ""});
  EXPECT_EQ(story.at("2026-09-26").cancelled_by_family, 1) << "it did not follow from the yes";
}

// R3
TEST(ProgressColumns, R3_ATalkInAnotherFormIsContact) {
  Story story;
  story.add("2026-09-10", VisitRecorded{visit("v", "2026-09-10", VisitState::held, Place::phone)});
  const Standing standing = story.at("2026-09-11");
  EXPECT_EQ(standing.column, Column::other_form);
  EXPECT_TRUE(standing.contact_settled);
}

TEST(ProgressColumns, Rule5_WhereOneGuardianSaysNoNobodyIsPutOnTheListToPlan) {
  Story story;
  story.add("2026-09-10", AnswerRecorded{answer("g1", "2026-09-10", AnswerKind::agreed)});
  story.add("2026-09-11", AnswerRecorded{answer("g2", "2026-09-11", AnswerKind::declined)});
  EXPECT_EQ(story.at("2026-09-12").column, Column::declined);
  story.add("2026-09-13", AnswerVoided{"g22026-09-11declined"});
  EXPECT_EQ(story.at("2026-09-12").column, Column::declined) << "as it was known on that day";
  EXPECT_EQ(story.at("2026-09-13").column, Column::to_plan);
}

TEST(ProgressColumns, Rule4_TheLatestAnswerOfAGuardianCountsAndNeverAskStaysForEver) {
  Story story;
  story.add("2026-09-10", AnswerRecorded{answer("g1", "2026-09-10", AnswerKind::declined)});
  story.add("2026-09-20", AnswerRecorded{answer("g1", "2026-09-20", AnswerKind::agreed)});
  EXPECT_EQ(story.at("2026-09-20").column, Column::to_plan);
  Answer never = answer("g1", "2026-09-25", AnswerKind::declined);
  never.never_ask = true;
  story.add("2026-09-25", AnswerRecorded{never});
  EXPECT_EQ(story.at("2031-01-10").column, Column::declined);
  EXPECT_FALSE(is_silent(story.at("2031-01-10"), day_number(day("2030-08-01"))));
}

TEST(ProgressColumns, R106_TheSchoolsOwnAgreementsAreOverdueAndNobodyElses) {
  Visit held = visit("v", "2026-09-10", VisitState::held);
  for (const AgreementOwner who : {AgreementOwner::school, AgreementOwner::parent}) {
    Agreement agreement;
    agreement.id = std::string("a-") + std::string(to_name(who));
    agreement.who = who;
    agreement.by = day("2026-10-01");
    held.report.agreements.push_back(agreement);
  }
  Story story;
  story.add("2026-09-10", VisitRecorded{held});
  EXPECT_EQ(story.at("2026-10-01").agreements_overdue, 0);
  EXPECT_EQ(story.at("2026-10-02").agreements_overdue, 1);
  story.add("2026-10-05", AgreementChanged{"a-school", AgreementState::done, ""});
  EXPECT_EQ(story.at("2026-10-04").agreements_overdue, 1);
  EXPECT_EQ(story.at("2026-10-05").agreements_overdue, 0);
  EXPECT_EQ(story.at("2026-10-05").agreements_open, 0);
}

TEST(ProgressColumns, R53_MinutesReportsAndInterpretersOfTheYearAreAddedUp) {
  Visit held = visit("v", "2026-09-10", VisitState::held);
  held.minutes = {45, 30, -1, 20};
  held.interpreter = Interpreter{InterpreterKind::phone, "tr", ArrangedBy::school, "", ""};
  Story story;
  story.add("2026-09-30", VisitRecorded{held});
  const Standing standing = story.at("2026-10-01");
  EXPECT_EQ(standing.minutes, (std::array<int, 4>{45, 30, 0, 20}));
  EXPECT_EQ(standing.reports_late, 1);
  const std::string facts = story.kept();
  FactReader reader(facts);
  Weighing weighing;
  weighing.weigh(reader, on(day("2026-10-01")), 7);
  ASSERT_EQ(weighing.interpreted().size(), 1u);
  EXPECT_EQ(reader.languages()[0], "tr");
}

TEST(Facts, TwoIdsThatBecameOneAreOneGuardian) {
  Story story;
  story.add("2026-09-10", AnswerRecorded{answer("g1", "2026-09-10", AnswerKind::declined)});
  story.add("2026-09-12", IdsChanged{"s", "s", {{"g1", "g9"}}, "", false});
  story.add("2026-09-14", AnswerRecorded{answer("g9", "2026-09-14", AnswerKind::agreed)});
  EXPECT_EQ(story.at("2026-09-14").column, Column::to_plan);
}

TEST(Facts, WhatIsKeptIsReadBackAndWhatIsCutOffIsNot) {
  Story story;
  story.add("2026-09-10", AnswerRecorded{answer("g1", "2026-09-10", AnswerKind::deferred)});
  story.add("2026-09-12", VisitPlanned{visit("v", "2026-12-01", VisitState::proposed)});
  for (const char* id : {"a", "b"})
    story.add("2026-09-13", AttemptMade{id, "g1", day("2026-09-13"), "", Approach::phone,
                                        AttemptResult::spoken, "m1", ""});
  story.add("2026-09-14", AttemptVoided{"b"});
  const std::string kept = story.kept();
  const auto facts = read_facts(kept);
  ASSERT_TRUE(facts);
  EXPECT_EQ(write_facts(*facts), kept);
  EXPECT_EQ(facts->list.back().which, facts->list[facts->list.size() - 2].which) << "of \"b\"";
  for (std::size_t size = 0; size < kept.size(); ++size) {
    const auto cut = read_facts(std::string_view(kept).substr(0, size));
    if (cut) {
      EXPECT_LT(cut->list.size(), facts->list.size());
    }
  }
  EXPECT_FALSE(read_facts("\x02"));
}

// R19
TEST(ProgressColumns, R19_PlanningIsBehindTheSchoolsOwnCalendarWhateverFamiliesAnswered) {
  school::Programme programme;
  programme.school_year = "2026-2027";
  Tally tally;
  tally.in_scope = 100;
  tally.asked = 5;
  EXPECT_FALSE(drift_of(tally, programme, day("2026-08-20")).behind);
  const Drift winter = drift_of(tally, programme, day("2027-01-15"));
  EXPECT_TRUE(winter.behind);
  EXPECT_GT(winter.expected, 40);
  tally.asked = 60;
  EXPECT_FALSE(drift_of(tally, programme, day("2027-01-15")).behind);
  programme.closed_days.push_back(
      {day("2026-08-01"), day("2027-01-15"), "", school::ClosedKind::school_holiday});
  tally.asked = 0;
  EXPECT_FALSE(drift_of(tally, programme, day("2027-01-15")).behind) << "nobody was to be visited";
}

}  // namespace
}  // namespace homevisit::progress
