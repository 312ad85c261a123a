#include "lti/members.h"

#include <gtest/gtest.h>

namespace homevisit::lti {
namespace {

const std::string url = "https://sis.example/members";

http::Response answer(const std::string& members, const std::string& link = "") {
  http::Response response;
  response.status = 200;
  response.body = R"({"id":"x","context":{"id":"1"},"members":)" + members + "}";
  if (!link.empty()) response.headers.push_back({"link", link});
  return response;
}

std::vector<std::string> learners(const std::string& members,
                                  MemberId id = MemberId::lis_person_sourcedid) {
  const auto page = read_members(answer(members), url, id);
  EXPECT_TRUE(page) << (page ? "" : page.error().message);
  return page ? page->learners : std::vector<std::string>{"?"};
}

TEST(LtiMembers, ActiveLearnersByTheIdThatTheSchoolChose) {
  const std::string members = R"([
    {"user_id": "u1", "lis_person_sourcedid": "100001", "roles": ["Learner"], "status": "Active"},
    {"user_id": "u2", "lis_person_sourcedid": "100002", "status": "Active",
     "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]},
    {"user_id": "u3", "lis_person_sourcedid": "100003",
     "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#GuestLearner"]},
    {"user_id": "u4", "lis_person_sourcedid": "9001", "roles": ["Instructor"]},
    {"user_id": "u5", "lis_person_sourcedid": "100005", "roles": ["Learner"], "status": "Inactive"},
    {"user_id": "u6", "lis_person_sourcedid": "100006", "roles": ["Learner"], "status": "Deleted"}])";
  EXPECT_EQ(learners(members), (std::vector<std::string>{"100001", "100002", "100003"}));
  EXPECT_EQ(learners(members, MemberId::user_id), (std::vector<std::string>{"u1", "u2", "u3"}));
}

TEST(LtiMembers, NumbersAreTakenForIdsAndLearnersWithoutOneAreCounted) {
  const auto page =
      read_members(answer(R"([{"user_id": 42, "roles": ["Learner"]}, {"roles": ["Learner"]},
                 {"user_id": null, "roles": ["Learner"]}, {"user_id": [1], "roles": ["Learner"]}])"),
                   url, MemberId::user_id);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->learners, std::vector<std::string>{"42"});
  EXPECT_EQ(page->without_id, 3u);
  EXPECT_EQ(page->members, 4u);
}

TEST(LtiMembers, OnlyTheRelationNextLeadsOn) {
  const auto page = read_members(answer("[]",
                                        "<https://sis.example/members?d=1>; rel=\"differences\", "
                                        "<https://sis.example/members?p=2>; rel=\"next\""),
                                 url, MemberId::user_id);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->next, "https://sis.example/members?p=2");
  const auto last =
      read_members(answer("[]", "<https://sis.example/members?d=1>; rel=\"differences\""), url,
                   MemberId::user_id);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->next, "");
}

// An empty page is not the last one because it is empty.
TEST(LtiMembers, AnEmptyPageMayLeadOn) {
  const auto page =
      read_members(answer("[]", "<https://sis.example/m?p=3>; rel=next"), url, MemberId::user_id);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->next, "https://sis.example/m?p=3");
}

TEST(LtiMembers, ANextPageThatLeadsBackOrAstrayIsRefused) {
  for (const std::string& next : {url, std::string("http://sis.example/m"), std::string("/members"),
                                  std::string("file:///etc/passwd")}) {
    const auto page =
        read_members(answer("[]", "<" + next + ">; rel=\"next\""), url, MemberId::user_id);
    ASSERT_FALSE(page) << next;
    EXPECT_EQ(page.error().code, "members_unusable");
  }
}

TEST(LtiMembers, WhatIsNoListOfMembersIsRefused) {
  for (const char* members : {"null", "{}", "\"x\"", "[1]", "[null]", "[[]]"})
    EXPECT_FALSE(read_members(answer(members), url, MemberId::user_id)) << members;
  http::Response error = answer("[]");
  error.status = 403;
  EXPECT_FALSE(read_members(error, url, MemberId::user_id));
  error.status = 200;
  error.body = "<html>";
  EXPECT_FALSE(read_members(error, url, MemberId::user_id));
}

}  // namespace
}  // namespace homevisit::lti
