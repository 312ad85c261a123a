// What an adapter is lent, called through the C interface as an adapter does.
#include "adapters/host_services.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "../http/scripted.h"
#include "adapters/text.h"
#include "base/c_error.h"
#include "http/trouble.h"

namespace homevisit::adapters {
namespace {

using testing::HasSubstr;
using testing::Not;

class ScriptedNetwork final : public http::Network {
 public:
  std::function<Result<http::Response>(const http::Request&)> answer;
  std::vector<http::Request> sent, begun;
  std::vector<http::Auth> auths;
  std::int64_t deadline = 0, uptime_limit = 0;
  bool cancelled = false;

  Result<http::Response> send(const http::Request& request, const http::Auth& auth,
                              const CallControl& control) override {
    sent.push_back(request);
    auths.push_back(auth);
    deadline = control.deadline;
    cancelled = control.is_cancelled();
    uptime_limit = control.uptime_limit;
    if (control.meanwhile) control.meanwhile();
    return answer(request);
  }
  void ahead(const http::Request& request, const http::Auth&, const CallControl&) override {
    begun.push_back(request);
  }
};

http::Response answered(int status) {
  http::Response response;
  response.status = status;
  response.headers = {{"etag", "\"7\""}, {"content-type", "application/json"}};
  response.body = "{}";
  return response;
}

class HostServicesTest : public testing::Test {
 protected:
  HostServicesTest() {
    std::string name = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    Log::Options options;
    options.file = folder_ + "/log";
    log_ = std::move(Log::open(options)).value();
    network_.answer = [](const http::Request&) { return answered(200); };
    secrets_.now["ods"] = "open sesame";
    request_.struct_size = sizeof request_;
    request_.method = str("GET");
    request_.url = str("https://sis.example/students?after=S-1");
    response_.struct_size = sizeof response_;
  }
  ~HostServicesTest() override {
    host().http_release(host().user, &response_);
    std::filesystem::remove_all(folder_);
  }

  const hv_host& host() const { return *services_.table(); }
  hv_status send(const hv_exchange* exchange = nullptr) {
    host().http_release(host().user, &response_);
    error_ = fresh_error();
    return host().http_send(host().user, exchange, &request_, &response_, &error_);
  }
  std::string log() const {
    std::ostringstream out;
    out << std::ifstream(folder_ + "/log").rdbuf();
    return out.str();
  }
  static void take(void* user, hv_str text) { *static_cast<std::string*>(user) = view(text); }

  std::string folder_;
  Log log_;
  ScriptedNetwork network_;
  http::ScriptedSecrets secrets_;
  HostServices services_{"edfi", HostParts{&network_, &secrets_, &log_}};
  hv_http_request request_{};
  hv_http_response response_{};
  hv_error error_{};
};

TEST_F(HostServicesTest, EveryFieldOfTheHostIsThere) {
  EXPECT_EQ(host().struct_size, sizeof(hv_host));
  EXPECT_TRUE(host().log && host().now_ms && host().random && host().http_send &&
              host().http_release && host().http_ahead && host().secret && host().cache_get &&
              host().cache_put);
}

TEST_F(HostServicesTest, HandsOverTheWholeRequestAndTheWholeAnswer) {
  const hv_http_header headers[] = {{str("Accept"), str("application/json")}};
  hv_http_auth auth{};
  auth.struct_size = sizeof auth;
  auth.sign_in = HV_SIGN_IN_OAUTH2_BASIC;
  auth.client_id = str("school");
  auth.secret = str("ods");
  auth.token_url = str("https://sis.example/token");
  auth.scope = str("a b");
  request_.effect = HV_HTTP_WRITE;
  request_.method = str("POST");
  request_.headers = headers;
  request_.header_count = 1;
  request_.body = str("{\"a\":1}");
  request_.auth = &auth;
  request_.most_bytes = 1234;
  request_.flags = HV_HTTP_KEEP;
  ASSERT_EQ(send(), HV_OK);
  const http::Request& sent = network_.sent.at(0);
  EXPECT_EQ(sent.effect, http::Effect::write);
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.url, "https://sis.example/students?after=S-1");
  EXPECT_EQ(http::header_of(sent, "accept"), "application/json");
  EXPECT_EQ(sent.body, "{\"a\":1}");
  EXPECT_EQ(sent.most_bytes, 1234U);
  EXPECT_TRUE(sent.keep);
  EXPECT_EQ(network_.auths.at(0).kind, HV_SIGN_IN_OAUTH2_BASIC);
  EXPECT_EQ(network_.auths.at(0).client_id, "school");
  EXPECT_EQ(network_.auths.at(0).secret, "ods");
  EXPECT_EQ(network_.auths.at(0).token_url, "https://sis.example/token");
  EXPECT_EQ(network_.auths.at(0).scope, "a b");

