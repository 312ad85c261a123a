// What goes wrong on bad days, through all layers as an adapter has them: the status that it gets,
// and the line in the log that tells an administrator what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/host_services.h"
#include "adapters/text.h"
#include "base/c_error.h"
#include "fake_sis.h"
#include "http/network.h"

namespace homevisit::http {
namespace {

using adapters::str;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class OneSecret final : public SecretSource {
 public:
  Result<Secret> secret(const std::string&) override {
    return Secret(std::string_view("canary-of-a-token"));
  }
  void forget(const std::string&) override {}
};

class BadDayTest : public testing::Test {
 protected:
  BadDayTest() {
    sis_.control("reset");
    std::string name = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    Log::Options options;
    options.file = folder_ + "/log";
    log_ = std::move(Log::open(options)).value();
    network_ = std::move(SystemNetwork::open(sis_.options(), secrets_, log_)).value();
    services_ = std::make_unique<adapters::HostServices>(
        "test", adapters::HostParts{network_.get(), &secrets_, &log_});
    response_.struct_size = sizeof response_;
  }
  ~BadDayTest() override {
    release();
    std::filesystem::remove_all(folder_);
  }

  void release() { services_->table()->http_release(services_.get(), &response_); }
  // As an adapter sends it; `deadline_ms`: from now, 0: none.
  hv_status send(const std::string& url, hv_http_effect effect = HV_HTTP_READ,
                 bool signed_in = false, std::int64_t deadline_ms = 0) {
    release();
    hv_http_auth auth{};
    auth.struct_size = sizeof auth;
    auth.sign_in = HV_SIGN_IN_BEARER;
    auth.secret = str("token");
    hv_http_request request{};
    request.struct_size = sizeof request;
    request.effect = effect;
    request.method = str(effect == HV_HTTP_READ ? "GET" : "POST");
    request.url = str(url);
    request.auth = signed_in ? &auth : nullptr;
    hv_exchange exchange{};
    exchange.struct_size = sizeof exchange;
    exchange.deadline_ms = deadline_ms == 0 ? 0 : system_clock().now_ms() + deadline_ms;
    error_ = fresh_error();
    const hv_host& host = *services_->table();
    return host.http_send(host.user, &exchange, &request, &response_, &error_);
  }
  std::string log() const {
    std::ostringstream out;
    out << std::ifstream(folder_ + "/log").rdbuf();
    return out.str();
  }

  FakeSis& sis_ = FakeSis::running();
  OneSecret secrets_;
  std::string folder_;
  Log log_;
  std::unique_ptr<SystemNetwork> network_;
  std::unique_ptr<adapters::HostServices> services_;
  hv_http_response response_{};
  hv_error error_{};
};

TEST_F(BadDayTest, AnExpiredCertificate) {
  EXPECT_EQ(send(sis_.url("/ok?student=S-1", "expired"), HV_HTTP_WRITE), HV_UNAVAILABLE);
  EXPECT_THAT(error_.message, HasSubstr("expired on"));
  EXPECT_THAT(log(), AllOf(HasSubstr("certificate of localhost expired on"),
                           HasSubstr("administrator"), Not(HasSubstr("S-1"))));
}

TEST_F(BadDayTest, ARedirectToAnotherHost) {
  EXPECT_EQ(send(sis_.url("/to/other"), HV_HTTP_READ, true), HV_FAILED_PRECONDITION);
  EXPECT_EQ(error_.http_status, 302);
  EXPECT_THAT(log(), AllOf(HasSubstr("sends us on to another place"),
                           HasSubstr("new address in the configuration")));
  EXPECT_EQ(sis_.requests("GET /ok"), 0);
}

TEST_F(BadDayTest, ARevokedCredentialIsTriedOnceMoreAndThenSaid) {
  EXPECT_EQ(send(sis_.url("/status/401"), HV_HTTP_READ, true), HV_UNAUTHENTICATED);
  EXPECT_NE(error_.flags & HV_ERROR_AUTH, 0U);
  EXPECT_LE(sis_.requests("GET /status/401"), 2);
  EXPECT_NE(log(), "");
  EXPECT_THAT(log() + error_.message, Not(HasSubstr("canary")));
}

TEST_F(BadDayTest, ARightThatWasTakenAway) {
  EXPECT_EQ(send(sis_.url("/status/403"), HV_HTTP_WRITE, true), HV_OK);
  EXPECT_EQ(response_.status, 403);
  EXPECT_EQ(sis_.requests("POST /status/403"), 1);
  EXPECT_THAT(log(), HasSubstr("does not let us write this (403). Ask its administrator"));
}

TEST_F(BadDayTest, AClockThatIsWrongIsSaidAndMakesNoLongWait) {
  // Their clock is two hours ahead, and by it they ask for a second.
  EXPECT_EQ(send(sis_.url("/status/429?after=%2B1&skew=7200"), HV_HTTP_READ, false, 500), HV_OK);
  EXPECT_EQ(response_.status, 429) << "a second is longer than the deadline allows";
  EXPECT_THAT(log(),
              AllOf(HasSubstr("clock of this machine is 120 minutes behind"), HasSubstr("NTP")));
  const auto asked = sis_.requests("GET /status/429");
  // A date in their past asks for no wait at all.
  EXPECT_EQ(send(sis_.url("/status/429?after=-60&skew=-7200"), HV_HTTP_READ, false, 200), HV_OK);
  EXPECT_GT(sis_.requests("GET /status/429"), asked);
}

TEST_F(BadDayTest, AnAnswerThatNeverComes) {
  EXPECT_EQ(send(sis_.url("/slow/30000"), HV_HTTP_WRITE, false, 150), HV_OUTCOME_UNKNOWN);
  EXPECT_NE(error_.flags & HV_ERROR_OUTCOME_UNKNOWN, 0U);
  EXPECT_EQ(sis_.requests("POST /slow/30000"), 1) << "never sent again by itself";
}

TEST_F(BadDayTest, ASystemThatBreaksEveryAnswerIsAskedAFewTimesAndThenLeftAlone) {
  EXPECT_EQ(send(sis_.url("/reset/before"), HV_HTTP_READ), HV_UNAVAILABLE);
  EXPECT_EQ(sis_.requests("GET /reset/before"), 4);
  EXPECT_THAT(log(), HasSubstr("at try 4; not tried again now"));
}

}  // namespace
}  // namespace homevisit::http
