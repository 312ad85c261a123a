// The roster as it is kept here: replaced as a whole, asked in many ways.
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <array>
#include <fstream>

#include "journal/roster_store.h"
#include "journal_test.h"

namespace homevisit::journal {
namespace {

using std::chrono::October;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Date day = std::chrono::year(2025) / October / 12;

template <typename T>
std::vector<std::string> ids(const Result<std::vector<T>>& found) {
  EXPECT_TRUE(found) << (found ? "" : found.error().message);
  std::vector<std::string> list;
  if (found)
    for (const T& item : *found) list.push_back(item.id);
  return list;
}

template <typename T>
std::vector<std::string> ids(const std::vector<T>& found) {
  return ids(Result<std::vector<T>>(found));
}

Student make_student(const std::string& id, const std::string& given, const std::string& family) {
  Student s;
  s.id = id;
  s.given_name = given;
  s.family_name = family;
  s.sort_name = family + ", " + given;
  s.birth_date = std::chrono::year(2012) / October / 1;
  s.school = "school";
  s.year = "2";
  s.language = "nl";
  s.address_secret = Ternary::yes;
  return s;
}

Enrolment enrol(const std::string& group, const std::string& person, MemberRole role,
                std::optional<Date> begin = {}, std::optional<Date> end = {}) {
  return {group, person, role, begin, end};
}

class RosterStoreTest : public testing::Test {
 protected:
  RosterStoreTest() { store = open(); }

  std::unique_ptr<RosterStore> open() {
    auto opened = RosterStore::open(path);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return opened ? std::move(opened).value() : nullptr;
  }

  // Two students who share a guardian, and one who does not.
  void fill() {
    auto update = store->replace();
    ASSERT_TRUE(update);
    for (const auto& s : {make_student("s1", "Zoë", "Öztürk"), make_student("s2", "Ali", "Öztürk"),
                          make_student("s3", "Jan", "van der Berg")})
      ASSERT_TRUE((*update)->put(s));
    Guardian g1, g2;
    g1.id = "g1";
    g1.given_name = "Aylin";
    g1.family_name = "Öztürk";
    g1.language = "tr";
    g2.id = "g2";
    g2.given_name = "Bram";
    ASSERT_TRUE((*update)->put_guardian(g1));
    ASSERT_TRUE((*update)->put_guardian(g2));
    ASSERT_TRUE((*update)->put(
        Care{"s1", "g1", "mother", "h1", Ternary::yes, Ternary::yes, Ternary::unknown, 2}));
    ASSERT_TRUE((*update)->put(
        Care{"s1", "g2", "stepfather", "h2", Ternary::no, Ternary::unknown, Ternary::no, 1}));
    ASSERT_TRUE((*update)->put(Care{"s2", "g1", "", ""}));
    ASSERT_TRUE((*update)->put(Staff{"t1", "Bea", "Smit", "mentor"}));
    ASSERT_TRUE((*update)->put(Staff{"t2", "Arie", "Bos", "teacher"}));
    ASSERT_TRUE((*update)->put(Group{"c2", "2B", "school", "2", "2025", Ternary::yes}));
    ASSERT_TRUE((*update)->put(Group{"c1", "2A", "school", "2", "2025", Ternary::no}));
    ASSERT_TRUE((*update)->put(enrol("c1", "s1", MemberRole::student)));
    ASSERT_TRUE((*update)->put(enrol("c1", "s2", MemberRole::student, {}, add_days(day, -1))));
    ASSERT_TRUE((*update)->put(enrol("c1", "s3", MemberRole::student, add_days(day, 1))));
    ASSERT_TRUE((*update)->put(enrol("c2", "s3", MemberRole::student, day, day)));
    ASSERT_TRUE((*update)->put(enrol("c1", "t1", MemberRole::mentor)));
    ASSERT_TRUE((*update)->put(enrol("c1", "t2", MemberRole::teacher)));
    ASSERT_TRUE((*update)->commit(test_now));
  }

  TestFolder folder;
  const std::string path = folder.file("roster.db");
  std::unique_ptr<RosterStore> store;
};

TEST_F(RosterStoreTest, BeginsEmpty) {
  EXPECT_EQ(store->counts()->read_at, 0);
  EXPECT_EQ(*store->version(), 0);
  EXPECT_EQ(store->student("s1").error().status, HV_NOT_FOUND);
}

TEST_F(RosterStoreTest, OnlyItsOwnerMayReadTheFile) {
  fill();
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat info {};
    ASSERT_EQ(::stat((path + suffix).c_str(), &info), 0) << suffix;
    EXPECT_EQ(info.st_mode & 0777, 0600U) << suffix;
  }
}

TEST_F(RosterStoreTest, CountsWhatItHolds) {
  fill();
  const auto counts = store->counts();
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->students, 3);
  EXPECT_EQ(counts->guardians, 2);
  EXPECT_EQ(counts->staff, 2);
  EXPECT_EQ(counts->groups, 2);
  EXPECT_EQ(counts->enrolments, 6);
  EXPECT_EQ(counts->read_at, test_now);
}

