// R22, R23: who is offered a visit in a school year.
#include "domain/school/cadence.h"

#include <gtest/gtest.h>

namespace homevisit::school {
namespace {

Date day(const char* text) { return *parse_date(text); }
const Date today = day("2026-10-12");  // of 2026-2027

Student pupil(const char* year = "4") {
  Student student;
  student.id = "s1";
  student.year = year;
  return student;
}

std::vector<Group> in_group(const char* id, const char* year = "") {
  Group group;
  group.id = id;
  group.year = year;
  return {group};
}

CohortRule rule(Cadence cadence, std::vector<std::string> years = {}, int every = 0) {
  CohortRule made;
  made.cadence = cadence;
  made.years = std::move(years);
  made.every = every;
  return made;
}

Programme with(std::vector<CohortRule> rules) {
  Programme programme;
  programme.cohorts = std::move(rules);
  return programme;
}

Turn turn(const Programme& programme, const Past& past = {}, const char* year = "4",
          const char* group = "g") {
  return turn_of(programme, pupil(year), in_group(group), past, today);
}

Past offered(const char* date) { return {Ternary::no, day(date)}; }

// R4
TEST(Cadence, R4_WithoutARuleEverybodyIsOfferedAVisitEveryYear) {
  EXPECT_EQ(turn({}), Turn::this_year);
  EXPECT_EQ(turn({}, offered("2026-05-01")), Turn::this_year);
  EXPECT_TRUE(is_due({}, pupil(), {}, {}, today));
}

// R23
TEST(Cadence, R23_ARuleOfYearsIsAboutThoseYears) {
  const Programme programme = with({rule(Cadence::every_year, {"1", "2"})});
  EXPECT_EQ(turn(programme, {}, "1"), Turn::this_year);
  EXPECT_EQ(turn(programme, {}, "2"), Turn::this_year);
  EXPECT_EQ(turn(programme, {}, "3"), Turn::not_in_programme);
}

TEST(Cadence, R23_TheYearOfTheGroupCountsWhereTheSystemSaysNoneOfTheStudent) {
  const Programme programme = with({rule(Cadence::every_year, {"1"})});
  EXPECT_EQ(turn_of(programme, pupil(""), in_group("g", "1"), {}, today), Turn::this_year);
  EXPECT_EQ(turn_of(programme, pupil(""), in_group("g", "2"), {}, today), Turn::not_in_programme);
  // Groups of several years are common: the student's own year is the one that counts.
  EXPECT_EQ(turn_of(programme, pupil("2"), in_group("g", "1"), {}, today), Turn::not_in_programme);
}

TEST(Cadence, R23_ARuleOfGroupsIsAboutThoseGroups) {
  CohortRule of_group;
  of_group.groups = {"g7"};
  EXPECT_EQ(turn(with({of_group}), {}, "4", "g7"), Turn::this_year);
  EXPECT_EQ(turn(with({of_group}), {}, "4", "g8"), Turn::not_in_programme);
}

// R22
TEST(Cadence, R22_OnEntryOfAYearIsOnceWhateverTheYearAfter) {
  const Programme programme = with({rule(Cadence::on_entry, {"1"})});
  EXPECT_EQ(turn(programme, {}, "1"), Turn::this_year);
  // A pupil who stays in group 1 was visited last year.
  EXPECT_EQ(turn(programme, offered("2025-11-03"), "1"), Turn::another_year);
}

TEST(Cadence, R22_ANewPupilIsOfferedAVisitWhereTheRosterKnows) {
  const Programme programme = with({rule(Cadence::new_pupil)});
  EXPECT_EQ(turn(programme, {Ternary::yes, {}}), Turn::this_year);
  EXPECT_EQ(turn(programme, {Ternary::no, {}}), Turn::another_year);
  EXPECT_EQ(turn(programme, {Ternary::unknown, {}}), Turn::not_known);
  EXPECT_EQ(turn(programme, {Ternary::unknown, day("2025-10-01")}), Turn::another_year);
  EXPECT_EQ(turn(with({rule(Cadence::on_entry)}), {Ternary::unknown, {}}), Turn::not_known);
}

TEST(Cadence, R22_EveryNYearsCountsSchoolYearsSinceTheLastOffer) {
  const Programme programme = with({rule(Cadence::every_n_years, {}, 2)});
  EXPECT_EQ(turn(programme), Turn::this_year);  // never yet
  EXPECT_EQ(turn(programme, offered("2025-08-01")), Turn::another_year);
  EXPECT_EQ(turn(programme, offered("2026-07-31")), Turn::another_year);
  EXPECT_EQ(turn(programme, offered("2025-07-31")), Turn::this_year);  // two school years ago
}

TEST(Cadence, R22_OnCauseIsNobodyByItself) {
  EXPECT_EQ(turn(with({rule(Cadence::ad_hoc)})), Turn::on_cause);
  EXPECT_FALSE(is_due(with({rule(Cadence::ad_hoc)}), pupil(), {}, {}, today));
}

TEST(Cadence, R22_OfSeveralRulesTheOneThatOffersMostCounts) {
  const Programme programme = with({rule(Cadence::ad_hoc), rule(Cadence::every_n_years, {"4"}, 3),
                                    rule(Cadence::new_pupil), rule(Cadence::on_entry, {"1"})});
  EXPECT_EQ(turn(programme, {Ternary::no, {}}), Turn::this_year);            // every 3 years
  EXPECT_EQ(turn(programme, offered("2025-10-01")), Turn::on_cause);         // not yet again
  EXPECT_EQ(turn(programme, {Ternary::yes, {}}, "6"), Turn::this_year);      // new
  EXPECT_EQ(turn(programme, {Ternary::unknown, {}}, "6"), Turn::not_known);  // perhaps new
  EXPECT_EQ(turn(programme, {Ternary::no, {}}, "6"), Turn::on_cause);
}

// R4
TEST(Cadence, R4_AScopeThatWasChosenIsThoseStudents) {
  Programme programme;
  programme.scope = {ScopeKind::chosen, {"s2"}, "because", "c1"};
  EXPECT_EQ(turn(programme), Turn::not_in_programme);
  programme.scope.students.push_back("s1");
  EXPECT_EQ(turn(programme), Turn::this_year);
}

// R4: "instead of everybody" is instead of the rules too; a trial that was stopped stays stopped.
TEST(Cadence, R4_AScopeThatWasChosenStandsInsteadOfTheRules) {
  Programme programme = with({rule(Cadence::every_year, {"1"}), rule(Cadence::ad_hoc)});
  programme.scope = {ScopeKind::chosen, {"s1"}, "because", "c1"};
  EXPECT_EQ(turn(programme), Turn::this_year);
  EXPECT_EQ(turn(programme, offered("2025-11-03")), Turn::this_year);
  programme.scope.students = {"s2"};
  EXPECT_EQ(turn(programme, {}, "1"), Turn::not_in_programme);
  programme.scope.students = {"s1"};
  programme.pilot = Pilot{.until = day("2027-01-31"), .groups = {}, .staff = {}};
  programme.pilot->decision = PilotDecision::stopped;
  EXPECT_EQ(turn(programme), Turn::not_in_programme);
}

// R23: how a leader says a year and how the system writes it.
TEST(Cadence, R23_AYearIsTheSameWithOrWithoutItsWord) {
  for (const char* said : {"1", "01", "groep 1", "Groep  1", "klas 01", "leerjaar 1"})
    EXPECT_TRUE(is_same_year(said, "1")) << said;
  EXPECT_TRUE(is_same_year("1", "Groep 1"));
  EXPECT_TRUE(is_same_year("havo 4", "HAVO 4"));
  EXPECT_TRUE(is_same_year("0", "0"));
  for (const char* said : {"11", "10", "groep 10", "groep", "klas 1 a", "", "0"})
    EXPECT_FALSE(is_same_year(said, "1")) << said;
  EXPECT_FALSE(is_same_year("groep 1", "klas 1")) << "one school may have both";
  EXPECT_FALSE(is_same_year("", "0"));
  EXPECT_EQ(turn(with({rule(Cadence::every_year, {"groep 4"})})), Turn::this_year);
}

// R17
TEST(Cadence, R17_ATrialIsWithItsGroupsUntilItIsDecided) {
  Programme programme;
  programme.pilot = Pilot{.until = day("2027-01-31"), .groups = {"g7"}, .staff = {}};
  EXPECT_EQ(turn(programme, {}, "4", "g7"), Turn::this_year);
  EXPECT_EQ(turn(programme, {}, "4", "g8"), Turn::not_in_programme);
  programme.pilot->decision = PilotDecision::goes_on;
  EXPECT_EQ(turn(programme, {}, "4", "g8"), Turn::this_year);
  programme.pilot->decision = PilotDecision::stopped;
  EXPECT_EQ(turn(programme, {}, "4", "g7"), Turn::not_in_programme);
}

// R22
TEST(Cadence, R22_WhetherAPupilIsNewIsSaidOnlyWhereItIsKnown) {
  const Date before = day("2024-08-01");
  EXPECT_EQ(new_here(std::nullopt, before, today), Ternary::unknown);
  EXPECT_EQ(new_here(day("2025-09-01"), before, today), Ternary::no);
  EXPECT_EQ(new_here(day("2026-07-31"), before, today), Ternary::no);
  EXPECT_EQ(new_here(day("2026-08-01"), before, today), Ternary::yes);
  // A roster of this year only: everybody began in August.
  EXPECT_EQ(new_here(day("2026-08-01"), day("2026-08-01"), today), Ternary::unknown);
  EXPECT_EQ(new_here(day("2026-08-24"), day("2026-08-01"), today), Ternary::unknown);
  EXPECT_EQ(new_here(day("2026-10-05"), day("2026-08-01"), today), Ternary::yes);
}

class LastOffer : public testing::Test {
 protected:
  void visit(const char* date, VisitState state = VisitState::held, Place place = Place::home) {
    VisitEntry entry;
    entry.visit.date = day(date);
    entry.visit.state = state;
    entry.visit.place = place;
    history_.visits.push_back(entry);
  }
  void answer(const char* date, AnswerKind kind) {
    AnswerEntry entry;
    entry.answer.date = day(date);
    entry.answer.kind = kind;
    history_.answers.push_back(entry);
  }
  std::optional<Date> last() const { return last_offer_before_year_of(history_, today); }

