#include "lti/registration.h"

#include <gtest/gtest.h>

#include "lti/deep_link.h"
#include "lti/members.h"

namespace homevisit::lti {
namespace {

const std::string where = "https://sis.example/mod/openid-configuration";
const Tool tool = {"Home visits", "https://visits.example/lti/login",
                   "https://visits.example/lti/launch", "https://visits.example/lti/keys"};

http::Response description(const std::string& replaced = "", const std::string& value = "") {
  json::Writer w;
  w.begin_object();
  const auto add = [&](const char* name, const std::string& text) {
    if (replaced != name)
      w.member(name, text);
    else if (!value.empty())
      w.member(name, value);
  };
  add("issuer", "https://sis.example");
  add("authorization_endpoint", "https://sis.example/auth");
  add("token_endpoint", "https://sis.example/token");
  add("jwks_uri", "https://sis.example/keys");
  add("registration_endpoint", "https://sis.example/register");
  w.key("scopes_supported").begin_array().string("openid").string(members_scope).end_array();
  w.key("https://purl.imsglobal.org/spec/lti-platform-configuration")
      .raw(R"({"messages_supported":[{"type":"LtiDeepLinkingRequest"}]})");
  http::Response response;
  response.status = 200;
  response.body = w.end_object().take();
  return response;
}

TEST(LtiRegistration, WhatAPlatformSaysOfItselfIsRead) {
  const auto read = read_description(description(), where);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->platform.issuer, "https://sis.example");
  EXPECT_EQ(read->platform.login_url, "https://sis.example/auth");
  EXPECT_EQ(read->platform.token_url, "https://sis.example/token");
  EXPECT_EQ(read->platform.keys_url, "https://sis.example/keys");
  EXPECT_EQ(read->registration_url, "https://sis.example/register");
  EXPECT_EQ(read->platform.name, "sis.example");
  EXPECT_TRUE(read->platform.registered);
  EXPECT_TRUE(read->links);
  EXPECT_TRUE(read->members);
}

TEST(LtiRegistration, NobodyVouchesForAnotherHost) {
  EXPECT_FALSE(read_description(description("issuer", "https://other.example"), where));
  EXPECT_FALSE(
      read_description(description("registration_endpoint", "https://other.example/r"), where));
  EXPECT_FALSE(read_description(description(), "https://other.example/configuration"));
}

TEST(LtiRegistration, EveryAddressIsSafeAndThere) {
  for (const char* name :
       {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"})
    for (const char* value : {"", "ftp://sis.example/x", "https://"}) {
      const auto read = read_description(description(name, value), where);
      ASSERT_FALSE(read) << name << " " << value;
      EXPECT_EQ(read.error().code, "platform_description_unusable");
    }
  for (const char* name :
       {"authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"})
    EXPECT_FALSE(read_description(description(name, "http://sis.example/x"), where)) << name;
}

TEST(LtiRegistration, NoNameOfAPersonIsAskedFor) {
  const auto read = read_description(description(), where);
  const auto asked = json::Document::parse(registration_request(tool, *read));
  ASSERT_TRUE(asked);
  const json::Value root = asked->root();
  EXPECT_EQ(root["initiate_login_uri"].text(), tool.login_url);
  EXPECT_EQ(root["redirect_uris"].at(0).text(), tool.launch_url);
  EXPECT_EQ(root["jwks_uri"].text(), tool.keys_url);
  EXPECT_EQ(root["token_endpoint_auth_method"].text(), "private_key_jwt");
  EXPECT_EQ(root["scope"].text(), members_scope);
  const json::Value ours = root["https://purl.imsglobal.org/spec/lti-tool-configuration"];
  EXPECT_EQ(ours["domain"].text(), "visits.example");
  EXPECT_EQ(ours["claims"].dump(), R"(["iss","sub"])");
  EXPECT_EQ(ours["messages"].size(), 2u);
}

TEST(LtiRegistration, TheDomainHasItsPort) {
  const auto read = read_description(description(), where);
  Tool elsewhere = tool;
  elsewhere.launch_url = "https://visits.example:8443/lti/launch";
  const auto asked = json::Document::parse(registration_request(elsewhere, *read));
  const json::Value ours = asked->root()["https://purl.imsglobal.org/spec/lti-tool-configuration"];
  EXPECT_EQ(ours["domain"].text(), "visits.example:8443");
}

TEST(LtiRegistration, TheClientAndTheDeploymentComeFromTheAnswer) {
  const auto read = read_description(description(), where);
  http::Response response;
  response.status = 201;
  response.body =
      R"({"client_id":"c-1","https://purl.imsglobal.org/spec/lti-tool-configuration":{"deployment_id":3}})";
  const auto platform = read_registration(response, *read);
  ASSERT_TRUE(platform) << platform.error().message;
  EXPECT_EQ(platform->client_id, "c-1");
  EXPECT_EQ(platform->deployments, std::vector<std::string>{"3"});
  for (const char* body : {"{}", R"({"client_id":5})", "x"}) {
    response.body = body;
    EXPECT_FALSE(read_registration(response, *read)) << body;
  }
  response.status = 403;
  EXPECT_EQ(read_registration(response, *read).error().code, "platform_registration_refused");
}

TEST(LtiPlatforms, AreFoundByIssuerAndClientAndNeverGuessed) {
  const auto list = json::Document::parse(R"([
    {"name":"a","issuer":"https://a.example","client_id":"1","deployments":["1"],
     "login_url":"https://a.example/l","token_url":"https://a.example/t","keys_url":"https://a.example/k"},
    {"name":"b","issuer":"https://b.example","client_id":"1","deployments":["1","2"],
     "login_url":"https://b.example/l","token_url":"https://b.example/t","keys_url":"https://b.example/k"},
    {"name":"b2","issuer":"https://b.example","client_id":"2","deployments":["1"],
     "login_url":"https://b.example/l","token_url":"https://b.example/t","keys_url":"https://b.example/k"}])");
  const auto platforms = read_platforms(list->root(), "/lti/platforms");
  ASSERT_TRUE(platforms) << platforms.error().message;
  EXPECT_EQ(find_platform(*platforms, "https://a.example", "")->name, "a");
  EXPECT_EQ(find_platform(*platforms, "https://b.example", "2")->name, "b2");
  EXPECT_EQ(find_platform(*platforms, "https://b.example", ""), nullptr);
  EXPECT_EQ(find_platform(*platforms, "https://a.example", "2"), nullptr);
  EXPECT_EQ(find_platform(*platforms, "https://a.example/", "1"), nullptr);
  EXPECT_TRUE((*platforms)[1].has_deployment("2"));
  EXPECT_FALSE((*platforms)[1].has_deployment("3"));
  json::Writer w;
  write_platforms(w, *platforms);
  const auto again = json::Document::parse(w.take());
  EXPECT_EQ(read_platforms(again->root(), "")->size(), 3u);
}

TEST(LtiPlatforms, AnUnsafeAddressAndADoubleAreRefusedWithTheirPlace) {
  const std::string one =
      R"({"name":"a","issuer":"https://a.example","client_id":"1","deployments":["1"],
          "login_url":"https://a.example/l","token_url":"https://a.example/t","keys_url":"https://a.example/k"})";
  const auto twice = json::Document::parse("[" + one + "," + one + "]");
  EXPECT_EQ(read_platforms(twice->root(), "/lti/platforms").error().pointer, "/lti/platforms/1");
  std::string plain = one;
  plain.replace(plain.find("https://a.example/k"), 5, "http");
  const auto unsafe = json::Document::parse("[" + plain + "]");
  EXPECT_EQ(read_platforms(unsafe->root(), "/lti/platforms").error().pointer,
            "/lti/platforms/0/keys_url");
}

TEST(LtiDeepLink, TheStudentStandsInItAsAParameterAndNowhereElse) {
  const Reply reply = {"https://sis.example", "client", "7", "kept", "once", 1000};
  const DeepLink link = {"https://visits.example/lti/launch", "Home visits", "100001"};
  const auto claims = json::Document::parse(deep_link_claims(reply, &link));
  const json::Value root = claims->root();
  EXPECT_EQ(root["iss"].text(), "client");
  EXPECT_EQ(root["aud"].text(), "https://sis.example");
  EXPECT_EQ(root["exp"].integer(), 1300);
  EXPECT_EQ(root["https://purl.imsglobal.org/spec/lti/claim/message_type"].text(),
            "LtiDeepLinkingResponse");
  EXPECT_EQ(root["https://purl.imsglobal.org/spec/lti-dl/claim/data"].text(), "kept");
  EXPECT_EQ(
      root["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"].dump(),
      R"([{"type":"ltiResourceLink","title":"Home visits","url":"https://visits.example/lti/launch","custom":{"student":"100001"}}])");
  const auto nothing = json::Document::parse(deep_link_claims(reply, nullptr));
  EXPECT_EQ(nothing->root()["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"].size(),
            0u);
}

}  // namespace
}  // namespace homevisit::lti
