// What was changed in the file behind the journal's back is noticed.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <functional>

#include "journal_test.h"

namespace homevisit::journal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Another program with SQLite.
class Intruder {
 public:
  explicit Intruder(const std::string& path) {
    EXPECT_EQ(sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
  }
  Intruder(const Intruder&) = delete;
  Intruder& operator=(const Intruder&) = delete;
  ~Intruder() { sqlite3_close(db_); }

  void run(const std::string& sql) {
    ASSERT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sql << ": " << sqlite3_errmsg(db_);
  }
  int length(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW) << sql;
    const int value = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return value;
  }
  // Flips a bit of one byte of a blob.
  void flip(const std::string& table, const std::string& column, std::int64_t row, int byte) {
    sqlite3_blob* blob = nullptr;
    ASSERT_EQ(sqlite3_blob_open(db_, "main", table.c_str(), column.c_str(), row, 1, &blob),
              SQLITE_OK)
        << sqlite3_errmsg(db_);
    char value = 0;
    ASSERT_EQ(sqlite3_blob_read(blob, &value, 1, byte), SQLITE_OK);
    value ^= 0x10;
    ASSERT_EQ(sqlite3_blob_write(blob, &value, 1, byte), SQLITE_OK);
    sqlite3_blob_close(blob);
  }

 private:
  sqlite3* db_ = nullptr;
};

class Tamper : public JournalTest {
 protected:
  // 40 events: more than what open() looks at.
  Tamper() {
    auto journal = make();
    for (int i = 1; i <= 40; ++i)
      append(*journal, i % 2 == 0 ? "even" : "odd", "body " + std::to_string(i), Stream::dossier,
             i == 5 ? ByteView(Bytes(32, 5)) : ByteView());
    auto transaction = journal->begin();
    EXPECT_TRUE((*transaction)->put_projection("odd", "history", {39, "{}"}));
    EXPECT_TRUE((*transaction)->enqueue(outbox_item("odd", "marker", "{}", 39)));
    EXPECT_TRUE((*transaction)->commit());
    EXPECT_TRUE(journal->put_draft("t1", "odd", "record", "{}"));
    EXPECT_THAT(verify(*journal).problems, IsEmpty());
  }

  std::vector<std::string> problems() {
    auto journal = open();
    return journal ? verify(*journal).problems : std::vector<std::string>{"not opened"};
  }
};

TEST_F(Tamper, EveryByteOfABodyCounts) {
  Intruder intruder(options.path);
  auto journal = open();
  const int length = intruder.length("SELECT length(body) FROM events WHERE seq = 3");
  for (int i = 0; i < length; ++i) {
    intruder.flip("events", "body", 3, i);
    const auto events = journal->events("odd", Stream::dossier);
    ASSERT_FALSE(events) << "byte " << i;
    EXPECT_EQ(events.error().status, HV_DATA_LOSS);
    EXPECT_THAT(verify(*journal).problems,
                ElementsAre(HasSubstr("Event 3: its hash"), HasSubstr("Event 3: its body")))
        << "byte " << i;
    intruder.flip("events", "body", 3, i);
  }
}

// What is kept for the system itself (keys, platforms) belongs to no student, and counts all the
// same.
TEST_F(Tamper, WhatIsKeptForTheSystemItselfIsOpenedAndAskedAbout) {
  {
    auto journal = open();
    auto transaction = journal->begin();
    ASSERT_TRUE((*transaction)->put_projection("", "lti", {0, "kept"}));
    ASSERT_TRUE((*transaction)->commit());
    std::string asked;
    const auto verified = journal->verify({},
                                          [&](const std::string& student, const std::string& name,
                                              const Projection& stored) -> Result<bool> {
                                            if (student.empty()) asked = name + " " + stored.body;
                                            return !student.empty();
                                          });
    ASSERT_TRUE(verified);
    EXPECT_EQ(asked, "lti kept");
    EXPECT_THAT(verified->problems, ElementsAre(HasSubstr("projection 'lti': it cannot be used")));
  }
  Intruder intruder(options.path);
  const int row = intruder.length("SELECT rowid FROM projections WHERE name = 'lti'");
  intruder.flip("projections", "body", row, 20);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("projection 'lti'")));
}

