// How servers differ, and what one of them lacks when an entry is filed.
#include <algorithm>

#include "filed_entries.h"

namespace homevisit::edfi {
namespace {

TEST_F(EdFiEntries, WithoutETagsAsOnMeadowlarkNoIfMatchIsSent) {
  server.etags = false;
  server.relative_location = true;
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
  EXPECT_EQ(std::string(adapter.receipt.entry_id), server.rows[evaluations][0].id);
  EXPECT_EQ(std::string(adapter.receipt.version), "");
  hv_entry revised = entry("hv:b", HV_ENTRY_VISIT, "new");
  revised.amends = sdk::str("hv:a");
  ASSERT_EQ(adapter.submit(revised), HV_OK) << adapter.message();
  for (const auto& request : server.host.requests)
    EXPECT_FALSE(request.headers.contains("If-Match"));
}

TEST_F(EdFiEntries, OnlyDmsGetsTheIdInAPut) {
  for (const bool dms : {false, true}) {
    SchoolServer fresh;
    if (dms) fresh.root.replace(fresh.root.find("7.2"), 3, "8.0");
    Adapter adapter(fresh, writing);
    ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
    hv_entry revised = entry("hv:b", HV_ENTRY_VISIT, "new");
    revised.amends = sdk::str("hv:a");
    ASSERT_EQ(adapter.submit(revised), HV_OK) << adapter.message();
    const auto put = std::find_if(fresh.host.requests.begin(), fresh.host.requests.end(),
                                  [](const auto& request) { return request.method == "PUT"; });
    ASSERT_NE(put, fresh.host.requests.end());
    EXPECT_EQ(put->body.find(R"("id":)") != std::string::npos, dms) << put->body;
    for (const char* name : {"_etag", "_lastModifiedDate", "\"link\""})
      EXPECT_EQ(put->body.find(name), std::string::npos) << name;
  }
}

TEST_F(EdFiEntries, AnAuthorWhomTheServerDoesNotKnowIsLeftOut) {
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.method == "POST" && request.body.find("staffUniqueId") != std::string::npos)
      return sdk::ScriptedAnswer{
          409,
          R"({"type":"urn:ed-fi:api:data-conflict:unresolved-reference","detail":"The referenced 'Staff' item does not exist."})",
          {}};
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
  EXPECT_TRUE(server.logged("does not know the author"));
}

TEST_F(EdFiEntries, AMissingDescriptorIsNamed) {
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.method == "POST" && request.url.ends_with("/programs"))
      return sdk::ScriptedAnswer{
          400,
          R"({"validationErrors":{"$.programTypeDescriptor":["ProgramTypeDescriptor value 'uri://ed-fi.org/ProgramTypeDescriptor#Home Visiting' does not exist."]}})",
          {}};
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, writing);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_FAILED_PRECONDITION);
  EXPECT_NE(adapter.message().find(
                "does not have the descriptor uri://ed-fi.org/ProgramTypeDescriptor#Home Visiting"),
            std::string::npos)
      << adapter.message();
}

TEST_F(EdFiEntries, AStudentWhoWasRemovedIsSaidWithoutAName) {
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.method == "POST" && request.url.ends_with(events))
      return sdk::ScriptedAnswer{
          409,
          R"({"type":"urn:ed-fi:api:data-conflict:unresolved-reference","detail":"The referenced 'Student' item does not exist. Noor"})",
          {}};
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, writing);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_FAILED_PRECONDITION);
  EXPECT_NE(adapter.message().find("it does not have the student; refresh the roster"),
            std::string::npos)
      << adapter.message();
  EXPECT_EQ(adapter.message().find("Noor"), std::string::npos);
}

TEST_F(EdFiEntries, AProgramThatMayNotBeMadeIsAskedFor) {
  server.refused["POST programs"] = 403;
  Adapter adapter(server, writing);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_PERMISSION_DENIED);
  EXPECT_NE(adapter.message().find("The program \"Home Visiting\" does not exist"),
            std::string::npos)
      << adapter.message();
}

TEST_F(EdFiEntries, DataStandard4HasInterventionsOnlyIfConfigured) {
  server.root.replace(server.root.find("5.0.0"), 5, "4.0.0");
  {
    Adapter adapter(server, writing);
    EXPECT_EQ(adapter.submit(entry("hv:a")), HV_UNSUPPORTED);
    EXPECT_EQ(server.writes(), 0);
  }
  Adapter adapter(server, writing + R"(,"interventions":true)");
  const std::string text(1000, 'x');
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, text.c_str())), HV_OK)
      << adapter.message();
  EXPECT_GT(count("studentInterventionAttendanceEvents"), 4u);
  EXPECT_EQ(adapter.lookup("s1", "hv:a").records.at(0).at("text"), text);
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK);
  EXPECT_EQ(count("studentInterventionAttendanceEvents"), 0u);
}

TEST_F(EdFiEntries, WithoutAnOrganizationNothingIsWritten) {
  Adapter adapter(server);
  EXPECT_EQ(adapter.capabilities() & HV_CAN_WRITE_NOTE, 0u);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_UNSUPPORTED);
  EXPECT_EQ(server.writes(), 0);
}

}  // namespace
}  // namespace homevisit::edfi
