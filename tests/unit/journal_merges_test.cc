// Ids that lead to one file: events stay where they are, are read as one, and can be parted again.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <map>
#include <random>
#include <set>

#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class MergesTest : public JournalTest {
 protected:
  MergesTest() : journal(make()) {}

  template <typename Change>
  Status change(const Change& of) {
    auto transaction = journal->begin();
    EXPECT_TRUE(transaction);
    HV_TRY(of(**transaction));
    return (*transaction)->commit();
  }
  Status merge(const std::string& from, const std::string& into) {
    return change([&](Transaction& t) { return t.merge(from, into); });
  }
  Status part(const std::string& student) {
    return change([&](Transaction& t) { return t.part(student); });
  }
  StudentIds ids(const std::string& student) {
    const auto known = journal->ids(student);
    EXPECT_TRUE(known) << (known ? "" : known.error().message);
    return known ? *known : StudentIds();
  }
  std::string code(const Status& status) { return status ? "ok" : status.error().code; }
  void expect_whole() { EXPECT_THAT(verify(*journal).problems, IsEmpty()); }

  void enqueue(const std::string& student, const std::string& marker) {
    auto transaction = journal->begin();
    const auto seq = (*transaction)->append(student, Stream::dossier, new_id(), marker);
    ASSERT_TRUE(seq);
    OutboxItem item;
    item.student = student;
    item.marker = marker;
    item.entry = "entry of " + marker;
    item.event_seq = *seq;
    ASSERT_TRUE((*transaction)->enqueue(item));
    ASSERT_TRUE((*transaction)->commit());
  }
  void settle(const Claim& claim) {
    Settlement done;
    done.item = claim.item.id;
    done.attempt = claim.attempt();
    done.outcome = Settlement::Outcome::done;
    ASSERT_TRUE(*journal->settle(terms, done));
  }
  void tamper(const char* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(options.path.c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }

  const DeliveryTerms terms;
  std::unique_ptr<Journal> journal;
};

TEST_F(MergesTest, BothIdsLeadToTheEventsOfBothInTheOrderOfTheChain) {
  append(*journal, "old", "1");
  append(*journal, "new", "2");
  append(*journal, "old", "3");
  ASSERT_EQ(code(merge("old", "new")), "ok");
  EXPECT_THAT(bodies(*journal, "old"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(bodies(*journal, "new"), ElementsAre("1", "2", "3"));
  append(*journal, "old", "4");
  EXPECT_THAT(bodies(*journal, "new"), ElementsAre("1", "2", "3", "4"));
  EXPECT_EQ(*journal->head("old"), 4);
  EXPECT_EQ(ids("old").current, "new");
  EXPECT_THAT(ids("new").former, ElementsAre("old"));
  expect_whole();
}

TEST_F(MergesTest, AnIdThatTheJournalHasNeverSeenTakesAFileOver) {
  append(*journal, "old", "1");
  ASSERT_EQ(code(merge("old", "new")), "ok");
  EXPECT_THAT(bodies(*journal, "new"), ElementsAre("1"));
  EXPECT_EQ(code(merge("nobody", "new")), "student_unknown");
  EXPECT_EQ(code(merge("old", "new")), "already_one_file");
  EXPECT_EQ(code(merge("new", "new")), "already_one_file");
}

TEST_F(MergesTest, FilesFollowThroughSeveralYears) {
  append(*journal, "a", "1");
  ASSERT_TRUE(merge("a", "b"));
  append(*journal, "b", "2");
  ASSERT_TRUE(merge("b", "c"));
  append(*journal, "c", "3");
  for (const char* id : {"a", "b", "c"})
    EXPECT_THAT(bodies(*journal, id), ElementsAre("1", "2", "3")) << id;
  EXPECT_EQ(ids("a").current, "c");
  EXPECT_THAT(ids("c").former, UnorderedElementsAre("a", "b"));
  expect_whole();
}

TEST_F(MergesTest, AnOlderIdComesIntoUseAgain) {
  append(*journal, "a", "1");
  ASSERT_TRUE(merge("a", "b"));
  ASSERT_TRUE(change([](Transaction& t) { return t.use_id("a"); }));
  EXPECT_EQ(ids("b").current, "a");
  EXPECT_THAT(ids("a").former, ElementsAre("b"));
}

TEST_F(MergesTest, PartedAgainEachHasItsOwnAndWhatCameAfterStaysWithTheOther) {
  append(*journal, "a", "1");
  append(*journal, "b", "2");
  ASSERT_TRUE(merge("a", "b"));
  append(*journal, "a", "3");
  ASSERT_EQ(code(part("a")), "ok");
  EXPECT_THAT(bodies(*journal, "a"), ElementsAre("1"));
  EXPECT_THAT(bodies(*journal, "b"), ElementsAre("2", "3"));
  EXPECT_EQ(ids("a").current, "a");
  EXPECT_EQ(ids("b").current, "b");
  EXPECT_EQ(code(part("a")), "not_merged");
  EXPECT_EQ(code(part("b")), "not_merged");
  expect_whole();
}

TEST_F(MergesTest, PartingTakesAlongWhatWasMergedBefore) {
  append(*journal, "a", "1");
  append(*journal, "b", "2");
  append(*journal, "c", "3");
  ASSERT_TRUE(merge("a", "b"));
  ASSERT_TRUE(merge("b", "c"));
  ASSERT_TRUE(part("b"));
  EXPECT_THAT(bodies(*journal, "a"), ElementsAre("1", "2"));
  EXPECT_THAT(bodies(*journal, "c"), ElementsAre("3"));
  EXPECT_EQ(ids("a").current, "b");
  EXPECT_EQ(ids("c").current, "c");
}

TEST_F(MergesTest, EveryStreamAndEverySubmissionFollows) {
  append(*journal, "a", "look", Stream::access);
  append(*journal, "b", "look again", Stream::access);
  const Bytes submission(32, 7);
  append(*journal, "a", "sent", Stream::dossier, submission);
  ASSERT_TRUE(merge("a", "b"));
  EXPECT_THAT(bodies(*journal, "b", Stream::access), ElementsAre("look", "look again"));
  const auto transaction = journal->begin();
  ASSERT_TRUE(transaction);
  const auto found = (*transaction)->find_submission(submission);
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)->body, "sent");
}

