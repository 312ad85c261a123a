// A journal, or a roster, that somebody moves, replaces or deletes while it is in use: it is
// noticed before anything is written or read, said, and all goes on when it is put back.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "journal/roster_store.h"
#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <typename Outcome>
std::string code_of(const Outcome& outcome) {
  return outcome ? "" : outcome.error().code;
}

// One way of doing it; `moves_main`: the main file is no longer at its place.
struct Move {
  const char* name;
  bool moves_main;
  std::function<void(const fs::path& journal)> away;
  std::function<void(const fs::path& journal)> back;
};

void rename_by(const fs::path& file, const char* from, const char* to) {
  fs::rename(file.string() + from, file.string() + to);
}

const Move moves[] = {
    {"RenamedAway", true, [](const fs::path& f) { rename_by(f, "", ".old"); },
     [](const fs::path& f) { rename_by(f, ".old", ""); }},
    {"ReplacedByACopyOfItself", true,
     [](const fs::path& f) {
       rename_by(f, "", ".old");
       fs::copy_file(f.string() + ".old", f);
     },
     [](const fs::path& f) { rename_by(f, ".old", ""); }},
    {"ReplacedByAnEmptyFile", true,
     [](const fs::path& f) {
       rename_by(f, "", ".old");
       std::ofstream touch(f);
     },
     [](const fs::path& f) { rename_by(f, ".old", ""); }},
    {"FolderMoved", true,
     [](const fs::path& f) { fs::rename(f.parent_path(), f.parent_path().string() + ".old"); },
     [](const fs::path& f) { fs::rename(f.parent_path().string() + ".old", f.parent_path()); }},
    // A hard link keeps the file itself, as whoever has it open does.
    {"Deleted", true,
     [](const fs::path& f) {
       fs::create_hard_link(f, f.string() + ".kept");
       fs::remove(f);
     },
     [](const fs::path& f) { rename_by(f, ".kept", ""); }},
    {"LogRenamedAway", false, [](const fs::path& f) { rename_by(f, "-wal", "-wal.old"); },
     [](const fs::path& f) { rename_by(f, "-wal.old", "-wal"); }},
    {"LogReplacedByAnother", false,
     [](const fs::path& f) {
       rename_by(f, "-wal", "-wal.old");
       fs::copy_file(f.string() + "-wal.old", f.string() + "-wal");
     },
     [](const fs::path& f) { rename_by(f, "-wal.old", "-wal"); }},
    {"IndexRenamedAway", false, [](const fs::path& f) { rename_by(f, "-shm", "-shm.old"); },
     [](const fs::path& f) { rename_by(f, "-shm.old", "-shm"); }},
};

class Moved : public JournalTest, public testing::WithParamInterface<Move> {
 protected:
  Moved() {
    fs::create_directory(folder.file("school"));
    options.path = folder.file("school/journal.db");
  }

  // Event and outbox row, as the operations write them.
  std::string record(Journal& journal, const std::string& body) {
    const auto transaction = journal.begin();
    if (!transaction) return transaction.error().code;
    const auto seq = (*transaction)->append("s1", Stream::dossier, new_id(), body);
    if (!seq) return seq.error().code;
    if (const Status done = (*transaction)->enqueue(outbox_item("s1", "m" + body, body, *seq));
        !done)
      return done.error().code;
    return code_of((*transaction)->commit());
  }
};

TEST_P(Moved, NothingIsWrittenUntilItIsPutBack) {
  auto journal = make();
  ASSERT_EQ(record(*journal, "1"), "");
  GetParam().away(options.path);
  const bool there = fs::exists(options.path);
  const std::string stranger = content_of(options.path);

  const auto begun = journal->begin();
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().status, HV_FAILED_PRECONDITION);
  EXPECT_EQ(begun.error().code, "journal_moved");
  EXPECT_THAT(begun.error().message, HasSubstr(options.path));
  EXPECT_THAT(begun.error().message, HasSubstr("Put the journal back"));
  EXPECT_EQ(record(*journal, "2"), "journal_moved");
  EXPECT_EQ(code_of(journal->claim({})), "journal_moved");
  EXPECT_EQ(code_of(journal->put_draft("t1", "s1", "record", "{}")), "journal_moved");
  EXPECT_EQ(code_of(journal->destroy_key("s1")), "journal_moved");

  // What came instead is neither made nor touched, not even by connections that are opened now.
  EXPECT_EQ(fs::exists(options.path), there);
  EXPECT_EQ(content_of(options.path), stranger);

  GetParam().back(options.path);
  EXPECT_EQ(record(*journal, "3"), "");
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("1", "3"));
  journal.reset();
  journal = open();
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("1", "3"));
  EXPECT_THAT(verify(*journal).problems, IsEmpty());
}

