// Reading only what changed, and knowing when that cannot be relied on.
#include "school_server.h"

namespace homevisit::edfi {
namespace {

struct EdFiChanges : ::testing::Test {
  SchoolServer server;
  int newest = 5, oldest = 0;

  EdFiChanges() {
    server.root = R"({"version":"6.1","dataModels":[{"name":"Ed-Fi","version":"5.0.0"}],"urls":{)"
                  R"("dataManagementApi":"https://sis.example/api/data/v3/",)"
                  R"("oauth":"https://sis.example/api/oauth/token",)"
                  R"("changeQueries":"https://sis.example/api/changeQueries/v1/"}})";
    server.instead = [this](const sdk::ScriptedRequest& request) {
      if (request.url.ends_with("/availableChangeVersions"))
        return sdk::ScriptedAnswer{200,
                                   R"({"oldestChangeVersion":)" + std::to_string(oldest) +
                                       R"(,"newestChangeVersion":)" + std::to_string(newest) + "}",
                                   {}};
      // What did not change is not in the window.
      if (request.url.find("minChangeVersion") != std::string::npos) {
        const std::string path = request.url.substr(request.url.find("/ed-fi/") + 7);
        const auto found = changed.find(path.substr(0, path.find('?')));
        return sdk::ScriptedAnswer{
            200,
            found == changed.end() || request.url.find("offset=0") == std::string::npos
                ? "[]"
                : found->second,
            {}};
      }
      return sdk::ScriptedAnswer{0, "", {}};
    };
    for (const char* id : {"s1", "s2"}) {
      server.put("students", student(id, "Noor"));
      server.put("studentSchoolAssociations",
                 std::string(R"({"studentReference":{"studentUniqueId":")") + id +
                     R"("},"schoolReference":{"schoolId":1},"entryDate":"2026-08-20",)" +
                     R"("entryGradeLevelDescriptor":"x#Sixth grade"})");
    }
  }
  static std::string student(const std::string& id, const std::string& name) {
    return R"({"studentUniqueId":")" + id + R"(","firstName":")" + name +
           R"(","lastSurname":"Bos","birthDate":"2014-01-01"})";
  }
  std::map<std::string, std::string> changed;  // resource -> rows in the window
};

TEST_F(EdFiChanges, AreOnlyPromisedWhereTheyAreSwitchedOn) {
  EXPECT_EQ(Adapter(server).capabilities() & HV_CAN_READ_CHANGES, 0u);
  EXPECT_EQ(Adapter(server).list(HV_KIND_STUDENT).next, "");
  EXPECT_NE(Adapter(server, R"("changes":true)").capabilities() & HV_CAN_READ_CHANGES, 0u);
}

TEST_F(EdFiChanges, OfAStudentMakeTheStudentAnew) {
  Adapter adapter(server, R"("changes":true)");
  const Listed full = adapter.list(HV_KIND_STUDENT);
  ASSERT_EQ(full.records.size(), 2u) << full.message;
  newest = 9;
  server.rows["students"][1].json = student("s2", "Noortje");
  changed["students"] = "[" + server.rows["students"][1].json + "]";
  const Listed since = adapter.list(HV_KIND_STUDENT, full.next);
  ASSERT_EQ(since.status, HV_OK) << since.message;
  ASSERT_EQ(since.records.size(), 1u);
  EXPECT_EQ(since.records[0].at("name"), "Noortje|Bos");
  EXPECT_FALSE(server.asked("minChangeVersion=6&maxChangeVersion=9").empty());
  EXPECT_TRUE(since.next.starts_with("9-"));
  changed.clear();
  EXPECT_TRUE(adapter.list(HV_KIND_STUDENT, since.next).records.empty());
}

TEST_F(EdFiChanges, OfAnEnrolmentTakeTheStudentOut) {
  Adapter adapter(server, R"("changes":true)");
  const Listed full = adapter.list(HV_KIND_STUDENT);
  newest = 9;
  std::string& row = server.rows["studentSchoolAssociations"][0].json;
  row.insert(1, R"("exitWithdrawDate":"2026-11-01",)");
  changed["studentSchoolAssociations"] = "[" + row + "]";
  const Listed since = adapter.list(HV_KIND_STUDENT, full.next);
  ASSERT_EQ(since.records.size(), 1u) << since.message;
  EXPECT_EQ(since.records[0].at("id"), "s1");
  EXPECT_EQ(since.records[0].at("removed"), "yes");
}

