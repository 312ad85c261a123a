// Roll-over: files follow by rule, doubts wait for a person, nobody is shown another child's file.
#include "sync/matching.h"

#include <gmock/gmock.h>

#include "domain/codec.h"
#include "journal_test.h"
#include "sync/join.h"

namespace homevisit::sync {
namespace {

using journal::StudentIds;
using testing::ElementsAre;
using testing::IsEmpty;

struct Child {
  std::string id, given, family, birth, guardian_id, guardian;
};

class MatchingTest : public journal::JournalTest {
 protected:
  MatchingTest() : journal(make()) {
    auto opened = journal::RosterStore::open(folder.file("roster.db"));
    EXPECT_TRUE(opened);
    roster = std::move(opened).value();
  }

  // The roster as a whole, and what the journal makes of it.
  Matched read(const std::vector<Child>& children) {
    Matching matching(*journal, *roster, clock, system_random(), *parse_date("2026-08-20"));
    const CallControl control;
    EXPECT_TRUE(matching.remember(control));
    auto update = roster->replace();
    EXPECT_TRUE(update);
    for (const Child& child : children) {
      Student student;
      student.id = child.id;
      student.given_name = child.given;
      student.family_name = child.family;
      student.birth_date = parse_date(child.birth);
      EXPECT_TRUE((*update)->put(student));
      if (child.guardian_id.empty()) continue;
      Guardian guardian;
      guardian.id = child.guardian_id;
      guardian.family_name = child.guardian;
      EXPECT_TRUE((*update)->put_guardian(guardian));
      journal::Care care;
      care.student = child.id;
      care.guardian = child.guardian_id;
      EXPECT_TRUE((*update)->put(care));
    }
    EXPECT_TRUE((*update)->each_came([&](const Student& student) {
      matching.came(student.id);
      return ok();
    }));
    EXPECT_TRUE((*update)->commit(1));
    const auto matched = matching.match(control);
    EXPECT_TRUE(matched) << (matched ? "" : matched.error().message);
    return matched ? *matched : Matched();
  }

  // A "never ask again" of this guardian is in the student's file.
  void declined(const std::string& student, const std::string& guardian) {
    Answer answer;
    answer.id = new_id().text();
    answer.guardian = guardian;
    answer.kind = AnswerKind::declined;
    answer.date = *parse_date("2026-05-01");
    answer.never_ask = true;
    append(*journal, student, write_event({"", 0, 0, "m1", "", AnswerRecorded{answer}}, ""));
    auto transaction = journal->begin();
    const auto now = present(*roster, student);
    ASSERT_TRUE(now && *now);
    ASSERT_TRUE(
        put_identity(**transaction, student, identity_of((*now)->student, (*now)->guardians)));
    ASSERT_TRUE((*transaction)->commit());
  }
  std::size_t answers(const std::string& student) {
    const auto transaction = journal->begin();
    const auto history = history_of(**transaction, student);
    EXPECT_TRUE(history);
    return history->answers.size();
  }
  bool never_ask(const std::string& student, const std::string& guardian) {
    const auto transaction = journal->begin();
    const auto history = history_of(**transaction, student);
    EXPECT_TRUE(history);
    const Answer* answer = history->standing_answer(guardian, *parse_date("2028-01-01"));
    return answer != nullptr && answer->never_ask;
  }
  Doubts doubts(const std::string& student) {
    const auto transaction = journal->begin();
    const auto list = doubts_of(**transaction, student);
    EXPECT_TRUE(list);
    return *list;
  }
  StudentIds ids(const std::string& student) { return *journal->ids(student); }
  void expect_whole() { EXPECT_THAT(verify(*journal).problems, IsEmpty()); }

  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<journal::RosterStore> roster;
};

const Child noor{"s1", "Noor", "Visser", "2013-03-01", "g1", "Sanne Visser"};
const Child daan{"s2", "Daan", "Mulder", "2013-04-02", "g2", "Eva Mulder"};
Child with_id(Child child, const std::string& id, const std::string& guardian = "") {
  child.id = id;
  if (!guardian.empty()) child.guardian_id = guardian;
  return child;
}

TEST_F(MatchingTest, EverybodyGetsNewIdsAndEveryFileFollows) {
  read({noor, daan});
  declined("s1", "g1");
  declined("s2", "g2");
  const Matched matched = read({with_id(noor, "n1", "h1"), with_id(daan, "n2", "h2")});
  EXPECT_EQ(matched.matched, 2);
  EXPECT_EQ(matched.doubts, 0);
  for (const auto& [old, now] : {std::pair("s1", "n1"), std::pair("s2", "n2")}) {
    EXPECT_EQ(answers(now), 1u);
    EXPECT_EQ(answers(old), 1u);
    EXPECT_EQ(ids(old).current, now);
  }
  EXPECT_TRUE(never_ask("n1", "h1")) << "a never is a never under whatever number";
  expect_whole();
}

TEST_F(MatchingTest, StudentsWithoutAFileAreNobodysConcern) {
  read({noor, daan});
  const Matched matched = read({with_id(noor, "n1")});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 0);
  EXPECT_EQ(ids("n1").current, "");
}

TEST_F(MatchingTest, TwoWhoMayBeMeantAreADoubt) {
  read({noor});
  declined("s1", "g1");
  const Matched matched = read({with_id(noor, "n1"), with_id(noor, "n2")});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 1);
  ASSERT_EQ(doubts("s1").size(), 1u);
  EXPECT_THAT(doubts("s1")[0].candidates, ElementsAre("n1", "n2"));
  EXPECT_EQ(answers("n1"), 0u);
  EXPECT_EQ(answers("n2"), 0u);
}

