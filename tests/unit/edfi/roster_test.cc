// The roster, as every Data Standard and server gives it.
#include "school_server.h"

namespace homevisit::edfi {
namespace {

std::string student(const std::string& id, const std::string& more = "") {
  return R"({"studentUniqueId":")" + id + R"(","firstName":"Noor","lastSurname":"van 't Hof",)" +
         R"("birthDate":"2014-02-03")" + more + "}";
}

std::string enrolled(const std::string& id, const std::string& more = "") {
  return R"({"studentReference":{"studentUniqueId":")" + id +
         R"("},"schoolReference":{"schoolId":255901},"entryDate":"2026-08-20",)" +
         R"("entryGradeLevelDescriptor":"uri://ed-fi.org/GradeLevelDescriptor#Sixth grade")" +
         more + "}";
}

std::string related(const std::string& student, const std::string& contact,
                    const std::string& more = "") {
  return R"({"studentReference":{"studentUniqueId":")" + student +
         R"("},"contactReference":{"contactUniqueId":")" + contact + R"("})" + more + "}";
}

std::string contact(const std::string& id, const std::string& more = "") {
  return R"({"contactUniqueId":")" + id + R"(","firstName":"Fatima","lastSurname":"Haddad")" +
         more + "}";
}

std::string section(const std::string& name, const char* reference, int year = 2027) {
  return std::string("\"") + reference + R"(":{"localCourseCode":"HR","schoolId":255901,)" +
         R"("schoolYear":)" + std::to_string(year) + R"(,"sessionName":"Fall")" +
         (name.empty() ? "" : R"(,"sectionIdentifier":")" + name + "\"") + "}";
}

std::string in_section(const std::string& student, const std::string& name,
                       const std::string& more = R"(,"homeroomIndicator":true)", int year = 2027) {
  return "{" + section(name, "sectionReference", year) +
         R"(,"studentReference":{"studentUniqueId":")" + student +
         R"("},"beginDate":"2026-08-20")" + more + "}";
}

struct EdFiRoster : ::testing::Test {
  SchoolServer server;
  EdFiRoster() {
    server.put("schools", R"({"schoolId":255901,"nameOfInstitution":"De Wilgenhof"})");
    server.put("students", student("s1"));
    server.put("studentSchoolAssociations", enrolled("s1"));
  }
};

TEST_F(EdFiRoster, AStudentHasSchoolAndYearAndTheNameToBeCalledBy) {
  server.rows["students"].clear();
  server.put("students", student("s1", R"(,"preferredFirstName":"Nora","middleName":"Aisha")"));
  Adapter adapter(server);
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  ASSERT_EQ(listed.status, HV_OK) << listed.message;
  ASSERT_EQ(listed.records.size(), 1u);
  const auto& s = listed.records[0];
  EXPECT_EQ(s.at("id"), "s1");
  EXPECT_EQ(s.at("name"), "Nora|van 't Hof");
  EXPECT_EQ(s.at("official"), "Noor Aisha");
  EXPECT_EQ(s.at("school"), "De Wilgenhof");
  EXPECT_EQ(s.at("year"), "6");
  EXPECT_EQ(s.at("born"), "2014-02-03");
  EXPECT_EQ(s.at("secret"), "unknown");
}

TEST_F(EdFiRoster, InDataStandard4ANicknameIsTheNameToBeCalledBy) {
  server.rows["students"].clear();
  server.put("students", student("s1", R"(,"otherNames":[{"otherNameTypeDescriptor":)"
                                       R"("uri://ed-fi.org/OtherNameTypeDescriptor#Nickname",)"
                                       R"("firstName":"Nono","lastSurname":"x"}])"));
  Adapter adapter(server);
  EXPECT_EQ(adapter.list(HV_KIND_STUDENT).records.at(0).at("name"), "Nono|van 't Hof");
}

TEST_F(EdFiRoster, WhoLeftIsNotAStudentAnyMore) {
  server.put("students", student("gone"));
  server.put("studentSchoolAssociations", enrolled("gone", R"(,"exitWithdrawDate":"2026-11-01")"));
  server.put("students", student("leaving"));
  server.put("studentSchoolAssociations",
             enrolled("leaving", R"(,"exitWithdrawDate":"2026-12-01")"));
  server.put("students", student("never"));
  Adapter adapter(server);
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  EXPECT_EQ(listed.records.size(), 2u);
  EXPECT_NE(listed.find("leaving"), nullptr);
}