TEST_F(EdFiChanges, ADeletedAndAMergedStudentAreRemoved) {
  Adapter adapter(server, R"("changes":true)");
  const Listed full = adapter.list(HV_KIND_STUDENT);
  newest = 9;
  server.rows["students"].erase(server.rows["students"].begin());
  changed["students/deletes"] =
      R"([{"id":"x","changeVersion":7,"keyValues":{"studentUniqueId":"gone"}}])";
  changed["students/keyChanges"] =
      R"([{"id":"y","oldKeyValues":{"studentUniqueId":"s1"},"newKeyValues":{"studentUniqueId":"s2"}}])";
  const Listed since = adapter.list(HV_KIND_STUDENT, full.next);
  ASSERT_EQ(since.records.size(), 3u) << since.message;
  EXPECT_EQ(since.find("gone")->at("removed"), "yes");
  EXPECT_EQ(since.find("s1")->at("removed"), "yes");
  EXPECT_EQ(since.find("s2")->at("removed"), "no");
}

TEST_F(EdFiChanges, RelationsThatEndedAreRemoved) {
  server.put("contacts", R"({"contactUniqueId":"c1","firstName":"A","lastSurname":"B"})");
  server.put(
      "studentContactAssociations",
      R"({"studentReference":{"studentUniqueId":"s1"},"contactReference":{"contactUniqueId":"c1"}})");
  Adapter adapter(server, R"("changes":true)");
  const Listed full = adapter.list(HV_KIND_CARE);
  ASSERT_EQ(full.records.size(), 1u) << full.message;
  newest = 9;
  changed["studentContactAssociations/deletes"] =
      R"([{"id":"x","keyValues":{"studentUniqueId":"s1","contactUniqueId":"c2"}}])";
  const Listed since = adapter.list(HV_KIND_CARE, full.next);
  ASSERT_EQ(since.status, HV_OK) << since.message;
  ASSERT_EQ(since.records.size(), 2u);
  EXPECT_EQ(since.find("s1/c2")->at("removed"), "yes");
  EXPECT_EQ(since.find("s1/c1")->at("removed"), "no");
  const Listed guardians = adapter.list(HV_KIND_GUARDIAN, adapter.list(HV_KIND_GUARDIAN).next);
  EXPECT_TRUE(guardians.records.empty());
}

TEST_F(EdFiChanges, ATokenThatIsNoMoreGoodIsAConflict) {
  Adapter adapter(server, R"("changes":true)");
  const std::string token = adapter.list(HV_KIND_STUDENT).next;
  for (const std::string& other :
       {std::string("x"), std::string("5-0123456789abcdef"), "-" + token})
    EXPECT_EQ(adapter.list(HV_KIND_STUDENT, other).status, HV_CONFLICT) << other;
  newest = 2;  // the server was restored from a copy
  const Listed restored = adapter.list(HV_KIND_STUDENT, token);
  EXPECT_EQ(restored.status, HV_CONFLICT);
  EXPECT_NE(restored.message.find("restored or replaced"), std::string::npos);
  newest = 50;
  oldest = 20;  // it keeps no more
  EXPECT_EQ(adapter.list(HV_KIND_STUDENT, token).status, HV_CONFLICT);
}

TEST_F(EdFiChanges, AfterTheRollOverOfAYearSpecificServerAllIsReadAgain) {
  const auto of = [&](const char* year) {
    server.host.kept.clear();
    const std::string at = "data/v3/";
    std::string root = server.root;
    root.replace(root.find(at), at.size(), at + year + "/");
    return root;
  };
  const std::string last = of("2026"), next = of("2027");
  server.root = last;
  Adapter adapter(server, R"("changes":true)");
  const Listed full = adapter.list(HV_KIND_STUDENT);
  ASSERT_EQ(full.status, HV_OK) << full.message;
  server.root = next;
  server.host.kept.clear();
  EXPECT_EQ(adapter.list(HV_KIND_STUDENT, full.next).status, HV_CONFLICT);
}

TEST_F(EdFiChanges, DeletionsThatDoNotSayWhoAreAConflict) {
  Adapter adapter(server, R"("changes":true)");
  const std::string token = adapter.list(HV_KIND_STUDENT).next;
  newest = 9;
  changed["students/deletes"] = R"([{"id":"x","changeVersion":7}])";
  EXPECT_EQ(adapter.list(HV_KIND_STUDENT, token).status, HV_CONFLICT);
}

TEST_F(EdFiChanges, GroupsAreAlwaysReadWhole) {
  EXPECT_EQ(Adapter(server, R"("changes":true)").list(HV_KIND_GROUP).next, "");
}

}  // namespace
}  // namespace homevisit::edfi
