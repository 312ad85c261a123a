// Services as they are: every habit that loses rows in silence, and what becomes of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "service.h"

namespace oneroster_test {
namespace {

using homevisit::sdk::ScriptedAnswer;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string id_of(int number) {
  std::string digits = std::to_string(number);
  return "u" + std::string(5 - digits.size(), '0') + digits;
}

// Many students in a service with the given habits.
class HabitsTest : public testing::Test {
 protected:
  void fill(int count) {
    service_.lists = small_school_12();
    auto& users = service_.lists["users"];
    for (int i = 0; i < count; ++i)
      users.push_back(user_12(id_of(i), "student", "Given" + std::to_string(i), "Family"));
    std::sort(users.begin(), users.end());
  }
  Outcome students(const std::string& more = "\"page_size\":20") {
    Reader reader(service_, more);
    return reader.list(HV_KIND_STUDENT);
  }
  Service service_;
};

// The same roster must come out whatever the pages are.
TEST_F(HabitsTest, TheRosterDoesNotDependOnThePages) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const int count = static_cast<int>(random() % 90);
    Service plain;
    fill(count);
    plain.lists = service_.lists;
    Reader wide(plain, "\"page_size\":10000");
    const auto expected = whole_roster(wide);
    ASSERT_EQ(expected.at(HV_KIND_STUDENT).size(), static_cast<std::size_t>(count) + 2);

    if (round % 3 == 0)  // an order that follows no bytes
      std::shuffle(service_.lists["users"].begin(), service_.lists["users"].end(), random);
    service_.habits = {};
    service_.habits.most = 1 + random() % 40;
    service_.habits.total = random() % 2 != 0;
    const char* const links[] = {"", "offset", "cursor"};
    service_.habits.link = links[random() % 3];
    service_.habits.ignores_limit = random() % 5 == 0;
    const std::string size = std::to_string(1 + random() % 50);
    Reader reader(service_, "\"page_size\":" + size);
    EXPECT_EQ(whole_roster(reader), expected)
        << "round " << round << ", " << count << " students, pages of " << size << ", clamped to "
        << service_.habits.most << ", link \"" << service_.habits.link << "\"";
  }
}

TEST_F(HabitsTest, ATotalThatIsTooSmallDoesNotEndTheList) {
  fill(50);
  service_.before = [&](const std::string& path, std::uint64_t offset) {
    ScriptedAnswer answer;
    if (path == "users" && offset == 0) {
      for (int i = 0; i < 20; ++i)
        answer.body += (i > 0 ? "," : "") + service_.lists["users"][static_cast<std::size_t>(i)];
      answer.body = "{\"users\":[" + answer.body + "]}";
      answer.headers = {{"x-total-count", "20"}};
    }
    return answer;
  };
  EXPECT_THAT(students().ids(), SizeIs(52));
}

TEST_F(HabitsTest, AListThatStopsShortOfItsTotalIsAnError) {
  fill(50);
  service_.habits.total = true;
  service_.before = [&](const std::string& path, std::uint64_t offset) {
    ScriptedAnswer answer;
    if (path == "users" && offset >= 39) {
      answer.body =
          offset == 39 ? "{\"users\":[" + service_.lists["users"][39] + "]}" : "{\"users\":[]}";
      answer.headers = {{"x-total-count", "56"}};
    }
    return answer;
  };
  const Outcome outcome = students("\"page_size\":40");
  EXPECT_EQ(outcome.status, HV_UNAVAILABLE);
  EXPECT_THAT(outcome.message(),
              HasSubstr("ended after 40 rows, and the service says that there are 56"));
}

TEST_F(HabitsTest, AnOffsetThatIsIgnoredIsAnErrorAndNotHalfARoster) {
  fill(50);
  service_.habits.ignores_offset = true;
  const Outcome outcome = students();
  EXPECT_EQ(outcome.status, HV_UNAVAILABLE);
  EXPECT_THAT(outcome.message(), HasSubstr("first page whatever the offset"));
  service_.habits.total = true;
  EXPECT_EQ(students().status, HV_UNAVAILABLE);
  EXPECT_THAT(students("\"page_size\":100").ids(), SizeIs(52))
      << "where the total says that one page holds all, all is well";
}

TEST_F(HabitsTest, NextLinksStayOnTheOrigin) {
  fill(50);
  service_.habits.link = "elsewhere";
  const Outcome outcome = students();
  EXPECT_EQ(outcome.status, HV_FAILED_PRECONDITION);
  for (const auto& request : service_.host.requests)
    EXPECT_TRUE(request.url.starts_with("https://sis.example/")) << request.url;
}

