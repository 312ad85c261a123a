// Where secrets lie, and what is said when they do not.
#include "http/secrets.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace homevisit::http {
namespace {

namespace fs = std::filesystem;

class Secrets : public testing::Test {
 protected:
  Secrets() {
    std::string name = (fs::temp_directory_path() / "homevisit-secrets-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~Secrets() override { fs::remove_all(folder_); }

  void write(const std::string& text, mode_t mode = 0600) {
    const std::string path = folder_ / "file";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
  }
  std::unique_ptr<ConfiguredSecrets> open(
      const char* places =
          R"({"file":{"file":"file"},"here":{"environment":"HOMEVISIT_TEST_SECRET"}})") {
    const auto document = json::Document::parse(places);
    auto opened = ConfiguredSecrets::from(document->root(), folder_);
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }
  static std::string revealed(const Result<Secret>& secret) {
    return secret ? std::string(as_text(secret->reveal())) : "(" + secret.error().code + ")";
  }

  fs::path folder_;
};

TEST_F(Secrets, OneLineEndAfterASecretIsCut) {
  for (const auto& [text, secret] : std::vector<std::pair<std::string, std::string>>{
           {"abc", "abc"}, {"abc\n", "abc"}, {"abc\r\n", "abc"}, {" a b \n\n", " a b \n"}}) {
    write(text);
    EXPECT_EQ(revealed(open()->secret("file")), secret);
  }
}

TEST_F(Secrets, AFileThatOthersMayReadIsRefused) {
  for (const mode_t mode : {0640, 0604, 0620, 0666, 0644}) {
    write("canary", mode);
    const auto refused = open()->secret("file");
    EXPECT_EQ(revealed(refused), "(secret_open_to_others)");
    EXPECT_NE(refused.error().message.find("chmod 600"), std::string::npos);
  }
  write("canary", 0400);
  EXPECT_EQ(revealed(open()->secret("file")), "canary");
}

TEST_F(Secrets, WhatIsNoSecretIsSaidSo) {
  EXPECT_EQ(revealed(open()->secret("file")), "(secret_missing)");
  EXPECT_EQ(revealed(open()->secret("other")), "(secret_not_configured)");
  write("");
  EXPECT_EQ(revealed(open()->secret("file")), "(secret_unusable)");
  write("\n");
  EXPECT_EQ(revealed(open()->secret("file")), "(secret_unusable)");
  write(std::string("a\0b", 3));
  EXPECT_EQ(revealed(open()->secret("file")), "(secret_unusable)");
  write(std::string(largest_secret, 'x') + "\r\n");
  EXPECT_EQ(open()->secret("file")->size(), largest_secret);
  write(std::string(largest_secret + 1, 'x'));
  EXPECT_EQ(revealed(open()->secret("file")), "(secret_unusable)");
  fs::remove(folder_ / "file");
  fs::create_directory(folder_ / "file");
  EXPECT_EQ(revealed(open()->secret("file")), "(secret_unusable)");
  fs::remove(folder_ / "file");
  ASSERT_EQ(::mkfifo((folder_ / "file").c_str(), 0600), 0);
  EXPECT_EQ(revealed(open()->secret("file")), "(secret_unusable)") << "a pipe without a writer";
}

TEST_F(Secrets, TheEnvironmentHoldsSecretsToo) {
  ::unsetenv("HOMEVISIT_TEST_SECRET");
  EXPECT_EQ(revealed(open()->secret("here")), "(secret_missing)");
  ::setenv("HOMEVISIT_TEST_SECRET", "from there\n", 1);
  EXPECT_EQ(revealed(open()->secret("here")), "from there");
  ::unsetenv("HOMEVISIT_TEST_SECRET");
}

TEST_F(Secrets, ARefusedSecretIsReadAnewAndNoOther) {
  const auto secrets = open();
  write("old");
  EXPECT_EQ(revealed(secrets->secret("file")), "old");
  write("new");
  EXPECT_EQ(revealed(secrets->secret("file")), "old");
  secrets->forget("file");
  EXPECT_EQ(revealed(secrets->secret("file")), "new");
}

TEST_F(Secrets, ASecretNeverStandsInTheConfiguration) {
  for (const char* places :
       {R"({"a":"canary"})", R"({"a":{"value":"canary"}})", R"({"a":{}})",
        R"({"a":{"file":"x","environment":"Y"}})", R"({"a":{"file":"x","value":"canary"}})",
        R"({"a":{"file":""}})", R"({"a":{"file":1}})"}) {
    const auto document = json::Document::parse(places);
    const auto refused = ConfiguredSecrets::from(document->root(), "/");
    ASSERT_FALSE(refused) << places;
    EXPECT_EQ(refused.error().code, "secret_place");
    EXPECT_EQ(refused.error().pointer, "/a");
    EXPECT_EQ(refused.error().message.find("canary"), std::string::npos);
  }
}

}  // namespace
}  // namespace homevisit::http
