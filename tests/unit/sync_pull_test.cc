// What comes from an adapter, as the roster keeps it.
#include "sync/pull.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace homevisit {
namespace {

std::vector<hv_student>* offered = nullptr;  // what the stand-in adapter has

hv_status list(hv_adapter*, const hv_exchange*, hv_kind kind, hv_str, hv_str, hv_sink sink,
               void* user, char*, hv_error*) {
  if (kind != HV_KIND_STUDENT) return HV_OK;
  for (const hv_student& student : *offered) {
    hv_record record{sizeof(hv_record), kind, {}, 0};
    record.of.student = &student;
    if (const hv_status status = sink(user, &record); status != HV_OK) return status;
  }
  return HV_OK;
}

class Pull : public testing::Test {
 protected:
  Pull() {
    offered = &students_;
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
    adapter_ = std::move(adapters::Adapter::open(*adapters::checked(&table, "test"), "{}", {}))
                   .value();
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
  Status pull() { return sync::pull_roster(*adapter_, *store_, system_clock(), CallControl{}); }

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
  const Status status = pull();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "roster_empty");
  EXPECT_TRUE(store_->student("1"));
}

}  // namespace
}  // namespace homevisit
