// Copies of the journal and the way back, as a host meets them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    write_school(folder_ / "school");
    Host host(config_in(folder_));
    EXPECT_EQ(host.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}").status,
              HV_OK);
  }
  std::string in_folder(const std::string& more = "") {
    return "{\"folder\":\"" + (folder_ / "copies") + "\"" + more + "}";
  }
  // The configuration that brings the journal back.
  std::string restoring(const std::string& more = "") {
    return config_in(folder_, ",\"restore\":" + in_folder(more));
  }
  void lose_journal() {
    for (const char* name : {"journal.db", "journal.db-wal", "journal.db-shm", "roster.db"})
      std::filesystem::remove(folder_ / name);
  }

  Folder folder_;
};

TEST_F(BackupTest, WhatWasRecordedIsThereAfterTheMachineBurned) {
  std::string before, hash;
  {
    Host host(config_in(folder_));
    host.visit(mentor, alone);
    host.visit(mentor, one_home);
    before = host.history(mentor, alone).text;
    const Reply written = host.call(it, "backup.write", in_folder());
    ASSERT_EQ(written.status, HV_OK) << written.text;
    EXPECT_TRUE(written["ok"].is_true() && written["first"].is_true());
    hash = host.call(it, "audit.verify", "{}").get("last_hash");
  }
  lose_journal();
  {
    Host host(restoring());
    const Reply status = host.call(it, "system.status", "{}");
    const json::Value restored = status["restored"];
    EXPECT_EQ(restored["number"].integer(), 1);
    EXPECT_TRUE(restored["last_event_at"].exists());
    EXPECT_EQ(restored["looked_up_first"].integer(), status["outbox"]["unknown"].integer());
    EXPECT_FALSE(status["roster"]["read_at"].exists()) << "the roster is read again";
    host.call(it, "roster.refresh", "{}");
    EXPECT_EQ(host.history(mentor, alone).text, before);
  }
  Host host(config_in(folder_));
  EXPECT_FALSE(host.call(it, "system.status", "{}")["restored"].exists()) << "said once";
  EXPECT_TRUE(host.call(it, "audit.verify", "{}")["ok"].is_true());
}

TEST_F(BackupTest, TheLastHashIsTheAnchor) {
  Host host(config_in(folder_));
  host.visit(mentor, alone);
  const Reply written = host.call(it, "backup.write", in_folder());
  EXPECT_EQ(written["generation"]["last_hash"].text(),
            host.call(it, "audit.verify", "{}").get("last_hash"));
}

TEST_F(BackupTest, EntriesThatWaitedAreFiledOnceAfterARestore) {
  {
    Host host(config_in(folder_));
    host.visit(mentor, alone);
    host.call(it, "backup.write", in_folder());
    EXPECT_EQ(host.call(it, "dossier.deliver", "{}")["waiting"].integer(), 0);
  }
  lose_journal();
  Host host(restoring());
  host.call(it, "roster.refresh", "{}");
  host.call(it, "dossier.deliver", "{}");
  const Reply entries = host.call(mentor, "dossier.entries", R"({"student":"s-alone"})");
  EXPECT_EQ(entries["entries"].size(), 1U) << entries.text;
}

TEST_F(BackupTest, StatusSaysWhenTheLastOneWasMade) {
  Host host(config_in(folder_));
  const Reply before = host.call(it, "system.status", "{}");
  EXPECT_FALSE(before["backup"].exists());
  EXPECT_TRUE(before.holds("none was made on this machine yet")) << before.text;
  EXPECT_TRUE(before.holds("homevisit backup FOLDER"));
  host.call(it, "backup.write", in_folder());
  const Reply status = host.call(it, "system.status", "{}");
  EXPECT_FALSE(status.holds("homevisit backup FOLDER")) << status.text;
  Host later(config_in(folder_, "", "2026-10-20T10:00:00Z"));
  EXPECT_TRUE(later.call(it, "system.status", "{}").holds("homevisit backup FOLDER"))
      << "a week is long";
  EXPECT_THAT(std::string(status["backup"]["last_at"].text()), HasSubstr("2026-10-12T10:00:00"));
  EXPECT_EQ(status["backup"]["generation"].integer(), 1);
}

TEST_F(BackupTest, ListsAndVerifies) {
  Host host(config_in(folder_));
  host.call(it, "backup.write", in_folder());
  host.visit(mentor, alone);
  host.call(it, "backup.write", in_folder(R"(,"verify":true,"keep":5)"));
  const Reply listed = host.call(machine, "backup.list", in_folder());
  ASSERT_EQ(listed["generations"].size(), 2U);
  EXPECT_LT(*listed["generations"].at(0)["events"].integer(),
            *listed["generations"].at(1)["events"].integer());
  EXPECT_EQ(host.call(it, "backup.verify", in_folder())["generations"].integer(), 1);
  EXPECT_EQ(host.call(it, "backup.verify", in_folder(R"(,"generation":1)"))["ok"].is_true(), true);
  EXPECT_EQ(host.call(it, "backup.verify", in_folder(R"(,"all":true)"))["generations"].integer(),
            2);
  EXPECT_EQ(host.call(it, "backup.verify", in_folder(R"(,"generation":9)")).status, HV_NOT_FOUND);
}

TEST_F(BackupTest, IsForAdministratorsAlone) {
  Host host(config_in(folder_));
  for (const char* actor : {mentor, care, leader})
    for (const char* operation : {"backup.write", "backup.list", "backup.verify"})
      EXPECT_EQ(host.call(actor, operation, in_folder()).status, HV_PERMISSION_DENIED);
}

TEST_F(BackupTest, RestoringWhereAJournalIsChangesNothing) {
  {
    Host host(config_in(folder_));
    host.call(it, "backup.write", in_folder());
    host.visit(mentor, alone);
  }
  const auto [status, message] = open_error(restoring());
  EXPECT_EQ(status, HV_ALREADY_EXISTS) << message;
  Host host(config_in(folder_));
  EXPECT_EQ(host.history(mentor, alone)["timeline"].size(), 1U);
}

TEST_F(BackupTest, RestoringWithoutTheKeyMakesNeitherKeyNorJournal) {
  {
    Host host(config_in(folder_));
    host.call(it, "backup.write", in_folder());
  }
  lose_journal();
  std::filesystem::remove(folder_ / "master.key");
  EXPECT_EQ(open_error(restoring()).first, HV_NOT_FOUND);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "master.key"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "journal.db"));
}

TEST_F(BackupTest, AGenerationThatIsNotThereIsSaidInTheCallersLanguage) {
  Host host(config_in(folder_));
  host.call(it, "backup.write", in_folder());
  const Reply reply = host.call(R"({"role":"it","language":"nl"})", "backup.verify",
                                in_folder(R"(,"generation":9)"));
  EXPECT_EQ(reply.code(), "generation_missing");
  EXPECT_THAT(reply.message(), HasSubstr("kopie"));
}

}  // namespace
}  // namespace host_test