TEST_F(HabitsTest, ACursorThatComesTwiceIsAnError) {
  fill(50);
  service_.before = [&](const std::string& path, std::uint64_t) {
    ScriptedAnswer answer;
    if (path != "users") return answer;
    answer.body =
        "{\"users\":[" + service_.lists["users"][0] + "," + service_.lists["users"][1] + "]}";
    answer.headers = {{"link", "<?cursor=1>; rel=\"next\""}};
    return answer;
  };
  const Outcome outcome = students();
  EXPECT_EQ(outcome.status, HV_UNAVAILABLE);
  EXPECT_THAT(outcome.message(), HasSubstr("circle"));
}

TEST_F(HabitsTest, RowsThatComeTwiceAreTakenOnce) {
  fill(30);
  auto& users = service_.lists["users"];
  users.insert(users.begin() + 7, users[3]);
  users.push_back(users[12]);
  EXPECT_THAT(students().ids(), SizeIs(32));
}

// A list that changes while it is read.
class ChangingListTest : public HabitsTest {
 protected:
  // Once, when the page at this offset or beyond is asked for.
  void at_offset(std::uint64_t from, std::function<void(Rows&)> change) {
    service_.before = [this, from, change, done = false](const std::string& path,
                                                         std::uint64_t offset) mutable {
      if (path == "users" && offset >= from && !done) {
        done = true;
        change(service_.lists["users"]);
      }
      return ScriptedAnswer{};
    };
  }
  void expect_all() {
    const Outcome outcome = students();
    ASSERT_EQ(outcome.status, HV_OK) << outcome.message();
    const auto ids = outcome.ids();
    // Rows that were removed had been read before.
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(ids.contains(id_of(i))) << i;
  }
};

TEST_F(ChangingListTest, ARowThatGoesHidesNoOther) {
  fill(100);
  at_offset(30, [](Rows& rows) { rows.erase(rows.begin() + 5); });
  expect_all();
}
TEST_F(ChangingListTest, ManyRowsThatGoHideNoOther) {
  fill(100);
  at_offset(70, [](Rows& rows) { rows.erase(rows.begin(), rows.begin() + 55); });
  expect_all();
}
TEST_F(ChangingListTest, TheLastRowReadMayBeTheOneThatGoes) {
  fill(100);
  at_offset(19, [](Rows& rows) { rows.erase(rows.begin() + 15, rows.begin() + 21); });
  // Rows 20 (and p, s, t rows stand around) that went before they were read are gone: no fault.
  const Outcome outcome = students();
  ASSERT_EQ(outcome.status, HV_OK);
  const auto ids = outcome.ids();
  for (int i = 22; i < 100; ++i) EXPECT_TRUE(ids.contains(id_of(i))) << i;
}
TEST_F(ChangingListTest, ARowThatComesMakesNoDouble) {
  fill(100);
  at_offset(30, [](Rows& rows) {
    rows.insert(rows.begin(), user_12("a0000", "student", "New", "Student"));
  });
  expect_all();
}
TEST_F(ChangingListTest, AListThatNeverStandsStillIsAnErrorWithWhatToDo) {
  fill(100);
  std::mt19937 random(3);
  service_.before = [&](const std::string& path, std::uint64_t) {
    if (path == "users")
      std::shuffle(service_.lists["users"].begin(), service_.lists["users"].end(), random);
    return ScriptedAnswer{};
  };
  const Outcome outcome = students();
  EXPECT_EQ(outcome.status, HV_UNAVAILABLE);
  EXPECT_NE(outcome.error.flags & HV_ERROR_RETRYABLE, 0u);
  EXPECT_THAT(outcome.message(), HasSubstr("Refresh the roster at a quiet hour"));
}

class WishesTest : public HabitsTest {
 protected:
  WishesTest() { fill(30); }
};

