// Certificates: of the other side, always checked; of ours, where it is asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/date.h"
#include "fake_sis.h"
#include "http/engine.h"

namespace homevisit::http {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class EngineTlsTest : public testing::Test {
 protected:
  Request write(const std::string& port) const {
    Request request;
    request.effect = Effect::write;
    request.method = "POST";
    request.url = sis_.url("/ok", port);
    request.body = "{}";
    return request;
  }
  static Error error(Engine& engine, const Request& request) {
    const auto result = engine.send(request, CallControl{});
    EXPECT_FALSE(result);
    return result ? Error{} : result.error();
  }
  // A day, counted from today.
  static std::string day(int days) {
    return format_moment(system_clock().now_ms() + days * 86'400'000LL).substr(0, 10);
  }

  FakeSis& sis_ = FakeSis::running();
  std::unique_ptr<Engine> engine_ = sis_.engine();
};

TEST_F(EngineTlsTest, AnExpiredCertificateIsNamedWithItsHostAndDayAndNothingIsSent) {
  sis_.control("reset");
  const Error found = error(*engine_, write("expired"));
  EXPECT_EQ(failure_of(found), Failure::certificate);
  EXPECT_EQ(found.status, HV_UNAVAILABLE);
  EXPECT_FALSE(found.retryable) << "it does not pass by itself";
  EXPECT_THAT(found.message, AllOf(HasSubstr("localhost expired on " + day(-1)),
                                   HasSubstr("administrator"), HasSubstr("clock")));
  EXPECT_EQ(sis_.requests("POST /ok"), 0);
}

TEST_F(EngineTlsTest, ACertificateOfTomorrowPointsToTheClock) {
  const Error found = error(*engine_, write("future"));
  EXPECT_EQ(failure_of(found), Failure::certificate);
  EXPECT_THAT(found.message, AllOf(HasSubstr("holds only from " + day(1)), HasSubstr("clock")));
}

TEST_F(EngineTlsTest, ACertificateForAnotherNameIsRefused) {
  const Error found = error(*engine_, write("other_name"));
  EXPECT_EQ(failure_of(found), Failure::certificate);
  EXPECT_THAT(found.message, HasSubstr("for another name"));
}

TEST_F(EngineTlsTest, AnUnknownIssuerIsRefusedAndTheSettingNamed) {
  const Error own = error(*engine_, write("self_signed"));
  EXPECT_EQ(failure_of(own), Failure::certificate);
  EXPECT_THAT(own.message, HasSubstr("\"ca_file\""));
  // Our authority is one only where it was configured.
  const auto without = std::move(Engine::open({})).value();
  const Error unknown = error(*without, write("main"));
  EXPECT_EQ(failure_of(unknown), Failure::certificate);
  EXPECT_THAT(unknown.message, HasSubstr("\"ca_file\""));
}

// The file comes beside the system's authorities and not in their place: libcurl goes on looking
// into their folder.
TEST_F(EngineTlsTest, LibcurlHasAFolderOfTheSystemsAuthorities) {
  const auto* version = curl_version_info(CURLVERSION_NOW);
  ASSERT_NE(version->capath, nullptr);
  EXPECT_TRUE(std::filesystem::is_directory(version->capath)) << version->capath;
}

TEST_F(EngineTlsTest, ShowsTheClientCertificateWhereItIsAskedFor) {
  EngineOptions options = sis_.options();
  options.transfer.client_certificate = sis_.client_certificate();
  options.transfer.client_key = sis_.client_key();
  const auto engine = std::move(Engine::open(options)).value();
  const auto answer = engine->send(write("client"), CallControl{});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);

  const Error without = error(*engine_, write("client"));
  EXPECT_EQ(failure_of(without), Failure::lost) << "with TLS 1.3 the request may be out by then";
  EXPECT_THAT(without.message, HasSubstr("\"client_certificate\""));
}

TEST_F(EngineTlsTest, AClientKeyThatOthersMayReadIsRefused) {
  namespace fs = std::filesystem;
  const fs::path copy = fs::path(sis_.client_key()).parent_path() / "open.key";
  fs::copy_file(sis_.client_key(), copy, fs::copy_options::overwrite_existing);
  fs::permissions(copy, fs::perms::owner_read | fs::perms::group_read);
  EngineOptions options = sis_.options();
  options.transfer.client_certificate = sis_.client_certificate();
  options.transfer.client_key = copy;
  const auto refused = Engine::open(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().status, HV_PERMISSION_DENIED);
  EXPECT_EQ(refused.error().pointer, "/http/client_key");
  EXPECT_THAT(refused.error().message, HasSubstr("chmod 600"));
}

TEST_F(EngineTlsTest, FilesThatAreNotThereAreNamedWithTheirSetting) {
  EngineOptions options;
  options.transfer.ca_file = "/no/such/file.pem";
  EXPECT_EQ(Engine::open(options).error().pointer, "/http/ca_file");
  options = {};
  options.transfer.client_certificate = sis_.client_certificate();
  EXPECT_EQ(Engine::open(options).error().status, HV_INVALID_ARGUMENT) << "no key";
}

TEST_F(EngineTlsTest, AFileThatHoldsNoAuthorityIsNamed) {
  namespace fs = std::filesystem;
  const fs::path empty = fs::path(sis_.client_key()).parent_path() / "empty.pem";
  std::ofstream(empty) << "nothing\n";
  EngineOptions options;
  options.transfer.ca_file = empty;
  const auto engine = std::move(Engine::open(options)).value();
  const Error found = error(*engine, write("main"));
  EXPECT_EQ(failure_of(found), Failure::refused_here);
  EXPECT_THAT(found.message, HasSubstr(empty.string()));
}

// The other side speaks no TLS at all.
TEST_F(EngineTlsTest, APortWithoutTlsTakesNothing) {
  Request request = write("plain");
  request.url = "https://localhost:" + std::to_string(sis_.port("plain")) + "/ok";
  EXPECT_EQ(failure_of(error(*engine_, request)), Failure::not_sent);
}

}  // namespace
}  // namespace homevisit::http