TEST_F(EdFiRoster, WithheldEnrolmentsLeaveSchoolsUnknownAndKeepEverybody) {
  server.put("students", student("s2"));
  server.refused["studentSchoolAssociations"] = 403;
  Adapter adapter(server);
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  ASSERT_EQ(listed.status, HV_OK) << listed.message;
  EXPECT_EQ(listed.records.size(), 2u);
  EXPECT_EQ(listed.records[0].at("school"), "");
  EXPECT_TRUE(server.logged("withholds studentSchoolAssociations (403)"));
}

TEST_F(EdFiRoster, WithheldStudentsAreAnErrorThatNamesTheClaim) {
  server.refused["students"] = 403;
  Adapter adapter(server);
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  EXPECT_EQ(listed.status, HV_PERMISSION_DENIED);
  EXPECT_NE(listed.message.find("add the claim \"students\" with \"Read\""), std::string::npos)
      << listed.message;
}

TEST_F(EdFiRoster, ARevokedCredentialIsSaidToBeOne) {
  server.refused["students"] = 401;
  Adapter adapter(server);
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  EXPECT_EQ(listed.status, HV_UNAUTHENTICATED);
  EXPECT_NE(listed.message.find("revoked"), std::string::npos) << listed.message;
}

TEST_F(EdFiRoster, ALanguageIsForTalkingAndNeverOnlyNative) {
  const auto uses = [](const char* code, const char* use) {
    return std::string(R"({"languageDescriptor":"uri://ed-fi.org/LanguageDescriptor#)") + code +
           R"(","uses":[{"languageUseDescriptor":"uri://ed-fi.org/LanguageUseDescriptor#)" + use +
           "\"}]}";
  };
  const auto of = [](const std::string& id, const std::string& languages) {
    return R"({"studentReference":{"studentUniqueId":")" + id + R"("},"languages":[)" + languages +
           R"(],"addresses":[{"doNotPublishIndicator":true}],"races":[{"raceDescriptor":"x"}]})";
  };
  server.put("studentEducationOrganizationAssociations",
             of("s1", uses("eng", "Native language") + "," + uses("ara", "Home language")));
  server.put("students", student("s2"));
  server.put("studentSchoolAssociations", enrolled("s2"));
  server.put("studentEducationOrganizationAssociations", of("s2", uses("tur", "Native language")));
  Adapter adapter(server);
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  ASSERT_EQ(listed.records.size(), 2u) << listed.message;
  EXPECT_EQ(listed.find("s1")->at("language"), "ar");
  EXPECT_EQ(listed.find("s1")->at("secret"), "yes");
  EXPECT_EQ(listed.find("s2")->at("language"), "") << "where somebody comes from is not asked";
}

TEST_F(EdFiRoster, WithoutLanguagesTheirResourceIsNotRead) {
  Adapter adapter(server, R"("languages":false)");
  adapter.list(HV_KIND_STUDENT);
  EXPECT_TRUE(server.asked("studentEducationOrganizationAssociations").empty());
}

TEST_F(EdFiRoster, DataStandard6HasLanguagesAndAddressesElsewhere) {
  server.root.replace(server.root.find("5.0.0"), 5, "6.0.0");
  Adapter adapter(server);
  ASSERT_EQ(adapter.list(HV_KIND_STUDENT).status, HV_OK);
  EXPECT_FALSE(server.asked("studentDemographics").empty());
  EXPECT_TRUE(server.asked("studentEducationOrganizationAssociations").empty());
}

TEST_F(EdFiRoster, UnknownIsNeverReadAsNo) {
  server.put("contacts", contact("c1"));
  server.put("studentContactAssociations", related("s1", "c1"));
  Adapter adapter(server);
  const Listed cares = adapter.list(HV_KIND_CARE);
  ASSERT_EQ(cares.records.size(), 1u) << cares.message;
  const auto& care = cares.records[0];
  EXPECT_EQ(care.at("custody"), "unknown");
  EXPECT_EQ(care.at("lives_with"), "unknown");
  EXPECT_EQ(care.at("informed"), "unknown");
  EXPECT_EQ(care.at("household"), "");
  EXPECT_EQ(care.at("order"), "0");
}

TEST_F(EdFiRoster, RelationsSayCustodyHomeOrderAndRestriction) {
  const auto relation = [](const char* code) {
    return std::string(R"(,"relationDescriptor":"uri://ed-fi.org/RelationDescriptor#)") + code +
           "\"";
  };
  for (const char* id : {"c1", "c2", "c3"}) server.put("contacts", contact(id));
  server.put("studentContactAssociations",
             related("s1", "c1",
                     relation("Mother") + R"(,"livesWith":true,"legalGuardian":true,)"
                                          R"("primaryContactStatus":true)"));
  server.put(
      "studentContactAssociations",
      related("s1", "c2", relation("Mother, step") + R"(,"livesWith":true,"contactPriority":2)"));
  server.put("studentContactAssociations",
             related("s1", "c3",
                     relation("Father") + R"(,"livesWith":false,"legalGuardian":false,)"
                                          R"("contactRestrictions":"Court order 12")"));
  Adapter adapter(server);
  const Listed cares = adapter.list(HV_KIND_CARE);
  ASSERT_EQ(cares.records.size(), 3u) << cares.message;
  EXPECT_EQ(cares.find("s1/c1")->at("custody"), "yes");
  EXPECT_EQ(cares.find("s1/c1")->at("order"), "1");
  EXPECT_EQ(cares.find("s1/c1")->at("household"), "home:c1+c2");
  EXPECT_EQ(cares.find("s1/c2")->at("household"), "home:c1+c2");
  EXPECT_EQ(cares.find("s1/c2")->at("relation"), "Stepmother");
  EXPECT_EQ(cares.find("s1/c2")->at("order"), "2");
  EXPECT_EQ(cares.find("s1/c3")->at("household"), "own:c3");
  EXPECT_EQ(cares.find("s1/c3")->at("custody"), "no");
  EXPECT_EQ(cares.find("s1/c3")->at("informed"), "no");
}

TEST_F(EdFiRoster, NeighboursAndSiblingsAreNoGuardians) {
  const auto relation = [](const char* code) {
    return std::string(R"(,"relationDescriptor":"uri://ed-fi.org/RelationDescriptor#)") + code +
           "\"";
  };
  for (const char* id : {"mother", "neighbour", "sister", "aunt"})
    server.put("contacts", contact(id));
  server.put("studentContactAssociations", related("s1", "mother", relation("Mother")));
  server.put("studentContactAssociations", related("s1", "neighbour", relation("Neighbor")));
  server.put("studentContactAssociations",
             related("s1", "sister", relation("Sister") + R"(,"livesWith":true)"));
  server.put("studentContactAssociations",
             related("s1", "aunt", relation("Friend") + R"(,"legalGuardian":true)"));
  Adapter adapter(server);
  adapter.list(HV_KIND_STUDENT);
  const Listed guardians = adapter.list(HV_KIND_GUARDIAN);
  EXPECT_EQ(guardians.records.size(), 2u) << guardians.message;
  EXPECT_NE(guardians.find("mother"), nullptr);
  EXPECT_NE(guardians.find("aunt"), nullptr);
  EXPECT_EQ(adapter.list(HV_KIND_CARE).records.size(), 2u);
}

TEST_F(EdFiRoster, GuardiansOfStudentsWhoLeftAreNotRead) {
  server.put("contacts", contact("c9"));
  server.put("studentContactAssociations", related("gone", "c9"));
  Adapter adapter(server);
  adapter.list(HV_KIND_STUDENT);
  EXPECT_TRUE(adapter.list(HV_KIND_GUARDIAN).records.empty());
  EXPECT_TRUE(adapter.list(HV_KIND_CARE).records.empty());
}

TEST_F(EdFiRoster, DataStandard4CallsContactsParents) {
  server.root.replace(server.root.find("5.0.0"), 5, "4.0.0");
  server.put("parents", R"({"parentUniqueId":"p1","firstName":"Ali","lastSurname":"Haddad"})");
  server.put(
      "studentParentAssociations",
      R"({"studentReference":{"studentUniqueId":"s1"},"parentReference":{"parentUniqueId":"p1"},)"
      R"("legalGuardian":true})");
  Adapter adapter(server);
  adapter.list(HV_KIND_STUDENT);
  const Listed guardians = adapter.list(HV_KIND_GUARDIAN);
  ASSERT_EQ(guardians.records.size(), 1u) << guardians.message;
  EXPECT_EQ(guardians.records[0].at("name"), "Ali|Haddad");
  const Listed cares = adapter.list(HV_KIND_CARE);
  ASSERT_EQ(cares.records.size(), 1u);
  EXPECT_EQ(cares.records[0].at("id"), "s1/p1");
}

TEST_F(EdFiRoster, StaffHaveTheirFunctionOfTodayAndLeaversAreNotListed) {
  const auto staff = [](const char* id) {
    return std::string(R"({"staffUniqueId":")") + id +
           R"(","firstName":"Eva","lastSurname":"Bos"})";
  };
  const auto assignment = [](const char* id, const char* code, const char* more) {
    return std::string(R"({"staffReference":{"staffUniqueId":")") + id +
           R"("},"staffClassificationDescriptor":"uri://ed-fi.org/StaffClassificationDescriptor#)" +
           code + "\"" + more + "}";
  };
  for (const char* id : {"t1", "t2", "t3"}) server.put("staffs", staff(id));
  const char* const resource = "staffEducationOrganizationAssignmentAssociations";
  server.put(resource, assignment("t1", "Teacher", R"(,"endDate":"2025-06-30")"));
  server.put(resource, assignment("t1", "Counselor", ""));
  server.put(resource, assignment("t2", "Teacher", R"(,"endDate":"2025-06-30")"));
  Adapter adapter(server);
  const Listed listed = adapter.list(HV_KIND_STAFF);
  ASSERT_EQ(listed.records.size(), 2u) << listed.message;
  EXPECT_EQ(listed.find("t1")->at("function"), "Counselor");
  EXPECT_EQ(listed.find("t3")->at("function"), "");
}

TEST_F(EdFiRoster, HomeRoomsAreGroupsAndTheirTeacherOfRecordIsTheMentor) {
  server.put("sections",
             R"({"sectionIdentifier":"6A","sectionName":"Group 6A",)" +
                 section("", "courseOfferingReference") +
                 R"(,"offeredGradeLevels":[{"gradeLevelDescriptor":"x#Sixth grade"}]})");
  server.put("sections",
             R"({"sectionIdentifier":"Art",)" + section("", "courseOfferingReference") + "}");
  server.put("studentSectionAssociations", in_section("s1", "6A"));
  server.put("studentSectionAssociations",
             in_section("s1", "Art", R"(,"homeroomIndicator":false)"));
  const auto teacher = [](const char* id, const char* name, const char* position) {
    return "{" + section(name, "sectionReference") + R"(,"staffReference":{"staffUniqueId":")" +
           id +
           R"("},"beginDate":"2026-08-20","classroomPositionDescriptor":)"
           R"("uri://ed-fi.org/ClassroomPositionDescriptor#)" +
           position + "\"}";
  };
  server.put("staffSectionAssociations", teacher("t1", "6A", "Teacher of Record"));
  server.put("staffSectionAssociations", teacher("t2", "6A", "Assistant Teacher"));
  server.put("staffSectionAssociations", teacher("t3", "Art", "Teacher of Record"));
  Adapter adapter(server);
  const Listed groups = adapter.list(HV_KIND_GROUP);
  ASSERT_EQ(groups.records.size(), 1u) << groups.message;
  EXPECT_EQ(groups.records[0].at("id"), "255901/2027/Fall/HR/6A");
  EXPECT_EQ(groups.records[0].at("name"), "Group 6A");
  EXPECT_EQ(groups.records[0].at("school"), "De Wilgenhof");
  EXPECT_EQ(groups.records[0].at("school_year"), "2026-2027");
  EXPECT_EQ(groups.records[0].at("year"), "6");
  EXPECT_EQ(groups.records[0].at("home"), "yes");
  const Listed members = adapter.list(HV_KIND_ENROLMENT);
  ASSERT_EQ(members.records.size(), 3u) << members.message;
  EXPECT_EQ(members.find("255901/2027/Fall/HR/6A/s1")->at("role"), "student");
  EXPECT_EQ(members.find("255901/2027/Fall/HR/6A/t1")->at("role"), "mentor");
  EXPECT_EQ(members.find("255901/2027/Fall/HR/6A/t2")->at("role"), "teacher");
}