TEST_F(MergesTest, OfTwoDraftsForOneFormTheLaterStays) {
  ASSERT_TRUE(journal->put_draft("m1", "a", "visit", "older"));
  ASSERT_TRUE(journal->put_draft("m1", "a", "answer", "alone"));
  clock.set(test_now + 1000);
  ASSERT_TRUE(journal->put_draft("m1", "b", "visit", "later"));
  ASSERT_TRUE(merge("a", "b"));
  EXPECT_EQ((*journal->draft("m1", "a", "visit"))->body, "later");
  EXPECT_EQ((*journal->draft("m1", "b", "answer"))->body, "alone");
}

TEST_F(MergesTest, DestroyingTheKeyEndsTheWholeFile) {
  append(*journal, "a", "1");
  append(*journal, "b", "2");
  ASSERT_TRUE(merge("a", "b"));
  ASSERT_TRUE(journal->destroy_key("a"));
  for (const char* id : {"a", "b"})
    EXPECT_EQ(journal->events(id, Stream::dossier).error().code, "key_destroyed") << id;
  expect_whole();
}

TEST_F(MergesTest, AnErasedFileIsJoinedToNone) {
  append(*journal, "a", "1");
  append(*journal, "b", "2");
  ASSERT_TRUE(journal->destroy_key("a"));
  EXPECT_EQ(code(merge("a", "b")), "key_destroyed");
  EXPECT_EQ(code(merge("b", "a")), "key_destroyed");
}

TEST_F(MergesTest, AnIdThatIsAnotherChildsFromNowOnLeadsToNothingOld) {
  append(*journal, "a", "1");
  ASSERT_TRUE(change([](Transaction& t) { return t.rename_id("a", "a (2026)"); }));
  EXPECT_THAT(bodies(*journal, "a"), IsEmpty());
  append(*journal, "a", "of the new child");
  EXPECT_THAT(bodies(*journal, "a"), ElementsAre("of the new child"));
  EXPECT_THAT(bodies(*journal, "a (2026)"), ElementsAre("1"));
  EXPECT_EQ(code(change([](Transaction& t) { return t.rename_id("a", "a (2026)"); })), "id_taken");
  expect_whole();
}

TEST_F(MergesTest, WalksGiveEachFileOnceByTheIdInUse) {
  append(*journal, "a", "1");
  append(*journal, "b", "2");
  append(*journal, "held", "3");
  ASSERT_TRUE(merge("a", "b"));
  ASSERT_TRUE(change([](Transaction& t) { return t.hold_id("held"); }));
  std::vector<std::string> walked;
  ASSERT_TRUE(journal->each_student([&](const std::string& student) {
    walked.push_back(student);
    return ok();
  }));
  EXPECT_THAT(walked, ElementsAre("b"));
  EXPECT_TRUE(ids("held").held);
}