TEST_F(MatchingTest, TwoWhoLeftForOneWhoCameAreADoubt) {
  read({noor, with_id(noor, "s9")});
  declined("s1", "g1");
  declined("s9", "g1");
  const Matched matched = read({with_id(noor, "n1")});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 2);
}

TEST_F(MatchingTest, ASecondWhoMayBeMeantIsNotCertainLaterEither) {
  read({noor});
  declined("s1", "g1");
  Child without = with_id(noor, "n1");
  without.guardian_id.clear();
  EXPECT_EQ(read({without}).doubts, 1);
  const Matched matched = read({without, with_id(noor, "n2")});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_THAT(doubts("s1")[0].candidates, testing::UnorderedElementsAre("n1", "n2"));
}

TEST_F(MatchingTest, WhoWasThereSideBySideIsNotCertain) {
  read({noor, with_id(noor, "s9")});
  declined("s1", "g1");
  const Matched matched = read({with_id(noor, "s9")});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 1);
}

TEST_F(MatchingTest, WhoComesLaterThanTheOtherLeftIsFoundToo) {
  read({noor, daan});
  declined("s1", "g1");
  EXPECT_EQ(read({daan}).doubts, 0);
  EXPECT_EQ(read({daan, with_id(noor, "n1")}).matched, 1);
  EXPECT_EQ(answers("n1"), 1u);
}

TEST_F(MatchingTest, TwinsAreNotMistakenForEachOther) {
  Child bram = with_id(noor, "s3");
  bram.given = "Bram";
  read({noor, bram});
  declined("s1", "g1");
  declined("s3", "g1");
  EXPECT_EQ(read({bram}).doubts, 0) << "one twin leaves";
  // Both come under new ids: each is like the other in all but the given name.
  EXPECT_EQ(read({with_id(noor, "n1"), with_id(bram, "n3")}).matched, 2);
  EXPECT_EQ(ids("s1").current, "n1");
  EXPECT_EQ(ids("s3").current, "n3");
}

TEST_F(MatchingTest, ATwinWhoComesWhenTheOtherLeftIsAQuestionAtMost) {
  read({noor});
  declined("s1", "g1");
  Child bram = with_id(noor, "n3");
  bram.given = "Bram";
  const Matched matched = read({bram});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 1);
  EXPECT_EQ(answers("n3"), 0u);
}

TEST_F(MatchingTest, ANamesakeWhoCameIsSomebodyElse) {
  read({noor});
  declined("s1", "g1");
  Child other{"n1", "Noor", "Visser", "2014-07-09", "g7", "Ilse Visser"};
  const Matched matched = read({other});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 0);
  EXPECT_EQ(answers("n1"), 0u);
}

TEST_F(MatchingTest, WithoutGuardiansOrBirthDateNothingIsCertain) {
  read({noor, daan});
  declined("s1", "g1");
  declined("s2", "g2");
  Child alone = with_id(noor, "n1");
  alone.guardian_id.clear();
  Child undated = with_id(daan, "n2");
  undated.birth.clear();
  const Matched matched = read({alone, undated});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 2);
}

TEST_F(MatchingTest, WhoHasAFileOfHerOwnIsJoinedByAPersonOnly) {
  read({noor});
  declined("s1", "g1");
  append(*journal, "n1", write_event({"", 0, 0, "m1", "", AnswerVoided{"x"}}, ""));
  const Matched matched = read({with_id(noor, "n1")});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 1);
}

TEST_F(MatchingTest, AStudentWhoComesBackFindsHerFile) {
  read({noor, daan});
  declined("s1", "g1");
  read({daan});
  const Matched matched = read({noor, daan});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 0);
  EXPECT_EQ(answers("s1"), 1u);
}

TEST_F(MatchingTest, AStudentWhoComesBackUnderAnOlderIdFindsItToo) {
  read({noor});
  declined("s1", "g1");
  read({with_id(noor, "n1")});
  ASSERT_EQ(ids("s1").current, "n1");
  EXPECT_EQ(read({noor}).matched, 1);
  EXPECT_EQ(ids("n1").current, "s1");
  EXPECT_EQ(answers("s1"), 1u);
}

