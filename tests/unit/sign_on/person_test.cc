// Who somebody is here: only what is configured counts.
#include "sign_on/person.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "sign_on/fake_provider.h"
#include "sign_on/table.h"

namespace homevisit::sign_on {
namespace {

using access::Role;

class Person : public testing::Test {
 protected:
  Person() {
    roster_ = std::move(*journal::RosterStore::open(desk_.folder + "/roster.db"));
    auto update = std::move(*roster_->replace());
    for (const Staff& one :
         {Staff{"m1", "Anna", "Smit", "docent"}, Staff{"c1", "Bo", "Vos", "intern begeleider"}})
      EXPECT_TRUE(update->put(one));
    EXPECT_TRUE(update->commit(1));
    ours_.roles = {RoleRule{Role::mentor, "", "", "", "", false}};
  }

  std::string put_table(const std::string& text, mode_t mode = 0600) {
    const std::string path = desk_.folder + "/accounts.csv";
    std::ofstream(path, std::ios::trunc) << text;
    ::chmod(path.c_str(), mode);
    return path;
  }
  Result<access::Actor> actor(const std::string& claims) {
    const auto document = json::Document::parse(claims);
    EXPECT_TRUE(document) << claims;
    return actor_of(ours_, document->root(), *roster_);
  }
  // "mentor m1", or the code of the refusal.
  std::string who(const std::string& claims) {
    const auto found = actor(claims);
    if (!found) return found.error().code;
    return std::string(to_name(found->role)) + " " + found->staff + found->name;
  }

  Desk desk_;
  std::unique_ptr<journal::RosterStore> roster_;
  Provider ours_;
};

TEST_F(Person, IsKnownByTheClaimThatIsConfigured) {
  EXPECT_EQ(who(R"({"sub":"m1"})"), "mentor m1");
  EXPECT_EQ(who(R"({"sub":"m2"})"), "sign_on_person_unknown");
  EXPECT_EQ(who(R"({})"), "sign_on_claim_missing");
  EXPECT_EQ(who(R"({"sub":["m1"]})"), "sign_on_claim_missing");
  ours_.staff.claim = "/school/number";
  EXPECT_EQ(who(R"({"sub":"x","school":{"number":"m1"}})"), "mentor m1");
  EXPECT_EQ(who(R"({"sub":"m1","/school/number":"m1"})"), "sign_on_claim_missing");
}

TEST_F(Person, ALongNameIsCutBetweenCharacters) {
  ours_.roles = {RoleRule{Role::care_coordinator, "groups", "care", "", "", true}};
  const std::string start(199, 'a');
  const auto found = actor(R"({"sub":"x","groups":["care"],"name":")" + start + "\u00e9\"}");
  ASSERT_TRUE(found) << found.error().code;
  EXPECT_EQ(found->name, start);
}

// Somtoday: "sub" is OrganisationUUID/AccountUUID.
TEST_F(Person, APartOfAClaimMayBeTheId) {
  ours_.staff.after = "/";
  EXPECT_EQ(who(R"({"sub":"org/m1"})"), "mentor m1");
  EXPECT_EQ(who(R"({"sub":"m1"})"), "sign_on_claim_missing");
  EXPECT_EQ(who(R"({"sub":"m1/"})"), "sign_on_claim_missing");
}

TEST_F(Person, AListOfTheSchoolLeadsFromAccountsToIds) {
  ours_.staff.claim = "email";
  ours_.staff.table =
      put_table("\xef\xbb\xbf# accounts\r\na.smit@school.example;m1\r\n\"b@x\",c1\n");
  EXPECT_EQ(who(R"({"email":"a.smit@school.example"})"), "mentor m1");
  EXPECT_EQ(who(R"({"email":"b@x"})"), "mentor c1");
  EXPECT_EQ(who(R"({"email":"A.Smit@school.example"})"), "sign_on_person_unknown");
  ours_.staff.ignore_case = true;
  EXPECT_EQ(who(R"({"email":"A.Smit@school.example"})"), "mentor m1");
  EXPECT_EQ(who(R"({"email":"m1"})"), "sign_on_person_unknown") << "ids are no accounts";
  put_table("a.smit@school.example;c1\n");
  EXPECT_EQ(who(R"({"email":"a.smit@school.example"})"), "mentor c1") << "without a restart";
}

TEST_F(Person, AListThatCannotBeTrustedOpensNothing) {
  ours_.staff.table = put_table("m1;m1\nm1;c1\n");
  EXPECT_EQ(who(R"({"sub":"m1"})"), "sign_on_table") << "two people";
  put_table("m1;m1\n", 0666);
  EXPECT_EQ(who(R"({"sub":"m1"})"), "sign_on_table") << "anybody may change it";
  put_table("only one column\n");
  EXPECT_EQ(who(R"({"sub":"m1"})"), "sign_on_table");
  ours_.staff.table = desk_.folder + "/none.csv";
  EXPECT_EQ(who(R"({"sub":"m1"})"), "sign_on_table");
}

TEST_F(Person, AnAddressThatWasNotConfirmedIsNobodys) {
  ours_.staff.claim = "email";
  EXPECT_EQ(who(R"({"email":"m1","email_verified":false})"), "sign_on_claim_refused");
  EXPECT_EQ(who(R"({"email":"m1","email_verified":true})"), "mentor m1");
  EXPECT_EQ(who(R"({"email":"m1"})"), "mentor m1");
}

TEST_F(Person, OtherTenantsAreKeptOut) {
  ours_.require = {{"hd", "school.example"}, {"affiliation", "employee"}};
  EXPECT_EQ(who(R"({"sub":"m1","hd":"school.example","affiliation":["employee","x"]})"),
            "mentor m1");
  EXPECT_EQ(who(R"({"sub":"m1","hd":"other.example","affiliation":"employee"})"),
            "sign_on_claim_refused");
  EXPECT_EQ(who(R"({"sub":"m1","affiliation":"employee"})"), "sign_on_claim_refused");
  EXPECT_EQ(who(R"({"sub":"m1","hd":"school.example","affiliation":"student"})"),
            "sign_on_claim_refused");
}

TEST_F(Person, TheFirstRuleThatFitsSaysTheRole) {
  ours_.roles = {RoleRule{Role::it, "groups", "admins", "", "", true},
                 RoleRule{Role::school_leader, "", "", "c1", "", false},
                 RoleRule{Role::care_coordinator, "", "", "", "intern begeleider", false},
                 RoleRule{Role::teacher, "affiliation", "employee", "", "", false}};
  EXPECT_EQ(who(R"({"sub":"m1","affiliation":"employee"})"), "teacher m1");
  EXPECT_EQ(who(R"({"sub":"c1","affiliation":"employee"})"), "school_leader c1");
  std::swap(ours_.roles[1], ours_.roles[2]);
  EXPECT_EQ(who(R"({"sub":"c1","affiliation":"employee"})"), "care_coordinator c1");
  EXPECT_EQ(who(R"({"sub":"m1","affiliation":"student"})"), "sign_on_no_role");
  EXPECT_EQ(who(R"({"sub":"m1"})"), "sign_on_no_role");
  // Who is not in the roster gets in by a rule that says so, and by no other.
  EXPECT_EQ(who(R"({"sub":"x9","groups":["admins"],"name":"Kim"})"), "it Kim");
  EXPECT_EQ(who(R"({"sub":"x9","affiliation":"employee"})"), "sign_on_person_unknown");
  ours_.roles.clear();
  EXPECT_EQ(who(R"({"sub":"m1"})"), "sign_on_no_role") << "nothing configured lets nobody in";
}

}  // namespace
}  // namespace homevisit::sign_on
