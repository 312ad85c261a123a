// The configuration as the program hands it to the library.
#include "data_folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "json_text.h"

namespace homevisit::app {
namespace {

class LoadConfig : public testing::Test {
 protected:
  LoadConfig() {
    std::string name = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~LoadConfig() override { std::filesystem::remove_all(folder_); }

  Json load(const std::string& text) {
    std::ofstream(config_path(folder_)) << text;
    Trouble trouble{};
    const auto config = load_config(folder_, "", false, Words{}, trouble);
    EXPECT_TRUE(config) << trouble.message;
    return *Json::parse(*config);
  }

  std::string folder_;
};

TEST_F(LoadConfig, LetsTheLibrarySpeakOnTheStandardErrorOfACommand) {
  EXPECT_TRUE(load("{}")["log"].flag("stderr"));
  const Json kept = load(R"({"log": {"file": "homevisit.log", "level": "info"}})");
  EXPECT_TRUE(kept["log"].flag("stderr"));
  EXPECT_EQ(kept["log"].text("file"), "homevisit.log");
  EXPECT_EQ(kept["log"].text("level"), "info");
}

TEST_F(LoadConfig, LeavesItSilentWhereTheConfigurationSaysSo) {
  EXPECT_FALSE(load(R"({"log": {"stderr": false}})")["log"].flag("stderr", true));
}

TEST_F(LoadConfig, LeavesAWrongSettingForTheLibraryToRefuse) {
  EXPECT_EQ(load(R"({"log": "x"})").text("log"), "x");
}

}  // namespace
}  // namespace homevisit::app
