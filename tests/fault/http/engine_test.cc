// The engine against a system that misbehaves: what comes back, and what is said about it.
#include "http/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <new>

#include "fake_sis.h"
#include "homevisit/version.h"

namespace homevisit::http {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class EngineTest : public testing::Test {
 protected:
  EngineTest() { sis_.control("reset"); }

  Request read(const std::string& path, const std::string& port = "main") const {
    Request request;
    request.url = sis_.url(path, port);
    return request;
  }
  Request write(const std::string& path, const std::string& port = "main",
                const std::string& body = "{}") const {
    Request request = read(path, port);
    request.effect = Effect::write;
    request.method = "POST";
    request.body = body;
    return request;
  }
  Result<Response> send(const Request& request) { return engine_->send(request, CallControl{}); }
  Error error(const Request& request) {
    const auto result = send(request);
    EXPECT_FALSE(result) << "an answer: " << (result ? result->status : 0);
    return result ? Error{} : result.error();
  }
  json::Document echo(const Request& request) {
    const auto result = send(request);
    EXPECT_TRUE(result) << result.error().message;
    return std::move(json::Document::parse(result->body)).value();
  }

  FakeSis& sis_ = FakeSis::running();
  std::unique_ptr<Engine> engine_ = sis_.engine();
};

TEST_F(EngineTest, SpeaksHttp2WhereTlsOffersItAndHttp1WhereNot) {
  EXPECT_EQ(echo(read("/ok")).root()["version"].text(), "2.0");
  EXPECT_EQ(echo(read("/ok", "http1")).root()["version"].text(), "1.1");
  EXPECT_EQ(echo(read("/ok", "plain")).root()["version"].text(), "1.1");
}

// Only then does the other side work while we do.
TEST_F(EngineTest, WhatIsDoneMeanwhileIsDoneOnceWhenTheRequestIsThereAndBeforeItsAnswer) {
  std::int64_t sent = 0;
  for (const char* port : {"main", "http1", "plain"}) {
    for (const char* body : {"{}", ""}) {
      SCOPED_TRACE(std::string(port) + " " + body);
      ++sent;
      int times = 0;
      CallControl control;
      control.meanwhile = [&] {
        ++times;
        std::int64_t there = 0;
        for (int look = 0; look < 1000 && there < sent; ++look)
          there = sis_.requests("POST /slow/300");
        EXPECT_EQ(there, sent);
      };
      const auto result = engine_->send(write("/slow/300", port, body), control);
      ASSERT_TRUE(result) << result.error().message;
      EXPECT_EQ(times, 1);
    }
  }
}

// The time that was taken meanwhile is not the system's.
TEST_F(EngineTest, AnAnswerThatCameMeanwhileIsReadBeforeItsTimeIsOver) {
  for (const char* port : {"http1", "plain"}) {
    SCOPED_TRACE(port);
    CallControl control;
    control.meanwhile = [&] {
      // A request that is counted is answered before the next one is.
      for (int look = 0; look < 1000 && sis_.requests("POST /ok") == 0; ++look) {
      }
      for (int more = 0; more < 5; ++more) sis_.control("counters");
      control.deadline = 1;
    };
    const auto result = engine_->send(write("/ok", port), control);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->status, 200);
    sis_.control("reset");
  }
}

TEST_F(EngineTest, WhatIsThrownMeanwhileIsLostAndNothingElse) {
  CallControl control;
  control.meanwhile = [] { throw std::bad_alloc(); };
  const auto result = engine_->send(write("/slow/50"), control);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->status, 200);
}

TEST_F(EngineTest, SendsTheRequestAsItStands) {
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    for (const char* port : {"main", "http1"}) {
      Request request = write("/ok", port, "0123456789");
      request.method = method;
      request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}};
      const auto told = echo(request);
      EXPECT_EQ(told.root()["method"].text(), method);
      EXPECT_EQ(told.root()["bytes"].integer(), 10);
      const json::Value headers = told.root()["headers"];
      EXPECT_EQ(headers["content-type"].text(), "application/json");
      EXPECT_TRUE(headers["x-empty"].exists());
      EXPECT_EQ(headers["user-agent"].text(), "homevisit/" HV_LIBRARY_VERSION);
      EXPECT_EQ(headers["accept-encoding"].text(), "gzip");
      EXPECT_FALSE(headers["expect"].exists()) << "a stall of a second";
    }
  }
  Request bare = write("/ok", "http1", "");
  bare.method = "DELETE";
  const auto told = echo(bare);
  EXPECT_EQ(told.root()["method"].text(), "DELETE");
  EXPECT_FALSE(told.root()["headers"]["content-type"].exists());
}