  History history_;
};

TEST_F(LastOffer, IsAVisitThatTookPlaceInAnEarlierSchoolYear) {
  EXPECT_FALSE(last());
  visit("2026-09-20");  // this year: changes nothing
  visit("2026-02-01", VisitState::cancelled_by_school);
  visit("2026-03-01", VisitState::no_show);
  visit("2026-04-01", VisitState::attempted_doorstep);
  EXPECT_FALSE(last());
  visit("2024-10-01");
  visit("2023-10-01");
  EXPECT_EQ(last(), day("2024-10-01"));
}

// R1: who says no is not asked more often than who is visited.
TEST_F(LastOffer, R1_ADeclineIsAnOfferThatWasAnswered) {
  answer("2025-10-01", AnswerKind::deferred);
  answer("2025-10-02", AnswerKind::no_answer);
  answer("2025-10-03", AnswerKind::agreed);
  EXPECT_FALSE(last());
  answer("2025-09-01", AnswerKind::declined);
  EXPECT_EQ(last(), day("2025-09-01"));
  history_.answers.back().voided = Recorded{};
  EXPECT_FALSE(last());
}

// R3
TEST_F(LastOffer, R3_ATalkElsewhereCountsWhereTheFamilyWishedThat) {
  visit("2025-10-10", VisitState::held, Place::school);
  EXPECT_FALSE(last());
  answer("2025-10-01", AnswerKind::other_form);
  EXPECT_EQ(last(), day("2025-10-10"));
}

}  // namespace
}  // namespace homevisit::school