// The worst that could happen: the next child sees the file of the one before.
TEST_F(MatchingTest, AnIdThatIsAnotherChildsIsHeldUntilAPersonDecides) {
  read({noor});
  declined("s1", "g1");
  read({});
  const Matched matched = read({with_id(daan, "s1")});
  EXPECT_EQ(matched.doubts, 1);
  EXPECT_TRUE(ids("s1").held);
  ASSERT_EQ(doubts("s1").size(), 1u);
  EXPECT_EQ(doubts("s1")[0].kind, DoubtKind::reused);
  // The system has put it right: it was her after all.
  EXPECT_EQ(read({noor}).doubts, 0);
  EXPECT_FALSE(ids("s1").held);
}

TEST_F(MatchingTest, AnOlderIdThatIsAnotherChildsIsAQuestionToo) {
  read({noor});
  declined("s1", "g1");
  read({with_id(noor, "n1")});
  const Matched matched = read({with_id(noor, "n1"), with_id(daan, "s1")});
  EXPECT_EQ(matched.doubts, 1);
  ASSERT_EQ(doubts("n1").size(), 1u);
  EXPECT_EQ(doubts("n1")[0].id, "s1");
  EXPECT_FALSE(ids("n1").held) << "what is filed under the id in use goes on";
}

TEST_F(MatchingTest, TheOldChildAndTheNewOneUnderHerIdComeAtOnce) {
  read({noor});
  declined("s1", "g1");
  const Matched matched = read({with_id(noor, "n1"), with_id(daan, "s1")});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_TRUE(ids("s1").held);
  EXPECT_EQ(answers("n1"), 0u) << "not before a person has said whose s1 is";
}

TEST_F(MatchingTest, AReleasedIdBeginsAnew) {
  read({noor});
  declined("s1", "g1");
  read({with_id(daan, "s1")});
  {
    auto transaction = journal->begin();
    const auto kept_as = release_id(**transaction, "s1", *parse_date("2026-08-20"));
    ASSERT_TRUE(kept_as);
    EXPECT_EQ(*kept_as, "s1 (2026-08-20)");
    ASSERT_TRUE((*transaction)->commit());
  }
  EXPECT_EQ(answers("s1"), 0u);
  EXPECT_EQ(answers("s1 (2026-08-20)"), 1u);
  EXPECT_EQ(read({with_id(daan, "s1")}).doubts, 0);
  expect_whole();
}

TEST_F(MatchingTest, GuardiansIdsFollowUnderTheSameStudent) {
  read({noor});
  declined("s1", "g1");
  const Matched matched = read({with_id(noor, "s1", "h1")});
  EXPECT_EQ(matched.guardians, 1);
  EXPECT_TRUE(never_ask("s1", "h1"));
}

TEST_F(MatchingTest, AGuardianWhoCannotBeToldIsAQuestionWhereSomethingWasSaid) {
  read({noor, daan});
  declined("s1", "g1");
  Child other = with_id(noor, "s1", "h1");
  other.guardian = "Sanne de Boer";
  const Matched matched = read({other, daan});
  EXPECT_EQ(matched.doubts, 1);
  ASSERT_EQ(doubts("s1").size(), 1u);
  EXPECT_EQ(doubts("s1")[0].kind, DoubtKind::guardian);
  EXPECT_EQ(doubts("s1")[0].id, "g1");
  EXPECT_THAT(doubts("s1")[0].candidates, ElementsAre("h1"));
  EXPECT_FALSE(never_ask("s1", "h1"));
}

TEST_F(MatchingTest, WhatWasTakenBackIsNotFoundAgain) {
  read({noor});
  declined("s1", "g1");
  read({with_id(noor, "n1")});
  {
    auto transaction = journal->begin();
    const auto other = part_file(**transaction, "s1", {clock, system_random(), "", "it", ""});
    ASSERT_TRUE(other) << other.error().message;
    EXPECT_EQ(*other, "n1");
    ASSERT_TRUE((*transaction)->commit());
  }
  EXPECT_EQ(answers("s1"), 1u);
  EXPECT_EQ(answers("n1"), 0u);
  const Matched matched = read({with_id(noor, "n1"), daan});
  EXPECT_EQ(matched.matched, 0);
  EXPECT_EQ(matched.doubts, 0);
  expect_whole();
}

TEST_F(MatchingTest, FilesFromBeforeWhoWasKeptAreRememberedInTime) {
  read({noor});
  append(*journal, "s1", write_event({"", 0, 0, "m1", "", AnswerVoided{"x"}}, ""));
  EXPECT_EQ(read({with_id(noor, "n1")}).matched, 1);
}

TEST_F(MatchingTest, ADraftIsNoFileThatAnybodyCouldMiss) {
  read({noor});
  ASSERT_TRUE(journal->put_draft("m1", "s1", "visit", "typed"));
  {
    auto transaction = journal->begin();
    const auto now = present(*roster, "s1");
    ASSERT_TRUE(put_identity(**transaction, "s1", identity_of((*now)->student, (*now)->guardians)));
    ASSERT_TRUE((*transaction)->commit());
  }
  EXPECT_EQ(read({with_id(daan, "s1")}).doubts, 0);
  const auto draft = journal->draft("m1", "s1", "visit");
  ASSERT_TRUE(draft);
  EXPECT_FALSE(draft->has_value());
}

}  // namespace
}  // namespace homevisit::sync
