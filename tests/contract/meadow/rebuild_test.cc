// A district's history, filed over HTTP into a system on a network, and made again from there,
// event for event. Requirements: R59, R61.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <map>
#include <random>
#include <regex>
#include <thread>

#include "domain/codec.h"
#include "domain/shared_form.h"
#include "fault/delivery/sis.h"
#include "host.h"
#include "journal_in.h"

namespace host_test {
namespace {

using testing::ElementsAreArray;
using testing::Not;

constexpr int pupils = 300;
constexpr int writes = 2500;
constexpr char author[] = R"({"role":"mentor","staff":"s1"})";
constexpr char colleague[] = R"({"role":"teacher","staff":"s2"})";
constexpr char coordinator[] = R"({"role":"care_coordinator","staff":"s3"})";

// A class for each 25 pupils, with two mentors.
std::string district() {
  std::string rows, carers, classes;
  for (int i = 0; i < pupils; ++i) {
    const std::string n = std::to_string(1000 + i), comma = i == 0 ? "" : ",";
    rows += comma + R"({"number":)" + n + R"(,"called":"Kind","surname":"Nummer )" + n +
            R"(","born":"2014-01-01","year":"6","class":"k)" + std::to_string(i / 25) + "\"}";
    carers += comma + R"({"id":"c)" + n + R"(","called":"Ouder","surname":"Nummer )" + n +
              R"(","pupils":[{"pupil":)" + n +
              R"(,"relation":"moeder","authority":true,"home":true}]})";
  }
  for (int i = 0; i < pupils / 25; ++i)
    classes += std::string(i == 0 ? "" : ",") + R"({"id":"k)" + std::to_string(i) +
               R"(","name":"Klas )" + std::to_string(i) +
               R"(","year":"2026-2027","mentors":["s1","s2"]})";
  return R"({"unique":true,"roster":{"pupils":[)" + rows + R"(],"carers":[)" + carers +
         R"(],"classes":[)" + classes +
         R"(],"staff":[{"id":"s1","called":"Els","surname":"Bakker","job":"teacher"},)"
         R"({"id":"s2","called":"Jan","surname":"Peters","job":"teacher"},)"
         R"({"id":"s3","called":"Ria","surname":"Zorg","job":"counselor"}]}})";
}

using Events = std::vector<std::pair<std::string, std::string>>;

class MeadowRebuildTest : public testing::Test {
 protected:
  MeadowRebuildTest() {
    sis_.configure("district", district());
    for (const Folder* folder : {&before_, &after_}) {
      const std::string secret = *folder / "meadow.secret";
      std::ofstream(secret) << "token";
      std::filesystem::permissions(
          secret, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
  }

  std::string config(const Folder& folder) const {
    return R"({"base":")" + folder.path().string() +
           R"(","journal":"journal.db","create":true,"key":{"file":"master.key"},"language":"nl",)" +
           R"("secrets":{"meadow":{"file":"meadow.secret"}},)" +
           R"("adapter":{"name":"meadow","path":")" HV_MEADOW_ADAPTER R"(","config":{"url":")" +
           sis_.url("district") + "\"}}}";
  }

  static std::string pupil(unsigned i) { return std::to_string(1000 + i); }

  static Events events_in(homevisit::journal::Journal& journal, const std::string& student) {
    Events events;
    const auto stored = journal.events(student, homevisit::journal::Stream::dossier);
    EXPECT_TRUE(stored);
    for (const auto& event : *stored) events.emplace_back(event.id.text(), event.body);
    return events;
  }
  static Events shared(const Events& events) {
    Events out;
    for (const auto& [id, body] : events) {
      const auto event = homevisit::read_event(0, id, 0, body);
      EXPECT_TRUE(event) << body;
      if (const auto form = homevisit::shared_form(*event))
        out.emplace_back(id, homevisit::write_event(*form, ""));
    }
    return out;
  }

  delivery_checker::Sis sis_;
  Folder before_, after_;
};

// What mentors do in a year, at random.
class Year {
 public:
  explicit Year(Host& host) : host_(host) {}

