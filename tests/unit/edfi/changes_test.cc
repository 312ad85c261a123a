// Reading only what changed, and knowing when that cannot be relied on.
#include <optional>
#include <set>

#include "school_server.h"

namespace homevisit::edfi {
namespace {

constexpr hv_kind kinds[] = {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE,
                             HV_KIND_STAFF,   HV_KIND_GROUP,    HV_KIND_ENROLMENT};

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

TEST_F(EdFiChanges, ThatAreNoneCostOneRequestForAllKinds) {
  Adapter adapter(server, R"("changes":true)");
  std::map<hv_kind, std::string> tokens;
  for (const hv_kind kind : kinds) tokens[kind] = adapter.list(kind).next;
  for (int pass = 0; pass < 2; ++pass) {
    server.host.requests.clear();
    for (const hv_kind kind : kinds) {
      const Listed since = adapter.list(kind, tokens[kind]);
      ASSERT_EQ(since.status, HV_OK) << since.message;
      EXPECT_TRUE(since.records.empty());
      EXPECT_EQ(since.next, tokens[kind]);
    }
    EXPECT_EQ(server.host.requests.size(), 1u);
    EXPECT_EQ(server.asked("availableChangeVersions").size(), 1u);
  }
}

TEST_F(EdFiChanges, OfOtherResourcesAskForEachOfOursOnce) {
  for (const char* const source : {"sections", "cohorts"}) {
    Adapter adapter(server, R"("changes":true,"group_source":")" + std::string(source) + '"');
    std::map<hv_kind, std::string> tokens;
    for (const hv_kind kind : kinds) tokens[kind] = adapter.list(kind).next;
    ++newest;
    server.host.requests.clear();
    for (const hv_kind kind : kinds) {
      const Listed since = adapter.list(kind, tokens[kind]);
      ASSERT_EQ(since.status, HV_OK) << since.message;
      EXPECT_TRUE(since.records.empty());
    }
    std::set<std::string> urls;
    for (const auto& request : server.host.requests) {
      EXPECT_TRUE(urls.insert(request.url).second) << request.url;
      EXPECT_NE(request.url.find("ChangeVersion"), std::string::npos) << request.url;
    }
  }
}

TEST_F(EdFiChanges, WhatIsWithheldIsAskedForOnceAndAgainAfterAWholeReading) {
  const auto inner = server.instead;
  server.instead = [&, inner](const sdk::ScriptedRequest& request) {
    if (request.url.find("/keyChanges") != std::string::npos)
      return sdk::ScriptedAnswer{403, "{}", {}};
    return inner(request);
  };
  Adapter adapter(server, R"("changes":true)");
  std::string token = adapter.list(HV_KIND_STAFF).next;
  for (int pass = 0; pass < 3; ++pass) {
    ++newest;
    token = adapter.list(HV_KIND_STAFF, token).next;
  }
  EXPECT_EQ(server.asked("staffs/keyChanges").size(), 1u);
  EXPECT_TRUE(server.logged("withholds staffs/keyChanges"));
  token = adapter.list(HV_KIND_STAFF).next;
  ++newest;
  EXPECT_EQ(adapter.list(HV_KIND_STAFF, token).status, HV_OK);
  EXPECT_EQ(server.asked("staffs/keyChanges").size(), 2u);
}

TEST_F(EdFiChanges, ThatSomebodyElseHasReadAlreadyAreNoConflict) {
  Adapter adapter(server, R"("changes":true)");
  const std::string token = adapter.list(HV_KIND_STUDENT).next;
  newest = 9;
  std::string other = token;
  other[0] = '9';
  EXPECT_EQ(adapter.list(HV_KIND_STAFF, other).status, HV_OK);
}

TEST_F(EdFiChanges, ANumberOfLongAgoIsAskedAgain) {
  Adapter adapter(server, R"("changes":true)");
  adapter.list(HV_KIND_STUDENT);
  newest = 9;
  server.host.now += 60'000;
  EXPECT_TRUE(adapter.list(HV_KIND_STAFF).next.starts_with("9-"));
}

TEST_F(EdFiChanges, WhoIsEnrolledIsAskedAgainWithALaterReading) {
  server.put("contacts", R"({"contactUniqueId":"c1","firstName":"A","lastSurname":"B"})");
  server.put("studentContactAssociations", R"({"studentReference":{"studentUniqueId":"s3"},)"
                                           R"("contactReference":{"contactUniqueId":"c1"}})");
  Adapter adapter(server, R"("changes":true)");
  adapter.list(HV_KIND_STUDENT);
  EXPECT_TRUE(adapter.list(HV_KIND_GUARDIAN).records.empty());
  server.put("studentSchoolAssociations",
             R"({"studentReference":{"studentUniqueId":"s3"},"schoolReference":{"schoolId":1},)"
             R"("entryDate":"2026-08-20","entryGradeLevelDescriptor":"x#Sixth grade"})");
  server.host.now += 60 * 60'000;
  EXPECT_EQ(adapter.list(HV_KIND_GUARDIAN).records.size(), 1u);
}

TEST_F(EdFiChanges, OfADirectoryMakeTheStudentAnewInDataStandard6) {
  server.root.replace(server.root.find("5.0.0"), 5, "6.0.0");
  Adapter adapter(server, R"("changes":true)");
  const std::string token = adapter.list(HV_KIND_STUDENT).next;
  newest = 9;
  changed["studentDirectories"] = R"([{"studentReference":{"studentUniqueId":"s1"}}])";
  const Listed since = adapter.list(HV_KIND_STUDENT, token);
  ASSERT_EQ(since.records.size(), 1u) << since.message;
  EXPECT_EQ(since.records[0].at("id"), "s1");
}

struct EdFiGroupChanges : EdFiChanges {
  EdFiGroupChanges() {
    for (const char* section : {"6A", "6B"}) {
      server.put("sections", std::string(R"({"sectionIdentifier":")") + section +
                                 R"(","courseOfferingReference":{)" + offering + "}}");
    }
    member("s1", "6A");
    member("s2", "6A");
    mentor("t1", "6A");
    mentor("t2", "6B");
    adapter.emplace(server, R"("changes":true)");
    groups = adapter->list(HV_KIND_GROUP).next;
    const Listed all = adapter->list(HV_KIND_ENROLMENT);
    EXPECT_EQ(all.records.size(), 3u) << all.message;
    members = all.next;
    newest = 9;
  }

  static std::string section(const std::string& id) {
    return R"("sectionIdentifier":")" + id + "\"," + offering;
  }
  static std::string of_student(const std::string& student, const std::string& group,
                                bool homeroom = true) {
    return R"({"studentReference":{"studentUniqueId":")" + student + R"("},"sectionReference":{)" +
           section(group) + R"(},"beginDate":"2026-08-20","homeroomIndicator":)" +
           (homeroom ? "true}" : "false}");
  }
  static std::string of_staff(const std::string& person, const std::string& group) {
    return R"({"staffReference":{"staffUniqueId":")" + person + R"("},"sectionReference":{)" +
           section(group) + R"(},"classroomPositionDescriptor":"x#Teacher of Record"})";
  }
  void member(const std::string& student, const std::string& group) {
    server.put("studentSectionAssociations", of_student(student, group));
  }
  void mentor(const std::string& person, const std::string& group) {
    server.put("staffSectionAssociations", of_staff(person, group));
  }
  std::string keys(const std::string& group, const std::string& person) const {
    return R"([{"id":"x","keyValues":{)" + section(group) + "," + person + "}}]";
  }
  // "put 1/2027/Fall/HR/6A/s1 student", in the order in which they came
  std::vector<std::string> came(hv_kind kind) {
    const Listed since = adapter->list(kind, kind == HV_KIND_GROUP ? groups : members);
    EXPECT_EQ(since.status, HV_OK) << since.message;
    std::vector<std::string> lines;
    for (const auto& record : since.records) {
      const std::string id = record.at("id").substr(std::string("1/2027/Fall/HR/").size());
      lines.push_back(record.at("removed") == "yes" ? "gone " + id
                      : kind == HV_KIND_GROUP       ? "put " + id
                                                    : "put " + id + " " + record.at("role"));
    }
    return lines;
  }
  using Lines = std::vector<std::string>;

