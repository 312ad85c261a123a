// What somebody is typing is kept, and goes with the event that it became.
#include "journal_test.h"

namespace homevisit::journal {
namespace {

using DraftTest = JournalTest;

TEST_F(DraftTest, IsKeptPerOwnerStudentAndForm) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  ASSERT_TRUE(journal->put_draft("t1", "s1", "answer", "two"));
  ASSERT_TRUE(journal->put_draft("t2", "s1", "record", "three"));
  const auto draft = journal->draft("t1", "s1", "record");
  ASSERT_TRUE(draft && draft->has_value());
  EXPECT_EQ((*draft)->body, "one");
  EXPECT_EQ((*draft)->saved_at, test_now);
  EXPECT_FALSE(journal->draft("t1", "s2", "record")->has_value());
  EXPECT_EQ((*journal->draft("t2", "s1", "record"))->body, "three");
}

TEST_F(DraftTest, TheLastOneCounts) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  clock.set(test_now + 1);
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "two"));
  EXPECT_EQ((*journal->draft("t1", "s1", "record"))->body, "two");
  EXPECT_EQ((*journal->draft("t1", "s1", "record"))->saved_at, test_now + 1);
}

TEST_F(DraftTest, GoesWithTheEventThatItBecame) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  {
    auto transaction = journal->begin();
    ASSERT_TRUE((*transaction)->remove_draft("t1", "s1", "record"));
  }
  EXPECT_TRUE(journal->draft("t1", "s1", "record")->has_value()) << "not committed";
  auto transaction = journal->begin();
  ASSERT_TRUE((*transaction)->remove_draft("t1", "s1", "record"));
  ASSERT_TRUE((*transaction)->commit());
  EXPECT_FALSE(journal->draft("t1", "s1", "record")->has_value());
}

TEST_F(DraftTest, CanBeThrownAway) {
  auto journal = make();
  ASSERT_TRUE(journal->put_draft("t1", "s1", "record", "one"));
  ASSERT_TRUE(journal->remove_draft("t1", "s1", "record"));
  EXPECT_FALSE(journal->draft("t1", "s1", "record")->has_value());
  EXPECT_TRUE(journal->remove_draft("t1", "nobody", "record")) << "nothing to throw away is fine";
}

}  // namespace
}  // namespace homevisit::journal