TEST_F(EdFiRoster, AfterTheRollOverLastYearsGroupsAreGoneThoughTheyHaveNoEnd) {
  server.put("studentSectionAssociations",
             in_section("s1", "5A", R"(,"homeroomIndicator":true)", 2026));
  server.put("studentSectionAssociations", in_section("s1", "6A"));
  Adapter adapter(server);
  const Listed members = adapter.list(HV_KIND_ENROLMENT);
  ASSERT_EQ(members.records.size(), 1u) << members.message;
  EXPECT_EQ(members.records[0].at("id"), "255901/2027/Fall/HR/6A/s1");
}

TEST_F(EdFiRoster, AForgottenRollOverIsSaidInTheLog) {
  server.put("schoolYearTypes", R"({"schoolYear":2026,"currentSchoolYear":true})");
  server.put("studentSectionAssociations",
             in_section("s1", "5A", R"(,"homeroomIndicator":true)", 2026));
  Adapter adapter(server);
  EXPECT_EQ(adapter.list(HV_KIND_ENROLMENT).records.size(), 1u);
  EXPECT_TRUE(server.logged("set currentSchoolYear"));
}

TEST_F(EdFiRoster, CohortsCanBeTheGroups) {
  const auto cohort = [](const char* name, const char* type) {
    return std::string(R"({"cohortIdentifier":")") + name +
           R"(","cohortTypeDescriptor":"uri://x/CohortTypeDescriptor#)" + type +
           R"(","educationOrganizationReference":{"educationOrganizationId":255901}})";
  };
  const auto member = [](const char* who, const char* name, const char* id) {
    return std::string("{\"") + who + "Reference\":{\"" + who + "UniqueId\":\"" + id +
           R"("},"beginDate":"2026-08-20","cohortReference":{"cohortIdentifier":")" + name +
           R"(","educationOrganizationId":255901}})";
  };
  server.put("cohorts", cohort("Advisory 6", "Advisory"));
  server.put("cohorts", cohort("Band", "Extracurricular"));
  server.put("studentCohortAssociations", member("student", "Advisory 6", "s1"));
  server.put("studentCohortAssociations", member("student", "Band", "s1"));
  server.put("staffCohortAssociations", member("staff", "Advisory 6", "t1"));
  Adapter adapter(server, R"("group_source":"cohorts","cohort_type":"Advisory")");
  const Listed groups = adapter.list(HV_KIND_GROUP);
  ASSERT_EQ(groups.records.size(), 1u) << groups.message;
  EXPECT_EQ(groups.records[0].at("id"), "255901/Advisory 6");
  const Listed members = adapter.list(HV_KIND_ENROLMENT);
  EXPECT_EQ(members.records.size(), 2u);
  EXPECT_EQ(members.find("255901/Advisory 6/t1")->at("role"), "mentor");
}

