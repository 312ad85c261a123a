// Reading only what changed: which kinds are asked how, and what a system that withholds its
// students cannot do.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <cstring>
#include <filesystem>
#include <map>

#include "sync/pull.h"

namespace homevisit {
namespace {

using testing::ElementsAre;

struct Item {
  std::string id, second{};
  bool removed = false;
  std::string end{};
};

// What the stand-in system answers to one list.
struct Answer {
  std::vector<Item> items{};
  std::string next{};
  hv_status status = HV_OK;  // after the items
};

struct System {
  std::uint64_t capabilities = HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS | HV_CAN_READ_STAFF |
                               HV_CAN_READ_GROUPS | HV_CAN_READ_CHANGES;
  std::map<std::pair<int, std::string>, Answer> answers;  // kind, since
  std::vector<std::string> asked;                         // "1", "1 since 7"
};
System* behind = nullptr;

hv_status hand_over(hv_kind kind, const Item& item, hv_sink sink, void* user) {
  using adapters::str;
  hv_student student{};
  hv_care care{};
  hv_enrolment enrolment{};
  hv_staff staff{};
  hv_group group{};
  hv_guardian guardian{};
  hv_record record{sizeof record, kind, {}, item.removed ? 1 : 0};
  student.struct_size = sizeof student;
  student.id = guardian.id = staff.id = group.id = care.student = enrolment.group = str(item.id);
  student.given_name = care.guardian = enrolment.person = str(item.second);
  enrolment.role = HV_MEMBER_STUDENT;
  enrolment.end_date = str(item.end);
  switch (kind) {
    case HV_KIND_STUDENT:
      record.of.student = &student;
      break;
    case HV_KIND_GUARDIAN:
      record.of.guardian = &guardian;
      break;
    case HV_KIND_CARE:
      record.of.care = &care;
      break;
    case HV_KIND_STAFF:
      record.of.staff = &staff;
      break;
    case HV_KIND_GROUP:
      record.of.group = &group;
      break;
    default:
      record.of.enrolment = &enrolment;
      break;
  }
  return sink(user, &record);
}

hv_status list(hv_adapter*, const hv_exchange*, hv_kind kind, hv_str, hv_str since, hv_sink sink,
               void* user, char* next, hv_error* error) {
  const std::string token(adapters::view(since));
  behind->asked.push_back(std::to_string(kind) + (token.empty() ? "" : " since " + token));
  const Answer answer = behind->answers[{kind, token}];
  for (const Item& item : answer.items)
    if (const hv_status status = hand_over(kind, item, sink, user); status != HV_OK) return status;
  std::strcpy(next, answer.next.c_str());
  if (answer.status != HV_OK) std::strcpy(error->message, "Not today.");
  return answer.status;
}

class RosterChanges : public testing::Test {
 protected:
  RosterChanges() {
    behind = &system;
    std::string name = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store = std::move(journal::RosterStore::open(folder_ + "/roster.db")).value();
    open("{}");
    for (int kind = HV_KIND_STUDENT; kind <= HV_KIND_ENROLMENT; ++kind) {
      system.answers[{kind, ""}].next = "7";
      system.answers[{kind, "7"}].next = "7";
    }
    whole(HV_KIND_STUDENT) = {{"s1", "Noor"}, {"s2", "Guus"}, {"s3", "Teun"}};
    whole(HV_KIND_GROUP) = {{"c1", ""}};
    whole(HV_KIND_ENROLMENT) = {{"c1", "s1"}, {"c1", "s2"}};
  }
  ~RosterChanges() override { std::filesystem::remove_all(folder_); }

  void open(const std::string& config) {
    static hv_adapter_info info{sizeof info, "test", "Test", "1", 0};
    info.capabilities = system.capabilities;
    hv_adapter_table table{};
    table.struct_size = sizeof table;
    table.abi_major = HV_ADAPTER_ABI_MAJOR;
    table.info = &info;
    table.open = [](hv_str, const hv_host*, hv_adapter** out, hv_error*) {
      *out = reinterpret_cast<hv_adapter*>(&behind);
      return HV_OK;
    };
    table.close = [](hv_adapter*) {};
    table.list = list;
    adapter_ =
        std::move(adapters::Adapter::open(*adapters::checked(&table, "test"), config, {})).value();
  }

  std::vector<Item>& whole(hv_kind kind) { return system.answers[{kind, ""}].items; }
  Answer& since(hv_kind kind, const std::string& token) { return system.answers[{kind, token}]; }
  void have_students(int count) {
    whole(HV_KIND_STUDENT).clear();
    for (int i = 0; i < count; ++i) whole(HV_KIND_STUDENT).push_back({"n" + std::to_string(i), ""});
  }