TEST_F(EngineTest, GivesEveryStatusAsAnAnswerWithItsHeadersInLowerCase) {
  for (const int status : {204, 400, 401, 403, 404, 409, 412, 429, 500, 503}) {
    const auto result = send(write("/status/" + std::to_string(status)));
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->status, status);
  }
  EXPECT_EQ(send(read("/ok", "http1"))->header("x-request-id"), "request-1");
  EXPECT_EQ(send(read("/status/429?after=7"))->header("retry-after"), "7");
}

TEST_F(EngineTest, UnpacksGzipAndCountsTheBytesUnpacked) {
  Request request = read("/bytes/1000000?gzip");
  EXPECT_EQ(send(request)->body.size(), 1'000'000U);
  request.most_bytes = 999'999;
  EXPECT_EQ(failure_of(error(request)), Failure::too_large);
}

TEST_F(EngineTest, TakesAPageOfTenMegabytesAndNoneThatIsLongerThanAskedFor) {
  Request request = read("/bytes/10000000");
  EXPECT_EQ(send(request)->body.size(), 10'000'000U);
  request.most_bytes = 1'000'000;
  const Error found = error(request);
  EXPECT_EQ(failure_of(found), Failure::too_large);
  EXPECT_EQ(found.status, HV_RESOURCE_EXHAUSTED);
}

// A write whose answer cannot be read was perhaps done.
TEST_F(EngineTest, AWriteWithTooLongAnAnswerHasAnUnknownOutcome) {
  Request request = write("/bytes/10000");
  request.most_bytes = 100;
  EXPECT_EQ(error(request).status, HV_OUTCOME_UNKNOWN);
}

TEST_F(EngineTest, ALostAnswerOfAWriteIsAnUnknownOutcomeAndOfAReadIsNone) {
  for (const char* port : {"main", "http1"}) {
    for (const char* path : {"/reset/before", "/reset/headers", "/reset/body", "/truncated"}) {
      if (std::string(port) == "main" && std::string(path) == "/truncated")
        continue;  // no such end
      const Error of_write = error(write(path, port));
      EXPECT_EQ(failure_of(of_write), Failure::lost) << port << path << of_write.message;
      EXPECT_EQ(of_write.status, HV_OUTCOME_UNKNOWN) << port << path;
      EXPECT_THAT(of_write.message, HasSubstr("looked up")) << port << path;
      const Error of_read = error(read(path, port));
      EXPECT_EQ(failure_of(of_read), Failure::lost) << port << path << of_read.message;
      EXPECT_EQ(of_read.status, HV_UNAVAILABLE) << port << path;
    }
  }
  EXPECT_EQ(failure_of(error(write("/garbage", "http1"))), Failure::lost);
}

// libcurl sends again by itself when a connection that it used before breaks without an answer.
TEST_F(EngineTest, AWriteGoesOutOnceAlsoOnAConnectionThatWasUsedBefore) {
  for (const char* port : {"http1", "main", "plain"}) {
    for (const char* method : {"POST", "PUT", "DELETE"}) {
      for (const char* body : {"", "{}"}) {
        sis_.control("reset");
        ASSERT_TRUE(send(read("/ok", port)));  // leaves an idle connection
        Request request = write("/reset/before", port, body);
        request.method = method;
        EXPECT_EQ(error(request).status, HV_OUTCOME_UNKNOWN);
        EXPECT_EQ(sis_.requests(std::string(method) + " /reset/before"), 1)
            << port << " with body \"" << body << "\"";
      }
    }
  }
}

