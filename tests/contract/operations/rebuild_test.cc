// A journal that is made again from the student files: what colleagues could see is there again,
// event for event, and nothing else. Requirements: R59, R61.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <random>
#include <regex>
#include <thread>

#include "domain/codec.h"
#include "domain/shared_form.h"
#include "host.h"
#include "journal_in.h"

namespace host_test {
namespace {

using homevisit::DossierEvent;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::Not;

constexpr const char* students[] = {two_homes, one_home, alone, foster, secret, sibling};

struct Stored {
  std::string id, body;
  bool operator==(const Stored&) const = default;
};
void PrintTo(const Stored& event, std::ostream* out) { *out << event.id << " " << event.body; }

// The dossier's events of a student as the journal in `folder` holds them, in their order.
std::vector<Stored> events_in(const Folder& folder, const std::string& student) {
  const auto stored = journal_in(folder)->events(student, homevisit::journal::Stream::dossier);
  EXPECT_TRUE(stored);
  std::vector<Stored> events;
  for (const auto& event : *stored) events.push_back({event.id.text(), event.body});
  return events;
}

// Of these, what may be in the student file.
std::vector<Stored> shared(const std::vector<Stored>& events) {
  std::vector<Stored> out;
  for (const Stored& stored : events) {
    const auto event = homevisit::read_event(0, stored.id, 0, stored.body);
    EXPECT_TRUE(event) << stored.body;
    if (const auto form = homevisit::shared_form(*event))
      out.push_back({stored.id, homevisit::write_event(*form, "")});
  }
  return out;
}

class RebuildTest : public testing::Test {
 protected:
  RebuildTest() : host_(config_in(before_, "", "")) {
    write_school(before_ / "school");
    import(host_);
  }

  void import(Host& host) {
    const Reply done =
        host.call(it, "roster.import", "{\"path\":\"" + (before_ / "school") + "\"}");
    EXPECT_EQ(done.status, HV_OK) << done.text;
  }

  // Another machine: a journal of its own, and the same student files.
  static std::string config_of(const Folder& folder, const Folder& files) {
    std::string config = config_in(folder, "", "");
    const std::string own = folder / "files.db";
    return config.replace(config.find(own), own.size(), files / "files.db");
  }

  // Ids hold milliseconds: two writes in one of them have no order.
  Reply write(const char* actor, const std::string& operation, const std::string& body) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return host_.write(actor, operation, body);
  }

  std::string visit(const std::string& student, const std::string& report) {
    return write(mentor, "visit.record",
                 R"({"student":")" + student +
                     R"(","date":"2026-10-12","place":"school","minutes":{"visit":50},)" +
                     R"("report":)" + report + "}")
        .get("visit");
  }
  static std::string about(const std::string& student, const std::string& visit,
                           const std::string& more) {
    return R"({"student":")" + student + R"(","visit":")" + visit + "\"" + more + "}";
  }

  void deliver() {
    const Reply done = host_.call(it, "dossier.deliver", "{}");
    EXPECT_EQ(done["waiting"].integer(), 0) << done.text;
    EXPECT_EQ(done["attention"].integer(), 0) << done.text;
  }

  static std::int64_t number(const Reply& reply, const char* key) {
    return reply[key].integer().value_or(-1);
  }

  Folder before_, after_;
  Host host_;
};

std::string report(const std::string& n) {
  return R"({"goes_well":"Goed )" + n + R"(","key_points":["Punt )" + n + R"("],"notes":[)" +
         R"({"topic":"strengths","voice":"parent","text":"Gedeeld )" + n +
         R"(","tier":"shared"},)" + R"({"topic":"wellbeing","voice":"parent","text":"Zorgteam )" +
         n + R"(","tier":"care"},)" +
         R"({"topic":"values","voice":"parent","text":"Vertrouwelijk )" + n +
         R"(","tier":"confidential"}],"needs":[{"kind":"device","observation":"Nodig )" + n +
         R"("}],"agreements":[{"what":"Afspraak )" + n +
         R"(","who":"school","kind":"contact","goal":"involvement","fits_family":true,)"
         R"("review":"2027-01-11"}],"decision":"together","parked":[{"what":"Zorgteam )" +
         n + R"("}],"support_plan":{"own_solution":"Zorgteam )" + n + R"("}})";
}

