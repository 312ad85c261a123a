// The same roster comes over REST as from the files: record by record, whatever the service's
// habits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "service.h"

namespace oneroster_test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::map<int, std::vector<Record>> by_files(const std::string& bundle) {
  const Folder folder;
  Opened local(HV_LOCAL_ADAPTER, R"({"store":")" + (folder / "student-files.db") + "\"}");
  hv_import_result result{};
  result.struct_size = sizeof result;
  const auto imported = local->import(
      bundle, false, homevisit::CallControl{},
      [](const hv_import_problem& problem) {
        ADD_FAILURE() << records::text(problem.file) << " " << records::text(problem.reason);
      },
      result);
  EXPECT_TRUE(imported) << imported.error().message;
  return local.whole_roster();
}

// 1.1 has no preferred names.
std::map<int, std::vector<Record>> as_in_11(std::map<int, std::vector<Record>> roster) {
  for (Record& student : roster[HV_KIND_STUDENT]) {
    if (!student.contains("official")) continue;
    student["given"] = student["official"];
    student.erase("official");
  }
  std::sort(roster[HV_KIND_STUDENT].begin(), roster[HV_KIND_STUDENT].end());
  return roster;
}

void expect_same(const std::map<int, std::vector<Record>>& got,
                 const std::map<int, std::vector<Record>>& wanted) {
  for (const auto& [kind, records] : wanted) {
    ASSERT_EQ(got.at(kind).size(), records.size()) << "kind " << kind;
    for (std::size_t i = 0; i < records.size(); ++i)
      ASSERT_EQ(got.at(kind)[i], records[i]) << "kind " << kind << ", record " << i;
  }
}

struct Habit {
  const char* name;
  const char* version;
  const char* service;
  const char* settings;
};
// By its name: as bytes, its place in memory would stand in the names of the tests.
void PrintTo(const Habit& habit, std::ostream* out) { *out << habit.name; }

class SameRoster : public testing::TestWithParam<Habit> {
 protected:
  void compare(const std::string& bundle) {
    const Service service(bundle, GetParam().version, GetParam().service);
    Opened rest(HV_ONEROSTER_ADAPTER, service.config(GetParam().settings));
    auto wanted = by_files(bundle);
    if (std::string(GetParam().version) == "1.1") wanted = as_in_11(std::move(wanted));
    ASSERT_GT(wanted[HV_KIND_STUDENT].size(), 20u);
    expect_same(rest.whole_roster(), wanted);
    for (const Record& student : wanted[HV_KIND_STUDENT])
      ASSERT_THAT(rest.log(), Not(HasSubstr(student.at("family"))));
  }
};

TEST_P(SameRoster, OfASmallSchool) { compare(HV_SMALL_BUNDLE); }

TEST_P(SameRoster, OfADistrict) {
  if (!std::filesystem::exists(HV_DISTRICT_BUNDLE))
    GTEST_SKIP() << "The district's bundle is not at hand: " << HV_DISTRICT_BUNDLE;
  compare(HV_DISTRICT_BUNDLE);
}

INSTANTIATE_TEST_SUITE_P(
    OneRoster, SameRoster,
    testing::Values(Habit{"Plain12", "1.2", "", ""},
                    Habit{"InTheBody", "1.2", "", R"("sign_in":"oauth2_body")"},
                    Habit{"Clamped", "1.2", R"("most":37)", ""},
                    Habit{"ClampedWithTotalAndLink", "1.2", R"("most":37,"total":true,"link":true)",
                          R"("page_size":200)"},
                    Habit{"SmallPages", "1.2", "", R"("page_size":101)"},
                    Habit{"WithoutFields", "1.2", R"("fields":false)", ""},
                    Habit{"Busy", "1.2", R"("busy":9)", ""}, Habit{"Plain11", "1.1", "", ""},
                    Habit{"OAuth1", "1.1", R"("sign_in":"oauth1")", R"("sign_in":"oauth1")"},
                    Habit{"OAuth1Sha1", "1.1", R"("sign_in":"oauth1","most":50)",
                          R"("sign_in":"oauth1","algorithm":"HMAC-SHA1")"}),
    [](const auto& parameter) { return std::string(parameter.param.name); });

TEST(OneRosterContract, R60ScopeWithoutBirthDatesStillReadsTheRest) {
  const Service service(
      HV_SMALL_BUNDLE, "1.2",
      R"("scopes":"https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly")");
  Opened rest(HV_ONEROSTER_ADAPTER, service.config());
  auto wanted = by_files(HV_SMALL_BUNDLE);
  for (Record& student : wanted[HV_KIND_STUDENT]) student["birth"] = "";
  std::sort(wanted[HV_KIND_STUDENT].begin(), wanted[HV_KIND_STUDENT].end());
  expect_same(rest.whole_roster(), wanted);
  EXPECT_THAT(rest.log(), HasSubstr("roster-demographics.readonly"));
}

TEST(OneRosterContract, RevokedCredentialsAreSaidInOneSentence) {
  const Service service(HV_SMALL_BUNDLE, "1.2", R"("revoked":true)");
  Opened rest(HV_ONEROSTER_ADAPTER, service.config());
  const auto read = rest.read_students();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().status, HV_UNAUTHENTICATED);
  EXPECT_THAT(read.error().message + rest.log(), Not(HasSubstr("a secret of")));
}

TEST(OneRosterContract, AWrongConsumerKeyIsRefusedByTheService) {
  const Service service(HV_SMALL_BUNDLE, "1.1", R"("sign_in":"oauth1")");
  std::string config = service.config(R"("sign_in":"oauth1")");
  config.replace(config.find("\"homevisit\""), 11, "\"somebody\"");
  Opened rest(HV_ONEROSTER_ADAPTER, config);
  const auto read = rest.read_students();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().status, HV_UNAUTHENTICATED);
}

}  // namespace
}  // namespace oneroster_test
