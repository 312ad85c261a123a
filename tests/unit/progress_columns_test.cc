// Every pupil stands in exactly one column, as known at the end of the day asked about.
#include "domain/progress/columns.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/history.h"
#include "domain/progress/last_contact.h"
#include "domain/progress/tally.h"

namespace homevisit::progress {
namespace {

Date day(const char* text) { return *parse_date(text); }

// The school keeps UTC here, so that a day begins at a whole day.
AsOf on(Date date) {
  std::vector<std::int64_t> midnights;
  for (int at = day_number(school_year_start(date)); at <= day_number(date) + 1; ++at)
    midnights.push_back(std::int64_t{at} * 1440);
  return AsOf(date, midnights);
}

class Story {
 public:
  // Recorded in the afternoon of that day.
  Story& add(Date recorded, Change change) {
    const std::int64_t ms = (std::int64_t{day_number(recorded)} * 1440 + 15 * 60) * 60'000;
    const auto seq = static_cast<std::int64_t>(events_.size() + 1);
    events_.push_back({"e" + std::to_string(seq), seq, ms, "m1", "Name", std::move(change)});
    return *this;
  }
  Story& add(const char* recorded, Change change) { return add(day(recorded), std::move(change)); }

  std::string kept() const { return write_facts(fold(events_).facts); }
  Standing at(Date date) const {
    const std::string facts = kept();
    FactReader reader(facts);
    Weighing weighing;
    return weighing.weigh(reader, on(date), 7);
  }
  Standing at(const char* date) const { return at(day(date)); }
  const std::vector<DossierEvent>& events() const { return events_; }

 private:
  std::vector<DossierEvent> events_;
};

Visit visit(const char* id, const char* date, VisitState state, Place place = Place::home) {
  Visit made;
  made.id = id;
  made.date = day(date);
  made.state = state;
  made.place = place;
  return made;
}

Answer answer(const char* guardian, const char* date, AnswerKind kind) {
  Answer given;
  given.id = std::string(guardian) + date + std::string(to_name(kind));
  given.guardian = guardian;
  given.date = day(date);
  given.kind = kind;
  return given;
}

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

// ---- Any history
// ---------------------------------------------------------------------------------

class AnyStory {
 public:
  explicit AnyStory(unsigned seed) : random_(seed) {
    const int events = 1 + below(25);
    int today = day_number(day("2025-09-01"));
    for (int i = 0; i < events; ++i) {
      today += below(40);
      story_.add(date_of(today), change(date_of(today)));
    }
  }
  const Story& story() const { return story_; }
  Story& story() { return story_; }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  std::string guardian() { return below(2) == 0 ? "g1" : "g2"; }
  Visit any_visit(Date today, VisitState state) {
    Visit made = visit("", "2026-01-01", state, below(3) == 0 ? Place::phone : Place::home);
    made.id = "v" + std::to_string(below(4));
    made.date = add_days(today, is_planned(state) ? below(60) : -below(20));
    return made;
  }
  Change change(Date today) {
    switch (below(11)) {
      case 0:
        return VisitPlanned{any_visit(today, VisitState::confirmed)};
      case 1:
        return VisitRecorded{any_visit(today, VisitState::held)};
      case 2:
        return VisitChanged{"v" + std::to_string(below(4)), static_cast<VisitState>(below(9)),
                            std::nullopt, ""};
      case 3:
        return VisitVoided{"v" + std::to_string(below(4))};
      case 4: {
        Answer given = answer("", "2026-01-01", static_cast<AnswerKind>(below(6)));
        given.id = "a" + std::to_string(answers_++);
        given.guardian = guardian();
        given.date = add_days(today, -below(3));
        if (below(4) == 0) given.not_before = add_days(today, below(400));
        given.never_ask = below(10) == 0;
        return AnswerRecorded{given};
      }
      case 5:
        return AnswerVoided{"a" + std::to_string(below(4))};
      case 6:
        return NoticeGiven{guardian(), today, Channel::letter, {}};
      case 7:
        return InvitationSent{"i", guardian(), today, Channel::letter, "nl", {}};
      case 8:
        return AttemptVoided{"t" + std::to_string(below(3))};
      default:
        return AttemptMade{
            "t" + std::to_string(attempts_++),    guardian(), today, "", Approach::phone,
            static_cast<AttemptResult>(below(5)), "m1",       ""};
    }
  }

