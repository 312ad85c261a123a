// What `homevisit check` tells an administrator.
#include "school_server.h"

namespace homevisit::edfi {
namespace {

struct EdFiCheck : ::testing::Test {
  SchoolServer server;
  std::vector<std::string> findings;
  const std::string writing = R"("education_organization":255901)";

  void run(const std::string& more = "") {
    Adapter adapter(server, more);
    findings = adapter.check();
  }
  bool found(std::string_view part) const {
    for (const std::string& finding : findings)
      if (finding.find(part) != std::string::npos) return true;
    return false;
  }
  std::string all() const {
    std::string text;
    for (const std::string& finding : findings) text += finding + "\n";
    return text;
  }
};

TEST_F(EdFiCheck, NamesVersionAndDataStandardAndWritesNothing) {
  run(writing);
  EXPECT_TRUE(found("GOOD Server: Ed-Fi API 7.2 with Data Standard 5.0.0.")) << all();
  EXPECT_EQ(server.writes(), 0);
}

TEST_F(EdFiCheck, NamesEachMissingClaim) {
  server.refused["studentContactAssociations"] = 403;
  server.refused["schools"] = 403;
  server.refused["studentProgramEvaluations"] = 403;
  run(writing);
  EXPECT_TRUE(found("PROBLEM Claim set: This client may not read studentContactAssociations."))
      << all();
  EXPECT_TRUE(found("NOTE Claim set: This client may not read schools.")) << all();
  EXPECT_TRUE(found("add the claim \"studentProgramEvaluations\" with \"Create\", \"Read\""))
      << all();
}

TEST_F(EdFiCheck, NamesMissingDescriptorsAndTheProgramThatIsToBeMade) {
  server.put(
      "programTypeDescriptors",
      R"({"codeValue":"Home Visiting","namespace":"uri://ed-fi.org/ProgramTypeDescriptor"})");
  // Another one of the kind is not the one that is wanted.
  server.put(
      "participationStatusDescriptors",
      R"({"codeValue":"Refused","namespace":"uri://ed-fi.org/ParticipationStatusDescriptor"})");
  run(writing);
  EXPECT_TRUE(
      found("GOOD Descriptors: uri://ed-fi.org/ProgramTypeDescriptor#Home Visiting is there"))
      << all();
  EXPECT_TRUE(
      found("PROBLEM Descriptors: The Ed-Fi server does not have "
            "uri://ed-fi.org/ParticipationStatusDescriptor#Eligible."))
      << all();
  EXPECT_TRUE(found("NOTE Program: The program \"Home Visiting\" of education organization 255901"))
      << all();
}

TEST_F(EdFiCheck, NoticesAClockThatIsWrong) {
  server.date = "Fri, 01 Jan 2021 00:00:00 GMT";
  run();
  EXPECT_TRUE(found("PROBLEM Clock")) << all();
  EXPECT_TRUE(server.logged("Set the wrong one"));
  server.date = "Sun, 15 Nov 2026 22:00:00 GMT";
  server.host.kept.clear();
  run();
  EXPECT_FALSE(found("Clock")) << all();
}

TEST_F(EdFiCheck, SaysWhatToDoWithoutHomeRooms) {
  run();
  EXPECT_TRUE(found("PROBLEM Home rooms")) << all();
  EXPECT_TRUE(found("set \"group_source\" to \"cohorts\"")) << all();
}

TEST_F(EdFiCheck, SaysThatChangeQueriesAreMissing) {
  run(R"("changes":true)");
  EXPECT_TRUE(found("PROBLEM Changes: The Ed-Fi server has no change queries.")) << all();
}

TEST_F(EdFiCheck, SaysThatDataStandard4HasNoPlaceForReports) {
  server.root.replace(server.root.find("5.0.0"), 5, "4.0.0");
  run(writing);
  EXPECT_TRUE(found("PROBLEM Writing: With Data Standard 4.0.0")) << all();
}

TEST_F(EdFiCheck, ARevokedCredentialIsSaidToBeOne) {
  server.refused["students"] = 401;
  run();
  EXPECT_TRUE(found("does not accept the credentials")) << all();
}

}  // namespace
}  // namespace homevisit::edfi