  static constexpr const char* offering =
      R"("localCourseCode":"HR","schoolId":1,"schoolYear":2027,"sessionName":"Fall")";
  std::optional<Adapter> adapter;
  std::string groups, members;
};

TEST_F(EdFiGroupChanges, TheFirstStudentMakesAGroupAndBringsItsMentor) {
  server.rows["studentSectionAssociations"][1].json = of_student("s2", "6B");
  changed["studentSectionAssociations"] = "[" + of_student("s2", "6B") + "]";
  changed["studentSectionAssociations/deletes"] = keys("6A", R"("studentUniqueId":"s2")");
  EXPECT_EQ(came(HV_KIND_GROUP), (Lines{"put 6B"}));
  EXPECT_EQ(came(HV_KIND_ENROLMENT),
            (Lines{"put 6B/s2 student", "gone 6A/s2", "put 6B/t2 mentor"}));
}

TEST_F(EdFiGroupChanges, ASectionThatIsNoMoreAHomeRoomLosesItsStudent) {
  server.rows["studentSectionAssociations"][1].json = of_student("s2", "6A", false);
  changed["studentSectionAssociations"] = "[" + of_student("s2", "6A", false) + "]";
  EXPECT_EQ(came(HV_KIND_ENROLMENT), (Lines{"gone 6A/s2"}));
  EXPECT_TRUE(came(HV_KIND_GROUP).empty());
}

TEST_F(EdFiGroupChanges, AStudentWhoLeftTheSchoolLeavesTheGroup) {
  std::string& row = server.rows["studentSchoolAssociations"][0].json;
  row.insert(1, R"("exitWithdrawDate":"2026-11-01",)");
  changed["studentSchoolAssociations"] = "[" + row + "]";
  EXPECT_EQ(came(HV_KIND_ENROLMENT), (Lines{"gone 6A/s1"}));
}

TEST_F(EdFiGroupChanges, AnotherMentorTakesOver) {
  server.rows["staffSectionAssociations"].erase(server.rows["staffSectionAssociations"].begin());
  mentor("t3", "6A");
  changed["staffSectionAssociations"] = "[" + of_staff("t3", "6A") + "]";
  changed["staffSectionAssociations/deletes"] = keys("6A", R"("staffUniqueId":"t1")");
  EXPECT_EQ(came(HV_KIND_ENROLMENT), (Lines{"put 6A/t3 mentor", "gone 6A/t1"}));
}

TEST_F(EdFiGroupChanges, StaffOfASectionThatIsNoGroupDoNotCome) {
  mentor("t3", "6B");
  changed["staffSectionAssociations"] = "[" + of_staff("t3", "6B") + "]";
  EXPECT_EQ(came(HV_KIND_ENROLMENT), (Lines{"gone 6B/t3"}));
}

TEST_F(EdFiGroupChanges, ASectionThatWasRenamedOrDeletedIsTold) {
  changed["sections"] =
      "[" + server.rows["sections"][0].json + "," + server.rows["sections"][1].json + "]";
  changed["sections/deletes"] = R"([{"id":"x","keyValues":{)" + section("5A") + "}}]";
  EXPECT_EQ(came(HV_KIND_GROUP), (Lines{"put 6A", "gone 5A"})) << "6B has no students";
}

TEST_F(EdFiGroupChanges, ASectionWithAnotherKeyIsReadWithAllOthers) {
  changed["sections/keyChanges"] = R"([{"id":"x","oldKeyValues":{)" + section("6A") +
                                   R"(},"newKeyValues":{)" + section("6C") + "}}]";
  EXPECT_EQ(adapter->list(HV_KIND_GROUP, groups).status, HV_CONFLICT);
  EXPECT_EQ(adapter->list(HV_KIND_ENROLMENT, members).status, HV_CONFLICT);
}

TEST_F(EdFiGroupChanges, AMembershipThatDoesNotSayWhoseIsAConflict) {
  changed["studentSectionAssociations/deletes"] = R"([{"id":"x"}])";
  EXPECT_EQ(adapter->list(HV_KIND_ENROLMENT, members).status, HV_CONFLICT);
}

TEST_F(EdFiGroupChanges, OfCohortsAreReadTheSameWay) {
  const std::string cohort = R"("cohortIdentifier":"Blue","educationOrganizationId":1)";
  server.put("cohorts", R"({"cohortIdentifier":"Blue","educationOrganizationReference":)"
                        R"({"educationOrganizationId":1}})");
  const std::string row = R"({"studentReference":{"studentUniqueId":"s1"},"cohortReference":{)" +
                          cohort + R"(},"beginDate":"2026-08-20"})";
  adapter.emplace(server, R"("changes":true,"group_source":"cohorts")");
  groups = adapter->list(HV_KIND_GROUP).next;
  members = adapter->list(HV_KIND_ENROLMENT).next;
  newest = 12;
  server.put("studentCohortAssociations", row);
  server.put("staffCohortAssociations",
             R"({"staffReference":{"staffUniqueId":"t1"},"cohortReference":{)" + cohort + "}}");
  changed["studentCohortAssociations"] = "[" + row + "]";
  changed["cohorts"] = "[" + server.rows["cohorts"][0].json + "]";
  const Listed found = adapter->list(HV_KIND_GROUP, groups);
  ASSERT_EQ(found.records.size(), 1u) << found.message;
  EXPECT_EQ(found.records[0].at("id"), "1/Blue");
  const Listed since = adapter->list(HV_KIND_ENROLMENT, members);
  ASSERT_EQ(since.records.size(), 2u) << since.message;
  EXPECT_EQ(since.find("1/Blue/s1")->at("role"), "student");
  EXPECT_EQ(since.find("1/Blue/t1")->at("role"), "mentor");
}

}  // namespace
}  // namespace homevisit::edfi
