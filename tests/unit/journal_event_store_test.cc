// The journal's events: what is appended is there, in order, once.
#include <gmock/gmock.h>

#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using EventStore = JournalTest;

TEST_F(EventStore, KeepsTheEventsOfEachStudentInOrder) {
  auto journal = make();
  append(*journal, "s1", R"({"n":1})");
  append(*journal, "s2", R"({"n":2})");
  append(*journal, "s1", R"({"n":3})");
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre(R"({"n":1})", R"({"n":3})"));
  EXPECT_THAT(bodies(*journal, "s2"), ElementsAre(R"({"n":2})"));
}

TEST_F(EventStore, IsTheSameAfterReopening) {
  append(*make(), "s1", "first");
  EXPECT_THAT(bodies(*open(), "s1"), ElementsAre("first"));
}

TEST_F(EventStore, KeepsAnyBytesOfABody) {
  auto journal = make();
  const std::string body("\0\x01 \xc3\xab; ' :x \0 end", 17);
  append(*journal, "s1", body);
  append(*journal, "s1", "");
  append(*journal, "s1", std::string(3'000'000, 'x'));
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre(body, "", std::string(3'000'000, 'x')));
}

TEST_F(EventStore, KeepsTheIdOfAnEvent) {
  auto journal = make();
  const Uuid id = new_id();
  auto transaction = journal->begin();
  ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, id, "x"));
  ASSERT_TRUE((*transaction)->commit());
  EXPECT_EQ(journal->events("s1", Stream::dossier)->at(0).id, id);
}

TEST_F(EventStore, KnowsNothingOfAnUnknownStudent) {
  auto journal = make();
  EXPECT_THAT(bodies(*journal, "nobody"), IsEmpty());
  EXPECT_EQ(*journal->head("nobody"), 0);
}

TEST_F(EventStore, KeepsAccessOutOfTheDossier) {
  auto journal = make();
  const auto seq = append(*journal, "s1", "visit");
  append(*journal, "s1", "somebody looked", Stream::access);
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("visit"));
  EXPECT_EQ(*journal->head("s1"), seq);
  EXPECT_THAT(bodies(*journal, "s1", Stream::access), ElementsAre("somebody looked"));
}

TEST_F(EventStore, KeepsEventsOfTheSystemItself) {
  auto journal = make();
  append(*journal, "", "roster read", Stream::system);
  EXPECT_THAT(bodies(*journal, "", Stream::system), ElementsAre("roster read"));
}

TEST_F(EventStore, VisitsEveryStudentThatHasEvents) {
  auto journal = make();
  for (int i = 0; i < 1200; i += 100) {
    auto transaction = journal->begin();
    for (int j = i; j < i + 100; ++j)
      ASSERT_TRUE((*transaction)->append("s" + std::to_string(j), Stream::dossier, new_id(), "x"));
    ASSERT_TRUE((*transaction)->commit());
  }
  append(*journal, "", "system", Stream::system);
  ASSERT_TRUE(journal->put_draft("t1", "only a draft", "record", "{}"));
  int visited = 0;
  ASSERT_TRUE(journal->each_student([&](const std::string& student) {
    ++visited;
    EXPECT_EQ(bodies(*journal, student).size(), 1U) << student;
    return Status();
  }));
  EXPECT_EQ(visited, 1200);
}

TEST_F(EventStore, StopsVisitingWhenToldTo) {
  auto journal = make();
  append(*journal, "s1", "x");
  append(*journal, "s2", "x");
  int visited = 0;
  const Status status = journal->each_student([&](const std::string&) -> Status {
    ++visited;
    return Error{HV_CANCELLED, "cancelled", "Stop."};
  });
  EXPECT_EQ(status.error().status, HV_CANCELLED);
  EXPECT_EQ(visited, 1);
}

TEST_F(EventStore, LeavesNothingOfATransactionThatWasNotCommitted) {
  auto journal = make();
  {
    auto transaction = journal->begin();
    ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, new_id(), "lost"));
    ASSERT_TRUE((*transaction)->put_projection("s1", "history", {1, "{}"}));
    ASSERT_TRUE((*transaction)->enqueue(outbox_item("s1", "m", "{}", 1)));
  }
  EXPECT_THAT(bodies(*journal, "s1"), IsEmpty());
  EXPECT_FALSE(journal->projection("s1", "history")->has_value());
  EXPECT_EQ(journal->outbox_counts()->queued, 0);
  EXPECT_EQ(append(*journal, "s1", "kept"), 1);
}