TEST_F(WishesTest, R60OnlyFieldsThatHomevisitHasAreAskedFor) {
  Reader reader(service_);
  whole_roster(reader);
  for (const auto& request : service_.host.requests) {
    EXPECT_THAT(request.url, HasSubstr("fields=sourcedId"));
    for (const char* never :
         {"email", "phone", "sms", "username", "password", "sex", "race", "score", "primary,"})
      EXPECT_THAT(request.url, Not(HasSubstr(never)));
  }
}
TEST_F(WishesTest, R60ASecondListOfFieldsIsTriedBeforeAllAreTaken) {
  service_.habits.unknown_fields = {"agents", "primaryOrg"};
  EXPECT_THAT(students().ids(), SizeIs(32));
  EXPECT_THAT(service_.asked("users").back(),
              AllOf(HasSubstr("fields="), Not(HasSubstr("agents"))));
}
TEST_F(WishesTest, FieldsThatAreRefusedAreLeftAway) {
  service_.habits.fields_status = 400;
  EXPECT_THAT(students().ids(), SizeIs(32));
  EXPECT_THAT(service_.asked("users").back(), Not(HasSubstr("fields=")));
  EXPECT_THAT(service_.log_text(), HasSubstr("takes no list of fields for users"));
}
TEST_F(WishesTest, ASortThatIsRefusedIsLeftAwayAndFieldsAreNot) {
  service_.habits.sort_status = 400;
  EXPECT_THAT(students().ids(), SizeIs(32));
  EXPECT_THAT(service_.asked("users").back(), AllOf(Not(HasSubstr("sort=")), HasSubstr("fields=")));
}
TEST_F(WishesTest, AFaultOfItsOwnEndsTheReadingAndIsNotRemembered) {
  bool ill = true;
  service_.before = [&](const std::string& path, std::uint64_t) {
    ScriptedAnswer answer;
    if (ill && path == "users") answer.status = 503;
    return answer;
  };
  Reader reader(service_);
  EXPECT_EQ(reader.list(HV_KIND_STUDENT).status, HV_UNAVAILABLE);
  ill = false;
  EXPECT_EQ(reader.list(HV_KIND_STUDENT).status, HV_OK);
  EXPECT_THAT(service_.asked("users").back(), HasSubstr("fields="));
}
TEST_F(WishesTest, NoRoleIsFilteredFor) {
  service_.habits.filter_status = 500;
  Reader reader(service_);
  EXPECT_THAT(reader.list(HV_KIND_GUARDIAN).ids(), ElementsAre("p1", "p2"));
}

class RefusalTest : public HabitsTest {
 protected:
  RefusalTest() { fill(3); }
};

