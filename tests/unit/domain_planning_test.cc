// What is looked at before a visit is planned, and where a visit with somebody in the background
// stands.
#include "domain/planning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/appointments.h"

namespace homevisit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date day(const char* text) { return *parse_date(text); }
const Date today = day("2026-11-22");

class PlanTest : public testing::Test {
 protected:
  PlanTest() {
    Guardian guardian;
    guardian.id = "g1";
    guardian.language = "nl";
    file_.guardians = {guardian};
    programme_.school_year = "2026-2027";
    visit_.id = "v1";
    visit_.date = day("2026-12-01");  // a Tuesday
    visit_.start_time = "19:00";
    visit_.state = VisitState::proposed;
    visit_.visitors = {"m1"};
  }

  PlanFacts facts() const { return {file_, history_, school_, &programme_, "nl"}; }
  std::string refused() const {
    const Status status = check_plan(facts(), visit_);
    return status.ok() ? "" : status.error().code + " " + status.error().pointer;
  }
  std::vector<std::string> warned() const {
    std::vector<std::string> codes;
    for (const Warning& warning : plan_warnings(facts(), visit_)) codes.push_back(warning.code);
    return codes;
  }
  void ready(const char* staff, bool yes) {
    school_.visitors_ready[std::string("v1 ") + staff] = {{staff, "v1", yes}, staff, "", 0, 0};
  }
  void wish(VisitorWish visitor, TimeOfDay time, std::vector<std::string> days,
            const char* guardian = "g1") {
    history_.wishes[guardian] = {{guardian, visitor, time, std::move(days)}, {}};
  }

  StudentFile file_;
  History history_;
  school::School school_;
  school::Programme programme_;
  Visit visit_;
};

TEST_F(PlanTest, R24_NobodyIsVisitedOnAClosedDay) {
  programme_.closed_days = {{day("2026-12-01"), day("2026-12-02"), "Feest", {}}};
  EXPECT_EQ(refused(), "closed_day /date");
  visit_.date = day("2026-12-02");
  EXPECT_EQ(refused(), "closed_day /date");
  visit_.date = day("2026-12-03");
  EXPECT_EQ(refused(), "");
  visit_.date = day("2026-12-01");
  visit_.place = Place::phone;
  EXPECT_EQ(refused(), "") << "a talk by phone visits nobody";
}

TEST_F(PlanTest, R2_ATeacherWhoIsNotInIsNeverAssigned) {
  visit_.visitors = {"m1", "t1"};
  school_.participation[{"t1", "2026-2027"}].value.participation = school::Participation::not_in;
  const Status status = check_plan(facts(), visit_);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().pointer, "/visitors/1");
  EXPECT_EQ(status.error().message, "Choose another colleague for this visit.");
  visit_.place = Place::school;
  EXPECT_EQ(refused(), "") << "talks at school are everybody's work";
  visit_.place = Place::home;
  visit_.date = day("2027-09-01");
  EXPECT_EQ(refused(), "") << "said of one school year";
}

TEST_F(PlanTest, R43_VisitorsGoInPairsWhereTheProgrammeSaysSo) {
  programme_.in_pairs = true;
  ready("m1", true);
  EXPECT_EQ(refused(), "");
  EXPECT_THAT(warned(), ElementsAre("second_visitor_needed"));
  visit_.state = VisitState::confirmed;
  EXPECT_EQ(refused(), "second_visitor_needed /visitors");
  visit_.visitors = {"m1", "t1"};
  ready("t1", true);
  EXPECT_EQ(refused(), "");
  EXPECT_THAT(warned(), IsEmpty());
}

TEST_F(PlanTest, R44_SomebodyIsInTheBackgroundWhereTheProgrammeSaysSo) {
  programme_.backstop_required = true;
  ready("m1", true);
  EXPECT_THAT(warned(), ElementsAre("backstop_needed"));
  visit_.state = VisitState::confirmed;
  EXPECT_EQ(refused(), "backstop_needed /backstop/staff");
  programme_.officers = {{school::OfficerTask::backstop, "m1", "", ""},
                         {school::OfficerTask::backstop, "c1", "", ""}};
  visit_.backstop = usual_backstop(&programme_, visit_);
  ASSERT_TRUE(visit_.backstop);
  EXPECT_EQ(visit_.backstop->staff, "c1") << "never a visitor";
  EXPECT_EQ(refused(), "");
}

