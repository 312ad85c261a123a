#include "lti/roles.h"

#include <gtest/gtest.h>

namespace homevisit::lti {
namespace {

const std::string lis = "http://purl.imsglobal.org/vocab/lis/v2/";

TEST(LtiRoles, AShortNameIsARoleOfTheClass) {
  EXPECT_EQ(role_uri("Instructor"), lis + "membership#Instructor");
  EXPECT_EQ(role_uri(lis + "institution/person#Staff"), lis + "institution/person#Staff");
}

TEST(LtiRoles, PupilsAndTheirFamiliesAreKeptOutHoweverThePlatformSaysIt) {
  for (const std::string& role :
       {std::string("Learner"), std::string("Mentor"), lis + "membership#Learner",
        lis + "membership#Mentor", lis + "membership/Learner#GuestLearner",
        lis + "membership/Learner#Learner", lis + "membership/Mentor#Reviewer",
        lis + "institution/person#Learner", lis + "institution/person#Student",
        lis + "institution/person#ProspectiveStudent", lis + "institution/person#Mentor",
        lis + "institution/person#Observer", lis + "institution/person#Guest",
        std::string("http://purl.imsglobal.org/vocab/lti/system/person#TestUser")})
    EXPECT_TRUE(is_kept_out(role)) << role;
}

TEST(LtiRoles, StaffIsNot) {
  for (const std::string& role :
       {std::string("Instructor"), lis + "membership#Instructor",
        lis + "membership/Instructor#TeachingAssistant", lis + "institution/person#Staff",
        lis + "institution/person#Administrator", lis + "institution/person#Faculty",
        lis + "system/person#Administrator", std::string("https://sis.example/roles#Learner")})
    EXPECT_FALSE(is_kept_out(role)) << role;
}

}  // namespace
}  // namespace homevisit::lti
