// What the configuration says of secrets, the network and the log.
#include "operations/config.h"

#include <gtest/gtest.h>

namespace homevisit::operations {
namespace {

Result<Config> read(const std::string& more) {
  static const json::SchemaSet schemas(embedded::schemas());
  return read_config(schemas, R"({"base": "/etc/homevisit", "journal": "journal.db",
      "key": {"file": "journal.key"}, "adapter": {"name": "local", "path": "local.so"})" +
                                  more + "}");
}
Error refusal(const std::string& more) {
  const auto config = read(more);
  EXPECT_FALSE(config) << more;
  return config ? Error{} : config.error();
}

TEST(Config, WithoutAWordOfTheNetworkItIsAsCarefulAsCanBe) {
  const auto config = read("");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->http.transfer.proxy, "");
  EXPECT_EQ(config->http.connections, 4);
  EXPECT_EQ(config->http.transfer.connect_timeout_ms, 10'000);
  EXPECT_EQ(config->log.file, "");
  EXPECT_FALSE(config->log.to_stderr);
  EXPECT_EQ(config->log.level, LogLevel::warning);
  EXPECT_EQ(config->secrets->secret("ods").error().status, HV_NOT_FOUND);
}

TEST(Config, ReadsEverySettingOfTheNetworkAndTheLog) {
  const auto config = read(R"(, "http": {"proxy": "http://proxy.example:3128", "ca_file": "ca.pem",
      "client_certificate": "/tls/me.pem", "client_key": "me.key", "connect_timeout_ms": 2000,
      "connections": 8}, "log": {"file": "homevisit.log", "level": "debug", "stderr": true})");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->http.transfer.proxy, "http://proxy.example:3128");
  EXPECT_EQ(config->http.transfer.ca_file, "/etc/homevisit/ca.pem");
  EXPECT_EQ(config->http.transfer.client_certificate, "/tls/me.pem");
  EXPECT_EQ(config->http.transfer.client_key, "/etc/homevisit/me.key");
  EXPECT_EQ(config->http.transfer.connect_timeout_ms, 2000);
  EXPECT_EQ(config->http.connections, 8);
  EXPECT_EQ(config->log.file, "/etc/homevisit/homevisit.log");
  EXPECT_EQ(config->log.level, LogLevel::debug);
  EXPECT_TRUE(config->log.to_stderr);
}

TEST(Config, ASecretIsAPlaceAndNeverTheSecretItself) {
  const auto config = read(R"(, "secrets": {"ods": {"environment": "HV_TEST_SECRET_OF_ODS"}})");
  ASSERT_TRUE(config) << config.error().message;
  ::setenv("HV_TEST_SECRET_OF_ODS", "open sesame", 1);
  const auto secret = config->secrets->secret("ods");
  ::unsetenv("HV_TEST_SECRET_OF_ODS");
  ASSERT_TRUE(secret);
  EXPECT_EQ(as_text(secret->reveal()), "open sesame");
  for (const char* wrong : {R"("open sesame")", R"({"value": "open sesame"})", "{}",
                            R"({"file": "a", "environment": "B"})", R"({"environment": "A=B"})"}) {
    const Error error = refusal(std::string(R"(, "secrets": {"ods": )") + wrong + "}");
    EXPECT_EQ(error.status, HV_INVALID_ARGUMENT) << wrong;
    EXPECT_EQ(error.message.find("sesame"), std::string::npos) << error.message;
  }
}

// Nothing that would let a certificate pass is a setting.
TEST(Config, VerificationCannotBeSwitchedOff) {
  for (const char* wish : {"verify", "insecure", "verify_peer", "verify_host", "tls_min"})
    EXPECT_EQ(refusal(std::string(R"(, "http": {")") + wish + R"(": false})").status,
              HV_INVALID_ARGUMENT)
        << wish;
}

TEST(Config, RefusesAProxyWithCredentialsAndAnOddNumberOfConnections) {
  for (const char* http :
       {R"({"proxy": "http://user:word@proxy.example:3128"})", R"({"proxy": "proxy.example"})",
        R"({"proxy": "file:///x"})", R"({"connections": 0})", R"({"connections": 1000})",
        R"({"connect_timeout_ms": 1})"})
    EXPECT_EQ(refusal(std::string(R"(, "http": )") + http).status, HV_INVALID_ARGUMENT) << http;
  EXPECT_EQ(refusal(R"(, "log": {"level": "loud"})").status, HV_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace homevisit::operations