TEST_F(PlanTest, R42_EachVisitorSaysReadyBeforeAVisitIsConfirmed) {
  visit_.visitors = {"m1", "t1"};
  EXPECT_EQ(refused(), "") << "a proposal asks nobody yet";
  visit_.state = VisitState::confirmed;
  EXPECT_EQ(refused(), "visitors_not_ready /state");
  ready("m1", true);
  EXPECT_EQ(refused(), "visitors_not_ready /state");
  ready("t1", false);
  EXPECT_EQ(refused(), "visitors_not_ready /state");
  ready("t1", true);
  EXPECT_EQ(refused(), "");
}

TEST_F(PlanTest, NothingIsAskedWithoutAProgramme) {
  visit_.state = VisitState::confirmed;
  const PlanFacts none{file_, history_, school_, nullptr, "nl"};
  EXPECT_TRUE(check_plan(none, visit_).ok());
  EXPECT_THAT(plan_warnings(none, visit_), IsEmpty());
  EXPECT_FALSE(usual_backstop(nullptr, visit_));
}

TEST_F(PlanTest, R30_WhoIsWishedForIsAReminderAndNoRefusal) {
  wish(VisitorWish::woman, TimeOfDay::any, {});
  wish(VisitorWish::woman, TimeOfDay::any, {}, "g2");
  EXPECT_EQ(refused(), "");
  EXPECT_THAT(warned(), ElementsAre("wish_woman")) << "said once";
  wish(VisitorWish::man, TimeOfDay::any, {});
  visit_.at_guardian = "g1";
  EXPECT_THAT(warned(), ElementsAre("wish_man")) << "the wish of whom is visited";
}

TEST_F(PlanTest, R30_SomebodyKnownIsWhoWasThereBefore) {
  wish(VisitorWish::known_person, TimeOfDay::any, {});
  EXPECT_THAT(warned(), ElementsAre("wish_known_person"));
  VisitEntry before;
  before.visit.state = VisitState::held;
  before.visit.visitors = {"m1"};
  history_.visits.push_back(before);
  EXPECT_THAT(warned(), IsEmpty());
}

TEST_F(PlanTest, R36_TimesAndDaysThatSuitTheFamilyAreRemindedOf) {
  wish(VisitorWish::any, TimeOfDay::after_school, {"monday", "tuesday"});
  EXPECT_THAT(warned(), IsEmpty());
  visit_.start_time = "14:59";
  EXPECT_THAT(warned(), ElementsAre("wish_time"));
  visit_.start_time = "";
  visit_.date = day("2026-12-02");
  EXPECT_THAT(warned(), ElementsAre("wish_weekday"));
}

TEST_F(PlanTest, R45_AnInterpreterIsRemindedOfWhereTheLanguageDiffers) {
  file_.guardians[0].language = "nl-BE";
  EXPECT_THAT(warned(), IsEmpty());
  file_.guardians[0].language = "tr";
  EXPECT_THAT(warned(), ElementsAre("interpreter_needed"));
  history_.preferences["g1"].language = "nl";  // R37: as they said themselves
  EXPECT_THAT(warned(), IsEmpty());
  history_.preferences.clear();
  visit_.interpreter = Interpreter{};
  EXPECT_THAT(warned(), IsEmpty());
}

TEST_F(PlanTest, R36_OfferedTimesLieOnOpenDaysToCome) {
  programme_.closed_days = {{day("2026-12-25"), day("2026-12-26"), "Kerst", {}}};
  const auto check = [&](std::vector<Slot> slots) {
    const Status status = check_slots(slots, &programme_, today, "/slots");
    return status.ok() ? "" : status.error().code + " " + status.error().pointer;
  };
  const Slot good{day("2026-12-01"), "19:00", "20:00"};
  EXPECT_EQ(check({good}), "");
  EXPECT_EQ(check({good, {day("2026-12-25"), "19:00", ""}}), "closed_day /slots/1/date");
  EXPECT_EQ(check({{day("2026-11-21"), "19:00", ""}}), "slot_in_past /slots/0/date");
  EXPECT_EQ(check({{day("2026-12-01"), "19:00", "19:00"}}), "slot_ends_early /slots/0/to");
  EXPECT_EQ(check({good, good}), "duplicate_item /slots/1/from");
}

