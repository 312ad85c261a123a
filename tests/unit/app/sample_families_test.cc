// The sample school shows every kind of family, and the same few students always stand in it.
#include "read_sample.h"

#include <algorithm>
#include <map>
#include <set>

namespace homevisit::sample {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::Le;
using ::testing::SizeIs;

struct FamilyCase {
  const char* name;
  bool (*is)(const std::vector<Care>&);
};

void PrintTo(const FamilyCase& family, std::ostream* out) { *out << family.name; }

// Each as the adapter will see it; for seeds that nobody chose.
class SampleFamilies : public SampleSchool, public ::testing::WithParamInterface<FamilyCase> {};

TEST_P(SampleFamilies, OccurInTheDefaultSchool) {
  for (std::uint64_t seed : {1, 2, 3}) {
    read({.seed = seed});
    EXPECT_TRUE(some_student(GetParam().is)) << "seed " << seed;
  }
}

const FamilyCase kFamilies[] = {
    {"TwoAtOneAddress",
     [](const std::vector<Care>& c) {
       return c.size() == 2 && !c[0].household.empty() && c[0].household == c[1].household &&
              c[0].custody == "custody" && c[1].custody == "custody";
     }},
    {"TwoHomes",
     [](const std::vector<Care>& c) {
       return c.size() == 2 && c[0].household != c[1].household &&
              c[0].lives_with == "lives-with" && c[1].lives_with == "lives-with" &&
              c[0].custody == "custody" && c[1].custody == "custody";
     }},
    {"OneParent",
     [](const std::vector<Care>& c) { return c.size() == 1 && c[0].relation != "oma"; }},
    {"FosterParents",
     [](const std::vector<Care>& c) {
       return c.size() == 3 && c[0].relation == "pleegouder" && c[0].custody == "no-custody" &&
              c[2].custody == "custody" && c[2].lives_with.empty();
     }},
    {"Grandmother",
     [](const std::vector<Care>& c) {
       return !c.empty() && c[0].relation == "oma" && c[0].custody == "custody";
     }},
    {"ParentWithoutCustody",
     [](const std::vector<Care>& c) {
       return c.size() == 2 && c[1].custody == "no-custody" && c[1].not_informed.empty();
     }},
    {"NotToBeInformed",
     [](const std::vector<Care>& c) {
       return c.size() == 2 && c[1].not_informed == "not-informed";
     }},
    {"FourGuardians", [](const std::vector<Care>& c) { return c.size() == 4; }},
    {"RelationWithAComma",
     [](const std::vector<Care>& c) { return !c.empty() && c[0].relation == "tante%2C voogd"; }},
    {"LittleKnown", [](const std::vector<Care>& c) {
       return c.size() == 2 && c[0].custody.empty() && c[0].household.empty();
     }}};
INSTANTIATE_TEST_SUITE_P(All, SampleFamilies, ::testing::ValuesIn(kFamilies),
                         [](const auto& param) { return std::string(param.param.name); });

TEST_F(SampleSchool, HasSecretAddresses) {
  read();
  EXPECT_TRUE(some_guardian(
      [](const Row& user) { return user.at("metadata.homevisit.secretAddress") == "true"; }));
}

TEST_F(SampleSchool, GuardiansTalkInManyLanguages) {
  read();
  std::set<std::string> found;
  some_guardian([&](const Row& user) {
    found.insert(user.at("metadata.homevisit.language"));
    return false;
  });
  EXPECT_THAT(found, ::testing::IsSupersetOf({"nl", "tr", "ar", "pl", "uk", "zgh", "zh", "en"}));
}

TEST_F(SampleSchool, NamesAreShortAndLong) {
  read();
  std::size_t shortest = 100, longest = 0;
  for (const Row& user : users_) {
    shortest = std::min(shortest, user.at("familyName").size());
    longest = std::max(longest, user.at("familyName").size());
  }
  EXPECT_THAT(shortest, Le(2u));
  EXPECT_THAT(longest, Ge(35u));
}

TEST_F(SampleSchool, SiblingsGoToBothSchools) {
  read();
  std::map<std::string, std::set<std::string>> schools;  // of the children of each guardian
  for (const Row& student : students()) {
    schools[student.at("agentSourcedIds")].insert(student.at("primaryOrgSourcedId"));
  }
  EXPECT_THAT(schools, Contains(::testing::Pair(::testing::_, SizeIs(2))));
}

// Consent model, rule 6: from 16 the student answers too, from 18 alone.
TEST_F(SampleSchool, SomeStudentsTurnSixteenAndEighteenInTheSchoolYear) {
  read();
  std::set<int> turning;
  for (const auto& [id, birth] : birth_) {
    const int after = full_years(birth, "2027-07-31");
    if (full_years(birth, "2026-07-31") < after) turning.insert(after);
  }
  EXPECT_THAT(turning, ::testing::IsSupersetOf({16, 18}));
}

// The header promises these to the documentation and the browser tests, for any seed.
class FixedStudents : public SampleSchool, public ::testing::WithParamInterface<int> {
 protected:
  void SetUp() override {
    SampleSchool::SetUp();
    read({.seed = static_cast<std::uint64_t>(GetParam())});
  }
};
INSTANTIATE_TEST_SUITE_P(Seeds, FixedStudents, ::testing::Values(1, 2, 77));

TEST_P(FixedStudents, StandInTheirGroups) {
  for (const char* id : {"100001", "100002", "100003", "100004", "100007"}) {
    EXPECT_THAT(homes_[id], ElementsAre("ps-1-5A")) << id;
  }
  for (const char* id : {"100005", "100006"}) EXPECT_THAT(homes_[id], ElementsAre("vo-1-V6A"));
}

TEST_P(FixedStudents, Group5AHasMentor9001) {
  std::vector<std::string> mentors;
  for (const Row& row : enrollments_) {
    if (row.at("classSourcedId") == "ps-1-5A" && row.at("role") == "teacher") {
      mentors.push_back(row.at("userSourcedId"));
    }
  }
  EXPECT_THAT(mentors, ElementsAre("9001"));
  EXPECT_EQ(class_["ps-1-5A"]["title"], "5A");
}

TEST_P(FixedStudents, HaveTheirFamilies) {
  const auto one_address = cares(user_["100001"]), two_homes = cares(user_["100002"]),
             turkish = cares(user_["100003"]), foster = cares(user_["100004"]);
  ASSERT_THAT(one_address, SizeIs(2));
  EXPECT_EQ(one_address[0].household, one_address[1].household);
  ASSERT_THAT(two_homes, SizeIs(2));
  EXPECT_NE(two_homes[0].household, two_homes[1].household);
  EXPECT_EQ(two_homes[0].custody + two_homes[1].custody, "custodycustody");
  ASSERT_THAT(turkish, SizeIs(1));
  EXPECT_EQ(user_[turkish[0].guardian]["metadata.homevisit.language"], "tr");
  EXPECT_EQ(foster.at(0).relation, "pleegouder");
}

TEST_P(FixedStudents, HaveTheirAges) {
  EXPECT_EQ(birth_["100005"], "2009-03-12");
  EXPECT_EQ(full_years(birth_["100006"], "2026-08-01"), 18);
  EXPECT_LT(full_years(birth_["100007"], "2027-07-31"), 16);
}

TEST_P(FixedStudents, AdultAndMinorSiblingShareGuardians) {
  EXPECT_EQ(user_["100006"]["agentSourcedIds"], user_["100007"]["agentSourcedIds"]);
}

}  // namespace
}  // namespace homevisit::sample
