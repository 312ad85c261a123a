// Adapters that do not fit are refused with a sentence that says what to do; one that is merely
// older works as far as it goes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;

std::string config_with(const Folder& folder, const std::string& path) {
  return R"({"base":")" + folder.path().string() +
         R"(","journal":"journal.db","create":true,"key":{"file":"key"},)"
         R"("adapter":{"name":"odd","path":")" +
         path + "\"}}";
}

struct RefusedCase {
  const char* adapter;
  hv_status status;
  const char* sentence;
};
void PrintTo(const RefusedCase& one, std::ostream* out) { *out << one.adapter; }
class RefusedTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedTest, SaysWhatIsWrongAndLeavesNothingBehind) {
  Folder folder;
  const auto [status, message] =
      open_error(config_with(folder, std::string(HV_ADAPTERS) + GetParam().adapter + ".so"));
  EXPECT_EQ(status, GetParam().status) << message;
  EXPECT_THAT(message, HasSubstr(GetParam().sentence));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

INSTANTIATE_TEST_SUITE_P(
    Adapters, RefusedTest,
    testing::Values(
        RefusedCase{"wrong_major", HV_UNSUPPORTED, "speaks version 2 of the adapter interface"},
        RefusedCase{"missing_open", HV_INVALID_ARGUMENT, "lacks a required function"},
        RefusedCase{"small_info", HV_INVALID_ARGUMENT, "lacks a required function"},
        RefusedCase{"short_table", HV_INVALID_ARGUMENT, "is not an adapter of homevisit"},
        RefusedCase{"no_table", HV_INVALID_ARGUMENT, "is not an adapter of homevisit"},
        RefusedCase{"no_symbol", HV_INVALID_ARGUMENT, "does not export hv_adapter_entry_v1"},
        RefusedCase{"fails_to_open", HV_INVALID_ARGUMENT, "The setting \"address\" is missing."},
        RefusedCase{"not_there", HV_NOT_FOUND, "There is no readable adapter at"}),
    [](const auto& test) { return std::string(test.param.adapter); });

TEST(LoaderTest, AFileThatIsNoSharedObjectIsRefused) {
  Folder folder;
  std::ofstream(folder / "text.so") << "not a shared object";
  const auto [status, message] = open_error(config_with(folder, folder / "text.so"));
  EXPECT_EQ(status, HV_INVALID_ARGUMENT);
  EXPECT_THAT(message, HasSubstr("could not be loaded"));
}

TEST(LoaderTest, WhatAnOlderAdapterLacksIsAnsweredUnsupported) {
  Folder folder;
  Host host(config_with(folder, HV_ADAPTERS "older_minor.so"));
  EXPECT_EQ(host.call(it, "roster.refresh", "{}").status, HV_UNSUPPORTED);
  const Reply imported = host.call(it, "roster.import", R"({"path":"/nowhere"})");
  EXPECT_EQ(imported.status, HV_UNSUPPORTED);
  EXPECT_EQ(imported.code(), "no_import");
  EXPECT_EQ(host.call(it, "system.status", "{}")["adapter"]["mode"].text(), "companion");
}

}  // namespace
}  // namespace host_test
