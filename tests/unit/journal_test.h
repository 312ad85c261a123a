// A journal in a folder of its own, for the tests of the journal.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "base/uuid.h"
#include "journal/journal.h"

namespace homevisit::journal {

inline constexpr std::int64_t test_now = 1'760'270'400'000;  // 2025-10-12T12:00:00Z

class TestFolder {
 public:
  TestFolder() {
    std::string path = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
    path_ = ::mkdtemp(path.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Moves only when it is told to.
class TestClock final : public Clock {
 public:
  std::int64_t now_ms() const override { return now_; }
  std::int64_t uptime_ms() const override { return uptime_; }
  const std::string& boot() const override { return boot_; }

  // Somebody sets the machine's clock.
  void set(std::int64_t now) { now_ = now; }
  // Time goes by.
  void pass(std::int64_t ms) {
    now_ += ms;
    uptime_ += ms;
  }
  void reboot() {
    uptime_ = 5000;
    boot_ += "'";
  }

 private:
  std::int64_t now_ = test_now, uptime_ = 1'000'000;
  std::string boot_ = "boot";
};

inline OutboxItem outbox_item(const std::string& student, const std::string& marker,
                              const std::string& entry, std::int64_t event_seq, int priority = 1) {
  OutboxItem item;
  item.student = student;
  item.marker = marker;
  item.priority = priority;
  item.entry = entry;
  item.event_seq = event_seq;
  return item;
}

class JournalTest : public testing::Test {
 protected:
  JournalTest() { options = make_options(); }

  Options make_options() {
    Options o;
    o.path = folder.file("journal.db");
    o.system = "local";
    o.master_key = Secret("0123456789abcdef0123456789abcdef");
    o.clock = &clock;
    o.busy_timeout_ms = 2000;
    return o;
  }

  // REQUIRES: what is asked for succeeds; the test fails otherwise.
  std::unique_ptr<Journal> make() {
    const Status made = Journal::create(options);
    EXPECT_TRUE(made.ok()) << (made ? "" : made.error().message);
    return open();
  }
  std::unique_ptr<Journal> open() {
    auto opened = Journal::open(options);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return opened ? std::move(opened).value() : nullptr;
  }
  Uuid new_id() { return Uuid::make(clock, system_random()); }

  // One event in a transaction of its own; its seq.
  std::int64_t append(Journal& journal, const std::string& student, const std::string& body,
                      Stream stream = Stream::dossier, ByteView submission = {}) {
    auto transaction = journal.begin();
    EXPECT_TRUE(transaction) << (transaction ? "" : transaction.error().message);
    if (!transaction) return 0;
    const auto seq = (*transaction)->append(student, stream, new_id(), body, submission);
    EXPECT_TRUE(seq) << (seq ? "" : seq.error().message);
    const Status committed = (*transaction)->commit();
    EXPECT_TRUE(committed.ok()) << (committed ? "" : committed.error().message);
    return seq ? *seq : 0;
  }

  std::vector<std::string> bodies(Journal& journal, const std::string& student,
                                  Stream stream = Stream::dossier) {
    const auto events = journal.events(student, stream);
    EXPECT_TRUE(events) << (events ? "" : events.error().message);
    std::vector<std::string> texts;
    if (events)
      for (const Event& event : *events) texts.push_back(event.body);
    return texts;
  }

  Verification verify(Journal& journal) {
    const CallControl control;
    auto verification = journal.verify(control, nullptr);
    EXPECT_TRUE(verification) << (verification ? "" : verification.error().message);
    return verification ? *verification : Verification();
  }

  TestFolder folder;
  TestClock clock;
  Options options;
};

}  // namespace homevisit::journal
