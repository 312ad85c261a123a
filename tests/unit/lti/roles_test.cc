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

TEST(LtiRoles, NeitherCapitalsNorOlderSpellingsLetAPupilIn) {
  for (const std::string& role :
       {std::string("learner"), std::string("STUDENT"), lis + "membership#learner",
        std::string("urn:lti:role:ims/lis/Learner"),
        std::string("urn:lti:role:ims/lis/Learner/GuestLearner"),
        std::string("urn:lti:instrole:ims/lis/Student"), std::string("URN:lti:role:ims/lis/mentor"),
        std::string("https://purl.imsglobal.org/vocab/lis/v2/membership#Learner")})
    EXPECT_TRUE(is_kept_out(role)) << role;
}

TEST(LtiRoles, OlderSpellingsOfStaffAreThoseOfTheVocabulary) {
  EXPECT_EQ(role_uri("urn:lti:role:ims/lis/Instructor"), lis + "membership#Instructor");
  EXPECT_EQ(role_uri("urn:lti:role:ims/lis/Instructor/TeachingAssistant"),
            lis + "membership/Instructor#TeachingAssistant");
  EXPECT_EQ(role_uri("urn:lti:instrole:ims/lis/Administrator"),
            lis + "institution/person#Administrator");
}

TEST(LtiRoles, OnlyTheVocabularySaysThatSomebodyIsStaff) {
  for (const std::string& role :
       {std::string("Instructor"), std::string("instructor"), lis + "institution/person#Staff",
        std::string("urn:lti:role:ims/lis/TeachingAssistant"),
        lis + "membership/Instructor#TeachingAssistant"})
    EXPECT_TRUE(is_staff_role(role)) << role;
  for (const std::string& role :
       {std::string("Pupil"), std::string("Member"), lis + "institution/person#Other",
        std::string("https://sis.example/roles#Instructor")})
    EXPECT_FALSE(is_staff_role(role)) << role;
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