TEST_F(RosterStoreTest, GivesAStudentAsItCameIn) {
  fill();
  const auto student = store->student("s1");
  ASSERT_TRUE(student);
  EXPECT_EQ(student->name(), "Zoë Öztürk");
  EXPECT_EQ(student->sort_name, "Öztürk, Zoë");
  EXPECT_EQ(student->birth_date, std::chrono::year(2012) / October / 1);
  EXPECT_EQ(student->school, "school");
  EXPECT_EQ(student->year, "2");
  EXPECT_EQ(student->language, "nl");
  EXPECT_EQ(student->address_secret, Ternary::yes);
}

TEST_F(RosterStoreTest, KeepsAnUnknownDateOfBirthUnknown) {
  auto update = store->replace();
  Student s = make_student("s1", "A", "B");
  s.birth_date.reset();
  ASSERT_TRUE((*update)->put(s));
  ASSERT_TRUE((*update)->commit(test_now));
  EXPECT_EQ(store->student("s1")->birth_date, std::nullopt);
}

TEST_F(RosterStoreTest, PutsGuardiansInTheOrderOfCalling) {
  fill();
  const auto file = store->file("s1", day);
  ASSERT_TRUE(file);
  ASSERT_THAT(ids(file->guardians), ElementsAre("g2", "g1"));
  EXPECT_EQ(file->guardians[0].relation, "stepfather");
  EXPECT_EQ(file->guardians[0].household, "h2");
  EXPECT_EQ(file->guardians[0].custody, Ternary::no);
  EXPECT_EQ(file->guardians[0].lives_with, Ternary::unknown);
  EXPECT_EQ(file->guardians[0].informed, Ternary::no);
  EXPECT_EQ(file->guardians[1].language, "tr");
}

TEST_F(RosterStoreTest, FindsSiblingsByASharedGuardian) {
  fill();
  EXPECT_THAT(ids(store->file("s1", day)->siblings), ElementsAre("s2"));
  EXPECT_THAT(ids(store->file("s3", day)->siblings), IsEmpty());
}

TEST_F(RosterStoreTest, AnEnrolmentCountsFromItsFirstToItsLastDay) {
  fill();
  EXPECT_THAT(ids(store->students_of_group("c1", day)), ElementsAre("s1"));
  EXPECT_THAT(ids(store->students_of_group("c1", add_days(day, -1))), ElementsAre("s2", "s1"));
  EXPECT_THAT(ids(store->students_of_group("c1", add_days(day, 1))), ElementsAre("s1", "s3"));
  EXPECT_THAT(ids(store->file("s3", day)->groups), ElementsAre("c2"));
  EXPECT_THAT(ids(store->file("s3", add_days(day, 1))->groups), ElementsAre("c1"));
}

// R22: whether a pupil is new.
TEST_F(RosterStoreTest, KnowsSinceWhenAStudentIsHereOnlyWhereEveryStretchSaysSo) {
  fill();
  EXPECT_EQ(*store->first_day("s3"), day);
  EXPECT_EQ(*store->first_day("s2"), std::nullopt);
  EXPECT_EQ(*store->first_day("nobody"), std::nullopt);
  EXPECT_EQ(*store->earliest_first_day(), day);
}

// R99
TEST_F(RosterStoreTest, MembersComeWithTheGuardiansWhoAreToBeInformed) {
  fill();
  using Row = std::array<std::string, 3>;
  std::vector<Row> members;
  const auto add = [&](std::string_view group, std::string_view student, std::string_view guardian,
                       unsigned on) {
    EXPECT_EQ(on, 1u);
    members.push_back({std::string(group), std::string(student), std::string(guardian)});
    return ok();
  };
  const std::array days{day};
  ASSERT_TRUE(store->each_member("c1", days, add));
  ASSERT_TRUE(store->each_member("c2", days, add));
  const std::vector<Row> all{{"c1", "s1", "g1"},  // g2 has no custody, and is not to be informed
                             {"c2", "s3", ""}};   // no guardian is known
  EXPECT_EQ(members, all);
  members.clear();
  ASSERT_TRUE(store->each_member("", days, add));
  EXPECT_EQ(members, all);
}

// One walk for two days gives what a walk for each gives.
TEST_F(RosterStoreTest, MembersOfTwoDaysComeInOneWalk) {
  fill();
  using Rows = std::vector<std::array<std::string, 3>>;
  const auto on_day = [&](Date one) {
    Rows rows;
    const std::array days{one};
    EXPECT_TRUE(
        store->each_member("", days, [&](auto group, auto student, auto guardian, unsigned) {
          rows.push_back({std::string(group), std::string(student), std::string(guardian)});
          return ok();
        }));
    return rows;
  };
  // Among them the day before s3 came.
  for (const std::array days : {std::array{day, add_days(day, -1)}, std::array{day, day},
                                std::array{add_days(day, -400), add_days(day, 30)}}) {
    std::array<Rows, 2> found;
    ASSERT_TRUE(
        store->each_member("", days, [&](auto group, auto student, auto guardian, unsigned on) {
          for (std::size_t i = 0; i < 2; ++i)
            if ((on >> i & 1) != 0)
              found[i].push_back({std::string(group), std::string(student), std::string(guardian)});
          return ok();
        }));
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(found[i], on_day(days[i]));
  }
  EXPECT_NE(on_day(day), on_day(add_days(day, -1)));
}