TEST_F(EngineTest, ReadsFollowThreeRedirectsOnTheSameOriginAndNoOthers) {
  for (const char* status : {"301", "302", "303", "307", "308"}) {
    const auto found = send(read(std::string("/to/same?status=") + status));
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->status, 200);
  }
  EXPECT_EQ(send(read("/to/relative"))->status, 200);
  sis_.control("reset");
  const Error loop = error(read("/to/loop"));
  EXPECT_EQ(failure_of(loop), Failure::redirected);
  EXPECT_EQ(sis_.requests("GET /to/loop"), 4);
  EXPECT_EQ(failure_of(error(read("/to/bad"))), Failure::redirected);
}

TEST_F(EngineTest, NothingIsSentToAnotherOriginThatItIsRedirectedTo) {
  Request request = read("/to/other");
  request.headers = {{"Authorization", "Bearer secret"}};
  const Error found = error(request);
  EXPECT_EQ(failure_of(found), Failure::redirected);
  EXPECT_EQ(found.status, HV_FAILED_PRECONDITION);
  EXPECT_EQ(found.http_status, 302);
  EXPECT_THAT(found.message,
              AllOf(HasSubstr("https://localhost:" + std::to_string(sis_.port("http1"))),
                    HasSubstr("new address in the configuration")));
  EXPECT_EQ(sis_.requests("GET /ok"), 0);
}

TEST_F(EngineTest, AWriteIsNeverRedirected) {
  for (const char* status : {"301", "302", "303", "307", "308"}) {
    const Error found = error(write(std::string("/to/same?status=") + status));
    // 307 and 308 were certainly not taken; what the others mean has to be looked up.
    const bool certain = std::string_view(status) >= "307";
    EXPECT_EQ(failure_of(found), certain ? Failure::redirected : Failure::lost) << status;
    EXPECT_EQ(found.status, certain ? HV_FAILED_PRECONDITION : HV_OUTCOME_UNKNOWN) << status;
  }
  EXPECT_EQ(sis_.requests("GET /ok") + sis_.requests("POST /ok"), 0);
}

TEST_F(EngineTest, AnswersThatAreKeptAreAskedForByTheirEtag) {
  Request request = read("/etag/paths");
  request.keep = true;
  const auto first = send(request);
  EXPECT_FALSE(first->kept);
  request.headers = {{"Authorization", "Bearer another"}};  // a new token is no new question
  const auto second = send(request);
  EXPECT_TRUE(second->kept);
  EXPECT_EQ(second->status, 200);
  EXPECT_EQ(second->body, first->body);
  ASSERT_TRUE(send(write("/etag/paths")));
  const auto third = send(request);
  EXPECT_FALSE(third->kept);
  EXPECT_NE(third->body, first->body);
  EXPECT_TRUE(send(request)->kept);
}

TEST_F(EngineTest, ANonKeptReadSendsNoConditionAndGets304OnlyIfItAskedItself) {
  ASSERT_EQ(send(read("/etag/x"))->status, 200);
  EXPECT_EQ(send(read("/etag/x"))->status, 200);
  Request own = read("/etag/x");
  own.headers = {{"If-None-Match", "\"x-1\""}};
  EXPECT_EQ(send(own)->status, 304);
}

TEST_F(EngineTest, EndsAtTheDeadlineAndSaysWhetherAWriteMayHaveArrived) {
  CallControl control;
  control.deadline = system_clock().now_ms() + 150;
  const auto slow = engine_->send(read("/slow/5000"), control);
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().status, HV_DEADLINE_EXCEEDED);
  control.deadline = system_clock().now_ms() + 150;
  EXPECT_EQ(engine_->send(write("/slow/5000"), control).error().status, HV_OUTCOME_UNKNOWN);
  control.deadline = system_clock().now_ms() + 150;
  const auto silent = engine_->send(write("/ok", "silent"), control);
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().status, HV_DEADLINE_EXCEEDED) << "no handshake, so nothing was sent";
}

// What must end though somebody sets the clock goes by the machine's uptime (delivery.md, rule 4).
TEST_F(EngineTest, EndsAtTheLimitOfUptimeWhateverTheClockSays) {
  CallControl control;
  control.deadline = system_clock().now_ms() + 86'400'000;
  control.uptime_limit = system_clock().uptime_ms() + 150;
  EXPECT_EQ(engine_->send(write("/slow/5000"), control).error().status, HV_OUTCOME_UNKNOWN);
  EXPECT_EQ(engine_->send(write("/ok"), control).error().status, HV_DEADLINE_EXCEEDED)
      << "over before it began";
}

