// One pass does what is due and says so in words; what is stopped waits for a person's word.
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

// Monday noon and the night after it, in Amsterdam.
constexpr const char* noon = "2026-10-12T10:00:00Z";
constexpr const char* night = "2026-10-12T21:30:00Z";

class SyncTest : public testing::Test {
 protected:
  std::string config(const std::string& mood, const char* clock, const std::string& more = "") {
    return R"({"base":")" + folder_.path().string() +
           R"(","journal":"journal.db","create":true,"key":{"file":"key"},"language":"en",)" +
           R"("clock":{"fixed":")" + clock + R"("},"adapter":{"name":"moody","path":")" +
           HV_MOODY_ADAPTER R"(","config":{"mood":")" + mood + "\"}}" + more + "}";
  }
  static std::int64_t number(json::Value value, const char* key) {
    return value[key].integer().value_or(-1);
  }
  static Reply pass(Host& host, const char* request = "{}") {
    Reply reply = host.call(machine, "sync.pass", request);
    EXPECT_EQ(reply.status, HV_OK) << reply.text;
    return reply;
  }
  static std::string line(const Reply& status, const char* name, const char* part = "text") {
    const json::Value lines = status["lines"];
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines.at(i)["name"].text() == name) return std::string(lines.at(i)[part].text());
    return "";
  }
  // With the roster read and one answer recorded, which waits to be filed.
  void record() {
    Host host(config("has staff", noon));
    ASSERT_EQ(host.call(it, "roster.refresh", "{}").status, HV_OK);
    const Reply done =
        host.call(care, "visit.record",
                  submitted(R"({"student":"s1","date":"2026-10-12",)"
                            R"("visitors":["c1"],"report":{"key_points":["Fijn."]}})"));
    ASSERT_EQ(done.status, HV_OK) << done.text;
    ASSERT_EQ(done.get("filed"), "waiting");
  }

  Folder folder_;
};

// consent-model.md, withdrawal.
TEST_F(SyncTest, R1_AWithdrawalHoldsAtOnceWhileTheSystemIsAway) {
  record();
  const std::string herself = R"("student":"s1","by_student":true)";
  {
    Host host(config("away", noon));
    const Reply agreed = host.write(care, "answer.record",
                                    "{" + herself + R"(,"answer":"agreed","date":"2026-10-09"})");
    ASSERT_EQ(agreed.status, HV_OK) << agreed.text;
    const Reply withdrawn =
        host.write(care, "answer.record", "{" + herself + R"(,"answer":"withdrawn"})");
    ASSERT_EQ(withdrawn.status, HV_OK) << withdrawn.text;
    EXPECT_EQ(
        host.call(care, "consent.read", R"({"student":"s1"})")["people"].at(0)["state"].text(),
        "withdrawn");
  }
}

TEST_F(SyncTest, ByDayReadsNoWholeRosterAndSaysWhenItWill) {
  Host host(config("good", noon));
  const Reply done = pass(host);
  EXPECT_EQ(done["tasks"].size(), 0U);
  EXPECT_EQ(done.get("next_at"), "2026-10-12T20:00:00.000Z");
  EXPECT_EQ(done.get("state"), "well");
}

TEST_F(SyncTest, AtNightReadsItOnce) {
  Host host(config("good", night));
  const Reply first = pass(host);
  ASSERT_EQ(first["tasks"].size(), 2U);
  EXPECT_EQ(first["tasks"].at(0)["read"].text(), "whole");
  EXPECT_EQ(first["tasks"].at(1)["name"].text(), "entries");
  EXPECT_EQ(number(first["tasks"].at(0), "changed"), 1);
  const Reply second = pass(host);
  EXPECT_EQ(second["tasks"].size(), 0U);
  EXPECT_EQ(second.get("next_at"), "2026-10-13T20:00:00.000Z");
}

TEST_F(SyncTest, HasHoursOfItsOwnByConfiguration) {
  Host host(config("good", noon, R"(,"sync":{"bulk_hours":{"from":"11:30","to":"12:30"}})"));
  EXPECT_EQ(pass(host)["tasks"].at(0)["read"].text(), "whole");
}