  EXPECT_EQ(response_.status, 200);
  EXPECT_EQ(response_.kept, 0);
  ASSERT_EQ(response_.header_count, 2U);
  EXPECT_EQ(view(response_.headers[0].name), "etag");
  EXPECT_EQ(view(response_.headers[0].value), "\"7\"");
  EXPECT_EQ(view(response_.body), "{}");
  host().http_release(host().user, &response_);
  EXPECT_EQ(response_.held, nullptr);
  host().http_release(host().user, &response_);  // twice is harmless
}

TEST_F(HostServicesTest, WhatTheCallWantsReachesTheNetworkAndEndsWithIt) {
  int meanwhile = 0;
  {
    CallControl control;
    control.uptime_limit = 42;
    control.meanwhile = [&] { ++meanwhile; };
    const HostServices::ForCall call(services_, control);
    ASSERT_EQ(send(), HV_OK);
    EXPECT_EQ(network_.uptime_limit, 42);
    EXPECT_EQ(meanwhile, 1);
  }
  ASSERT_EQ(send(), HV_OK);
  EXPECT_EQ(network_.uptime_limit, 0);
  EXPECT_EQ(meanwhile, 1);
}

TEST_F(HostServicesTest, AnswersOfEveryStatusAreAnswers) {
  for (const int status : {204, 404, 409, 412, 429, 500, 503}) {
    network_.answer = [status](const http::Request&) { return answered(status); };
    EXPECT_EQ(send(), HV_OK);
    EXPECT_EQ(response_.status, status);
  }
}

TEST_F(HostServicesTest, AShorterStructOfAnOlderAdapterIsReadNoFurtherThanItGoes) {
  request_.struct_size = offsetof(hv_http_request, headers);
  request_.header_count = 1'000'000;  // garbage behind its end
  request_.most_bytes = 1;
  request_.flags = ~0U;
  ASSERT_EQ(send(), HV_OK);
  EXPECT_TRUE(network_.sent.at(0).headers.empty());
  EXPECT_EQ(network_.sent.at(0).most_bytes, std::uint64_t{32} << 20);
  EXPECT_FALSE(network_.sent.at(0).keep);

  request_.struct_size = offsetof(hv_http_request, url);
  EXPECT_EQ(send(), HV_INVALID_ARGUMENT);
  hv_http_response small{};
  small.struct_size = offsetof(hv_http_response, held);
  request_.struct_size = sizeof request_;
  EXPECT_EQ(host().http_send(host().user, nullptr, &request_, &small, &error_),
            HV_INVALID_ARGUMENT);
}

TEST_F(HostServicesTest, DeadlineAndCancelFlagOfTheExchangeHold) {
  volatile std::int32_t flag = 1;
  hv_exchange exchange{};
  exchange.struct_size = sizeof exchange;
  exchange.deadline_ms = 123'456;
  exchange.cancel = &flag;
  (void)send(&exchange);
  EXPECT_EQ(network_.deadline, 123'456);
  EXPECT_TRUE(network_.cancelled);
  exchange.struct_size = offsetof(hv_exchange, cancel);
  (void)send(&exchange);
  EXPECT_FALSE(network_.cancelled) << "behind the end of the struct";
}

TEST_F(HostServicesTest, TheHostsOwnHeadersAreNotTheAdapters) {
  for (const char* name : {"Host", "content-length", "Authorization", "USER-AGENT",
                           "Transfer-Encoding", "Connection", "Expect"}) {
    const hv_http_header header{str(name), str("x")};
    request_.headers = &header;
    request_.header_count = 1;
    EXPECT_EQ(send(), HV_INVALID_ARGUMENT) << name;
  }
  EXPECT_TRUE(network_.sent.empty());
}

TEST_F(HostServicesTest, AnErrorComesWithItsSentenceFlagsAndWait) {
  network_.answer = [](const http::Request& r) -> Result<http::Response> {
    Error error = http::transport_error(http::Failure::lost, r.effect, "The answer was lost.");
    error.retry_after_ms = 4000;
    return error;
  };
  request_.effect = HV_HTTP_WRITE;
  request_.method = str("POST");
  EXPECT_EQ(send(), HV_OUTCOME_UNKNOWN);
  EXPECT_EQ(error_.code, HV_OUTCOME_UNKNOWN);
  EXPECT_EQ(error_.flags, HV_ERROR_OUTCOME_UNKNOWN);
  EXPECT_EQ(error_.retry_after_ms, 4000);
  EXPECT_STREQ(error_.message, "The answer was lost.");
  EXPECT_EQ(response_.held, nullptr);
  EXPECT_EQ(services_.code_of("The answer was lost."), "http_lost");
  EXPECT_EQ(services_.code_of("Another sentence."), "");
  EXPECT_EQ(services_.code_of(""), "");
}

// The "bad input and faults": each says in the log what to do, and nothing of anybody.
TEST_F(HostServicesTest, WhatWentWrongStandsInTheLogWithoutPathOrQuery) {
  network_.answer = [](const http::Request& r) -> Result<http::Response> {
    return http::transport_error(http::Failure::certificate, r.effect,
                                 "The certificate of sis.example expired on 2026-11-21.");
  };
  EXPECT_EQ(send(), HV_UNAVAILABLE);
  EXPECT_THAT(log(), HasSubstr("warning edfi: The certificate of sis.example expired"));
  EXPECT_THAT(log(), Not(HasSubstr("S-1")));
}

TEST_F(HostServicesTest, ARefusalIsToldOnceWithWhatToDo) {
  for (const int status : {401, 403}) {
    network_.answer = [status](const http::Request&) { return answered(status); };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(send(), HV_OK);
  }
  EXPECT_THAT(log(), HasSubstr("does not accept our credentials (401)"));
  EXPECT_THAT(log(), HasSubstr("does not let us read this (403). Ask its administrator"));
  EXPECT_THAT(log(), Not(HasSubstr("S-1")));
  const std::string text = log();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST_F(HostServicesTest, ACancelIsNoTroubleToLog) {
  network_.answer = [](const http::Request& r) -> Result<http::Response> {
    return http::transport_error(http::Failure::cancelled, r.effect, "Stopped on request.");
  };
  EXPECT_EQ(send(), HV_CANCELLED);
  EXPECT_EQ(log(), "");
}

// Where memory ends, a write may have gone out before.
TEST_F(HostServicesTest, NothingIsThrownThroughTheAdapter) {
  network_.answer = [](const http::Request&) -> Result<http::Response> { throw std::bad_alloc(); };
  EXPECT_EQ(send(), HV_UNAVAILABLE);
  request_.effect = HV_HTTP_WRITE;
  EXPECT_EQ(send(), HV_OUTCOME_UNKNOWN);
}

TEST_F(HostServicesTest, AheadIsForReadsOnly) {
  host().http_ahead(host().user, nullptr, &request_);
  request_.effect = HV_HTTP_WRITE;
  host().http_ahead(host().user, nullptr, &request_);
  EXPECT_EQ(network_.begun.size(), 1U);
}

TEST_F(HostServicesTest, SecretsComeByNameAndNotIntoTheLog) {
  std::string got;
  EXPECT_EQ(host().secret(host().user, str("ods"), take, &got), HV_OK);
  EXPECT_EQ(got, "open sesame");
  got.clear();
  EXPECT_EQ(host().secret(host().user, str("other"), take, &got), HV_NOT_FOUND);
  EXPECT_EQ(got, "");
  EXPECT_THAT(log(), Not(HasSubstr("sesame")));
}

TEST_F(HostServicesTest, TheCacheIsThisInstancesOwn) {
  std::string got;
  EXPECT_EQ(host().cache_get(host().user, str("k"), take, &got), HV_NOT_FOUND);
  EXPECT_EQ(host().cache_put(host().user, str("k"), str("v"), 60'000), HV_OK);
  EXPECT_EQ(host().cache_get(host().user, str("k"), take, &got), HV_OK);
  EXPECT_EQ(got, "v");
  EXPECT_EQ(host().cache_put(host().user, str("k"), str(std::string(70'000, 'x')), 60'000),
            HV_RESOURCE_EXHAUSTED);
  const HostServices other("edfi", HostParts{&network_, &secrets_, &log_});
  EXPECT_EQ(other.table()->cache_get(other.table()->user, str("k"), take, &got), HV_NOT_FOUND);
}

TEST_F(HostServicesTest, TheClockIsTheMachinesAndRandomIsRandom) {
  EXPECT_NEAR(static_cast<double>(host().now_ms(host().user)),
              static_cast<double>(system_clock().now_ms()), 60'000);
  std::uint8_t bytes[32] = {}, zeros[32] = {};
  EXPECT_EQ(host().random(host().user, bytes, sizeof bytes), HV_OK);
  EXPECT_NE(memcmp(bytes, zeros, sizeof bytes), 0);
}

TEST_F(HostServicesTest, WithoutAnythingToLendItSaysSo) {
  const HostServices bare("local", HostParts{});
  const hv_host& lent = *bare.table();
  lent.log(lent.user, HV_LOG_ERROR, str("nowhere"));
  std::string got;
  EXPECT_EQ(lent.secret(lent.user, str("ods"), take, &got), HV_NOT_FOUND);
  EXPECT_EQ(lent.http_send(lent.user, nullptr, &request_, &response_, &error_), HV_UNAVAILABLE);
}

}  // namespace
}  // namespace homevisit::adapters