  void act(int i) {
    const std::string n = std::to_string(i);
    const std::string student = std::to_string(1000 + random_() % pupils);
    auto& [open, closed] = visits_[student];
    // Ids hold milliseconds: two writes in one of them have no order.
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    switch (random_() % 8) {
      case 0:
        if (open.empty()) break;
        host_.write(author, "visit.revise",
                    about(student, open) + R"(,"date":"2026-10-12","report":)" +
                        report(n + " herzien") + "}");
        return;
      case 1:
        if (open.empty()) break;
        host_.write(author, "visit.sign_off", about(student, open) + "}");
        closed = std::exchange(open, "");
        return;
      case 2:
        if (closed.empty()) break;
        host_.write(author, "visit.amend",
                    about(student, closed) + R"(,"why":"Vergeten","text":"Aanvulling )" + n +
                        R"(","tier":"shared"})");
        return;
      case 3:
        host_.write(author, "answer.record",
                    R"({"student":")" + student + R"(","guardian":"c)" + student +
                        R"(","answer":"agreed","date":"2026-10-12","volunteered":"Reden )" + n +
                        "\"}");
        return;
      default:
        break;
    }
    open = host_
               .write(author, "visit.record",
                      R"({"student":")" + student +
                          R"(","date":"2026-10-12","minutes":{"visit":50},"report":)" + report(n) +
                          "}")
               .get("visit");
  }

 private:
  static std::string about(const std::string& student, const std::string& visit) {
    return R"({"student":")" + student + R"(","visit":")" + visit + "\"";
  }
  static std::string report(const std::string& n) {
    return R"({"goes_well":"Goed","key_points":["Punt )" + n + R"("],"notes":[)" +
           R"({"topic":"strengths","voice":"pupil","text":"Gedeeld <b>&amp; )" + n +
           R"(","tier":"shared"},{"topic":"wellbeing","voice":"parent","text":"Zorgteam )" + n +
           R"(","tier":"care"}],"needs":[{"kind":"device","observation":"Nodig )" + n +
           R"("}],"agreements":[{"what":"Afspraak )" + n + R"(","who":"school"}]})";
  }

  struct Visits {
    std::string open, closed;
  };
  Host& host_;
  std::mt19937 random_{2026};
  std::map<std::string, Visits> visits_;
};

TEST_F(MeadowRebuildTest, ADistrictsHistoryComesBackEventForEvent) {
  std::map<std::string, Events> originals;
  std::map<std::string, std::string> pages;
  std::size_t all = 0;
  {
    Host host(config(before_));
    ASSERT_EQ(host.call(it, "roster.refresh", "{}").status, HV_OK);
    Year year(host);
    for (int i = 0; i < writes; ++i) year.act(i);
    Reply delivered = host.call(it, "dossier.deliver", R"({"limit":100000})");
    ASSERT_EQ(delivered["waiting"].integer(), 0) << delivered.text;
    ASSERT_EQ(delivered["attention"].integer(), 0) << delivered.text;
    EXPECT_EQ(host.call(it, "dossier.reconcile", "{}")["found_total"].integer(), 0);
    const auto journal = journal_in(before_, "meadow");
    for (unsigned i = 0; i < pupils; ++i) {
      originals[pupil(i)] = shared(events_in(*journal, pupil(i)));
      all += originals[pupil(i)].size();
      pages[pupil(i)] = host.history(colleague, pupil(i)).text;
    }
  }
  ASSERT_GT(all, static_cast<std::size_t>(writes) / 2);

  Host again(config(after_));
  ASSERT_EQ(again.call(it, "roster.refresh", "{}").status, HV_OK);
  const Reply rebuilt = again.call(it, "journal.rebuild_from_sis", "{}");
  ASSERT_EQ(rebuilt.status, HV_OK) << rebuilt.text;
  EXPECT_EQ(rebuilt["events"].integer(), static_cast<std::int64_t>(all)) << rebuilt.text;
  EXPECT_EQ(rebuilt["not_restored_total"].integer(), 0) << rebuilt.text;
  const auto journal = journal_in(after_, "meadow");
  for (unsigned i = 0; i < pupils; ++i) {
    EXPECT_THAT(events_in(*journal, pupil(i)), ElementsAreArray(originals[pupil(i)]));
    // Sign-offs have no entry.
    EXPECT_EQ(again.history(colleague, pupil(i)).text,
              std::regex_replace(pages[pupil(i)], std::regex(R"("signed_off":true)"),
                                 R"("signed_off":false)"));
    EXPECT_THAT(again.history(coordinator, pupil(i)).text,
                Not(testing::ContainsRegex("Zorgteam|Nodig|Reden")));
  }
  const Reply compared = again.call(it, "dossier.reconcile", "{}");
  EXPECT_EQ(compared["found_total"].integer(), 0) << compared.text;
  EXPECT_EQ(again.call(it, "dossier.deliver", "{}")["delivered"].integer(), 0);
  RecordProperty("events", static_cast<int>(all));
}

}  // namespace
}  // namespace host_test