TEST_F(EngineTest, AConnectionThatDoesNotComeAboutWasCertainlyNotUsed) {
  EngineOptions options = sis_.options();
  options.transfer.connect_timeout_ms = 200;
  const auto engine = std::move(Engine::open(options)).value();
  const auto silent = engine->send(write("/ok", "silent"), CallControl{});
  ASSERT_FALSE(silent);
  EXPECT_EQ(failure_of(silent.error()), Failure::not_sent);
  EXPECT_EQ(silent.error().status, HV_UNAVAILABLE);
  EXPECT_THAT(silent.error().message, HasSubstr("when a connection was asked for"));

  Request nobody = write("/ok");
  nobody.url = "https://localhost:1/ok";
  EXPECT_EQ(failure_of(error(nobody)), Failure::not_sent);
  nobody.url = "https://no-such-name.invalid/ok";
  const Error unknown = error(nobody);
  EXPECT_EQ(failure_of(unknown), Failure::not_sent);
  EXPECT_THAT(unknown.message, HasSubstr("no-such-name.invalid"));
}

TEST_F(EngineTest, ASystemThatFallsSilentIsNotWaitedForForEver) {
  EngineOptions options = sis_.options();
  options.stall_ms = 200;
  const auto engine = std::move(Engine::open(options)).value();
  EXPECT_EQ(failure_of(engine->send(read("/slow/60000"), CallControl{}).error()), Failure::lost);
  EXPECT_EQ(engine->send(write("/slow/60000"), CallControl{}).error().status, HV_OUTCOME_UNKNOWN);
  // 500 bytes, one each 20 ms: slow, and not silent.
  CallControl control;
  control.deadline = system_clock().now_ms() + 600;
  EXPECT_EQ(engine->send(read("/slow/0?drip"), control).error().status, HV_DEADLINE_EXCEEDED);
}

TEST_F(EngineTest, RefusesWhatMustNotBeSent) {
  struct Case {
    const char* why;
    std::function<void(Request&)> spoil;
  };
  const Case cases[] = {
      {"another scheme", [](Request& r) { r.url = "ftp://localhost/"; }},
      {"a file", [](Request& r) { r.url = "file:///etc/passwd"; }},
      {"a user in the address", [](Request& r) { r.url = "https://a:b@localhost/"; }},
      {"a fragment", [](Request& r) { r.url += "#x"; }},
      {"a line end in a value",
       [](Request& r) {
         r.headers = {{"A", "b\r\nC: d"}};
       }},
      {"a colon in a name",
       [](Request& r) {
         r.headers = {{"A:", "b"}};
       }},
      {"no method", [](Request& r) { r.method = ""; }},
      {"a space in the method", [](Request& r) { r.method = "GET /"; }},
      {"a write that says it is a read", [](Request& r) { r.method = "PUT"; }},
  };
  for (const Case& c : cases) {
    Request request = read("/ok");
    c.spoil(request);
    const Error found = error(request);
    EXPECT_EQ(failure_of(found), Failure::refused_here) << c.why;
    EXPECT_EQ(found.status, HV_INVALID_ARGUMENT) << c.why;
  }
}

TEST_F(EngineTest, NoCredentialsGoOverHttpButToThisMachine) {
  for (const char* name : {"Authorization", "authorization", "X-Authorization", "Cookie"}) {
    Request request;
    request.url = "http://sis.example/ok";
    request.headers = {{name, "Bearer secret"}};
    const Error found = error(request);
    EXPECT_EQ(failure_of(found), Failure::refused_here);
    EXPECT_THAT(found.message, HasSubstr("https"));
    EXPECT_THAT(found.message, testing::Not(HasSubstr("secret")));
    request.url = sis_.url("/ok", "plain");
    EXPECT_TRUE(send(request));
  }
}