// R22, R23
TEST_F(RosterStoreTest, YearsAndFirstDaysComeForEveryStudentAsTheyDoForOne) {
  fill();
  ASSERT_TRUE(store->each_first_day([&](std::string_view student, std::optional<Date> first) {
    EXPECT_EQ(*store->first_day(std::string(student)), first) << student;
    return ok();
  }));
  std::vector<std::string> found;
  ASSERT_TRUE(store->each_year([&](std::string_view student, std::string_view year) {
    found.push_back(std::string(student) + " " + std::string(year));
    return ok();
  }));
  EXPECT_THAT(found, ElementsAre("s1 2", "s2 2", "s3 2"));
}

TEST_F(RosterStoreTest, TellsMentorsFromTeachers) {
  fill();
  EXPECT_THAT(ids(store->staff_of_group("c1", MemberRole::mentor, day)), ElementsAre("t1"));
  EXPECT_THAT(ids(store->groups_of_staff("t1", MemberRole::mentor, day)), ElementsAre("c1"));
  EXPECT_THAT(ids(store->groups_of_staff("t1", MemberRole::teacher, day)), IsEmpty());
}

TEST_F(RosterStoreTest, StaffWorkWithTheStudentsOfTheirGroupsOnThatDay) {
  fill();
  EXPECT_TRUE(*store->works_with("t1", MemberRole::mentor, "s1", day));
  EXPECT_FALSE(*store->works_with("t1", MemberRole::teacher, "s1", day));
  EXPECT_FALSE(*store->works_with("t1", MemberRole::mentor, "s2", day));
  EXPECT_TRUE(*store->works_with("t1", MemberRole::mentor, "s2", add_days(day, -1)));
}

TEST_F(RosterStoreTest, SortsGroupsAndStaffByName) {
  fill();
  EXPECT_THAT(ids(store->groups()), ElementsAre("c1", "c2"));
  EXPECT_THAT(ids(store->all_staff()), ElementsAre("t2", "t1"));
}

TEST_F(RosterStoreTest, FindsNamesWithoutCaseAndAccents) {
  fill();
  EXPECT_THAT(ids(store->search("OZTURK zo", 10)), ElementsAre("s1"));
  EXPECT_THAT(ids(store->search("öztürk", 10)), ElementsAre("s2", "s1"));
  EXPECT_THAT(ids(store->search("öztürk", 1)), ElementsAre("s2"));
  EXPECT_THAT(ids(store->search("s3", 10)), ElementsAre("s3"));
  EXPECT_THAT(ids(store->search("berg", 10)), ElementsAre("s3"));
  EXPECT_THAT(ids(store->search("erg", 10)), IsEmpty());
  EXPECT_THAT(ids(store->search(" % ' ", 10)), IsEmpty());
}

TEST_F(RosterStoreTest, ReadersSeeTheOldRosterUntilTheNewIsWhole) {
  fill();
  const auto before = *store->version();
  auto update = store->replace();
  ASSERT_TRUE((*update)->put(make_student("s9", "New", "One")));
  EXPECT_TRUE(store->student("s1"));
  EXPECT_EQ(*store->version(), before);
  ASSERT_TRUE((*update)->commit(test_now + 1));
  EXPECT_EQ(store->student("s1").error().status, HV_NOT_FOUND);
  EXPECT_TRUE(store->student("s9"));
  EXPECT_GT(*store->version(), before);
}

TEST_F(RosterStoreTest, AnUnfinishedReplacementChangesNothing) {
  fill();
  {
    auto update = store->replace();
    ASSERT_TRUE((*update)->put(make_student("s9", "New", "One")));
  }
  EXPECT_TRUE(store->student("s1"));
  EXPECT_FALSE(store->student("s9"));
}

TEST_F(RosterStoreTest, TheVersionIsSeenByOthers) {
  const auto other = open();
  const auto before = *other->version();
  fill();
  EXPECT_GT(*other->version(), before);
}

TEST_F(RosterStoreTest, TheLastOfTwoRowsWithOneIdCounts) {
  auto update = store->replace();
  ASSERT_TRUE((*update)->put(make_student("s1", "First", "One")));
  ASSERT_TRUE((*update)->put(make_student("s1", "Second", "One")));
  ASSERT_TRUE((*update)->commit(test_now));
  EXPECT_EQ(store->student("s1")->given_name, "Second");
  EXPECT_EQ(store->counts()->students, 1);
}

TEST_F(RosterStoreTest, RefusesAFileOfAnotherKind) {
  const std::string other = folder.file("other.db");
  std::ofstream(other) << std::string(4096, 'x');
  EXPECT_EQ(RosterStore::open(other).error().status, HV_DATA_LOSS);
}

}  // namespace
}  // namespace homevisit::journal
