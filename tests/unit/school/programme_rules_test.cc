// What a programme must be, and what follows from it.
#include "domain/school/programme_rules.h"

#include <gtest/gtest.h>

namespace homevisit::school {
namespace {

Date day(const char* text) { return *parse_date(text); }
const Date today = day("2026-10-12");
const char* const year = "2026-2027";

Programme plain() {
  Programme programme;
  programme.school_year = year;
  return programme;
}

std::string code(const Programme& asked, const Programme* before = nullptr) {
  const auto checked = checked_programme(asked, before, today);
  return checked ? "" : checked.error().code;
}

School with(const std::vector<Change>& changes) {
  std::vector<Event> events;
  for (const Change& change : changes)
    events.push_back({"e", static_cast<std::int64_t>(events.size() + 1), 0, "l1", "Name", change});
  return fold(events);
}

Programme chosen() {
  Programme programme = plain();
  programme.scope.kind = ScopeKind::chosen;
  programme.scope.students = {"s1", "s2"};
  programme.scope.reason = "Twee klassen beginnen later door ziekte.";
  return programme;
}

// R4
TEST(ProgrammeRules, R4_TheWholeCohortIsTheScopeUnlessAReasonSaysOtherwise) {
  EXPECT_EQ(code(plain()), "");
  EXPECT_EQ(plain().scope.kind, ScopeKind::whole_cohort);
  EXPECT_EQ(code(chosen()), "");
  Programme programme = chosen();
  for (const char* reason :
       {"", "x", "zorg", "...............", "zorg zorg", "a b c d e f g h i j"}) {
    programme.scope.reason = reason;
    EXPECT_EQ(code(programme), "scope_without_reason") << reason;
  }
  programme = chosen();
  programme.scope.students.clear();
  EXPECT_EQ(code(programme), "scope_without_students");
  programme = plain();
  programme.scope.students = {"s1"};
  EXPECT_EQ(code(programme), "scope_of_everybody");
}

// R4
TEST(ProgrammeRules, R4_AChosenScopeHoldsOnlyWhenASecondPersonAgreed) {
  const auto proposed = checked_programme(chosen(), nullptr, today);
  ASSERT_TRUE(proposed);
  School school = with({plain(), *proposed});
  ASSERT_NE(school.programme(year), nullptr);
  EXPECT_EQ(school.programme(year)->scope.kind, ScopeKind::whole_cohort);
  EXPECT_NE(school.waiting_programme(year), nullptr);

  EXPECT_EQ(approved_programme(school, year, "l1").error().code, "second_person_for_scope");
  EXPECT_EQ(approved_programme(school, year, "").error().code, "second_person_for_scope");
  const auto approved = approved_programme(school, year, "c1");
  ASSERT_TRUE(approved);
  school = with({plain(), *proposed, *approved});
  EXPECT_EQ(school.programme(year)->scope.kind, ScopeKind::chosen);
  EXPECT_EQ(school.waiting_programme(year), nullptr);
  EXPECT_EQ(approved_programme(school, year, "c1").error().code, "nothing_to_approve");
}

// R4
TEST(ProgrammeRules, R4_TheAuthorCannotWriteTheApprovalThemselves) {
  Programme asked = chosen();
  asked.scope.approved_by = "c1";
  EXPECT_EQ(checked_programme(asked, nullptr, today)->scope.approved_by, "");
  // The same choice again needs no second asking; another one does.
  EXPECT_EQ(checked_programme(chosen(), &asked, today)->scope.approved_by, "c1");
  Programme more = chosen();
  more.scope.students.push_back("s3");
  EXPECT_EQ(checked_programme(more, &asked, today)->scope.approved_by, "");
}

TEST(ProgrammeRules, ASchoolYearIsTwoYearsThatFollow) {
  EXPECT_TRUE(is_school_year("2026-2027"));
  for (const char* wrong :
       {"2026", "2026-2028", "2026/2027", "2027-2026", "20x6-2027", "", "2026-27"})
    EXPECT_FALSE(is_school_year(wrong)) << wrong;
  Programme programme = plain();
  programme.school_year = "2026";
  EXPECT_EQ(code(programme), "school_year_form");
  programme.school_year = "2025-2026";
  EXPECT_EQ(code(programme), "school_year_over");
  EXPECT_EQ(end_of_school_year(year), day("2027-07-31"));
}

// R22
TEST(ProgrammeRules, R22_EverySoManyYearsSaysHowMany) {
  Programme programme = plain();
  programme.cohorts.push_back({"", {}, {}, Cadence::every_n_years, 0});
  EXPECT_EQ(code(programme), "cadence_years");
  programme.cohorts[0].every = 2;
  EXPECT_EQ(code(programme), "");
  programme.cohorts[0].cadence = Cadence::on_entry;
  EXPECT_EQ(code(programme), "cadence_years");
}

// R53, R54
TEST(ProgrammeRules, R54_NormsFollowTheTypeOfSchoolUnlessTheSchoolSetsItsOwn) {
  Programme programme = plain();
  EXPECT_EQ(norms_of(programme).visit_most, 60);
  EXPECT_EQ(norms_of(programme).total_least, 90);
  EXPECT_EQ(norms_of(programme).total_most, 150);
  EXPECT_EQ(norms_of(programme).talk_at_school, 20);  // R56
  for (const SchoolType type : {SchoolType::secondary, SchoolType::special}) {
    programme.school_type = type;
    EXPECT_EQ(norms_of(programme).total_most, 180);
    EXPECT_EQ(norms_of(programme).visit_most, 60);
  }
  programme.norms.total_most = 120;
  EXPECT_EQ(norms_of(programme).total_most, 120);
  EXPECT_EQ(norms_of(programme).total_least, 90);
  programme.norms.total_most = 80;
  EXPECT_EQ(code(programme), "norms_cross");
}

// R52
TEST(ProgrammeRules, R52_HoursAreOfEachWhoTakesPartUnlessSomebodyHasTheirOwn) {
  Programme programme = plain();
  programme.hours = {{"", 1200}, {"m1", 600}};
  const School school = with({programme, ParticipationSet{"m3", Participation::not_in, year}});
  EXPECT_EQ(budget_of(school, year, "m1"), 600);
  EXPECT_EQ(budget_of(school, year, "m2"), 1200);
  EXPECT_EQ(budget_of(school, year, "m3"), 0);
  EXPECT_EQ(budget_of(school, "2027-2028", "m1"), 0);
  programme.hours.push_back({"m1", 60});
  EXPECT_EQ(code(programme), "hours_twice");
}

// R2
TEST(ProgrammeRules, R2_NoVisitIsPlannedForWhoDoesNotTakePart) {
  const School school = with({plain(), ParticipationSet{"m1", Participation::not_in, year},
                              ParticipationSet{"m2", Participation::in, year}});
  EXPECT_EQ(check_visitor(school, "m1", today, "/visitors/0").error().code, "visitor_not_in");
  EXPECT_TRUE(check_visitor(school, "m2", today, ""));
  EXPECT_TRUE(check_visitor(school, "m3", today, ""));  // not asked yet
  EXPECT_TRUE(check_visitor(school, "m1", day("2027-08-01"), ""));
}

// R17
TEST(ProgrammeRules, R17_ATrialIsWithItsColleaguesUntilItIsDecided) {
  Programme programme = plain();
  programme.pilot = Pilot{.until = day("2027-01-31"), .groups = {}, .staff = {"m1"}};
  EXPECT_TRUE(check_visitor(with({programme}), "m1", today, ""));
  EXPECT_EQ(check_visitor(with({programme}), "m2", today, "").error().code, "visitor_not_in_pilot");
  programme.pilot->decision = PilotDecision::goes_on;
  EXPECT_TRUE(check_visitor(with({programme}), "m2", today, ""));
}

// R17
TEST(ProgrammeRules, R17_AStoppedTrialTakesNoNewVisitsAndDoesNotBeginAgainByItself) {
  Programme programme = plain();
  programme.pilot = Pilot{.until = day("2027-01-31"), .groups = {}, .staff = {}};
  EXPECT_EQ(code(programme), "");
  School school = with({programme});
  EXPECT_TRUE(check_running(school, today));
  const auto stopped = decided_programme(school, year, PilotDecision::stopped, today);
  ASSERT_TRUE(stopped);
  EXPECT_EQ(stopped->pilot->decided_on, today);
  school = with({programme, *stopped});
  EXPECT_EQ(check_running(school, today).error().code, "programme_stopped");
  EXPECT_TRUE(check_running(school, day("2027-08-01")));

  EXPECT_EQ(checked_programme(programme, &*stopped, today)->pilot->decision,
            PilotDecision::stopped);
  EXPECT_EQ(code(plain(), &*stopped), "pilot_stopped");
  programme.pilot->until = day("2027-05-01");  // a new trial
  EXPECT_EQ(checked_programme(programme, &*stopped, today)->pilot->decision,
            PilotDecision::undecided);
}

// R17
TEST(ProgrammeRules, R17_ATrialEndsInItsSchoolYearAndIsDecidedOn) {
  Programme programme = plain();
  programme.pilot = Pilot{.until = day("2027-08-01"), .groups = {}, .staff = {}};
  EXPECT_EQ(code(programme), "pilot_outside_year");
  programme.pilot->until = day("2026-10-11");
  EXPECT_EQ(code(programme), "pilot_over");
  EXPECT_EQ(code(plain(), &programme), "pilot_undecided");
  EXPECT_EQ(decided_programme(with({plain()}), year, PilotDecision::stopped, today).error().code,
            "no_pilot");
  EXPECT_EQ(decided_programme({}, year, PilotDecision::stopped, today).error().code,
            "no_programme");
}

TEST(ProgrammeRules, NothingIsChangedBesideAProgrammeThatWaits) {
  Programme trial = plain();
  trial.pilot = Pilot{.until = day("2027-01-31"), .groups = {}, .staff = {}};
  const School school = with({trial, chosen()});
  EXPECT_EQ(decided_programme(school, year, PilotDecision::goes_on, today).error().code,
            "programme_waits");
  EXPECT_EQ(with_closed_days(school, year, {}).error().code, "programme_waits");
}

// R31
TEST(ProgrammeRules, R31_TheContactPointCanBeReached) {
  Programme programme = plain();
  programme.officers = {{OfficerTask::contact_point, "c1", "", ""}};
  EXPECT_EQ(code(programme), "contact_point_how");
  programme.officers[0].reachable = "0341 123456";
  EXPECT_EQ(code(programme), "");
  programme.officers[0].staff = "";
  EXPECT_EQ(code(programme), "officer_without_name");
}

// R44
TEST(ProgrammeRules, R44_WhereEveryVisitHasABackstopSomebodyIsIt) {
  Programme programme = plain();
  programme.backstop_required = true;
  EXPECT_EQ(code(programme), "backstop_nobody");
  programme.officers = {{OfficerTask::care_coordinator, "c1", "", ""}};
  EXPECT_EQ(code(programme), "");
}

// R24
TEST(ProgrammeRules, R24_ClosedDaysAreForEverybody) {
  Programme programme = plain();
  programme.closed_days = {
      {day("2026-10-17"), day("2026-10-25"), "Herfstvakantie", ClosedKind::school_holiday}};
  EXPECT_EQ(closed_on(programme, day("2026-10-16")), nullptr);
  ASSERT_NE(closed_on(programme, day("2026-10-17")), nullptr);
  EXPECT_EQ(closed_on(programme, day("2026-10-25"))->name, "Herfstvakantie");
  EXPECT_EQ(closed_on(programme, day("2026-10-26")), nullptr);
  programme.closed_days[0].to = day("2026-10-01");
  EXPECT_EQ(code(programme), "closed_days_cross");
}

// R24
TEST(ProgrammeRules, R24_DaysThatAreAddedTwiceStandOnceAndInOrder) {
  const ClosedDays may{day("2027-05-01"), day("2027-05-09"), "Meivakantie",
                       ClosedKind::school_holiday};
  const ClosedDays autumn{day("2026-10-17"), day("2026-10-25"), "Herfstvakantie",
                          ClosedKind::school_holiday};
  const auto once = with_closed_days(with({plain()}), year, {may, autumn});
  ASSERT_TRUE(once);
  const auto twice = with_closed_days(with({*once}), year, {autumn});
  ASSERT_TRUE(twice);
  ASSERT_EQ(twice->closed_days.size(), 2u);
  EXPECT_EQ(twice->closed_days[0].name, "Herfstvakantie");
}

}  // namespace
}  // namespace homevisit::school
