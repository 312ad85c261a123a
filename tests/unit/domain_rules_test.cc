// The rules of home visits, one test each, named for the requirement (R...) or the rule of the
// consent model that it checks.
#include "domain/rules.h"

#include <gtest/gtest.h>

namespace homevisit {
namespace {

Date day(const char* text) { return *parse_date(text); }
const Date today = day("2026-11-22");

Guardian guardian(const char* id, const char* name, const char* household,
                  Ternary custody = Ternary::yes) {
  Guardian g;
  g.id = id;
  g.given_name = name;
  g.household = household;
  g.custody = custody;
  g.lives_with = Ternary::yes;
  return g;
}

StudentFile family() {
  StudentFile file;
  file.student.id = "s1";
  file.student.given_name = "Noor";
  file.student.family_name = "de Wit";
  file.student.school = "De Wilgenhof";
  file.student.birth_date = day("2015-03-01");
  file.guardians = {guardian("g1", "Anna", "h1"), guardian("g2", "Bram", "h1"),
                    guardian("g3", "Cees", "h2")};
  Student sibling;
  sibling.id = "s2";
  sibling.given_name = "Tom";
  sibling.school = "De Wilgenhof";
  sibling.birth_date = day("2008-01-01");
  Student elsewhere = sibling;
  elsewhere.id = "s3";
  elsewhere.given_name = "Eva";
  elsewhere.school = "Het Veerlicht College";
  elsewhere.birth_date = day("2010-01-01");
  file.siblings = {sibling, elsewhere};
  return file;
}

Visit visit_on(const char* date) {
  Visit visit;
  visit.id = "v";
  visit.date = day(date);
  visit.visitors = {"m1"};
  visit.report.key_points = {"Prettig gesprek"};
  return visit;
}

Answer answer(const char* who, AnswerKind kind, const char* date) {
  Answer a;
  a.id = std::string("a-") + who + date;
  a.guardian = who;
  a.kind = kind;
  a.date = day(date);
  return a;
}

History with(std::initializer_list<Answer> answers) {
  History history;
  std::int64_t seq = 0;
  for (const Answer& a : answers) apply(history, {"e", ++seq, 0, "m1", "M", AnswerRecorded{a}});
  return history;
}

std::string code(const Status& status) { return status ? "ok" : status.error().code; }
std::string check(const Visit& visit, const History& history = {}) {
  return code(check_visit(family(), history, visit, Policy{}, today));
}

TEST(DomainRules, R8_ADateAndOneKeyPointAreEnough) {
  EXPECT_EQ(check(visit_on("2026-11-20")), "ok");
}

TEST(DomainRules, R8_AHeldVisitHasAtLeastOneKeyPoint) {
  Visit visit = visit_on("2026-11-20");
  visit.report.key_points.clear();
  EXPECT_EQ(check(visit), "missing_key_point");
  visit.report.key_points = {" \n"};
  EXPECT_EQ(check(visit), "empty_text");
}

TEST(Dates, AVisitThatWasHeldLiesNotInTheFutureAndAPlannedOneNotInThePast) {
  EXPECT_EQ(check(visit_on("2026-11-22")), "ok");
  EXPECT_EQ(check(visit_on("2026-11-23")), "visit_in_future");
  EXPECT_EQ(check(visit_on("2014-11-20")), "date_too_old");  // before the student was born
  Visit planned = visit_on("2026-11-21");
  planned.state = VisitState::proposed;
  EXPECT_EQ(check(planned), "date_in_past");
  planned.date = day("2028-11-30");
  EXPECT_EQ(check(planned), "date_too_far");
}

TEST(DomainRules, R45_TheInterpreterIsNeverThePupilByIdOrByName) {
  for (const char* name :
       {"Noor", "noor de wit", " NOOR  DE WIT ", "N\u00f3or de Wit", "Noor de-Wit"}) {
    Visit visit = visit_on("2026-11-20");
    visit.interpreter = Interpreter{InterpreterKind::relative, "tr", ArrangedBy::parents, "", name};
    EXPECT_EQ(check(visit), "interpreter_is_pupil") << name;
  }
  Visit visit = visit_on("2026-11-20");
  visit.interpreter = Interpreter{InterpreterKind::relative, "tr", ArrangedBy::parents, "s1", ""};
  EXPECT_EQ(check(visit), "interpreter_is_pupil");
}

TEST(DomainRules, R45_ThePupilIsKnownByTheNameOnRecordToo) {
  StudentFile file = family();
  file.student.official_name = "Eleonora Maria";
  for (const char* name : {"Eleonora", "eleonora maria", "Eleonora de Wit"}) {
    const Interpreter pupil{InterpreterKind::relative, "tr", ArrangedBy::parents, "", name};
    EXPECT_EQ(code(check_interpreter(file, pupil, today, {}, "")), "interpreter_is_pupil") << name;
  }
  const Interpreter aunt{InterpreterKind::relative, "tr", ArrangedBy::parents, "", "Maria"};
  EXPECT_EQ(code(check_interpreter(file, aunt, today, {}, "")), "ok");
}

TEST(DomainRules, R45_NoPupilOfTheSchoolInTheFamilyInterpretsEvenWhenOfAge) {
  const Interpreter sibling{InterpreterKind::relative, "tr", ArrangedBy::parents, "s2", ""};
  EXPECT_EQ(
      code(check_interpreter(family(), sibling, today, {.minor_sibling_may_interpret = true}, "")),
      "interpreter_is_pupil");
}

TEST(DomainRules, R45_AMinorSiblingElsewhereIsRefusedUnlessTheSchoolsPolicyAllowsIt) {
  const Interpreter sibling{InterpreterKind::relative, "tr", ArrangedBy::parents, "", "Eva"};
  EXPECT_EQ(code(check_interpreter(family(), sibling, today, {}, "")), "interpreter_is_pupil");
  EXPECT_EQ(
      code(check_interpreter(family(), sibling, today, {.minor_sibling_may_interpret = true}, "")),
      "ok");
  EXPECT_EQ(code(check_interpreter(family(), sibling, day("2028-01-01"), {}, "")),
            "ok");  // 18 by then
}

TEST(DomainRules, R45_AParentWhoBearsTheChildsNameMayInterpret) {
  StudentFile file = family();
  file.guardians[0].given_name = "Noor";
  file.guardians[0].family_name = "de Wit";
  const Interpreter parent{InterpreterKind::relative, "tr", ArrangedBy::parents, "", "Noor de Wit"};
  EXPECT_EQ(code(check_interpreter(file, parent, today, {}, "")), "ok");
}

TEST(DomainRules, Rule2_NothingAtHomeAfterADecline) {
  const History declined = with({answer("g1", AnswerKind::declined, "2026-10-01")});
  Visit visit = visit_on("2026-11-20");
  visit.at_guardian = "g1";
  EXPECT_EQ(check(visit, declined), "guardian_prefers_no_visit");
  visit.place = Place::phone;
  visit.at_guardian.clear();
  EXPECT_EQ(check(visit, declined), "ok");  // R3: another form is contact too
  Visit before = visit_on("2026-09-20");
  EXPECT_EQ(check(before, declined), "ok");  // held before the answer was given
}

TEST(DomainRules, Rule2_ADeferralHoldsUntilItsDay) {
  Answer later = answer("g1", AnswerKind::deferred, "2026-10-01");
  later.not_before = day("2026-11-21");
  Visit visit = visit_on("2026-11-20");
  EXPECT_EQ(check(visit, with({later})), "guardian_prefers_no_visit");
  visit.date = day("2026-11-21");
  EXPECT_EQ(check(visit, with({later})), "ok");
}

TEST(DomainRules, Rule4_TheLatestAnswerOfThisSchoolYearCounts) {
  EXPECT_EQ(check(visit_on("2026-11-20"), with({answer("g1", AnswerKind::declined, "2026-09-01"),
                                                answer("g1", AnswerKind::agreed, "2026-10-01")})),
            "ok");
  EXPECT_EQ(
      check(visit_on("2026-11-20"), with({answer("g1", AnswerKind::agreed, "2026-09-01"),
                                          answer("g1", AnswerKind::withdrawn, "2026-10-01")})),
      "guardian_prefers_no_visit");
  EXPECT_EQ(check(visit_on("2026-11-20"), with({answer("g1", AnswerKind::declined, "2026-07-31")})),
            "ok");
}

TEST(DomainRules, Rule4_NeverAskOutlivesTheSchoolYear) {
  Answer never = answer("g1", AnswerKind::declined, "2024-07-31");
  never.never_ask = true;
  EXPECT_EQ(check(visit_on("2026-11-20"), with({never})), "guardian_prefers_no_visit");
}

TEST(DomainRules, Rule5_NoMajorityAtOneAddressButTheOtherGuardiansOwnHomeStaysPossible) {
  const History declined = with({answer("g1", AnswerKind::declined, "2026-10-01"),
                                 answer("g2", AnswerKind::agreed, "2026-10-01"),
                                 answer("g3", AnswerKind::agreed, "2026-10-01")});
  Visit visit = visit_on("2026-11-20");
  visit.at_guardian = "g2";  // the same household as g1
  EXPECT_EQ(check(visit, declined), "guardian_prefers_no_visit");
  visit.at_guardian = "g3";
  EXPECT_EQ(check(visit, declined), "ok");
}

TEST(DomainRules, Rule5_AGuardianWithoutCustodyDoesNotBindTheOthersHome) {
  StudentFile file = family();
  file.guardians[0].custody = Ternary::no;
  const History declined = with({answer("g1", AnswerKind::declined, "2026-10-01")});
  EXPECT_EQ(code(may_visit_home(file, declined, "g2", today)), "ok");
  EXPECT_EQ(code(may_visit_home(file, declined, "g1", today)), "guardian_prefers_no_visit");
}

TEST(DomainRules, Rule5_WhereTheRosterDoesNotKnowTheHouseholdOneHomeIsAssumed) {
  StudentFile file = family();
  for (Guardian& g : file.guardians) g.household.clear();
  file.guardians[2].lives_with = Ternary::no;
  const History declined = with({answer("g1", AnswerKind::declined, "2026-10-01")});
  EXPECT_EQ(code(may_visit_home(file, declined, "g2", today)), "guardian_prefers_no_visit");
  EXPECT_EQ(code(may_visit_home(file, declined, "g3", today)), "ok");
}

TEST(DomainRules, Rule6_FromSixteenTheStudentAnswersForHerself) {
  StudentFile file = family();
  Answer own = answer("", AnswerKind::declined, "2026-11-01");
  EXPECT_EQ(code(check_answer(file, own, today)), "student_under_16");
  file.student.birth_date = day("2010-11-01");
  EXPECT_EQ(code(check_answer(file, own, today)), "ok");
  EXPECT_EQ(code(may_visit_home(file, with({own}), "g3", today)), "student_prefers_no_visit");
}

TEST(DomainRules, R95_AnAttemptAtTheDoorIsNoVisitAndNeverFollowsADecline) {
  Visit attempt = visit_on("2026-11-20");
  attempt.state = VisitState::attempted_doorstep;
  EXPECT_EQ(check(attempt), "doorstep_is_no_visit");
  attempt.report = {};
  EXPECT_EQ(check(attempt), "ok");
  attempt.at_guardian = "g3";  // another home: still refused
  EXPECT_EQ(check(attempt, with({answer("g1", AnswerKind::declined, "2026-10-01")})),
            "guardian_prefers_no_visit");
  attempt.place = Place::school;
  attempt.at_guardian.clear();
  EXPECT_EQ(check(attempt), "doorstep_is_home");
}

TEST(DomainRules, R61_ATopicHasAWidestTier) {
  Visit visit = visit_on("2026-11-20");
  visit.report.notes = {{Topic::values, Voice::parent, "x", Tier::care}};
  EXPECT_EQ(check(visit), "tier_too_wide");
  visit.report.notes = {{Topic::at_home, Voice::parent, "x", Tier::shared}};
  EXPECT_EQ(check(visit), "tier_too_wide");
  visit.report.notes = {{Topic::strengths, Voice::parent, "x", Tier::shared}};
  EXPECT_EQ(check(visit), "ok");
}

TEST(DomainRules, R62_SignOffWantsWhatGoesWellOrThatItWasSkippedOnPurpose) {
  VisitEntry entry;
  entry.visit = visit_on("2026-11-20");
  EXPECT_EQ(code(check_sign_off(entry)), "goes_well_empty");
  entry.visit.report.goes_well_skipped = true;
  EXPECT_EQ(code(check_sign_off(entry)), "ok");
  entry.signed_off = true;
  EXPECT_EQ(code(check_sign_off(entry)), "already_signed_off");
}

TEST(DomainRules, R53_LongVisitsAndUnusualTotalsAreWarnedAboutSoftly) {
  Visit visit = visit_on("2026-11-20");
  visit.minutes = {60, 20, 5, 10};
  EXPECT_TRUE(visit_warnings(visit, Policy{}).empty());
  visit.minutes.visit = 61;
  ASSERT_EQ(visit_warnings(visit, Policy{}).size(), 1u);
  EXPECT_EQ(visit_warnings(visit, Policy{})[0].code, "visit_long");
  visit.minutes = {30, 10, 5, 10};
  ASSERT_EQ(visit_warnings(visit, Policy{}).size(), 1u);
  EXPECT_EQ(visit_warnings(visit, Policy{})[0].code, "total_minutes");
}

TEST(DomainRules, R44_TheBackstopIsSomebodyElse) {
  Visit visit = visit_on("2026-11-20");
  visit.backstop = Backstop{"m1", "", ""};
  EXPECT_EQ(check(visit), "backstop_is_visitor");
}

TEST(DomainRules, R84_AnAgreementIsNotDueBeforeTheVisit) {
  Visit visit = visit_on("2026-11-20");
  visit.report.agreements.push_back({"", "Bellen", AgreementOwner::school, "", day("2026-11-19")});
  EXPECT_EQ(check(visit), "date_before_visit");
}

TEST(DomainRules, R1_ADeclineWaitsForTheNextSchoolYearUnlessTheGuardianSaysOtherwise) {
  Answer declined = answer("g1", AnswerKind::declined, "2026-10-01");
  complete_answer(declined, family(), today);
  EXPECT_EQ(declined.not_before, day("2027-08-01"));
  EXPECT_EQ(declined.authority, "yes");
  Answer never = answer("g1", AnswerKind::declined, "2026-10-01");
  never.never_ask = true;
  complete_answer(never, family(), today);
  EXPECT_FALSE(never.not_before);
}

TEST(DomainRules, R99_CustodyAndTheRostersSecrecyDecideWhoIsToBeInformed) {
  Guardian g = guardian("g", "X", "h");
  EXPECT_TRUE(is_to_be_informed(g));
  g.custody = Ternary::unknown;
  EXPECT_TRUE(is_to_be_informed(g));  // unknown is never read as "no"
  g.custody = Ternary::no;
  EXPECT_FALSE(is_to_be_informed(g));
  g.custody = Ternary::yes;
  g.informed = Ternary::no;
  EXPECT_FALSE(is_to_be_informed(g));
}

}  // namespace
}  // namespace homevisit