TEST_F(RebuildTest, RestoredHistoryEqualsTheOriginalEventForEvent) {
  std::mt19937 random(4);
  const auto one_of = [&](auto... choices) {
    const char* all[] = {choices...};
    return all[random() % sizeof...(choices)];
  };
  std::map<std::string, std::vector<std::string>> open, closed;
  for (int i = 0; i < 120; ++i) {
    const std::string n = std::to_string(i);
    const std::string student = students[random() % std::size(students)];
    auto& mine = open[student];
    switch (random() % 6) {
      case 0:
      case 1:
        mine.push_back(visit(student, report(n)));
        break;
      case 2:
        if (mine.empty()) break;
        write(mentor, "visit.revise",
              about(student, mine.back(),
                    R"(,"date":"2026-10-12","place":"school","report":)" + report(n + " herzien")));
        break;
      case 3:
        if (mine.empty()) break;
        write(mentor, "visit.sign_off", about(student, mine.back(), ""));
        closed[student].push_back(mine.back());
        mine.pop_back();
        break;
      case 4:
        if (closed[student].empty()) break;
        write(mentor, "visit.amend",
              about(student, closed[student].back(),
                    R"(,"why":"Vergeten","text":"Aanvulling )" + n + R"(","tier":")" +
                        one_of("shared", "care") + "\""));
        break;
      default: {
        const Reply history = host_.history(mentor, student);
        const auto guardian = std::string(history["guardians"].at(0)["id"].text());
        write(mentor, "answer.record",
              R"({"student":")" + student + R"(","guardian":")" + guardian + R"(","answer":")" +
                  one_of("agreed", "deferred", "declined") +
                  R"(","date":"2026-10-12","volunteered":"Reden )" + n +
                  R"(","evidence_reference":"Map )" + n + "\"}");
      }
    }
  }
  deliver();
  std::map<std::string, std::vector<Stored>> originals;
  std::map<std::string, std::string> pages;
  std::size_t all = 0;
  for (const char* student : students) {
    pages[student] = host_.history(teacher, student).text;
    originals[student] = shared(events_in(before_, student));
    all += originals[student].size();
  }
  ASSERT_GT(all, 40u);
  host_.close();

  Host again(config_of(after_, before_));
  import(again);
  const Reply rebuilt = again.call(it, "journal.rebuild_from_sis", "{}");
  ASSERT_EQ(rebuilt.status, HV_OK) << rebuilt.text;
  EXPECT_EQ(number(rebuilt, "events"), static_cast<std::int64_t>(all));
  EXPECT_EQ(number(rebuilt, "not_restored_total"), 0) << rebuilt.text;
  EXPECT_EQ(number(again.call(it, "dossier.deliver", "{}"), "delivered"), 0)
      << "what is there is not sent again";
  for (const char* student : students) {
    EXPECT_THAT(events_in(after_, student), ElementsAreArray(originals[student]));
    // A sign-off has no entry.
    const std::string page = std::regex_replace(pages[student], std::regex(R"("signed_off":true)"),
                                                R"("signed_off":false)");
    EXPECT_EQ(again.history(teacher, student).text, page);
    EXPECT_THAT(again.history(care, student).text,
                Not(testing::ContainsRegex("Zorgteam|Vertrouwelijk|Nodig|Reden|Map ")));
  }
  EXPECT_TRUE(again.call(it, "audit.verify", "{}")["ok"].is_true());

  const Reply second = again.call(it, "journal.rebuild_from_sis", "{}");
  EXPECT_EQ(number(second, "events"), 0) << "it may be run again";
  EXPECT_EQ(number(second, "known"), static_cast<std::int64_t>(all));
}