TEST_F(Tamper, EveryByteOfAHashCounts) {
  Intruder intruder(options.path);
  auto journal = open();
  for (int i = 0; i < 32; ++i) {
    intruder.flip("events", "hash", 3, i);
    EXPECT_THAT(verify(*journal).problems, Not(IsEmpty())) << "byte " << i;
    intruder.flip("events", "hash", 3, i);
  }
}

TEST_F(Tamper, EveryClearColumnCounts) {
  auto journal = open();
  Intruder intruder(options.path);
  const int even = intruder.length("SELECT subject FROM events WHERE seq = 4");
  const int odd = intruder.length("SELECT subject FROM events WHERE seq = 3");
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"id = zeroblob(16)", "3"},
      {"id = x'01'", "3"},
      {"subject = " + std::to_string(even), "3"},
      {"subject = 99", "3"},
      {"stream = 2", "3"},
      {"stream = 257", "3"},
      {"submission = zeroblob(32)", "3"},
      {"submission = NULL", "5"},
      {"submission = zeroblob(32)", "5"},
  };
  for (const auto& [change, seq] : changes) {
    intruder.run("CREATE TEMP TABLE saved AS SELECT * FROM events WHERE seq = " + seq);
    intruder.run("UPDATE events SET " + change + " WHERE seq = " + seq);
    EXPECT_THAT(verify(*journal).problems, Not(IsEmpty())) << change;
    intruder.run("REPLACE INTO events SELECT * FROM saved");
    intruder.run("DROP TABLE saved");
    ASSERT_THAT(verify(*journal).problems, IsEmpty()) << "the change was not taken back";
  }
  EXPECT_NE(even, odd);
}

TEST_F(Tamper, AMissingEventCounts) {
  Intruder(options.path).run("DELETE FROM events WHERE seq = 7");
  EXPECT_THAT(problems(), Contains(HasSubstr("Events 7 to 7 are missing")));
}

TEST_F(Tamper, TheOrderCounts) {
  Intruder intruder(options.path);
  intruder.run("UPDATE events SET seq = 1000 WHERE seq = 7");
  intruder.run("UPDATE events SET seq = 7 WHERE seq = 9");
  intruder.run("UPDATE events SET seq = 9 WHERE seq = 1000");
  EXPECT_THAT(problems(), Contains(HasSubstr("Event 7:")));
}

// The chain's end is sealed under the master key.
TEST_F(Tamper, EventsCutOffTheEndAreMissed) {
  Intruder(options.path).run("DELETE FROM events WHERE seq > 38");
  const auto opened = Journal::open(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().status, HV_DATA_LOSS);
  EXPECT_EQ(opened.error().code, "chain_broken");
}

TEST_F(Tamper, ACutWhileTheJournalIsOpenIsFoundByVerifying) {
  auto journal = open();
  Intruder(options.path).run("DELETE FROM events WHERE seq > 38");
  append(*journal, "odd", "goes on at 41");
  EXPECT_THAT(verify(*journal).problems, Contains(HasSubstr("Events 39 to 40 are missing")));
}

TEST_F(Tamper, AnEventOfSomebodyElsesMakingIsNoticed) {
  Intruder intruder(options.path);
  intruder.run(
      "INSERT INTO events SELECT 41, zeroblob(16), subject, stream, NULL, body, hash "
      "FROM events WHERE seq = 40");
  EXPECT_EQ(Journal::open(options).error().code, "chain_broken");
}

TEST_F(Tamper, OpeningLooksAtTheLastEvents) {
  Intruder(options.path).flip("events", "body", 39, 0);
  EXPECT_EQ(Journal::open(options).error().code, "chain_broken");
}