TEST_F(EdFiRoster, AClampedLimitLosesNobody) {
  server.most_rows = 1;
  for (int i = 2; i < 8; ++i) {
    server.put("students", student("s" + std::to_string(i)));
    server.put("studentSchoolAssociations", enrolled("s" + std::to_string(i)));
  }
  for (const bool totals : {true, false}) {
    server.totals = totals;
    Adapter adapter(server, R"("languages":false)");
    EXPECT_EQ(adapter.list(HV_KIND_STUDENT).records.size(), 7u);
  }
}

TEST_F(EdFiRoster, AListThatChangesWhileItIsReadGivesEachOnce) {
  server.put("students", student("s2"));
  server.put("studentSchoolAssociations", enrolled("s2"));
  server.put("students", student("s3"));
  server.put("studentSchoolAssociations", enrolled("s3"));
  bool inserted = false;
  server.instead = [&](const sdk::ScriptedRequest& request) {
    // Somebody is added before the page that comes, so the last one of the page before comes again.
    if (!inserted && request.url.find("/students?") != std::string::npos &&
        request.url.find("offset=2") != std::string::npos) {
      inserted = true;
      server.rows["students"].insert(server.rows["students"].begin(), {"new", student("s0"), 1});
    }
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, R"("languages":false)");
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  EXPECT_EQ(listed.status, HV_OK) << listed.message;
  EXPECT_EQ(listed.records.size(), 3u);
}

TEST_F(EdFiRoster, AListThatGetsShorterWhileItIsReadIsReadAgainLater) {
  for (int i = 2; i < 5; ++i) {
    server.put("students", student("s" + std::to_string(i)));
    server.put("studentSchoolAssociations", enrolled("s" + std::to_string(i)));
  }
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.url.find("/students?") != std::string::npos &&
        request.url.find("offset=2") != std::string::npos)
      server.rows["students"].clear();
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, R"("languages":false)");
  const Listed listed = adapter.list(HV_KIND_STUDENT);
  EXPECT_EQ(listed.status, HV_UNAVAILABLE);
  EXPECT_NE(listed.message.find("became shorter while it was read"), std::string::npos);
}

}  // namespace
}  // namespace homevisit::edfi
