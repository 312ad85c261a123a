// What comes from an adapter, as the roster keeps it.
#include "sync/pull.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstring>
#include <filesystem>

namespace homevisit {
namespace {

std::vector<hv_student>* offered = nullptr;  // what the stand-in adapter has
int changes_while_read = 0;                  // how often its list of students changes under way
hv_status other_kinds = HV_OK;
const char* end_of_membership = nullptr;  // of student 1 in group g, where there is one

hv_status list(hv_adapter*, const hv_exchange*, hv_kind kind, hv_str, hv_str, hv_sink sink,
               void* user, char*, hv_error* error) {
  if (kind == HV_KIND_ENROLMENT && end_of_membership != nullptr) {
    hv_enrolment enrolment{};
    enrolment.struct_size = sizeof enrolment;
    enrolment.group = adapters::str("g");
    enrolment.person = adapters::str("1");
    enrolment.role = HV_MEMBER_STUDENT;
    enrolment.end_date = adapters::str(end_of_membership);
    hv_record record{sizeof(hv_record), kind, {}, 0};
    record.of.enrolment = &enrolment;
    return sink(user, &record);
  }
  if (kind != HV_KIND_STUDENT) return other_kinds;
  for (const hv_student& student : *offered) {
    hv_record record{sizeof(hv_record), kind, {}, 0};
    record.of.student = &student;
    if (const hv_status status = sink(user, &record); status != HV_OK) return status;
  }
  if (changes_while_read-- > 0) {
    error->flags = HV_ERROR_RETRYABLE;
    std::strcpy(error->message, "The list became shorter while it was read.");
    return HV_UNAVAILABLE;
  }
  return HV_OK;
}

class Pull : public testing::Test {
 protected:
  Pull() {
    offered = &students_;
    changes_while_read = 0;
    other_kinds = HV_OK;
    end_of_membership = nullptr;
    static const hv_adapter_info info{sizeof info, "test", "Test", "1", HV_CAN_READ_STUDENTS};
    hv_adapter_table table{};
    table.struct_size = sizeof table;
    table.abi_major = HV_ADAPTER_ABI_MAJOR;
    table.info = &info;
    table.open = [](hv_str, const hv_host*, hv_adapter** out, hv_error*) {
      *out = reinterpret_cast<hv_adapter*>(&offered);
      return HV_OK;
    };
    table.close = [](hv_adapter*) {};
    table.list = list;
    adapter_ =
        std::move(adapters::Adapter::open(*adapters::checked(&table, "test"), "{}", {})).value();
    std::string name = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store_ = std::move(journal::RosterStore::open(folder_ + "/roster.db")).value();
  }
  ~Pull() override { std::filesystem::remove_all(folder_); }

  void offer(const char* id, const char* given, const char* family,
             std::size_t size = sizeof(hv_student)) {
    hv_student student{};
    student.struct_size = size;
    student.id = adapters::str(id);
    student.given_name = adapters::str(given);
    student.family_name = adapters::str(family);
    student.official_name = adapters::str("Official");
    students_.push_back(student);
  }
  Result<sync::Pulled> pull() {
    return sync::pull_roster(*adapter_, *store_, system_clock(), CallControl{});
  }

  std::vector<hv_student> students_;
  std::unique_ptr<adapters::Adapter> adapter_;
  std::string folder_;
  std::unique_ptr<journal::RosterStore> store_;
};

TEST_F(Pull, AStudentWithoutASortNameStandsUnderTheFamilyName) {
  offer("1", "Gradje", "van 't Hof");
  offer("2", "Tyrone", "Dyer");
  offer("3", "Wimpie", "");
  offer("4", "Noor", "de wit");
  ASSERT_TRUE(pull());
  EXPECT_EQ(store_->student("1")->sort_name, "Hof, van 't, Gradje");
  EXPECT_EQ(store_->student("2")->sort_name, "Dyer, Tyrone");
  EXPECT_EQ(store_->student("3")->sort_name, "Wimpie");
  EXPECT_EQ(store_->student("4")->sort_name, "de wit, Noor");
}

TEST_F(Pull, AnAdapterOfAnOlderMinorGivesNoFieldThatItDoesNotKnow) {
  offer("1", "Tyrone", "Dyer", offsetof(hv_student, official_name));
  offer("2", "Tyrone", "Dyer");
  ASSERT_TRUE(pull());
  EXPECT_EQ(store_->student("1")->official_name, "");
  EXPECT_EQ(store_->student("2")->official_name, "Official");
}

TEST_F(Pull, ASystemThatWithholdsAllItsStudentsEmptiesNoClass) {
  offer("1", "Tyrone", "Dyer");
  ASSERT_TRUE(pull());
  students_.clear();
  const auto status = pull();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "roster_empty");
  EXPECT_TRUE(store_->student("1"));
}

TEST_F(Pull, AListThatChangedWhileItWasReadIsReadOnceMore) {
  offer("1", "Tyrone", "Dyer");
  changes_while_read = 1;
  ASSERT_TRUE(pull());
  EXPECT_EQ(store_->counts()->students, 1);
  changes_while_read = 2;
  offer("2", "Noor", "Bos");
  const auto pulled = pull();
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().status, HV_UNAVAILABLE);
  EXPECT_EQ(store_->counts()->students, 1) << "half a list changes nothing";
}

TEST_F(Pull, WhatASystemDoesNotHaveIsLeftOut) {
  offer("1", "Tyrone", "Dyer");
  other_kinds = HV_UNSUPPORTED;
  EXPECT_TRUE(pull());
  other_kinds = HV_PERMISSION_DENIED;
  EXPECT_FALSE(pull()) << "what may not be read is not the same as what there is not";
}

TEST_F(Pull, ProgressNamesWhatIsRead) {
  const std::vector<std::string> ids = [] {
    std::vector<std::string> all;
    for (int i = 0; i < 1200; ++i) all.push_back(std::to_string(i));
    return all;
  }();
  for (const std::string& id : ids) offer(id.c_str(), "A", "B");
  CallControl control;
  std::vector<std::string> told;
  control.progress = [&](const char* phase, std::uint64_t done, std::uint64_t) {
    told.push_back(phase + (" " + std::to_string(done)));
  };
  ASSERT_TRUE(sync::pull_roster(*adapter_, *store_, system_clock(), control));
  EXPECT_EQ(told, (std::vector<std::string>{"students 500", "students 1000"}));
}

TEST_F(Pull, AnEndThatCannotBeReadIsNotWithoutEnd) {
  offer("1", "Tyrone", "Dyer");
  for (const auto& [end, members] : {std::pair{"", 1}, std::pair{"2026-07-31T00:00:00", 0},
                                     std::pair{"31-07-2026", 0}, std::pair{"2026-07-31", 1}}) {
    end_of_membership = end;
    ASSERT_TRUE(pull());
    EXPECT_EQ(store_->counts()->enrolments, members) << end;
  }
}

}  // namespace
}  // namespace homevisit