TEST_F(Tamper, OneStudentsFileCannotBeGivenToAnother) {
  auto journal = open();
  Intruder intruder(options.path);
  intruder.run(
      "UPDATE subject_ids SET subject = (SELECT subject FROM subject_ids WHERE external_id = "
      "'even') WHERE external_id = 'odd'");
  const auto events = journal->events("odd", Stream::dossier);
  ASSERT_FALSE(events);
  EXPECT_EQ(events.error().status, HV_DATA_LOSS);
  EXPECT_THAT(verify(*journal).problems, Not(IsEmpty()));
}

TEST_F(Tamper, AChangedKeyIsNoticed) {
  auto journal = open();
  EXPECT_THAT(bodies(*journal, "odd"), Not(IsEmpty()));
  Intruder(options.path).flip("subjects", "wrapped_key", 2, 30);
  EXPECT_EQ(journal->events("odd", Stream::dossier).error().status, HV_DATA_LOSS);
  EXPECT_THAT(verify(*journal).problems, Not(IsEmpty()));
}

TEST_F(Tamper, AChangedProjectionIsNoticed) {
  auto journal = open();
  Intruder intruder(options.path);
  intruder.run("UPDATE projections SET upto_seq = 40");
  EXPECT_EQ(journal->projection("odd", "history").error().status, HV_DATA_LOSS);
  EXPECT_THAT(verify(*journal).problems, ElementsAre(HasSubstr("projection 'history'")));
}

TEST_F(Tamper, AChangedDraftIsNoticed) {
  auto journal = open();
  Intruder(options.path).run("UPDATE drafts SET owner = 't2'");
  EXPECT_EQ(journal->draft("t2", "odd", "record").error().status, HV_DATA_LOSS);
}

TEST_F(Tamper, AChangedDeliveryIsNeverSent) {
  auto journal = open();
  Intruder(options.path).run("UPDATE outbox SET marker = 'other'");
  const auto claim = journal->claim({});
  ASSERT_TRUE(claim);
  EXPECT_FALSE(claim->has_value());
  EXPECT_EQ(journal->outbox_counts()->stopped, 1);
}

TEST_F(Tamper, AProjectionThatTheEventsDoNotGiveIsAProblem) {
  auto journal = open();
  const CallControl control;
  const auto verification = journal->verify(
      control, [](const std::string& student, const std::string& name, const Projection& p) {
        EXPECT_EQ(student, "odd");
        EXPECT_EQ(name, "history");
        EXPECT_EQ(p.body, "{}");
        return Result<bool>(false);
      });
  ASSERT_TRUE(verification);
  EXPECT_EQ(verification->projections, 1);
  EXPECT_THAT(verification->problems, ElementsAre(HasSubstr("not what the events give")));
}

TEST_F(Tamper, VerifyingCanBeStopped) {
  auto journal = open();
  CallControl control;
  control.cancelled = 1;
  EXPECT_EQ(journal->verify(control, nullptr).error().status, HV_CANCELLED);
}

// Erasure: plugin/docs/journal-format.md, "Destroying a key".
TEST_F(Tamper, AnErasedStudentIsUnreadableAndTheChainStillHolds) {
  auto journal = open();
  auto other = open();
  ASSERT_FALSE(bodies(*other, "odd").empty()) << "the other has the key in memory";
  ASSERT_TRUE(journal->destroy_key("odd"));
  for (Journal* one : {journal.get(), other.get()})
    EXPECT_EQ(one->events("odd", Stream::dossier).error().code, "key_destroyed");
  EXPECT_FALSE(journal->draft("t1", "odd", "record")->has_value());
  EXPECT_FALSE(journal->projection("odd", "history")->has_value());
  auto transaction = journal->begin();
  EXPECT_EQ((*transaction)->append("odd", Stream::dossier, new_id(), "x").error().code,
            "key_destroyed");
  transaction->reset();
  EXPECT_FALSE(journal->claim({})->has_value());
  EXPECT_THAT(verify(*journal).problems, IsEmpty());
  EXPECT_EQ(bodies(*journal, "even").size(), 20U);
}

}  // namespace
}  // namespace homevisit::journal