TEST_P(Moved, NothingIsReadFromWhatIsNoLongerTheJournal) {
  auto journal = make();
  ASSERT_EQ(record(*journal, "1"), "");
  ASSERT_TRUE(journal->version());
  GetParam().away(options.path);
  // Without the log nothing new can be written, but what is there can still be read.
  const std::string expected = GetParam().moves_main ? "journal_moved" : "";
  EXPECT_EQ(code_of(journal->version()), expected);
  EXPECT_EQ(code_of(journal->events("s1", Stream::dossier)), expected);
  EXPECT_EQ(code_of(journal->head("s1")), expected);
  EXPECT_EQ(code_of(journal->outbox_counts()), expected);
  GetParam().back(options.path);
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("1"));
}

TEST_P(Moved, ATransactionThatIsUnderWayIsNotCommitted) {
  auto journal = make();
  ASSERT_EQ(record(*journal, "1"), "");
  auto transaction = journal->begin();
  ASSERT_TRUE(transaction);
  ASSERT_TRUE((*transaction)->append("s1", Stream::dossier, new_id(), "2"));
  GetParam().away(options.path);
  EXPECT_EQ(code_of((*transaction)->commit()), "journal_moved");
  GetParam().back(options.path);
  EXPECT_EQ(record(*journal, "3"), "");
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("1", "3"));
  EXPECT_THAT(verify(*journal).problems, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(While, Moved, testing::ValuesIn(moves),
                         [](const auto& move) { return std::string(move.param.name); });

using MovedTo = JournalTest;

// A path that leads to the journal by a symbolic link, as after moving to another disk.
TEST_F(MovedTo, ALinkThatLeadsElsewhereIsNoticed) {
  const std::string real = folder.file("real.db"), other = folder.file("other.db");
  options.path = other;
  make().reset();
  options.path = real;
  make().reset();
  options.path = folder.file("link.db");
  fs::create_symlink(real, options.path);
  auto journal = open();
  append(*journal, "s1", "1");
  fs::remove(options.path);
  fs::create_symlink(other, options.path);
  EXPECT_EQ(code_of(journal->begin()), "journal_moved");
  fs::remove(options.path);
  fs::create_symlink(real, options.path);
  append(*journal, "s1", "2");
}

// The journal of last week is put in the place of the one that is open: both stay what they were.
TEST_F(MovedTo, AnOlderJournalInItsPlaceIsNotMixedWithTheOneThatIsOpen) {
  auto journal = make();
  append(*journal, "s1", "last week");
  journal.reset();
  const std::string backup = folder.file("backup.db");
  fs::copy_file(options.path, backup);
  journal = open();
  append(*journal, "s1", "today");
  for (const char* suffix : {"", "-wal", "-shm"})
    fs::rename(options.path + suffix, folder.file("away.db") + suffix);
  fs::rename(backup, options.path);
  EXPECT_EQ(code_of(journal->begin()), "journal_moved");
  {
    auto restored = open();
    append(*restored, "s1", "after restoring");
    EXPECT_EQ(code_of(journal->begin()), "journal_moved");
    EXPECT_EQ(code_of(journal->events("s1", Stream::dossier)), "journal_moved");
    journal.reset();  // closing must not write into the other one either
    EXPECT_THAT(bodies(*restored, "s1"), ElementsAre("last week", "after restoring"));
    EXPECT_THAT(verify(*restored).problems, IsEmpty());
  }
  auto restored = open();
  EXPECT_THAT(bodies(*restored, "s1"), ElementsAre("last week", "after restoring"));
  EXPECT_THAT(verify(*restored).problems, IsEmpty());
}

// Whoever still has the deleted log open has what is in it, and leaves it to the journal at its
// end.
TEST_F(MovedTo, ADeletedLogTakesNothingWithIt) {
  auto journal = make();
  append(*journal, "s1", "only in the log");
  fs::remove(options.path + "-wal");
  EXPECT_EQ(code_of(journal->begin()), "journal_moved");
  journal.reset();
  journal = open();
  EXPECT_THAT(bodies(*journal, "s1"), ElementsAre("only in the log"));
  EXPECT_THAT(verify(*journal).problems, IsEmpty());
}

TEST_F(MovedTo, ARosterThatWasReplacedIsNotWritten) {
  const std::string path = folder.file("roster.db");
  auto roster = RosterStore::open(path);
  ASSERT_TRUE(roster);
  const auto fill = [&]() -> Status {
    HV_ASSIGN(const auto update, (*roster)->replace());
    Student student;
    student.id = "s1";
    HV_TRY(update->put(student));
    HV_TRY(update->commit(1));
    return ok();
  };
  ASSERT_TRUE(fill());
  auto underway = (*roster)->replace();
  ASSERT_TRUE(underway);
  rename_by(path, "", ".old");
  EXPECT_EQ(code_of((*underway)->commit(2)), "roster_moved");
  underway = Error{};
  EXPECT_EQ(code_of(fill()), "roster_moved");
  EXPECT_EQ(code_of((*roster)->student("s1")), "roster_moved");
  EXPECT_EQ(code_of((*roster)->version()), "roster_moved");
  EXPECT_FALSE(fs::exists(path)) << "an empty roster would look like a school without students";
  rename_by(path, ".old", "");
  EXPECT_TRUE((*roster)->student("s1"));
  EXPECT_TRUE(fill());
}

}  // namespace
}  // namespace homevisit::journal