TEST_F(SyncTest, ReadsChangesByDayOnceTheRosterWasRead) {
  {
    Host host(config("tells changes", noon));
    EXPECT_EQ(pass(host)["tasks"].size(), 0U) << "reading the whole of it is for the night";
    ASSERT_EQ(host.call(it, "roster.refresh", "{}").status, HV_OK);
    EXPECT_EQ(pass(host)["tasks"].size(), 0U) << "just read";
  }
  Host later(config("tells changes", "2026-10-12T10:15:00Z"));
  const Reply done = pass(later);
  ASSERT_EQ(done["tasks"].size(), 1U);
  EXPECT_EQ(done["tasks"].at(0)["read"].text(), "changes");
  EXPECT_EQ(number(done["tasks"].at(0), "changed"), 1);
  EXPECT_EQ(done.get("next_at"), "2026-10-12T10:30:00.000Z");
}

TEST_F(SyncTest, NeverReadsChangesWhereTheConfigurationSaysSo) {
  const std::string off = R"(,"sync":{"roster_minutes":0})";
  {
    Host host(config("tells changes", noon, off));
    host.call(it, "roster.refresh", "{}");
  }
  Host later(config("tells changes", "2026-10-12T18:00:00Z", off));
  EXPECT_EQ(pass(later)["tasks"].size(), 0U);
}

TEST_F(SyncTest, DeliversWhatWaits) {
  record();
  Host host(config("good", noon));
  const Reply done = pass(host);
  EXPECT_EQ(number(done.root(), "delivered"), 1);
  EXPECT_EQ(number(done.root(), "waiting"), 0);
  EXPECT_EQ(done.get("summary"), "All is well.");
  const Reply status = host.call(it, "system.status", "{}");
  EXPECT_EQ(line(status, "dossier"), "1 entry filed, none waits");
  EXPECT_EQ(line(status, "last_success"), "today at 12:00");
}

TEST_F(SyncTest, AtNightNoticesEntriesThatAreGoneAndLeavesThemAsTheyAre) {
  record();
  {
    Host host(config("good", noon));
    EXPECT_EQ(number(pass(host).root(), "delivered"), 1);
  }
  Host later(config("good", night));  // this system forgets what it has when it is closed
  const Reply done = pass(later);
  ASSERT_EQ(done["tasks"].size(), 2U);
  EXPECT_EQ(number(done["tasks"].at(1), "entries"), 1);
  EXPECT_EQ(number(done["tasks"].at(1), "differences"), 1);
  EXPECT_EQ(number(done.root(), "waiting"), 0);
}

TEST_F(SyncTest, ASystemThatIsAwayIsSaidInWordsWithSinceWhen) {
  record();
  {
    Host host(config("away", noon));
    const Reply done = pass(host);
    EXPECT_EQ(done.get("state"), "trouble");
    EXPECT_EQ(done.get("code"), "adapter_unavailable");
    EXPECT_EQ(done.get("paused_until"), "2026-10-12T10:01:00.000Z");
    EXPECT_EQ(done.get("next_at"), done.get("paused_until"));
  }
  Host later(config("away", "2026-10-18T10:00:00Z"));
  const Reply status = later.call(it, "system.status", "{}");
  EXPECT_EQ(status["system"]["state"].text(), "trouble");
  EXPECT_EQ(status["system"]["summary"].text(),
            "The student system has not been reachable since Monday 12 October, 12:00 (6 days). "
            "1 entry waits. Nothing is lost; it goes by itself when the system is back.");
  EXPECT_EQ(line(status, "dossier"),
            "1 entry waits, the oldest since Monday 12 October, 12:00 (6 days)");
  EXPECT_EQ(line(status, "error"),
            "The student system does not answer, or says that it cannot just now.");
  const Reply dutch = later.call(R"({"role":"it","language":"nl"})", "system.status", "{}");
  EXPECT_EQ(
      dutch["system"]["summary"].text(),
      "Het leerlingsysteem is niet bereikbaar sinds maandag 12 oktober, 12:00 uur (6 dagen). "
      "1 verslag wacht. Er gaat niets verloren; het gaat vanzelf als het systeem er weer is.");
}

// Mentors see why, also on a page that was made before, and no longer when it is over.
TEST_F(SyncTest, APageSaysWhyEntriesWaitWhileTheSystemIsAway) {
  record();
  const std::string why = "the student system has not been reachable since 12:00 today";
  const auto panel = [](Host& host) {
    return host.render(care, "student.panel", R"({"student":"s1"})");
  };
  {
    Host host(config("away", noon));
    EXPECT_EQ(panel(host).find("reachable"), std::string::npos);
    pass(host);
    EXPECT_NE(panel(host).find(why), std::string::npos) << panel(host);
    const Reply history = host.history(care, "s1");
    EXPECT_EQ(history.get("delay"),
              "Waits to be put into the student's file: " + why + ". It goes by itself.");
    const std::string visit(history["last_contact"]["visit"].text());
    EXPECT_NE(host.render(care, "visit.page", R"({"student":"s1","visit":")" + visit + "\"}")
                  .find("file: " + why),
              std::string::npos);
    const Reply another =
        host.call(care, "contact.plan", submitted(R"({"student":"s1","date":"2027-01-11"})"));
    EXPECT_EQ(another.status, HV_OK) << another.text;
  }
  Host back(config("good", "2026-10-12T10:05:00Z"));
  EXPECT_NE(panel(back).find(why), std::string::npos);
  pass(back);
  EXPECT_EQ(panel(back).find("reachable"), std::string::npos);
  EXPECT_FALSE(back.history(care, "s1")["delay"].exists());
}