TEST_F(EventStore, SeesItsOwnWritesInsideATransaction) {
  auto journal = make();
  auto transaction = journal->begin();
  ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, new_id(), "mine"));
  EXPECT_EQ((*transaction)->events("s1", Stream::dossier)->at(0).body, "mine");
  EXPECT_EQ(*(*transaction)->head("s1"), 1);
}

TEST_F(EventStore, ReadersDoNotSeeWhatIsNotCommitted) {
  auto journal = make();
  auto transaction = journal->begin();
  ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, new_id(), "mine"));
  EXPECT_THAT(bodies(*journal, "s1"), IsEmpty());
  ASSERT_TRUE((*transaction)->commit());
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("mine"));
}

TEST_F(EventStore, FindsWhatASubmissionMade) {
  auto journal = make();
  const Bytes digest(32, 7);
  const auto seq = append(*journal, "s1", "once", Stream::dossier, digest);
  auto transaction = journal->begin();
  const auto found = (*transaction)->find_submission(digest);
  ASSERT_TRUE(found && found->has_value());
  EXPECT_EQ((*found)->seq, seq);
  EXPECT_EQ((*found)->body, "once");
  EXPECT_FALSE((*transaction)->find_submission(Bytes(32, 8))->has_value());
}

TEST_F(EventStore, RefusesASecondEventOfTheSameSubmission) {
  auto journal = make();
  const Bytes digest(32, 7);
  append(*journal, "s1", "once", Stream::dossier, digest);
  auto transaction = journal->begin();
  const auto again = (*transaction)->append("s2", Stream::dossier, new_id(), "twice", digest);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().status, HV_ALREADY_EXISTS);
}

TEST_F(EventStore, RefusesASubmissionThatIsNoDigest) {
  auto journal = make();
  auto transaction = journal->begin();
  const auto seq = (*transaction)->append("s1", Stream::dossier, new_id(), "x", Bytes(31, 1));
  ASSERT_FALSE(seq);
  EXPECT_EQ(seq.error().status, HV_INVALID_ARGUMENT);
}

TEST_F(EventStore, RefusesToGoOnAfterCommit) {
  auto journal = make();
  auto transaction = journal->begin();
  ASSERT_TRUE((*transaction)->commit());
  EXPECT_EQ((*transaction)->commit().error().status, HV_FAILED_PRECONDITION);
}

TEST_F(EventStore, KeepsTheLastProjection) {
  auto journal = make();
  for (const std::int64_t upto : {1, 2}) {
    auto transaction = journal->begin();
    ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, new_id(), "x"));
    ASSERT_TRUE((*transaction)->put_projection("s1", "history", {upto, std::to_string(upto)}));
    ASSERT_TRUE((*transaction)->commit());
  }
  const auto projection = journal->projection("s1", "history");
  ASSERT_TRUE(projection && projection->has_value());
  EXPECT_EQ((*projection)->upto_seq, 2);
  EXPECT_EQ((*projection)->body, "2");
  EXPECT_FALSE(journal->projection("s1", "other")->has_value());
}

TEST_F(EventStore, VerifiesWhatItWrote) {
  auto journal = make();
  for (int i = 0; i < 40; ++i) append(*journal, "s" + std::to_string(i % 3), "x");
  const Verification verification = verify(*journal);
  EXPECT_THAT(verification.problems, IsEmpty());
  EXPECT_EQ(verification.events, 40);
  EXPECT_EQ(verification.students, 3);
  EXPECT_EQ(verification.last_hash.size(), 64U);
}

TEST_F(EventStore, IsNeverMadeOverAnotherFile) {
  make();
  EXPECT_EQ(Journal::create(options).error().status, HV_ALREADY_EXISTS);
}

TEST_F(EventStore, IsNotFoundWhereThereIsNone) {
  EXPECT_EQ(Journal::open(options).error().status, HV_NOT_FOUND);
}

}  // namespace
}  // namespace homevisit::journal
