// A history is what the events add up to.
#include "domain/history.h"
#include "domain/next_contact.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/codec.h"
#include "domain/next_contact.h"

namespace homevisit {
namespace {

Date day(const char* text) { return *parse_date(text); }

Visit held(const char* id, const char* date) {
  Visit visit;
  visit.id = id;
  visit.date = day(date);
  visit.visitors = {"m1"};
  visit.report.key_points = {"punt"};
  return visit;
}

class Story {
 public:
  Story& add(Change change, const char* by = "m1") {
    events_.push_back({"e" + std::to_string(events_.size() + 1),
                       static_cast<std::int64_t>(events_.size() + 1), 0, by, "Name",
                       std::move(change)});
    return *this;
  }
  History history() const { return fold(events_); }

 private:
  std::vector<DossierEvent> events_;
};

TEST(History, APlannedVisitBecomesTheOneThatWasHeld) {
  Visit planned = held("v1", "2026-12-01");
  planned.state = VisitState::confirmed;
  planned.report = {};
  Story story;
  story.add(VisitPlanned{planned});
  EXPECT_EQ(story.history().next_contact->date, day("2026-12-01"));
  story.add(VisitRecorded{held("v1", "2026-12-01")});
  const History history = story.history();
  ASSERT_EQ(history.visits.size(), 1u);
  EXPECT_EQ(history.visits[0].visit.state, VisitState::held);
  EXPECT_FALSE(history.next_contact);
}

TEST(History, R40_TheNextContactIsTheLastOneSetUntilItWasMade) {
  Visit first = held("v1", "2026-10-01");
  first.report.next_contact = NextContact{day("2026-11-15"), "phone", "", true};
  Story story;
  story.add(VisitRecorded{first});
  EXPECT_EQ(story.history().next_contact->date, day("2026-11-15"));
  story.add(VisitRecorded{held("v2", "2026-11-16")});
  EXPECT_FALSE(story.history().next_contact);
  story.add(NextContactSet{{day("2027-01-10"), "", "", false}});
  EXPECT_EQ(story.history().next_contact->date, day("2027-01-10"));
}

TEST(History, R40_TheNextContactIsTheEarliestThatIsStillToCome) {
  const auto next = [](const Story& story, const char* today) {
    const auto found = next_contact(story.history(), day(today));
    return found && found->date ? format_date(*found->date) : std::string();
  };
  const auto planned = [](const char* id, const char* date) {
    Visit visit = held(id, date);
    visit.state = VisitState::confirmed;
    visit.report = {};
    return VisitPlanned{visit};
  };
  Story story;
  story.add(NextContactSet{{day("2026-12-10"), "phone", "", false}});
  story.add(planned("v1", "2026-11-20"));
  story.add(planned("v2", "2027-01-20"));
  EXPECT_EQ(next(story, "2026-11-15"), "2026-11-20") << "not the last one written";
  EXPECT_EQ(next(story, "2026-11-25"), "2026-12-10");
  EXPECT_EQ(next(story, "2026-12-11"), "2027-01-20");
  EXPECT_EQ(next(story, "2027-02-01"), "2026-12-10") << "what was said last is shown as past";
  story.add(NextContactSet{{day("2027-01-15"), "phone", "", false}});
  EXPECT_EQ(next(story, "2026-12-01"), "2027-01-15") << "another moment was chosen";
}

TEST(History, R98_ACancelledVisitIsNeitherAContactNorANextOne) {
  for (const VisitState state :
       {VisitState::cancelled_by_family, VisitState::cancelled_by_school, VisitState::no_show}) {
    Visit planned = held("v1", "2026-12-01");
    planned.state = VisitState::proposed;
    Story story;
    story.add(VisitPlanned{planned}).add(VisitChanged{"v1", state, std::nullopt, ""});
    const History history = story.history();
    EXPECT_FALSE(history.next_contact) << to_name(state);
    EXPECT_EQ(history.last_contact(day("2027-01-01")), nullptr) << to_name(state);
    EXPECT_EQ(history.visits[0].visit.state, state);
  }
}

TEST(History, AVoidedVisitStaysVisibleButCountsNoMore) {
  Visit visit = held("v1", "2026-10-01");
  visit.report.agreements.push_back({"ag1", "Bellen", AgreementOwner::school, "", {}});
  Story story;
  story.add(VisitRecorded{visit}).add(VisitVoided{"v1"}, "m2");
  const History history = story.history();
  EXPECT_EQ(history.visits[0].voided->by, "m2");
  EXPECT_TRUE(history.agreements.empty());
  EXPECT_EQ(summarize(history).contacts, 0);
}

TEST(History, R84_HowAnAgreementGoesIsKeptWhenTheReportIsRevised) {
  Visit visit = held("v1", "2026-10-01");
  visit.report.agreements.push_back({"ag1", "Bellen", AgreementOwner::school, "", {}});
  Story story;
  story.add(VisitRecorded{visit})
      .add(AgreementChanged{"ag1", AgreementState::going_well, "elke week"});
  visit.report.key_points = {"ander punt"};
  story.add(VisitRevised{visit});
  const History history = story.history();
  ASSERT_EQ(history.agreements.size(), 1u);
  EXPECT_EQ(history.agreements[0].agreement.state, AgreementState::going_well);
  EXPECT_EQ(history.agreements[0].note, "elke week");
  EXPECT_EQ(history.visits[0].revisions.size(), 1u);
}

TEST(History, Rule4_AVoidedAnswerDropsOutAndTheEarlierOneStandsAgain) {
  Answer agreed;
  agreed.id = "a1";
  agreed.guardian = "g1";
  agreed.kind = AnswerKind::agreed;
  agreed.date = day("2026-09-01");
  Answer declined = agreed;
  declined.id = "a2";
  declined.kind = AnswerKind::declined;
  declined.date = day("2026-10-01");
  Story story;
  story.add(AnswerRecorded{agreed}).add(AnswerRecorded{declined});
  EXPECT_EQ(story.history().standing_answer("g1", day("2026-11-01"))->id, "a2");
  story.add(AnswerVoided{"a2"}, "m2");
  History history = story.history();
  EXPECT_EQ(history.standing_answer("g1", day("2026-11-01"))->id, "a1");
  mark_standing(history, day("2026-11-01"));
  EXPECT_TRUE(history.answers[0].standing);
  EXPECT_FALSE(history.answers[1].standing);
}

TEST(History, R67_ANeedIsSolvedTogether) {
  Visit visit = held("v1", "2026-10-01");
  visit.report.needs.push_back({NeedKind::quiet_place, "Tafel in de gang", "", NeedState::open});
  Story story;
  story.add(VisitRecorded{visit})
      .add(NeedChanged{"v1", 0, NeedState::solved, "Bibliotheek op woensdag"});
  const Need need = story.history().visits[0].visit.report.needs[0];
  EXPECT_EQ(need.state, NeedState::solved);
  EXPECT_EQ(need.joint_solution, "Bibliotheek op woensdag");
}

// Random events, written and read again, give the same history: nothing is lost on the way through
// the journal, whatever the events are.
TEST(Codec, AnyEventReadsBackAsItWasWritten) {
  std::mt19937_64 random(20261122);
  const auto pick = [&](std::uint64_t n) { return static_cast<int>(random() % n); };
  const auto text = [&] {
    static const char* const texts[] = {"", "Prettig", "\"quotes\" \\ / \b\n",
                                        "ünïcødé 🙂 العربية", "<b>&amp;</b>"};
    return std::string(texts[pick(5)]);
  };
  for (int round = 0; round < 500; ++round) {
    Visit visit = held("v1", "2026-10-12");
    visit.start_time = pick(2) ? "15:30" : "";
    visit.state = static_cast<VisitState>(pick(9));
    visit.place = static_cast<Place>(pick(5));
    visit.purpose = static_cast<Purpose>(pick(5));
    visit.pupil = static_cast<PupilPresent>(pick(4));
    if (pick(2))
      visit.interpreter = Interpreter{static_cast<InterpreterKind>(pick(7)), "tr",
                                      ArrangedBy::parents, text(), text()};
    if (pick(2)) visit.backstop = Backstop{"b", "14:00", ""};
    if (pick(2)) visit.minutes = {pick(90), -1, 0, pick(30)};
    for (int i = pick(3); i > 0; --i)
      visit.report.notes.push_back({static_cast<Topic>(pick(18)), static_cast<Voice>(pick(4)),
                                    text(), static_cast<Tier>(pick(3))});
    for (int i = pick(3); i > 0; --i)
      visit.report.agreements.push_back({"ag" + std::to_string(i), text(),
                                         static_cast<AgreementOwner>(pick(4)), text(),
                                         pick(2) ? std::optional(day("2026-12-01")) : std::nullopt,
                                         static_cast<AgreementState>(pick(5)), pick(2) == 1});
    for (int i = pick(3); i > 0; --i)
      visit.report.needs.push_back(
          {static_cast<NeedKind>(pick(5)), text(), text(), static_cast<NeedState>(pick(2))});
    const DossierEvent event{"e", 7, 0, "m1", text(), VisitRecorded{visit}};
    const std::string body = write_event(event, "");
    const auto read = read_event(7, "e", 0, body);
    ASSERT_TRUE(read) << body;
    EXPECT_EQ(write_event(*read, ""), body);
  }
}

TEST(Codec, ADamagedBodySaysWhichEventAndWhatToDo) {
  for (const char* body :
       {"", "{", "[]x", R"({"type":"visit_recorded","visit":{"date":"2026-02-30"}})"}) {
    const auto read = read_event(12, "e", 0, body);
    ASSERT_FALSE(read) << body;
    EXPECT_EQ(read.error().status, HV_DATA_LOSS) << body;
    EXPECT_NE(read.error().message.find("12"), std::string::npos);
  }
  EXPECT_EQ(read_event(1, "e", 0, R"({"type":"from_the_future"})").error().status, HV_UNSUPPORTED);
}

Answer answer_of(const char* id, const char* guardian, AnswerKind kind, const char* date) {
  Answer answer;
  answer.id = id;
  answer.guardian = guardian;
  answer.kind = kind;
  answer.date = day(date);
  return answer;
}

TEST(IdsChanged, WhatAGuardianSaidHoldsUnderTheNewId) {
  Answer never = answer_of("a1", "g1", AnswerKind::declined, "2026-09-01");
  never.never_ask = true;
  Visit visit = held("v1", "2026-10-01");
  visit.at_guardian = "g1";
  visit.guardians = {"g1", "g2"};
  GuardianInformed told;
  told.guardian = "g1";
  Story story;
  story.add(AnswerRecorded{never}).add(VisitRecorded{visit}).add(told);
  story.add(PreferenceSet{"g1", "phone", "", ""});
  story.add(IdsChanged{"s1", "s2", {{"g1", "g9"}}, "", false});
  const History history = story.history();
  ASSERT_NE(history.standing_answer("g9", day("2029-01-01")), nullptr);
  EXPECT_TRUE(history.standing_answer("g9", day("2029-01-01"))->never_ask);
  EXPECT_EQ(history.visits[0].visit.at_guardian, "g9");
  EXPECT_EQ(history.visits[0].visit.guardians, (std::vector<std::string>{"g9", "g2"}));
  EXPECT_EQ(history.informed[0].informed.guardian, "g9");
  EXPECT_TRUE(history.preferences.contains("g9"));
  EXPECT_FALSE(history.preferences.contains("g1"));
}

TEST(IdsChanged, IdsThatChangePlacesAreNotMixed) {
  Story story;
  story.add(AnswerRecorded{answer_of("a1", "g1", AnswerKind::declined, "2026-09-01")});
  story.add(AnswerRecorded{answer_of("a2", "g2", AnswerKind::agreed, "2026-09-01")});
  story.add(IdsChanged{"s1", "s1", {{"g1", "g2"}, {"g2", "g1"}}, "", false});
  const History history = story.history();
  EXPECT_EQ(history.standing_answer("g2", day("2026-10-01"))->kind, AnswerKind::declined);
  EXPECT_EQ(history.standing_answer("g1", day("2026-10-01"))->kind, AnswerKind::agreed);
}

TEST(IdsChanged, OfTwoPreferencesTheLaterOneStaysWhoeverSetIt) {
  for (const bool old_is_later : {true, false}) {
    Story story;
    story.add(PreferenceSet{old_is_later ? "g9" : "g1", "phone", "", ""});
    story.add(PreferenceSet{old_is_later ? "g1" : "g9", "letter", "", ""});
    story.add(IdsChanged{"s1", "s2", {{"g1", "g9"}}, "", false});
    EXPECT_EQ(story.history().preferences.at("g9").channel, "letter");
  }
}

TEST(IdsChanged, TakenBackItChangesNothing) {
  Story story;
  story.add(AnswerRecorded{answer_of("a1", "g1", AnswerKind::declined, "2026-09-01")});
  story.add(IdsChanged{"s1", "s2", {{"g1", "g9"}}, "", true});
  EXPECT_NE(story.history().standing_answer("g1", day("2026-10-01")), nullptr);
}

TEST(IdsChanged, StandsInTheJournalAsItWas) {
  const DossierEvent event{"e1", 1,  0,
                           "",   "", IdsChanged{"s1", "s2", {{"g1", "g9"}}, "guardian_name", true}};
  const auto read = read_event(1, "e1", 0, write_event(event, ""));
  ASSERT_TRUE(read);
  const auto& change = std::get<IdsChanged>(read->change);
  EXPECT_EQ(change.from, "s1");
  EXPECT_EQ(change.to, "s2");
  EXPECT_EQ(change.guardians, (std::vector<std::pair<std::string, std::string>>{{"g1", "g9"}}));
  EXPECT_EQ(change.rule, "guardian_name");
  EXPECT_TRUE(change.parted);
}

}  // namespace
}  // namespace homevisit