TEST_F(PlanTest, R36_AnEveningIsOfferedToo) {
  const Slot morning{day("2026-12-01"), "09:00", ""}, evening{day("2026-12-01"), "19:00", ""},
      saturday{day("2026-12-05"), "11:00", ""};
  const auto warnings = [](std::vector<Slot> slots) {
    return slot_warnings(slots, "/slots").size();
  };
  EXPECT_EQ(warnings({morning}), 1u);
  EXPECT_EQ(warnings({morning, evening}), 0u);
  EXPECT_EQ(warnings({morning, saturday}), 0u);
  EXPECT_EQ(warnings({}), 0u);
}

class ToPlanTest : public testing::Test {
 protected:
  ToPlanTest() {
    for (const char* id : {"g1", "g2"}) {
      Guardian guardian;
      guardian.id = id;
      guardian.household = std::string("home of ") + id;
      guardian.custody = Ternary::yes;
      file_.guardians.push_back(guardian);
    }
  }
  void say(const char* guardian, AnswerKind kind, OtherForm form = OtherForm::none) {
    Answer answer;
    answer.guardian = guardian;
    answer.kind = kind;
    answer.form = form;
    answer.date = day("2026-10-01");
    history_.answers.push_back({answer, {}, std::nullopt, false});
  }
  void talk(Place place, const char* date) {
    VisitEntry entry;
    entry.visit.place = place;
    entry.visit.date = day(date);
    entry.visit.state = VisitState::held;
    history_.visits.push_back(entry);
  }
  std::optional<ToPlan> plan() const { return to_plan(history_, file_, today); }

  StudentFile file_;
  History history_;
};

// A decline is never something to be done.
TEST_F(ToPlanTest, R1_AFamilyThatSaidNoIsInNoList) {
  EXPECT_TRUE(plan());
  say("g1", AnswerKind::declined);
  say("g2", AnswerKind::deferred);
  EXPECT_FALSE(plan());
  say("g2", AnswerKind::agreed);
  EXPECT_TRUE(plan()) << "the other guardian's own home stays possible";
  file_.guardians[1].household = file_.guardians[0].household;
  EXPECT_FALSE(plan()) << "no majority vote at one address";
}

// Each is asked apart: one no takes nothing from the other.
TEST_F(ToPlanTest, R99_AFamilyStaysWhileAGuardianWithAHomeOfTheirOwnIsNotAsked) {
  say("g1", AnswerKind::declined);
  EXPECT_TRUE(plan());
  say("g2", AnswerKind::no_answer);
  EXPECT_TRUE(plan()) << "no answer is no no";
  file_.guardians[1].household = file_.guardians[0].household;
  EXPECT_FALSE(plan()) << "one home";
}

TEST_F(ToPlanTest, R99_WhoIsNotToldIsNotLeftToBeAsked) {
  say("g1", AnswerKind::declined);
  file_.guardians[1].informed = Ternary::no;
  EXPECT_FALSE(plan());
  file_.guardians[1].informed = Ternary::yes;
  file_.guardians[1].custody = Ternary::no;
  EXPECT_FALSE(plan());
  file_.guardians[1].lives_with = Ternary::yes;
  EXPECT_TRUE(plan()) << "a foster mother";
}

TEST_F(ToPlanTest, Rule6_TheStudentsOwnNoLeavesNobodyToBeAsked) {
  file_.student.birth_date = day("2010-01-01");
  say("", AnswerKind::declined);
  EXPECT_FALSE(plan());
}

TEST_F(ToPlanTest, R3_AnotherFormIsPlannedAsTheFamilyWouldHaveIt) {
  say("g1", AnswerKind::other_form, OtherForm::school);
  say("g2", AnswerKind::other_form, OtherForm::school);
  ASSERT_TRUE(plan());
  EXPECT_EQ(plan()->form, OtherForm::school);
  talk(Place::school, "2026-11-01");
  EXPECT_FALSE(plan());
}

TEST_F(ToPlanTest, WhoWasVisitedThisSchoolYearIsDone) {
  talk(Place::phone, "2026-11-01");
  talk(Place::home, "2026-06-01");
  EXPECT_TRUE(plan());
  talk(Place::home, "2026-10-01");
  EXPECT_FALSE(plan());
}

