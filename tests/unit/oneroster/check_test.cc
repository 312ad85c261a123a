// What an administrator is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service.h"

namespace oneroster_test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

auto found(hv_finding_level level, const char* subject, const char* text, const char* advice = "") {
  return AllOf(Field(&Finding::level, level), Field(&Finding::subject, subject),
               Field(&Finding::text, HasSubstr(text)), Field(&Finding::advice, HasSubstr(advice)));
}

class OneRosterCheck : public testing::Test {
 protected:
  OneRosterCheck() { service_.lists = small_school_12(); }
  std::vector<Finding> check(const std::string& more = "") {
    Reader reader(service_, more);
    return reader.check();
  }
  Service service_;
};

TEST_F(OneRosterCheck, AServiceInOrderHasNoProblem) {
  const auto findings = check();
  EXPECT_THAT(findings, Not(Contains(Field(&Finding::level, Not(HV_FINDING_GOOD)))));
  EXPECT_THAT(findings, Contains(found(HV_FINDING_GOOD, "Home groups", "1 of 2 classes")));
  EXPECT_THAT(findings, Contains(found(HV_FINDING_GOOD, "Guardians", "who is whose guardian")));
}

TEST_F(OneRosterCheck, AScopeThatIsMissingIsNamed) {
  service_.habits.denied = {"demographics", "enrollments"};
  const auto findings = check();
  EXPECT_THAT(findings, Contains(found(HV_FINDING_PROBLEM, "List of demographics", "(403)",
                                       "roster-demographics.readonly")));
  EXPECT_THAT(findings, Contains(found(HV_FINDING_PROBLEM, "List of enrollments",
                                       "nobody is a mentor", "roster-core.readonly")));
}

TEST_F(OneRosterCheck, MissingAgentsMeanNoGuardians) {
  for (std::size_t i : {2u, 3u})
    service_.lists["users"][i] = user_12("s" + std::to_string(i), "student", "Sanne", "de Wit");
  EXPECT_THAT(check(),
              Contains(found(HV_FINDING_PROBLEM, "Guardians", "no row says whose", "`agents`")));
  service_.lists["users"] = {user_12("s1", "student", "Sanne", "de Wit")};
  EXPECT_THAT(check(), Contains(found(HV_FINDING_PROBLEM, "Guardians",
                                      "no parents or guardians and no `agents`", "supplier")));
}

TEST_F(OneRosterCheck, NoHomeGroupsNamesTheSetting) {
  service_.lists["classes"].erase(service_.lists["classes"].begin());
  EXPECT_THAT(check(),
              Contains(found(HV_FINDING_PROBLEM, "Home groups", "0 of 1", "\"home_groups\"")));
}

TEST_F(OneRosterCheck, SeveralRowsOfAStudentAdviseTheIdentifier) {
  service_.lists["users"].push_back(
      user_12("s8", "student", "Ada", "Smit", R"("identifier":"77")"));
  service_.lists["users"].push_back(
      user_12("s9", "student", "Ada", "Smit", R"("identifier":"77")"));
  EXPECT_THAT(check(), Contains(found(HV_FINDING_NOTE, "Ids of people", "one per school",
                                      "before the first visit")));
  EXPECT_THAT(check(R"("ids":"identifier")"),
              Not(Contains(Field(&Finding::subject, "Ids of people"))));
}

TEST_F(OneRosterCheck, AServiceThatSendsMoreThanIsAskedForIsSaid) {
  service_.habits.fields_status = 400;
  EXPECT_THAT(check(),
              Contains(found(HV_FINDING_NOTE, "Fields", "takes no list of fields", "withhold")));
}

TEST_F(OneRosterCheck, NamesNobody) {
  service_.habits.denied = {"demographics"};
  for (const Finding& finding : check())
    EXPECT_THAT(finding.text + finding.advice,
                AllOf(Not(HasSubstr("Wit")), Not(HasSubstr("Sanne"))));
}

}  // namespace
}  // namespace oneroster_test
