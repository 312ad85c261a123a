// A real district of 960 students loses its journal, and rebuild makes it again from the student
// files: every shared event byte for byte, and the pages that colleagues see. Once with the local
// adapter, once with a system on a network. Requirements: R59, R61.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>

#include "fault/delivery/sis.h"
#include "school_year.h"
#include "shared_tier.h"

namespace rebuild_test {
namespace {

using host_test::Folder;
using host_test::Host;
using host_test::Reply;

// One Monday in each: operations on one day of the clock have no order but that of the students.
constexpr const char* weeks[] = {"2026-08-31", "2026-09-14", "2026-09-28", "2026-10-12",
                                 "2026-11-02", "2026-11-16", "2026-12-07", "2027-01-11"};
constexpr const char* after_all = "2027-01-18";

// A system that holds student files, and a way to it from a host's folder.
class System {
 public:
  virtual ~System() = default;
  virtual std::string name() const = 0;
  virtual std::string title() const = 0;
  virtual std::string adapter() const = 0;  // member of the configuration
  // The first reading of the roster on a new machine.
  virtual Reply read_roster(Host& host) const = 0;
};

class LocalFiles : public System {
 public:
  std::string name() const override { return "local"; }
  std::string title() const override { return "the local adapter's files"; }
  std::string adapter() const override {
    return R"({"name":"local","path":")" HV_LOCAL_ADAPTER R"(","config":{"store":")" + store() +
           "\"}}";
  }
  Reply read_roster(Host& host) const override {
    return host.call(host_test::it, "roster.import", R"({"path":")" HV_DISTRICT_BUNDLE "\"}");
  }
  std::string store() const { return files_ / "files.db"; }

 private:
  Folder files_;
};

class MeadowOverHttp : public System {
 public:
  explicit MeadowOverHttp(const GrandBend& district) {
    sis_.configure("district", district.meadow);
  }
  std::string name() const override { return "meadow"; }
  std::string title() const override { return "the template's system over HTTP"; }
  std::string adapter() const override {
    return R"({"name":"meadow","path":")" HV_MEADOW_ADAPTER R"(","config":{"url":")" +
           sis_.url("district") + "\"}}";
  }
  Reply read_roster(Host& host) const override {
    return host.call(host_test::it, "roster.refresh", "{}");
  }

 private:
  delivery_checker::Sis sis_;
};

// A machine with its own journal, roster and key.
class Machine {
 public:
  explicit Machine(const System& system) : system_(system) {
    const std::string secret = folder_ / "meadow.secret";
    std::ofstream(secret) << "token";
    std::filesystem::permissions(
        secret, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  std::unique_ptr<Host> host(const std::string& day) const {
    return std::make_unique<Host>(
        R"({"base":")" + folder_.path().string() +
        R"(","journal":"journal.db","create":true,"key":{"file":"master.key"},"language":"nl",)" +
        R"("secrets":{"meadow":{"file":"meadow.secret"}},"clock":{"fixed":")" + day +
        R"(T10:00:00Z"},"adapter":)" + system_.adapter() + "}");
  }
  const Folder& folder() const { return folder_; }

 private:
  const System& system_;
  Folder folder_;
};

class DistrictRebuildTest : public testing::Test {
 protected:
  void SetUp() override {
    auto district = read_grand_bend();
    if (!district) GTEST_SKIP() << "the district's roster is not here (../shared/data)";
    district_ = std::move(*district);
    ASSERT_EQ(district_.pupils.size(), 960u);
    leader_ =
        fmt::format(R"({{"role":"school_leader","staff":"{}"}})", district_.other_staff.front());
  }

  static std::int64_t number(const Reply& reply, const char* key) {
    return reply[key].integer().value_or(-1);
  }

  SharedTier see(Host& host, const Machine& machine, const System& system) const {
    return read_shared_tier(host, machine.folder(), system.name(), district_, leader_.c_str());
  }

  // The first `count` weeks, each delivered before the next, as colleagues see them in the end.
  SharedTier live(const System& system, std::size_t count) {
    const Machine machine(system);
    SchoolYear year(district_, 2026);
    for (std::size_t week = 0; week < count; ++week) {
      const auto host = machine.host(weeks[week]);
      if (week == 0) {
        EXPECT_EQ(system.read_roster(*host).status, HV_OK);
      }
      year.week(*host, weeks[week]);
      const Reply done = host->call(host_test::it, "dossier.deliver", R"({"limit":100000})");
      EXPECT_EQ(number(done, "waiting"), 0) << done.text;
      EXPECT_EQ(number(done, "attention"), 0) << done.text;
      delivered_ += number(done, "delivered");
    }
    for (const auto& [operation, times] : year.done()) {
      operations_ += fmt::format("{}{} {}", operations_.empty() ? "" : ", ", operation, times);
      recorded_ += times;
    }
    refused_ = year.refused();
    return see(*machine.host(after_all), machine, system);
  }