  std::mt19937 random_;
  int answers_ = 0, attempts_ = 0;
  Story story_;
};

// The slow and obvious way: the events that were there by then, and nothing else.
Story known_by(const Story& story, Date date) {
  Story known;
  for (const DossierEvent& event : story.events()) {
    const Date recorded = date_of(static_cast<int>(event.recorded_at / 86'400'000));
    if (recorded <= date) known.add(recorded, event.change);
  }
  return known;
}

bool same(const Standing& a, const Standing& b) {
  return a.column == b.column && a.informed == b.informed && a.invited == b.invited &&
         a.asked == b.asked && a.answered == b.answered && a.attempts == b.attempts &&
         a.appointment_settled == b.appointment_settled && a.have_notice == b.have_notice &&
         a.know_of_talk == b.know_of_talk && a.contact_settled == b.contact_settled &&
         a.held_at_home == b.held_at_home && a.held_elsewhere == b.held_elsewhere &&
         a.no_show == b.no_show && a.reports_in_time == b.reports_in_time &&
         a.last_contact == b.last_contact;
}

TEST(AnyHistory, ColumnsAddUpToTheScope) {
  Tally all;
  for (unsigned seed = 0; seed < 500; ++seed) {
    Tally one;
    one.add(AnyStory(seed).story().at("2026-06-01"));
    int sum = 0;
    for (const int count : one.columns) sum += count;
    EXPECT_EQ(sum, 1) << "exactly one column, seed " << seed;
    all.add(one);
  }
  int sum = 0;
  for (const int count : all.columns) {
    EXPECT_GT(count, 0) << "every column comes about";
    sum += count;
  }
  EXPECT_EQ(sum, all.in_scope);
}

TEST(AnyHistory, TheReportOfAPastDayNeverChangesWhenLaterEventsComeIn) {
  int others = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    const AnyStory any(seed);
    const Story& story = any.story();
    for (const char* date : {"2025-10-15", "2026-01-31", "2026-06-01"}) {
      EXPECT_TRUE(same(story.at(date), known_by(story, day(date)).at(date)))
          << "seed " << seed << ", " << date;
      others += same(story.at(date), story.at("2026-07-01")) ? 0 : 1;
    }
  }
  EXPECT_GT(others, 100) << "later events do change later reports";
}

// R1, rule 3.
TEST(ProgressColumns, R1_ADeclineNeverLowersAFigureAndIsNeverAThingToDo) {
  const Date today = day("2026-06-01");
  int raised = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    AnyStory any(seed);
    Story story = known_by(any.story(), today);
    const Standing before = story.at(today);
    Answer no = answer("g1", "2026-06-01", AnswerKind::declined);
    no.id = "the decline";
    story.add(today, AnswerRecorded{no});
    const Standing after = story.at(today);
    const auto of = [](const Standing& s) {
      return std::array{
          s.informed,        s.asked,           s.answered,        s.appointment_settled,
          s.contact_settled, s.other_form_held, s.held_at_home > 0};
    };
    for (std::size_t i = 0; i < of(before).size(); ++i)
      EXPECT_GE(of(after)[i], of(before)[i]) << "figure " << i << ", seed " << seed;
    EXPECT_EQ(after.reports_in_time, before.reports_in_time);
    EXPECT_EQ(after.reports_missing, before.reports_missing);
    EXPECT_EQ(after.no_show, before.no_show);
    for (const Column to_do :
         {Column::to_plan, Column::not_spoken, Column::invited, Column::informed, Column::not_asked,
          Column::fell_through, Column::cancelled_by_school, Column::planned})
      EXPECT_NE(after.column, to_do) << "seed " << seed;
    EXPECT_TRUE(after.rests);
    EXPECT_FALSE(is_silent(after, day_number(today))) << "they have just been spoken to";
    if (!before.answered) ++raised;
  }
  EXPECT_GT(raised, 50);
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
