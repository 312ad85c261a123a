#include "lti/launch.h"

#include <gtest/gtest.h>

namespace homevisit::lti {
namespace {

// What a platform may send with a plain launch.
const std::string plain = R"({
  "https://purl.imsglobal.org/spec/lti/claim/version": "1.3.0",
  "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiResourceLinkRequest",
  "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "7",
  "https://purl.imsglobal.org/spec/lti/claim/target_link_uri": "https://visits.example/lti/launch",
  "https://purl.imsglobal.org/spec/lti/claim/resource_link": {"id": "12"},
  "https://purl.imsglobal.org/spec/lti/claim/roles": ["Instructor"],
  "https://purl.imsglobal.org/spec/lti/claim/context": {"id": "5A", "title": "Class 5A"},
  "https://purl.imsglobal.org/spec/lti/claim/custom": {"student": "100001", "left": "$User.id"},
  "https://purl.imsglobal.org/spec/lti/claim/launch_presentation": {"locale": "nl-NL"},
  "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
    "context_memberships_url": "https://sis.example/members", "service_versions": ["2.0"]}
})";

// `plain` with one claim of LTI replaced; "" leaves it out.
json::Document with(std::string_view name, const std::string& value,
                    std::string_view family = "lti") {
  const std::string full =
      "https://purl.imsglobal.org/spec/" + std::string(family) + "/claim/" + std::string(name);
  const auto base = json::Document::parse(plain);
  json::Writer w;
  w.begin_object();
  base->root().each_member([&](std::string_view key, json::Value member) {
    if (key != full) w.key(key).raw(member.dump());
  });
  if (!value.empty()) w.key(full).raw(value);
  return std::move(*json::Document::parse(w.end_object().take()));
}

TEST(LtiLaunch, OfAPlainLaunchEverythingIsRead) {
  const auto claims = json::Document::parse(plain);
  const auto launch = read_launch(claims->root());
  ASSERT_TRUE(launch) << launch.error().message;
  EXPECT_EQ(launch->deployment, "7");
  EXPECT_EQ(launch->target, "https://visits.example/lti/launch");
  EXPECT_EQ(launch->roles, std::vector<std::string>{"Instructor"});
  EXPECT_FALSE(launch->for_a_learner);
  EXPECT_EQ(launch->context, "5A");
  EXPECT_EQ(launch->members_url, "https://sis.example/members");
  EXPECT_EQ(launch->locale, "nl-NL");
  EXPECT_FALSE(launch->link);
  EXPECT_EQ(launch->parameter("student"), "100001");
}

TEST(LtiLaunch, AVariableThatThePlatformLeftAsItIsNamesNobody) {
  const auto claims = json::Document::parse(plain);
  const auto launch = read_launch(claims->root());
  EXPECT_EQ(launch->parameter("left"), "");
  EXPECT_EQ(launch->parameter("missing"), "");
}

TEST(LtiLaunch, WhatMustBeThereMustBeThere) {
  for (const char* name :
       {"version", "message_type", "deployment_id", "target_link_uri", "resource_link", "roles"})
    for (const char* value : {"", "null", "17", "\"\"", "{}"}) {
      const auto claims = with(name, value);
      const auto launch = read_launch(claims.root());
      ASSERT_FALSE(launch) << name << " " << value;
      EXPECT_EQ(launch.error().status, HV_UNAUTHENTICATED);
      EXPECT_EQ(launch.error().code, "launch_unusable");
    }
}

TEST(LtiLaunch, RolesAreTextsAndNotTooMany) {
  for (const std::string& value :
       {std::string("[1]"), std::string("[\"\"]"), "[\"" + std::string(300, 'r') + "\"]"}) {
    const auto claims = with("roles", value);
    EXPECT_FALSE(read_launch(claims.root())) << value;
  }
  std::string many = "[\"a\"";
  for (int i = 0; i < 100; ++i) many += ",\"a\"";
  const auto claims = with("roles", many + "]");
  EXPECT_FALSE(read_launch(claims.root()));
}

// Somebody without any role is known to the platform; who they are here is decided elsewhere.
TEST(LtiLaunch, NoRoleAtAllIsALaunch) {
  const auto claims = with("roles", "[]");
  EXPECT_TRUE(read_launch(claims.root()));
}

TEST(LtiLaunch, WhoLooksAfterALearnerIsKnownByThat) {
  const auto claims = with("role_scope_mentor", "[\"pupil-1\"]");
  const auto launch = read_launch(claims.root());
  ASSERT_TRUE(launch);
  EXPECT_TRUE(launch->for_a_learner);
}

TEST(LtiLaunch, MembersAreOnlyAskedForWhereItIsSafeAndOurVersion) {
  for (const char* service :
       {R"({"context_memberships_url": "http://sis.example/members"})",
        R"({"context_memberships_url": "file:///etc/passwd"})", R"({"context_memberships_url": 5})",
        R"({"context_memberships_url": "https://sis.example/m", "service_versions": ["1.0"]})"}) {
    const auto claims = with("namesroleservice", service, "lti-nrps");
    const auto launch = read_launch(claims.root());
    ASSERT_TRUE(launch) << service;
    EXPECT_EQ(launch->members_url, "") << service;
  }
}

TEST(LtiLaunch, ALinkIsWantedOnlyWhereWeCanSendItSafely) {
  const auto deep = [](const std::string& settings) {
    auto claims = with("message_type", "\"LtiDeepLinkingRequest\"");
    std::string text = claims.root().dump();
    text.pop_back();
    text +=
        ",\"https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings\":" + settings + "}";
    return std::move(*json::Document::parse(text));
  };
  const auto good = deep(R"({"deep_link_return_url": "https://sis.example/deep", "data": "kept",
                             "accept_types": ["link", "ltiResourceLink"]})");
  const auto launch = read_launch(good.root());
  ASSERT_TRUE(launch) << launch.error().message;
  ASSERT_TRUE(launch->link);
  EXPECT_EQ(launch->link->return_url, "https://sis.example/deep");
  EXPECT_EQ(launch->link->data, "kept");
  for (
      const char* bad :
      {R"({"deep_link_return_url": "http://sis.example/deep", "accept_types": ["ltiResourceLink"]})",
       R"({"deep_link_return_url": "javascript:1", "accept_types": ["ltiResourceLink"]})",
       R"({"deep_link_return_url": "https://sis.example/deep", "accept_types": ["link"]})",
       R"({"accept_types": ["ltiResourceLink"]})", "[]"}) {
    const auto claims = deep(bad);
    EXPECT_FALSE(read_launch(claims.root())) << bad;
  }
}

// The sentence goes to people and into logs.
TEST(LtiLaunch, AnErrorRepeatsNothingOfTheClaims) {
  const auto claims = with("deployment_id", "\"" + std::string(300, 'c') + "\"");
  const auto launch = read_launch(claims.root());
  ASSERT_FALSE(launch);
  EXPECT_EQ(launch.error().message.find("ccc"), std::string::npos);
}

}  // namespace
}  // namespace homevisit::lti