TEST_F(SyncTest, WhatNobodyDeliversIsNoticed) {
  record();
  Host later(config("good", "2026-10-12T12:00:00Z"));
  const Reply status = later.call(it, "system.status", "{}");
  EXPECT_EQ(status["system"]["state"].text(), "attention");
  EXPECT_EQ(status["system"]["summary"].text(), "1 entry waits, and no program delivers it.");
  EXPECT_NE(line(status, "sync", "advice").find("homevisit sync"), std::string::npos);
}

TEST_F(SyncTest, AProcessThatStaysIsSeen) {
  Host host(config("good", noon));
  EXPECT_FALSE(host.call(it, "system.status", "{}")["sync"]["running"].is_true());
  pass(host);
  EXPECT_FALSE(host.call(it, "system.status", "{}")["sync"]["running"].is_true());
  pass(host, R"({"stays":true})");
  EXPECT_TRUE(host.call(it, "system.status", "{}")["sync"]["running"].is_true());
}

TEST_F(SyncTest, AProcessThatEndsSaysSoAndDoesNothingElse) {
  record();
  Host host(config("good", night));
  const Reply last = pass(host, R"({"ends":true})");
  EXPECT_EQ(number(last.root(), "delivered"), 0);
  EXPECT_EQ(last["tasks"].size(), 0U);
  pass(host, R"({"stays":true})");
  pass(host, R"({"ends":true})");
  const Reply status = host.call(it, "system.status", "{}");
  EXPECT_FALSE(status["sync"]["running"].is_true());
  EXPECT_EQ(line(status, "sync"), "does not run; it last did today at 23:30");
}

// By cron, say: nobody need be told to start anything.
TEST_F(SyncTest, PassesNowAndThenAreASignOfLifeForADay) {
  {
    Host host(config("good", noon));
    pass(host);
  }
  Host later(config("good", "2026-10-13T09:00:00Z"));
  Reply status = later.call(it, "system.status", "{}");
  EXPECT_EQ(line(status, "sync"), "now and then; last yesterday at 12:00");
  EXPECT_EQ(line(status, "sync", "advice"), "");
  Host much_later(config("good", "2026-10-13T11:00:00Z"));
  status = much_later.call(it, "system.status", "{}");
  EXPECT_NE(line(status, "sync", "advice").find("homevisit sync"), std::string::npos);
}

TEST_F(SyncTest, StatusSaysWhatTheNightlyComparisonFound) {
  record();
  {
    Host host(config("good", noon));
    pass(host);
    EXPECT_EQ(line(host.call(it, "system.status", "{}"), "compared"), "") << "not compared yet";
  }
  Host later(config("good", night));  // this system forgets what it has when it is closed
  pass(later);
  const Reply status = later.call(it, "system.status", "{}");
  EXPECT_EQ(line(status, "compared"),
            "today at 23:30: 1 entry looked at, 1 difference to what was filed");
  EXPECT_EQ(line(status, "compared", "advice"),
            "See which, and what to do about each: homevisit reconcile");
  const Reply dutch = later.call(R"({"role":"it","language":"nl"})", "system.status", "{}");
  EXPECT_EQ(line(dutch, "compared"),
            "vandaag om 23:30 uur: 1 verslag bekeken, 1 verschil met wat in het dossier gezet is");
}

TEST_F(SyncTest, AComparisonThatFailsIsToldAndTriedAgain) {
  record();
  {
    Host host(config("good", noon));
    pass(host);
  }
  Host host(config("no entries", night));
  const Reply done = pass(host);
  EXPECT_EQ(done.get("state"), "trouble");
  EXPECT_EQ(done.get("summary"),
            "The entries in the student files could not be compared with what was filed. It is "
            "tried again by itself.");
  EXPECT_EQ(done.get("next_at"), "2026-10-12T21:31:00.000Z");
  const Reply status = host.call(it, "system.status", "{}");
  EXPECT_EQ(line(status, "compare_error"),
            "today at 23:30: The student system refused it. The log says what it answered.");
}