class OutTest : public testing::Test {
 protected:
  Out at(const char* date, const char* time) const {
    return out_state(appointment_, 60, day(date), minutes_of(time));
  }
  Appointment appointment_{"v1", today, "19:00", VisitState::confirmed, Place::home, {"m1"}, "c1",
                           "",   "",    0};
};

TEST_F(OutTest, R44_WhoHasNotComeOutInTimeIsMissed) {
  EXPECT_EQ(at("2026-11-21", "23:00"), Out::to_come);
  EXPECT_EQ(at("2026-11-22", "19:30"), Out::to_come);
  appointment_.check_in = "19:10";
  EXPECT_EQ(at("2026-11-22", "19:30"), Out::out);
  EXPECT_EQ(at("2026-11-22", "20:40"), Out::out) << "an hour and some grace after they went in";
  EXPECT_EQ(at("2026-11-22", "20:41"), Out::overdue);
  EXPECT_EQ(at("2026-11-23", "08:00"), Out::overdue);
  EXPECT_EQ(at("2026-11-24", "08:00"), Out::no_backstop);
  appointment_.check_out = "20:00";
  EXPECT_EQ(at("2026-11-22", "20:41"), Out::back);
}

TEST_F(OutTest, R44_WhoNeverCheckedInIsMissedToo) {
  EXPECT_EQ(at("2026-11-22", "20:31"), Out::overdue);
}

TEST_F(OutTest, R44_NobodyIsMissedAtAVisitThatIsNotCertain) {
  appointment_.state = VisitState::proposed;
  EXPECT_EQ(at("2026-11-22", "23:00"), Out::no_backstop);
  appointment_.state = VisitState::cancelled_by_school;
  EXPECT_EQ(at("2026-11-22", "23:00"), Out::no_backstop);
  appointment_.state = VisitState::confirmed;
  appointment_.start_time = "";
  EXPECT_EQ(at("2026-11-22", "23:00"), Out::to_come) << "nothing said when they should be back";
}

TEST(Appointments, HoldThePlannedAndThoseThatWereCalledOff) {
  std::vector<DossierEvent> events;
  const auto add = [&](Change change) {
    events.push_back(
        {"e", static_cast<std::int64_t>(events.size() + 1), 0, "m1", "N", std::move(change)});
  };
  Visit visit;
  visit.date = day("2026-12-01");
  visit.visitors = {"m1", "t1"};
  visit.backstop = Backstop{"c1", "", ""};
  for (const auto& [id, state] : {std::pair{"v1", VisitState::proposed},
                                  {"v2", VisitState::confirmed},
                                  {"v3", VisitState::held}}) {
    visit.id = id;
    visit.state = state;
    if (is_planned(state))
      add(VisitPlanned{visit});
    else
      add(VisitRecorded{visit});
  }
  EXPECT_EQ(write_appointments(History{}), "");
  add(VisitChanged{
      "v1", VisitState::rescheduled, day("2026-12-08"), "16:00", {"t1"}, Backstop{"c2", "", ""}});
  add(VisitChanged{"v2", VisitState::cancelled_by_family, std::nullopt, ""});
  add(BackstopNoted{"v1", "16:05", ""});
  const auto read = read_appointments(write_appointments(fold(events)));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 2u);
  const Appointment& moved = (*read)[0];
  EXPECT_EQ(moved.visit, "v1");
  EXPECT_EQ(moved.date, day("2026-12-08"));
  EXPECT_EQ(moved.start_time, "16:00");
  EXPECT_THAT(moved.visitors, ElementsAre("t1"));
  EXPECT_EQ(moved.backstop, "c2");
  EXPECT_EQ(moved.check_in, "16:05");
  EXPECT_EQ(moved.changes, 1);
  EXPECT_EQ((*read)[1].state, VisitState::cancelled_by_family);
}

TEST(Appointments, AMovedVisitIsCheckedInToAnew) {
  Visit visit;
  visit.id = "v1";
  visit.date = day("2026-12-01");
  visit.state = VisitState::confirmed;
  visit.backstop = Backstop{"c1", "19:00", ""};
  const History history =
      fold({{"e1", 1, 0, "m1", "N", VisitPlanned{visit}},
            {"e2", 2, 0, "m1", "N",
             VisitChanged{"v1", VisitState::rescheduled, day("2026-12-08"), ""}}});
  EXPECT_EQ(history.visits[0].visit.backstop->check_in, "");
}

}  // namespace
}  // namespace homevisit