TEST_F(EngineTest, GoesByTheProxyButNotForThisMachine) {
  EngineOptions options = sis_.options();
  options.transfer.proxy = "http://127.0.0.1:" + std::to_string(sis_.port("proxy"));
  const auto engine = std::move(Engine::open(options)).value();
  Request request = read("/ok");
  request.url = "https://sis.example/ok";
  const auto by_proxy = engine->send(request, CallControl{});
  ASSERT_TRUE(by_proxy) << by_proxy.error().message;
  EXPECT_EQ(by_proxy->status, 200);
  EXPECT_EQ(sis_.connections("proxy"), 1);
  ASSERT_TRUE(engine->send(read("/ok"), CallControl{}));
  EXPECT_EQ(sis_.connections("proxy"), 1);
}

TEST_F(EngineTest, NamesTheProxyThatIsNotThereAndIgnoresTheEnvironment) {
  ::setenv("https_proxy", "http://localhost:1", 1);
  ::setenv("HTTPS_PROXY", "http://localhost:1", 1);
  EXPECT_TRUE(send(read("/ok")));
  ::unsetenv("https_proxy");
  ::unsetenv("HTTPS_PROXY");
  EngineOptions options = sis_.options();
  options.transfer.proxy = "http://localhost:1";
  const auto engine = std::move(Engine::open(options)).value();
  Request request = read("/ok");
  request.url = "https://sis.example/ok";
  const auto found = engine->send(request, CallControl{});
  ASSERT_FALSE(found);
  EXPECT_EQ(failure_of(found.error()), Failure::not_sent);
  EXPECT_THAT(found.error().message, HasSubstr("proxy http://localhost:1"));
}

TEST_F(EngineTest, WhatWasBegunAheadIsTakenOnceAndSentOnce) {
  ASSERT_TRUE(send(read("/ok")));
  const Request page = read("/bytes/5000");
  engine_->ahead(page, CallControl{});
  engine_->ahead(page, CallControl{});
  EXPECT_EQ(send(page)->body.size(), 5000U);
  EXPECT_EQ(sis_.requests("GET /bytes/5000"), 1);
  EXPECT_EQ(send(page)->body.size(), 5000U);
  EXPECT_EQ(sis_.requests("GET /bytes/5000"), 2);
}

TEST_F(EngineTest, AheadIsOnTheWayBeforeItIsAskedFor) {
  ASSERT_TRUE(send(read("/ok")));
  engine_->ahead(read("/bytes/10"), CallControl{});
  std::int64_t came = 0;
  for (int i = 0; i < 100 && came == 0; ++i) came = sis_.requests("GET /bytes/10");
  EXPECT_EQ(came, 1);
}

TEST_F(EngineTest, OnlyTwoReadsAreBegunAheadAndNoWriteEver) {
  ASSERT_TRUE(send(read("/ok")));
  for (const char* path : {"/bytes/1", "/bytes/2", "/bytes/3"})
    engine_->ahead(read(path), CallControl{});
  EXPECT_EQ(send(read("/bytes/2"))->body.size(), 2U);
  EXPECT_EQ(send(read("/bytes/3"))->body.size(), 3U);
  EXPECT_EQ(send(read("/bytes/1"))->body.size(), 1U) << "given way to, and sent anew";
  engine_->ahead(write("/entries"), CallControl{});
  ASSERT_TRUE(send(read("/ok")));
  EXPECT_EQ(sis_.requests("POST /entries"), 0);
}

TEST_F(EngineTest, WhatWasBegunBeforeAWriteDoesNotTellOfTheTimeAfterIt) {
  ASSERT_TRUE(send(read("/ok")));
  const Request page = read("/bytes/7");
  engine_->ahead(page, CallControl{});
  ASSERT_TRUE(send(write("/etag/paths")));
  EXPECT_EQ(send(page)->body.size(), 7U);
  EXPECT_EQ(sis_.requests("GET /bytes/7"), 2) << "asked anew";
}

TEST_F(EngineTest, WhatWasBegunAheadWithOtherHeadersIsNotTaken) {
  Request page = read("/ok");
  page.headers = {{"Authorization", "Bearer one"}};
  engine_->ahead(page, CallControl{});
  page.headers = {{"Authorization", "Bearer two"}};
  EXPECT_EQ(echo(page).root()["headers"]["authorization"].text(), "Bearer two");
}

}  // namespace
}  // namespace homevisit::http