TEST_F(SyncTest, ARosterThatCannotBeReadIsToldAndTriedAgain) {
  Host host(config("away", night));
  const Reply done = pass(host);
  ASSERT_EQ(done["tasks"].size(), 2U);
  EXPECT_FALSE(done["tasks"].at(0)["ok"].is_true());
  EXPECT_EQ(done.get("state"), "trouble");
  EXPECT_EQ(done.get("next_at"), "2026-10-12T21:31:00.000Z");
  const Reply status = host.call(it, "system.status", "{}");
  EXPECT_EQ(line(status, "roster_error"),
            "today at 23:30: The student system does not answer, or says that it cannot just now.");
}

// What the system refuses for good: a person decides.
class OutboxTest : public SyncTest {
 protected:
  std::int64_t stop() {
    record();
    Host host(config("writes nothing", noon));
    const Reply done = pass(host);
    EXPECT_EQ(done.get("state"), "attention");
    EXPECT_EQ(number(done.root(), "stopped"), 1);
    const Reply list = host.call(it, "outbox.list", "{}");
    EXPECT_EQ(list["items"].size(), 1U);
    const json::Value item = list["items"].at(0);
    EXPECT_EQ(item["student"].text(), "s1");
    EXPECT_EQ(item["state"].text(), "stopped");
    EXPECT_EQ(item["when"].text(), "today at 12:00");
    EXPECT_EQ(item["why"].text(), "The student system refused it. The log says what it answered.");
    EXPECT_FALSE(list.holds("Fijn.")) << "IT does not read entries";
    return number(item, "item");
  }
  static std::string decide(std::int64_t item, const char* decision) {
    return R"({"item":)" + std::to_string(item) + R"(,"decision":")" + decision + "\"}";
  }
};

TEST_F(OutboxTest, AgainSendsIt) {
  const std::int64_t item = stop();
  Host host(config("good", noon));
  EXPECT_EQ(number(pass(host).root(), "delivered"), 0) << "not without a person's word";
  EXPECT_EQ(host.call(it, "outbox.resolve", decide(item, "again")).status, HV_OK);
  EXPECT_EQ(number(pass(host).root(), "delivered"), 1);
}

TEST_F(OutboxTest, GivenUpIsNotSentAndCanStillBe) {
  const std::int64_t item = stop();
  Host host(config("good", noon));
  EXPECT_EQ(host.call(it, "outbox.resolve", decide(item, "give_up")).status, HV_OK);
  const Reply done = pass(host);
  EXPECT_EQ(number(done.root(), "delivered"), 0);
  EXPECT_EQ(done.get("state"), "well");
  EXPECT_EQ(host.call(it, "outbox.resolve", decide(item, "again")).status, HV_OK);
  EXPECT_EQ(number(pass(host).root(), "delivered"), 1);
}

TEST_F(OutboxTest, FiledByHandIsFiled) {
  const std::int64_t item = stop();
  Host host(config("good", noon));
  EXPECT_EQ(host.call(it, "outbox.resolve", decide(item, "filed")).status, HV_OK);
  EXPECT_EQ(number(pass(host).root(), "delivered"), 0);
  EXPECT_EQ(number(host.call(it, "system.status", "{}")["outbox"], "done"), 1);
}

TEST_F(OutboxTest, ADecisionStaysToBeSeenAndIsMadeOnce) {
  const std::int64_t item = stop();
  Host host(config("good", noon));
  const std::int64_t before = number(host.call(it, "audit.verify", "{}").root(), "events");
  EXPECT_EQ(host.call(it, "outbox.resolve", decide(item, "filed")).status, HV_OK);
  EXPECT_EQ(number(host.call(it, "audit.verify", "{}").root(), "events"), before + 1);
  const Reply again = host.call(it, "outbox.resolve", decide(item, "give_up"));
  EXPECT_EQ(again.status, HV_FAILED_PRECONDITION);
  EXPECT_EQ(again.code(), "delivery_not_stopped");
}

TEST_F(OutboxTest, IsForThoseWhoRunTheSystem) {
  Host host(config("good", noon));
  for (const char* operation : {"sync.pass", "outbox.list"})
    EXPECT_EQ(host.call(mentor, operation, "{}").status, HV_PERMISSION_DENIED);
  EXPECT_EQ(host.call(mentor, "outbox.resolve", decide(1, "filed")).status, HV_PERMISSION_DENIED);
}

}  // namespace
}  // namespace host_test