  Result<sync::Pulled> pull(bool changes, const sync::PullOptions& options = {}) {
    system.asked.clear();
    return (changes ? sync::pull_changes : sync::pull_roster)(*adapter_, *store, clock, control,
                                                              options);
  }
  Result<sync::Pulled> pull_changes() { return pull(true); }
  Result<sync::Pulled> pull_whole() { return pull(false); }

  System system;
  std::unique_ptr<adapters::Adapter> adapter_;
  std::string folder_;
  std::unique_ptr<journal::RosterStore> store;
  FixedClock clock{1'794'700'800'000};
  CallControl control;
};

TEST_F(RosterChanges, AreAskedForWithTheTokenOfTheLastTime) {
  const auto first = pull_changes();
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(first->whole);
  EXPECT_THAT(system.asked, ElementsAre("1", "2", "3", "4", "5", "6"));
  since(HV_KIND_STUDENT, "7") = {{{"s2", "Guusje"}, {"s3", "", true}}, "8"};
  since(HV_KIND_CARE, "7") = {{{"s1", "g1"}}, "8"};
  since(HV_KIND_GUARDIAN, "7") = {{{"g1", ""}}, "8"};
  since(HV_KIND_ENROLMENT, "7") = {{{"c1", "s1", true}}, "8"};
  const auto then = pull_changes();
  ASSERT_TRUE(then) << then.error().message;
  EXPECT_FALSE(then->whole);
  EXPECT_EQ(then->change.changed, 3);
  EXPECT_EQ(then->change.removed, 2);
  EXPECT_THAT(system.asked, ElementsAre("1 since 7", "2 since 7", "3 since 7", "4 since 7",
                                        "5 since 7", "6 since 7"));
  EXPECT_EQ(store->student("s2")->given_name, "Guusje");
  EXPECT_FALSE(store->student("s3"));
  EXPECT_EQ(store->file("s1", *parse_date("2026-11-22"))->guardians.size(), 1u);
  EXPECT_EQ(store->counts()->enrolments, 1);
  for (const hv_kind kind : {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE, HV_KIND_ENROLMENT})
    since(kind, "8").next = "8";
  ASSERT_TRUE(pull_changes());
  EXPECT_THAT(system.asked, ElementsAre("1 since 8", "2 since 8", "3 since 8", "4 since 7",
                                        "5 since 7", "6 since 8"));
}

TEST_F(RosterChanges, OfNothingTouchNothing) {
  ASSERT_TRUE(pull_whole());
  const auto version = *store->version();
  FixedClock later{1'794'700'999'000};
  const auto pulled = sync::pull_changes(*adapter_, *store, later, control);
  ASSERT_TRUE(pulled);
  EXPECT_EQ(pulled->change.changed + pulled->change.removed, 0);
  EXPECT_EQ(*store->version(), version);
  EXPECT_EQ(store->counts()->read_at, 1'794'700'999'000);
}

TEST_F(RosterChanges, AKindWhoseTokenIsNoMoreGoodIsReadWhole) {
  ASSERT_TRUE(pull_whole());
  since(HV_KIND_STUDENT, "7") = {{{"s9", "Half told"}}, "", HV_CONFLICT};
  whole(HV_KIND_STUDENT) = {{"s1", "Noor"}, {"s2", "Guus"}, {"s4", "Saar"}};
  system.answers[{HV_KIND_STUDENT, ""}].next = "30";
  const auto pulled = pull_changes();
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_FALSE(pulled->whole) << "the other kinds were not";
  EXPECT_THAT(system.asked, ElementsAre("1 since 7", "1", "2 since 7", "3 since 7", "4 since 7",
                                        "5 since 7", "6 since 7"));
  EXPECT_FALSE(store->student("s9"));
  EXPECT_FALSE(store->student("s3"));
  EXPECT_TRUE(store->student("s4"));
  ASSERT_TRUE(pull_changes());
  EXPECT_EQ(system.asked[0], "1 since 30");
}

TEST_F(RosterChanges, AKindWithoutATokenIsReadWholeEachTime) {
  system.answers[{HV_KIND_GROUP, ""}].next = "";
  ASSERT_TRUE(pull_whole());
  whole(HV_KIND_GROUP) = {{"c2", ""}};
  const auto pulled = pull_changes();
  ASSERT_TRUE(pulled);
  EXPECT_EQ(system.asked[4], "5");
  EXPECT_FALSE(store->group("c1"));
  EXPECT_TRUE(store->group("c2"));
  EXPECT_EQ(store->counts()->students, 3);
}

TEST_F(RosterChanges, AnAdapterThatCannotTellThemIsReadWhole) {
  system.capabilities &= ~HV_CAN_READ_CHANGES;
  open("{}");
  ASSERT_TRUE(pull_whole());
  const auto pulled = pull_changes();
  ASSERT_TRUE(pulled);
  EXPECT_TRUE(pulled->whole);
  EXPECT_THAT(system.asked, ElementsAre("1", "2", "3", "4", "5", "6"));
}

TEST_F(RosterChanges, ATokenIsNotUsedUnderAnotherConfiguration) {
  ASSERT_TRUE(pull_whole());
  open(R"({"groups":"others"})");
  const auto pulled = pull_changes();
  ASSERT_TRUE(pulled);
  EXPECT_TRUE(pulled->whole);
}

TEST_F(RosterChanges, OneKindThatFailsLeavesAllAsItWas) {
  ASSERT_TRUE(pull_whole());
  since(HV_KIND_STUDENT, "7") = {{{"s1", "Other"}}, "8"};
  since(HV_KIND_STAFF, "7").status = HV_PERMISSION_DENIED;
  EXPECT_EQ(pull_changes().error().status, HV_PERMISSION_DENIED);
  EXPECT_EQ(store->student("s1")->given_name, "Noor");
  since(HV_KIND_STAFF, "7").status = HV_OK;
  ASSERT_TRUE(pull_changes());
  EXPECT_EQ(system.asked[0], "1 since 7") << "what was not kept comes again";
  EXPECT_EQ(store->student("s1")->given_name, "Other");
}

TEST_F(RosterChanges, AMembershipWhoseNewEndCannotBeReadIsTakenAway) {
  ASSERT_TRUE(pull_whole());
  since(HV_KIND_ENROLMENT, "7") = {{{"c1", "s1", false, "soon"}}, "8"};
  ASSERT_TRUE(pull_changes());
  EXPECT_EQ(store->counts()->enrolments, 1);
}

TEST_F(RosterChanges, ThatWouldRemoveEverybodyAreRefused) {
  ASSERT_TRUE(pull_whole());
  since(HV_KIND_STUDENT, "7") = {{{"s1", "", true}, {"s2", "", true}, {"s3", "", true}}, "8"};
  EXPECT_EQ(pull_changes().error().code, "roster_empty");
  sync::PullOptions options;
  options.accept_shrinking = true;
  EXPECT_EQ(pull(true, options).error().code, "roster_empty");
  EXPECT_EQ(store->counts()->students, 3);
}

TEST_F(RosterChanges, ThatWouldRemoveMostStudentsAPersonHasToAccept) {
  have_students(60);
  ASSERT_TRUE(pull_whole());
  Answer& leaving = since(HV_KIND_STUDENT, "7");
  leaving.next = "8";
  for (int i = 0; i < 31; ++i) leaving.items.push_back({"n" + std::to_string(i), "", true});
  const auto refused = pull_changes();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "roster_shrinks");
  EXPECT_EQ(refused.error().status, HV_FAILED_PRECONDITION);
  EXPECT_EQ(store->counts()->students, 60);
  sync::PullOptions options;
  options.accept_shrinking = true;
  ASSERT_TRUE(pull(true, options));
  EXPECT_EQ(store->counts()->students, 29);
}

TEST_F(RosterChanges, AWholeReadThatLostMostStudentsIsRefusedToo) {
  have_students(60);
  ASSERT_TRUE(pull_whole());
  have_students(29);
  EXPECT_EQ(pull_whole().error().code, "roster_shrinks");
  EXPECT_EQ(store->counts()->students, 60);
  have_students(30);
  EXPECT_TRUE(pull_whole()) << "a school of two years loses half of its students in summer";
}

TEST_F(RosterChanges, InASmallSchoolMostMayLeave) {
  have_students(21);
  ASSERT_TRUE(pull_whole());
  have_students(1);
  EXPECT_TRUE(pull_whole());
}

TEST_F(RosterChanges, StudentsWhoGotOtherIdsAreNotFewer) {
  have_students(60);
  ASSERT_TRUE(pull_whole());
  for (Item& item : whole(HV_KIND_STUDENT)) item.id = "new-" + item.id;
  EXPECT_TRUE(pull_whole());
  EXPECT_EQ(store->counts()->students, 60);
}

TEST_F(RosterChanges, AreSeenBeforeTheyAreCommitted) {
  ASSERT_TRUE(pull_whole());
  since(HV_KIND_STUDENT, "7") = {{{"s9", "Noor"}, {"s1", "", true}}, "8"};
  sync::PullOptions options;
  std::string seen;
  options.before_commit = [&](journal::RosterUpdate& update) -> Status {
    HV_TRY(update.each_gone([&](const Student& student) {
      seen += "gone " + student.id + " " + student.given_name;
      return ok();
    }));
    HV_TRY(update.each_came([&](const Student& student) {
      seen += ", came " + student.id + " " + student.given_name;
      return ok();
    }));
    return Error{HV_CANCELLED, "not_so", "Not so."};
  };
  EXPECT_EQ(pull(true, options).error().code, "not_so");
  EXPECT_EQ(seen, "gone s1 Noor, came s9 Noor");
  EXPECT_TRUE(store->student("s1"));
}

}  // namespace
}  // namespace homevisit
