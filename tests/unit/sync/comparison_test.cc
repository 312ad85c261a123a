// The nightly comparison goes in pieces, from one night into the next.
#include "sync/comparison.h"

#include <gmock/gmock.h>

#include "journal_test.h"
#include "memory_system.h"
#include "sync/deliver.h"
#include "sync/entry.h"

namespace homevisit::sync {
namespace {

class ComparisonTest : public journal::JournalTest {
 protected:
  ComparisonTest() : journal(make()), adapter(system.open()) {
    for (const char* student : {"s1", "s2", "s3", "s4", "s5"}) file(student);
    const auto filed = deliver(*journal, *adapter, clock, CallControl(), {});
    EXPECT_EQ(filed->delivered, 5);
  }

  void file(const std::string& student) {
    Entry entry;
    entry.marker = "hv:" + student;
    entry.kind = "visit";
    entry.text = "text of " + student;
    const auto transaction = journal->begin();
    const auto seq =
        *(*transaction)
             ->append(student, journal::Stream::dossier, new_id(), R"({"change":"none"})");
    ASSERT_TRUE(
        (*transaction)
            ->enqueue(journal::outbox_item(student, entry.marker, write_entry(entry), seq)));
    ASSERT_TRUE((*transaction)->commit());
  }
  Comparison piece(const CallControl& control = CallControl()) {
    const auto done = compare_piece(*journal, *adapter, clock, control, limits, note);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done ? *done : Comparison();
  }
  Comparisons noted() const { return read_comparisons(note.text); }
  // Each student's file takes so long to read, and none can be read with others.
  void one_by_one(std::int64_t ms) {
    system.lists_all = false;
    system.when_listed = [this, ms] { clock.pass(ms); };
  }

  std::unique_ptr<journal::Journal> journal;
  MemorySystem system;
  std::unique_ptr<adapters::Adapter> adapter;
  PieceLimits limits{.piece_ms = 5'000, .window_ms = 8 * 3'600'000};
  TaskNote note;
};

TEST_F(ComparisonTest, OneListOfAllIsOnePiece) {
  system.when_listed = [this] { clock.pass(60'000); };
  system.entries[1].text = "changed by a colleague";
  const Comparison all = piece();
  EXPECT_FALSE(note.more);
  EXPECT_EQ(system.lists, 1);
  EXPECT_EQ(all.entries, 5);
  EXPECT_EQ(all.differences, 1);
  EXPECT_EQ(noted().last.at, clock.now_ms());
  EXPECT_EQ(noted().last.differences, 1);
}

TEST_F(ComparisonTest, FilesThatAreReadOneByOneGoInPieces) {
  one_by_one(2'500);
  system.entries[0].text = "changed by a colleague";
  system.entries.pop_back();  // of s5
  EXPECT_EQ(piece().entries, 2);
  EXPECT_TRUE(note.more);
  EXPECT_EQ(noted().after, "s2");
  EXPECT_EQ(noted().last.at, 0);
  EXPECT_EQ(piece().entries, 2);
  EXPECT_EQ(noted().under_way.entries, 4);
  const Comparison all = piece();
  EXPECT_FALSE(note.more);
  EXPECT_EQ(system.lists, 5) << "no file was read twice";
  EXPECT_EQ(all.entries, 5) << "of all pieces";
  EXPECT_EQ(all.differences, 2);
  EXPECT_EQ(noted().after, "");
  EXPECT_EQ(noted().under_way.entries, 0);

  // The next night begins anew, and keeps what the last one found until it has come to its end.
  piece();
  EXPECT_EQ(noted().after, "s2");
  EXPECT_EQ(noted().last.differences, 2);
}

TEST_F(ComparisonTest, APieceEndsWithTheHoursInWhichListsMayBeRead) {
  one_by_one(2'500);
  limits.window_ms = 1'000;
  EXPECT_EQ(piece().entries, 1);
  EXPECT_TRUE(note.more);
}

TEST_F(ComparisonTest, StoppedOnRequestItGoesOnWhereThePieceBegan) {
  one_by_one(2'500);
  piece();
  const std::string before = note.text;
  CallControl control;
  system.when_listed = [&] { control.cancelled = 1; };
  const auto stopped = compare_piece(*journal, *adapter, clock, control, limits, note);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().status, HV_CANCELLED);
  EXPECT_EQ(note.text, before);
}

TEST_F(ComparisonTest, ANoteThatCannotBeReadBeginsAnew) {
  for (const char* damaged : {"", "{", "[]", R"({"after":7,"last":"x"})"}) {
    note.text = damaged;
    EXPECT_EQ(piece().entries, 5);
  }
}

}  // namespace
}  // namespace homevisit::sync