TEST_F(MergesTest, ProjectionsOfAMergedFileAreNotCountedTwice) {
  append(*journal, "a", "1");
  append(*journal, "b", "2");
  for (const char* id : {"a", "b"})
    ASSERT_TRUE(change([&](Transaction& t) { return t.put_projection(id, "p", {1, id}); }));
  EXPECT_EQ(*journal->count_projections("p"), 2);
  ASSERT_TRUE(merge("a", "b"));
  EXPECT_EQ(*journal->count_projections("p"), 1);
  std::vector<std::string> found;
  ASSERT_TRUE(journal->each_projection("p", [&](const StudentIds& of, const Projection& stored) {
    found.push_back(of.current + "=" + stored.body);
    return ok();
  }));
  EXPECT_THAT(found, ElementsAre("b=b"));
  ASSERT_TRUE(part("a"));
  EXPECT_EQ((*journal->projection("a", "p"))->body, "a");
}

// They are read in pages: nobody is lost or comes twice where one ends.
TEST_F(MergesTest, EveryProjectionComesOnceHoweverManyThereAre) {
  std::vector<std::string> all;
  for (int i = 1000; i < 2001; ++i) all.push_back(std::to_string(i));
  ASSERT_TRUE(change([&](Transaction& t) -> Status {
    for (const std::string& id : all) {
      HV_ASSIGN([[maybe_unused]] const auto seq, t.append(id, Stream::dossier, new_id(), "1"));
      HV_TRY(t.put_projection(id, "p", {1, "of " + id}));
    }
    HV_TRY(t.put_projection("1500", "other", {1, "another"}));
    return t.hold_id("1001");
  }));
  ASSERT_TRUE(merge("1499", "1500"));
  ASSERT_TRUE(journal->destroy_key("1700"));
  std::erase_if(all, [](const std::string& id) { return id == "1499" || id == "1700"; });
  std::vector<std::string> found;
  ASSERT_TRUE(journal->each_projection("p", [&](const StudentIds& of, const Projection& stored) {
    EXPECT_EQ(stored.body, "of " + of.current);
    EXPECT_EQ(of.held, of.current == "1001");
    EXPECT_EQ(of.former.size(), of.current == "1500" ? 1u : 0u);
    found.push_back(of.current);
    return ok();
  }));
  EXPECT_EQ(found, all);
}

TEST_F(MergesTest, WhatWaitsGoesToTheIdInUseInOneOrder) {
  enqueue("a", "m1");
  enqueue("b", "m2");
  enqueue("a", "m3");
  ASSERT_TRUE(merge("a", "b"));
  enqueue("b", "m4");
  for (const char* marker : {"m1", "m2", "m3", "m4"}) {
    const auto claim = journal->claim(terms);
    ASSERT_TRUE(claim && *claim);
    EXPECT_EQ((*claim)->item.marker, marker);
    EXPECT_EQ((*claim)->item.student, "b");
    EXPECT_THAT((*claim)->item.former, ElementsAre("a"));
    EXPECT_EQ((*claim)->item.entry, std::string("entry of ") + marker);
    const auto next = journal->claim(terms);
    ASSERT_TRUE(next);
    EXPECT_FALSE(next->has_value()) << "one at a time, whatever id it was recorded under";
    settle(**claim);
  }
  ASSERT_EQ(journal->deliveries("a")->size(), 4u);
  ASSERT_TRUE(part("a"));
  EXPECT_EQ(journal->deliveries("a")->size(), 2u);
  EXPECT_EQ(journal->deliveries("b")->size(), 2u);
  EXPECT_EQ(**journal->filed_entry("a", "m3"), "entry of m3");
}

TEST_F(MergesTest, OfAHeldFileNothingIsSentUntilItIsFree) {
  enqueue("a", "m1");
  enqueue("a", "m2");
  const auto on_its_way = journal->claim(terms);
  ASSERT_TRUE(on_its_way && *on_its_way);
  ASSERT_TRUE(change([](Transaction& t) { return t.hold_id("a"); }));
  Settlement unknown;
  unknown.item = (*on_its_way)->item.id;
  unknown.attempt = (*on_its_way)->attempt();
  unknown.outcome = Settlement::Outcome::unknown;
  unknown.sent = true;
  ASSERT_TRUE(*journal->settle(terms, unknown));
  EXPECT_FALSE((*journal->claim(terms)).has_value());
  EXPECT_EQ(journal->outbox_counts()->stopped, 2);
  ASSERT_TRUE(change([](Transaction& t) { return t.use_id("a"); }));
  const auto claim = journal->claim(terms);
  ASSERT_TRUE(claim && *claim);
  EXPECT_EQ((*claim)->item.marker, "m1");
  EXPECT_TRUE((*claim)->unknown) << "it may have been sent";
  settle(**claim);
  const auto next = journal->claim(terms);
  ASSERT_TRUE(next && *next);
  EXPECT_FALSE((*next)->unknown) << "it was never sent";
}