TEST_F(RebuildTest, FillsUpWhatAnOlderCopyLacks) {
  visit(alone, report("een"));
  deliver();
  host_.close();
  for (const char* file : {"journal.db", "master.key"})
    std::filesystem::copy_file(before_ / file, after_ / file);
  {
    Host later(config_in(before_, "", ""));
    later.visit(mentor, alone);
    later.call(it, "dossier.deliver", "{}");
  }
  const auto original = events_in(before_, alone);
  Host again(config_of(after_, before_));
  import(again);
  const Reply rebuilt = again.call(it, "journal.rebuild_from_sis", "{}");
  EXPECT_EQ(number(rebuilt, "events"), 1) << rebuilt.text;
  EXPECT_EQ(number(rebuilt, "known"), 1);
  const auto filled = events_in(after_, alone);
  ASSERT_EQ(filled.size(), 2u);
  EXPECT_EQ(filled[0], original[0]) << "what the copy has stays as it is, care tier and all";
  EXPECT_EQ(filled[1], shared(original)[1]);
}

TEST_F(RebuildTest, WhatIsVoidInTheStudentFileIsEnteredInErrorAgain) {
  const std::string wrong = visit(alone, report("fout"));
  deliver();
  write(care, "visit.void", about(alone, wrong, ""));
  deliver();
  host_.close();
  Host again(config_of(after_, before_));
  import(again);
  const Reply rebuilt = again.call(it, "journal.rebuild_from_sis", "{}");
  EXPECT_EQ(rebuilt["restored"]["visit_voided"].integer(), 1) << rebuilt.text;
  EXPECT_EQ(number(rebuilt, "withdrawn"), 0) << "its record says who made it so";
  const Reply history = again.history(mentor, alone);
  EXPECT_EQ(history["timeline"].at(0)["voided"]["by"].text(), "c1") << history.text;
  EXPECT_EQ(events_in(after_, alone), shared(events_in(before_, alone)));
  EXPECT_EQ(number(again.call(it, "journal.rebuild_from_sis", "{}"), "events"), 0);
  EXPECT_EQ(number(again.call(it, "dossier.reconcile", "{}"), "found_total"), 0);
}

TEST_F(RebuildTest, WhoMadeAnEntryVoidInTheStudentFileItselfIsNotKnown) {
  visit(alone, report("fout"));
  deliver();
  host_.close();
  sqlite3* files = nullptr;
  ASSERT_EQ(sqlite3_open((before_ / "files.db").c_str(), &files), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(files, "UPDATE entry SET withdrawn = 1", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(files);
  Host again(config_of(after_, before_));
  import(again);
  const Reply rebuilt = again.call(it, "journal.rebuild_from_sis", "{}");
  EXPECT_EQ(number(rebuilt, "withdrawn"), 1) << rebuilt.text;
  const Reply history = again.history(mentor, alone);
  EXPECT_TRUE(history["timeline"].at(0)["voided"].is_object()) << history.text;
  EXPECT_EQ(history["timeline"].at(0)["voided"]["by"].text(), "");
}

// The addendum is of its own, and void with its visit.
TEST_F(RebuildTest, AMistakeThatSeveralEntriesAreAboutComesBackOnce) {
  const std::string wrong = visit(alone, report("een"));
  deliver();
  write(mentor, "visit.revise",
        about(alone, wrong, R"(,"date":"2026-10-12","place":"school","report":)" + report("twee")));
  write(mentor, "visit.sign_off", about(alone, wrong, ""));
  write(mentor, "visit.amend", about(alone, wrong, R"(,"why":"Vergeten","text":"Drie")"));
  deliver();
  write(care, "visit.void", about(alone, wrong, ""));
  deliver();
  host_.close();
  Host again(config_of(after_, before_));
  import(again);
  const Reply rebuilt = again.call(it, "journal.rebuild_from_sis", "{}");
  EXPECT_EQ(rebuilt["restored"]["visit_voided"].integer(), 1) << rebuilt.text;
  EXPECT_EQ(events_in(after_, alone), shared(events_in(before_, alone)));
  EXPECT_EQ(number(again.call(it, "dossier.reconcile", "{}"), "found_total"), 0);
}

TEST_F(RebuildTest, IsForThoseWhoRunTheSystem) {
  EXPECT_EQ(host_.call(mentor, "journal.rebuild_from_sis", "{}").status, HV_PERMISSION_DENIED);
}

}  // namespace
}  // namespace host_test
