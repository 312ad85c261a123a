// Configuration and discovery: what a server says of itself, in all its variants.
#include "school_server.h"

namespace homevisit::edfi {
namespace {

// Opens, reads students, and gives the urls that were asked for them.
struct EdFiSetup : ::testing::Test {
  SchoolServer server;

  void root(const std::string& version, const std::string& standard, const std::string& data,
            const std::string& token = "https://sis.example/api/oauth/token") {
    server.root = R"({"version":")" + version + R"(","dataModels":[{"name":"Ed-Fi","version":")" +
                  standard + R"("}],"urls":{"dataManagementApi":")" + data + R"(","oauth":")" +
                  token + R"("}})";
  }
  Listed read(const std::string& more = "") {
    Adapter adapter(server, more);
    EXPECT_EQ(adapter.opened(), HV_OK) << adapter.message();
    return adapter.list(HV_KIND_STUDENT);
  }
};

TEST_F(EdFiSetup, PathsComeFromTheDiscoveryDocument) {
  for (const char* data :
       {"https://sis.example/api/data/v3/", "https://sis.example/api/data",
        "https://sis.example/local/v3.3b/", "https://sis.example/api/tenant/data/v3"}) {
    server.host.kept.clear();
    server.host.requests.clear();
    root("7.2", "5.0.0", data);
    EXPECT_EQ(read().status, HV_OK) << data;
    std::string expected = data;
    if (expected.back() != '/') expected += '/';
    EXPECT_FALSE(server.asked(expected + "ed-fi/students?").empty()) << data;
  }
}

TEST_F(EdFiSetup, OpeningTouchesNoNetwork) {
  const Adapter adapter(server);
  EXPECT_EQ(adapter.opened(), HV_OK);
  EXPECT_TRUE(server.host.requests.empty());
}

TEST_F(EdFiSetup, TheDiscoveryDocumentIsAskedForOnce) {
  Adapter adapter(server);
  adapter.list(HV_KIND_STUDENT);
  adapter.list(HV_KIND_STAFF);
  int asked = 0;
  for (const auto& request : server.host.requests)
    asked += request.url == "https://sis.example/api";
  EXPECT_EQ(asked, 1);
}

TEST_F(EdFiSetup, SchoolYearsInThePathAreTheConfiguredOnes) {
  root("7.2", "5.0.0", "https://sis.example/{schoolYearFromRoute}/data/v3");
  EXPECT_EQ(read().status, HV_FAILED_PRECONDITION);
  server.host.kept.clear();
  const Listed without = read();
  EXPECT_NE(without.message.find("Set \"school_year\""), std::string::npos) << without.message;
  EXPECT_EQ(read(R"("school_year":"2027")").status, HV_OK);
  EXPECT_FALSE(server.asked("https://sis.example/2027/data/v3/ed-fi/students?").empty());
  // An ODS/API 5 names the year of its own clock, which may be the old school year.
  server.host.kept.clear();
  root("5.3", "4.0.0", "https://sis.example/api/data/v3/2026/");
  EXPECT_EQ(read(R"("school_year":"2027")").status, HV_OK);
  EXPECT_FALSE(server.asked("https://sis.example/api/data/v3/2027/ed-fi/students?").empty());
}

TEST_F(EdFiSetup, SeveralDistrictsNeedTheAddressOfOne) {
  root("8.1.0", "5.2.0", "https://sis.example/{districtId}/data");
  const Listed listed = read();
  EXPECT_EQ(listed.status, HV_FAILED_PRECONDITION);
  EXPECT_NE(listed.message.find("{districtId}"), std::string::npos) << listed.message;
}