TEST_F(RefusalTest, R60WithheldBirthDatesAreDoneWithoutAndSaid) {
  service_.habits.denied = {"demographics"};
  const Outcome outcome = students();
  EXPECT_THAT(outcome.ids(), SizeIs(5));
  EXPECT_EQ(outcome.one("s1").at("birth"), "");
  EXPECT_THAT(service_.log_text(), AllOf(HasSubstr("withholds birth dates (403"),
                                         HasSubstr("roster-demographics.readonly")));
}
TEST_F(RefusalTest, BirthDatesThatAreNotWantedAreNotAskedFor) {
  EXPECT_EQ(students("\"demographics\":false").one("s1").at("birth"), "");
  EXPECT_THAT(service_.asked("demographics"), IsEmpty());
}
TEST_F(RefusalTest, SchoolsThatAreWithheldAreDoneWithoutAndSaid) {
  service_.habits.denied = {"orgs"};
  EXPECT_EQ(students().one("s1").at("school"), "");
  EXPECT_THAT(service_.log_text(), AllOf(HasSubstr("no list of orgs (403)"),
                                         HasSubstr("Ask the system's administrator")));
}
TEST_F(RefusalTest, SchoolYearsThatAreWithheldEndTheReadingForOldMentorsWouldComeBack) {
  service_.habits.denied = {"academicSessions"};
  Reader current(service_);
  EXPECT_EQ(current.list(HV_KIND_GROUP).status, HV_PERMISSION_DENIED);
  EXPECT_EQ(current.list(HV_KIND_ENROLMENT).status, HV_PERMISSION_DENIED);
  Reader all(service_, R"("school_year":"all")");
  EXPECT_EQ(all.list(HV_KIND_GROUP).one("g1").at("school_year"), "");
}
TEST_F(RefusalTest, AServiceWithoutCoursesGivesGroupsWithoutTheirYear) {
  service_.habits.missing = {"courses"};
  Reader reader(service_);
  EXPECT_EQ(reader.list(HV_KIND_GROUP).one("c2").at("school_year"), "");
  EXPECT_THAT(service_.log_text(), HasSubstr("no list of courses (404)"));
}
TEST_F(RefusalTest, WithoutUsersThereIsNoRosterRatherThanOneWithoutGuardians) {
  service_.habits.denied = {"users"};
  for (const hv_kind kind : {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE, HV_KIND_STAFF}) {
    Reader reader(service_);
    const Outcome outcome = reader.list(kind);
    EXPECT_EQ(outcome.status, HV_PERMISSION_DENIED);
    EXPECT_THAT(outcome.message(), HasSubstr("ask the system's administrator for the right"));
  }
}
TEST_F(RefusalTest, ARevokedCredentialIsAnErrorThatSaysSo) {
  service_.before = [](const std::string&, std::uint64_t) {
    ScriptedAnswer answer;
    answer.status = 401;
    return answer;
  };
  const Outcome outcome = students();
  EXPECT_EQ(outcome.status, HV_UNAUTHENTICATED);
  EXPECT_NE(outcome.error.flags & HV_ERROR_AUTH, 0u);
  EXPECT_THAT(outcome.message(), HasSubstr("revoked"));
  EXPECT_THAT(outcome.records, IsEmpty());
}
TEST_F(RefusalTest, TooManyRequestsSaysWhenToComeBack) {
  service_.before = [](const std::string& path, std::uint64_t) {
    ScriptedAnswer answer;
    if (path != "users") return answer;
    answer.status = 429;
    answer.headers = {{"retry-after", "60"}};
    return answer;
  };
  const Outcome outcome = students();
  EXPECT_EQ(outcome.status, HV_UNAVAILABLE);
  EXPECT_EQ(outcome.error.retry_after_ms, 60'000);
  EXPECT_NE(outcome.error.flags & HV_ERROR_RETRYABLE, 0u);
}
TEST_F(RefusalTest, AFailureBehind200IsAFailureAndItsTextStaysAway) {
  for (
      const char* body :
      {R"({"imsx_codeMajor":"failure","imsx_codeMinor":"forbidden","imsx_description":"Willem de Wit"})",
       R"({"imsx_codeMajor":"failure","imsx_codeMinor":{"imsx_codeMinorField":[{"imsx_codeMinorFieldName":"x","imsx_codeMinorFieldValue":"forbidden"}]}})",
       R"({"imsx_StatusInfo":{"imsx_codeMajor":"failure","imsx_codeMinor":"forbidden"}})"}) {
    service_.before = [&](const std::string& path, std::uint64_t) {
      ScriptedAnswer answer;
      if (path == "users") answer.body = body;
      return answer;
    };
    const Outcome outcome = students();
    EXPECT_EQ(outcome.status, HV_UNAVAILABLE) << body;
    EXPECT_THAT(outcome.message(), AllOf(HasSubstr("(forbidden)"), Not(HasSubstr("Wit"))));
  }
}
TEST_F(RefusalTest, AnAnswerWithoutAListIsAnErrorThatNamesTheSettings) {
  service_.before = [](const std::string& path, std::uint64_t) {
    ScriptedAnswer answer;
    if (path == "users") answer.body = R"({"students":{"s1":"x"},"next":2})";
    return answer;
  };
  const Outcome outcome = students();
  EXPECT_EQ(outcome.status, HV_UNAVAILABLE);
  EXPECT_THAT(outcome.message(), HasSubstr("check \"url\" and \"version\""));
}
TEST_F(RefusalTest, ACancelledReadingStops) {
  std::int32_t cancel = 0;
  Reader reader(service_, "\"page_size\":2");
  reader.exchange.cancel = &cancel;
  service_.before = [&](const std::string& path, std::uint64_t) {
    if (path == "users") cancel = 1;
    return ScriptedAnswer{};
  };
  EXPECT_EQ(reader.list(HV_KIND_STUDENT).status, HV_CANCELLED);
  cancel = 0;
  service_.before = nullptr;
  EXPECT_THAT(reader.list(HV_KIND_STUDENT).ids(), SizeIs(5)) << "nothing half read is kept";
}
TEST_F(RefusalTest, ARefreshReadsTheListOfUsersOnce) {
  Reader reader(service_);
  whole_roster(reader);
  EXPECT_THAT(service_.asked("users"), SizeIs(2))
      << "the page, and the look whether there are more";
  whole_roster(reader);
  EXPECT_THAT(service_.asked("users"), SizeIs(4)) << "the next refresh reads anew";
}
TEST_F(RefusalTest, WhatWasReadLongAgoIsReadAnew) {
  Reader reader(service_);
  EXPECT_THAT(reader.list(HV_KIND_STUDENT).ids(), SizeIs(5));
  service_.lists["users"].push_back(user_12("t9", "teacher", "Noor", "Smit"));
  service_.host.now += 11 * 60 * 1000;
  EXPECT_THAT(reader.list(HV_KIND_STAFF).ids(), Contains("t9"));
}

}  // namespace
}  // namespace oneroster_test
