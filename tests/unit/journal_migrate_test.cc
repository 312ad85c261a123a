// A journal of format 1 is brought up to date when it is opened; nothing in it is sent blindly.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;

// What format 1 had in the place of what came with format 2.
constexpr const char* back_to_format_1 = R"(
DROP TABLE merges; DROP TABLE system_state; DROP TABLE sync_tasks;
ALTER TABLE subject_ids DROP COLUMN current;
ALTER TABLE outbox RENAME TO outbox_2;
DROP INDEX outbox_of_subject; DROP INDEX outbox_of_marker; DROP INDEX outbox_waiting;
DROP INDEX outbox_stopped; DROP INDEX ids_of_subject;
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY AUTOINCREMENT, subject INTEGER NOT NULL, marker TEXT NOT NULL,
  priority INTEGER NOT NULL, state INTEGER NOT NULL, event_seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL, queued_at INTEGER NOT NULL, not_before INTEGER NOT NULL,
  lease_until INTEGER NOT NULL, looking_up INTEGER NOT NULL, changes INTEGER NOT NULL,
  code TEXT NOT NULL, entry_id TEXT NOT NULL, version TEXT NOT NULL, entry BLOB);
CREATE INDEX outbox_of_subject ON outbox(subject, event_seq, state, changes);
CREATE INDEX outbox_waiting ON outbox(priority, id) WHERE state < 4;
CREATE INDEX outbox_dead ON outbox(id) WHERE state = 5;
CREATE TABLE outbox_status(last_error TEXT NOT NULL);
INSERT INTO outbox_status VALUES('http_503');
INSERT INTO outbox SELECT id, subject, marker, priority, id, event_seq, 1, queued_at, 0,
  CASE id WHEN 2 THEN 9000000000000 ELSE 0 END, 0, 1, '', '', '',
  CASE id WHEN 4 THEN NULL ELSE entry END FROM outbox_2;
DROP TABLE outbox_2;
PRAGMA user_version=1;
)";

class MigrateTest : public JournalTest {
 protected:
  // One delivery in each of the states of format 1.
  MigrateTest() {
    auto journal = make();
    for (const char* student : {"queued", "sending", "unknown", "done", "dead"}) {
      auto transaction = journal->begin();
      OutboxItem item;
      item.student = student;
      item.marker = std::string("hv:") + student;
      item.entry = "{}";
      item.event_seq = *(*transaction)->append(student, Stream::dossier, new_id(), student);
      EXPECT_TRUE((*transaction)->enqueue(item));
      EXPECT_TRUE((*transaction)->commit());
    }
    journal.reset();
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(options.path.c_str(), &database), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(database, back_to_format_1, nullptr, nullptr, &error), SQLITE_OK)
        << error;
    sqlite3_close(database);
  }
};

TEST_F(MigrateTest, KeepsEventsAndDeliveriesAndLooksUpWhatWasBeingSent) {
  auto journal = open();
  ASSERT_NE(journal, nullptr);
  EXPECT_THAT(bodies(*journal, "sending"), ElementsAre("sending"));
  const auto verification = journal->verify(CallControl(), nullptr);
  ASSERT_TRUE(verification);
  EXPECT_THAT(verification->problems, ElementsAre());

  std::map<std::string, bool> looked_up;
  while (true) {
    const auto claim = journal->claim({});
    ASSERT_TRUE(claim);
    if (!*claim) break;
    looked_up[(*claim)->item.student] = (*claim)->unknown;
  }
  EXPECT_THAT(looked_up, ElementsAre(std::pair("queued", false), std::pair("sending", true),
                                     std::pair("unknown", true)));
  EXPECT_EQ(journal->outbox_counts()->stopped, 1) << "what was dead waits for a person";
  EXPECT_EQ(journal->outbox_counts()->done, 1);
}

TEST_F(MigrateTest, IsDoneOnce) {
  ASSERT_NE(open(), nullptr);
  auto journal = open();
  ASSERT_NE(journal, nullptr);
  EXPECT_EQ(journal->outbox_counts()->queued, 1);
}

TEST_F(MigrateTest, AFormatOfTheFutureIsRefused) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(options.path.c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, "PRAGMA user_version=3", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  EXPECT_EQ(Journal::open(options).error().code, "journal_newer");
}

}  // namespace
}  // namespace homevisit::journal