TEST_F(MergesTest, WhatWaitsUnderAnIdThatWasGivenAwayGoesOnUnderTheNewOne) {
  enqueue("a", "m1");
  ASSERT_TRUE(change([](Transaction& t) { return t.hold_id("a"); }));
  ASSERT_TRUE(change([](Transaction& t) { return t.rename_id("a", "a (2026)"); }));
  EXPECT_FALSE((*journal->claim(terms)).has_value());
  ASSERT_TRUE(merge("a (2026)", "new"));
  const auto claim = journal->claim(terms);
  ASSERT_TRUE(claim && *claim);
  EXPECT_EQ((*claim)->item.student, "new");
}

TEST_F(MergesTest, NobodyWithoutTheKeyLeadsOneFileToAnother) {
  append(*journal, "a", "1");
  append(*journal, "b", "2");
  append(*journal, "c", "3");
  ASSERT_TRUE(merge("a", "b"));
  tamper("INSERT INTO merges SELECT 4, into_subject, seal FROM merges");
  EXPECT_EQ(journal->events("c", Stream::dossier).error().status, HV_DATA_LOSS);
  EXPECT_EQ(journal->events("b", Stream::dossier).error().status, HV_DATA_LOSS);
  EXPECT_THAT(verify(*journal).problems, testing::Not(IsEmpty()));
  tamper("DELETE FROM merges WHERE subject = 4");
  expect_whole();
  tamper("INSERT INTO merges SELECT into_subject, subject, seal FROM merges");
  EXPECT_EQ(journal->events("a", Stream::dossier).error().status, HV_DATA_LOSS) << "a circle";
  EXPECT_THAT(verify(*journal).problems, testing::Not(IsEmpty()));
}

// Any order of merging, recording and parting: a file has exactly the events of what leads to it,
// in the order of the chain, under every one of its ids; and the journal verifies.
TEST_F(MergesTest, WhateverIsMergedAndPartedNothingIsLostOrMixed) {
  std::mt19937 draw(20261122);
  const std::vector<std::string> students = {"a", "b", "c", "d", "e"};
  std::map<std::string, std::string> into;               // a merged id and where its line leads
  std::map<std::string, std::set<std::int64_t>> events;  // by the id whose subject has them
  const auto root = [&](std::string id) {
    while (into.contains(id)) id = into[id];
    return id;
  };
  const auto any = [&] { return students[draw() % students.size()]; };
  for (const std::string& id : students) events[id].insert(append(*journal, id, "first of " + id));
  for (int step = 0; step < 300; ++step) {
    const std::string one = any(), other = any();
    switch (draw() % 3) {
      case 0:
        if (const std::string from = root(one), to = root(other);
            merge(one, other).ok() != (from != to)) {
          ADD_FAILURE() << "merging " << one << " into " << other;
        } else if (from != to) {
          into[from] = to;
        }
        break;
      case 1:
        if (part(one).ok() != into.contains(one)) ADD_FAILURE() << "parting " << one;
        into.erase(one);
        break;
      default:
        events[root(one)].insert(append(*journal, one, "event"));
    }
    const std::string looked_at = any();
    std::set<std::int64_t> expected;
    for (const std::string& id : students)
      if (root(id) == root(looked_at)) expected.insert(events[id].begin(), events[id].end());
    const auto read = journal->events(looked_at, Stream::dossier);
    ASSERT_TRUE(read);
    std::vector<std::int64_t> seqs;
    for (const Event& event : *read) seqs.push_back(event.seq);
    ASSERT_THAT(seqs, testing::ElementsAreArray(expected)) << "step " << step;
    ASSERT_EQ(*journal->head(looked_at), *expected.rbegin());
    const StudentIds known = ids(looked_at);
    ASSERT_EQ(root(known.current), root(looked_at));
  }
  expect_whole();
}

}  // namespace
}  // namespace homevisit::journal