TEST_F(EdFiSetup, CredentialsGoToNoOtherServerUnlessConfigured) {
  root("8.0", "5.2.0", "https://sis.example/api/data", "https://login.example/token");
  const Listed listed = read();
  EXPECT_EQ(listed.status, HV_FAILED_PRECONDITION);
  EXPECT_NE(listed.message.find("set \"token_url\""), std::string::npos) << listed.message;
  server.host.kept.clear();
  EXPECT_EQ(read(R"("token_url":"https://login.example/token")").status, HV_OK);
  server.host.kept.clear();
  root("7.2", "5.0.0", "https://evil.example/data");
  EXPECT_EQ(read().status, HV_FAILED_PRECONDITION);
  EXPECT_TRUE(server.asked("evil.example").empty());
}

TEST_F(EdFiSetup, BehindAProxyHttpMeansHttps) {
  root("7.2", "5.0.0", "http://sis.example/api/data/v3");
  EXPECT_EQ(read().status, HV_OK);
  EXPECT_TRUE(server.asked("http://").empty());
}

TEST_F(EdFiSetup, WhatIsNoEdFiServerIsSaidToBeNone) {
  server.root = R"({"hello":"world"})";
  const Listed listed = read();
  EXPECT_EQ(listed.status, HV_FAILED_PRECONDITION);
  EXPECT_NE(listed.message.find("Check that \"url\" is the root"), std::string::npos);
  server.root = "<html>";
  EXPECT_NE(read().status, HV_OK);
}

TEST_F(EdFiSetup, ARootThatWantsASlashGetsOne) {
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.url == "https://sis.example/api") return sdk::ScriptedAnswer{404, "", {}};
    if (request.url == "https://sis.example/api/") return sdk::ScriptedAnswer{200, server.root, {}};
    return sdk::ScriptedAnswer{0, "", {}};
  };
  EXPECT_EQ(read().status, HV_OK);
}

TEST_F(EdFiSetup, PageTokensAreUsedFromOds73) {
  root("7.3", "5.2.0", "https://sis.example/api/data/v3");
  server.put("students", R"({"studentUniqueId":"s1","firstName":"A","lastSurname":"B"})");
  server.put("students", R"({"studentUniqueId":"s2","firstName":"A","lastSurname":"B"})");
  server.refused["studentSchoolAssociations"] = 403;
  server.instead = [&](const sdk::ScriptedRequest& request) {
    sdk::ScriptedAnswer out{0, "", {}};
    if (request.url.find("/students?") == std::string::npos) return out;
    EXPECT_EQ(request.url.find("offset"), std::string::npos) << "not both";
    const bool second = request.url.find("pageToken=two") != std::string::npos;
    out = {200, "[" + server.rows["students"][second ? 1 : 0].json + "]", {}};
    if (!second) out.headers.push_back({"next-page-token", "two"});
    return out;
  };
  EXPECT_EQ(read(R"("languages":false)").records.size(), 2u);
}

TEST_F(EdFiSetup, AServerThatIgnoresPageTokensDoesNotPassForAShortList) {
  root("7.3", "5.2.0", "https://sis.example/api/data/v3");
  server.refused["studentSchoolAssociations"] = 403;
  for (int i = 0; i < 60; ++i)
    server.put("students", R"({"studentUniqueId":"s)" + std::to_string(i) +
                               R"(","firstName":"A","lastSurname":"B"})");
  server.instead = [&](const sdk::ScriptedRequest& request) {
    // Takes "pageSize" for nothing, as an unknown parameter.
    if (request.url.find("/students?pageSize") == std::string::npos)
      return sdk::ScriptedAnswer{0, "", {}};
    std::string body = "[";
    for (int i = 0; i < 25; ++i) body += (i ? "," : "") + server.rows["students"][i].json;
    return sdk::ScriptedAnswer{200, body + "]", {}};
  };
  const Listed listed = read(R"("languages":false)");
  EXPECT_EQ(listed.status, HV_FAILED_PRECONDITION);
  EXPECT_NE(listed.message.find("Set \"page_tokens\" to false"), std::string::npos)
      << listed.message;
  EXPECT_EQ(read(R"("languages":false,"page_tokens":false)").records.size(), 60u);
}

TEST_F(EdFiSetup, EverySettingIsCheckedByItsName) {
  for (const auto& [more, named] : std::vector<std::pair<std::string, std::string>>{
           {R"("school_year":"27")", "school_year"},
           {R"("sign_in":"magic")", "sign_in"},
           {R"("namespace":"http://x")", "namespace"},
           {R"("program_type":"uri://x/no-code")", "program_type"},
           {R"("education_organization":"x")", "education_organization"},
           {R"("program_name":"")", "program_name"},
           {R"("contact_restrictions":"maybe")", "contact_restrictions"},
           {R"("programme_name":"x")", "programme_name"}}) {
    const Adapter adapter(server, more);
    EXPECT_EQ(adapter.opened(), HV_INVALID_ARGUMENT) << more;
    EXPECT_NE(adapter.message().find("\"" + named + "\""), std::string::npos) << adapter.message();
  }
}

}  // namespace
}  // namespace homevisit::edfi