  // Another machine: nothing of the first is there but the system.
  Differences lose_and_rebuild(const System& system, const SharedTier& before) {
    const Machine machine(system);
    const auto host = machine.host(after_all);
    EXPECT_EQ(system.read_roster(*host).status, HV_OK);
    const Reply rebuilt = host->call(host_test::it, "journal.rebuild_from_sis", "{}");
    EXPECT_EQ(rebuilt.status, HV_OK) << rebuilt.text;
    entries_ = number(rebuilt, "entries");
    restored_ = number(rebuilt, "events");
    EXPECT_EQ(number(rebuilt, "not_restored_total"), 0) << rebuilt.text;
    const Reply compared = host->call(host_test::it, "dossier.reconcile", "{}");
    reconciled_ = number(compared, "found_total");
    EXPECT_EQ(number(host->call(host_test::it, "dossier.deliver", "{}"), "delivered"), 0)
        << "what is there is not sent again";
    EXPECT_TRUE(host->call(host_test::it, "audit.verify", "{}")["ok"].is_true());
    const SharedTier after = see(*host, machine, system);
    for (const auto& [student, page] : after.histories) {
      EXPECT_EQ(page.find(not_shared), std::string::npos) << student;
    }
    return compare(before, after);
  }

  void report(const System& system, const SharedTier& before, const Differences& found) const {
    std::ofstream(fmt::format("{}/rebuild_{}.txt", HV_REPORTS, system.name())) << fmt::format(
        "Rebuild, Grand Bend in {}\n"
        "  {} students, {} guardians, {} staff, {} groups\n"
        "  {} operations in {} weeks ({}), {} refused by the rules\n"
        "  {} deliveries, {} entries in the student files; {} events restored\n"
        "  compared: {} shared events byte for byte, {} pages; differences {}; found by reconcile "
        "{}\n",
        system.title(), district_.pupils.size(), district_.guardians, district_.staff,
        district_.groups, recorded_, std::size(weeks), operations_, refused_, delivered_, entries_,
        restored_, before.count(), before.histories.size() + before.panels.size(),
        found.events + found.pages, reconciled_);
  }

  void expect_restored(const System& system) {
    const SharedTier before = live(system, std::size(weeks));
    for (const auto& [student, events] : before.events)
      EXPECT_FALSE(events.empty()) << student << ": nothing to lose";
    EXPECT_GT(before.count(), 5000);
    const Differences found = lose_and_rebuild(system, before);
    EXPECT_EQ(found.events, 0) << fmt::format("{}", fmt::join(found.first, "\n"));
    EXPECT_EQ(found.pages, 0) << fmt::format("{}", fmt::join(found.first, "\n"));
    EXPECT_EQ(restored_, before.count());
    EXPECT_EQ(reconciled_, 0);
    report(system, before, found);
  }

  GrandBend district_;
  std::string leader_, operations_;
  std::int64_t recorded_ = 0, refused_ = 0, delivered_ = 0;
  std::int64_t entries_ = 0, restored_ = 0, reconciled_ = 0;
};

TEST_F(DistrictRebuildTest, FromTheLocalAdaptersFiles) { expect_restored(LocalFiles()); }

TEST_F(DistrictRebuildTest, FromASystemOnANetwork) { expect_restored(MeadowOverHttp(district_)); }

// So that the two above can fail: somebody changes one byte of one record.
TEST_F(DistrictRebuildTest, OneByteThatIsOtherIsSeen) {
  const LocalFiles system;
  const SharedTier before = live(system, 1);
  sqlite3* files = nullptr;
  ASSERT_EQ(sqlite3_open(system.store().c_str(), &files), SQLITE_OK);
  const std::string change =
      "UPDATE entry SET structured = substr(structured, 1, instr(structured, 'leren') + 1) || 'z' "
      "|| substr(structured, instr(structured, 'leren') + 3) WHERE marker = (SELECT min(marker) "
      "FROM entry WHERE structured LIKE '%leren%')";
  EXPECT_EQ(sqlite3_exec(files, change.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_changes(files), 1);
  sqlite3_close(files);
  const Differences found = lose_and_rebuild(system, before);
  EXPECT_EQ(found.events, 1);
  EXPECT_GE(found.pages, 1);
}

}  // namespace
}  // namespace rebuild_test
