// What is sent again, how often, and after which waits; no test here waits.
#include "http/retry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "http/retry_table.h"
#include "http/trouble.h"
#include "scripted.h"

namespace homevisit::http {
namespace {

using testing::Each;
using testing::Le;

constexpr std::int64_t start = 1'764'000'000'000;  // 2025-11-24

// Moves the clock instead of waiting; may cancel at a given sleep.
class FakeSleeper final : public Sleeper {
 public:
  explicit FakeSleeper(FixedClock& clock) : clock_(clock) {}
  Status sleep(std::int64_t ms, const CallControl&) override {
    slept.push_back(ms);
    if (cancel_at == static_cast<int>(slept.size()))
      return Error{HV_CANCELLED, "cancelled", "Stopped on request; nothing was changed."};
    clock_.set(clock_.now_ms() + ms);
    return ok();
  }
  std::vector<std::int64_t> slept;
  int cancel_at = 0;

 private:
  FixedClock& clock_;
};

// Always the largest or the smallest draw, or something in between.
class FixedRandom final : public Random {
 public:
  void fill(void* bytes, std::size_t size) override {
    for (std::size_t i = 0; i < size; ++i) {
      state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
      static_cast<std::uint8_t*>(bytes)[i] = static_cast<std::uint8_t>(state_ >> 56);
    }
  }

 private:
  std::uint64_t state_ = 1;
};

Request request_of(Effect effect, const char* url = "https://sis.example/x") {
  Request request;
  request.effect = effect;
  request.method = effect == Effect::read ? "GET" : "POST";
  request.url = url;
  return request;
}

Response answer_of(int status, std::vector<Header> headers = {}) {
  Response response;
  response.status = status;
  response.headers = std::move(headers);
  return response;
}

// One of each outcome.
const std::map<Outcome, std::function<Result<Response>(Effect)>>& examples() {
  static const auto failed = [](Failure failure) {
    return [failure](Effect effect) -> Result<Response> {
      return transport_error(failure, effect, "It went wrong.");
    };
  };
  static const auto answered = [](int status) {
    return [status](Effect) -> Result<Response> { return answer_of(status); };
  };
  static const std::map<Outcome, std::function<Result<Response>(Effect)>> all{
      {Outcome::not_sent, failed(Failure::not_sent)},
      {Outcome::lost, failed(Failure::lost)},
      {Outcome::certificate, failed(Failure::certificate)},
      {Outcome::redirected, failed(Failure::redirected)},
      {Outcome::too_large, failed(Failure::too_large)},
      {Outcome::refused_here, failed(Failure::refused_here)},
      {Outcome::deadline, failed(Failure::deadline)},
      {Outcome::cancelled, failed(Failure::cancelled)},
      {Outcome::too_many_requests, answered(429)},
      {Outcome::busy, answered(503)},
      {Outcome::fault, answered(500)},
      {Outcome::timed_out, answered(408)},
      {Outcome::answer, answered(404)}};
  return all;
}

class RetryTest : public testing::Test {
 protected:
  Result<Response> send(const Request& request, ScriptedTransport::Answer answer) {
    transport_ = std::make_unique<ScriptedTransport>(std::move(answer));
    RetryParts parts{clock_, random_, sleeper_, nullptr};
    retry_ = std::make_unique<Retry>(*transport_, parts);
    return retry_->send(request, control_);
  }
  std::size_t tries() const { return transport_->sent().size(); }

  FixedClock clock_{start};
  FixedRandom random_;
  FakeSleeper sleeper_{clock_};
  CallControl control_;
  std::unique_ptr<ScriptedTransport> transport_;
  std::unique_ptr<Retry> retry_;
};

TEST_F(RetryTest, AWriteIsSentAgainOnlyWhereItCertainlyWasNotTaken) {
  for (const RetryRule& rule : retry_rules()) {
    const bool certain =
        rule.outcome == Outcome::not_sent || rule.outcome == Outcome::too_many_requests;
    EXPECT_EQ(rule.write == Then::again, certain) << static_cast<int>(rule.outcome);
  }
}

TEST_F(RetryTest, WhatAWriteIsRefusedAReadIsNotAlwaysButNeverTheOtherWayRound) {
  for (const RetryRule& rule : retry_rules())
    EXPECT_TRUE(rule.read == Then::again || rule.write == Then::give_back)
        << static_cast<int>(rule.outcome);
}

// The table is what happens: each row, each effect.
TEST_F(RetryTest, DoesWhatTheTableSays) {
  for (const auto& [outcome, example] : examples()) {
    for (const Effect effect : {Effect::read, Effect::write}) {
      sleeper_.slept.clear();
      const auto result =
          send(request_of(effect), [&](const Request& r) { return example(r.effect); });
      const RetryRule& rule = rule_of(outcome);
      const Then then = effect == Effect::read ? rule.read : rule.write;
      const std::size_t expected =
          then == Then::again ? static_cast<std::size_t>(rule.pace.attempts) : 1;
      EXPECT_EQ(tries(), expected) << static_cast<int>(outcome);
      EXPECT_EQ(sleeper_.slept.size(), expected - 1) << static_cast<int>(outcome);
      // What came last is given back: an answer stays one, whatever its status.
      EXPECT_EQ(result.has_value(), example(effect).has_value());
      EXPECT_EQ(outcome_of(result), outcome);
    }
  }
}

TEST_F(RetryTest, AnswersBecomeTheRightOutcome) {
  const std::map<int, Outcome> expected{{200, Outcome::answer},
                                        {201, Outcome::answer},
                                        {304, Outcome::answer},
                                        {400, Outcome::answer},
                                        {401, Outcome::answer},
                                        {403, Outcome::answer},
                                        {409, Outcome::answer},
                                        {412, Outcome::answer},
                                        {408, Outcome::timed_out},
                                        {425, Outcome::timed_out},
                                        {429, Outcome::too_many_requests},
                                        {500, Outcome::fault},
                                        {501, Outcome::answer},
                                        {502, Outcome::fault},
                                        {503, Outcome::busy},
                                        {504, Outcome::fault},
                                        {505, Outcome::answer},
                                        {599, Outcome::fault}};
  for (const auto& [status, outcome] : expected)
    EXPECT_EQ(outcome_of(answer_of(status)), outcome) << status;
}

TEST_F(RetryTest, ALaterAnswerIsGivenBack) {
  int left = 2;
  const auto result = send(request_of(Effect::read), [&](const Request& r) -> Result<Response> {
    if (left-- > 0) return transport_error(Failure::lost, r.effect, "Lost.");
    return answer_of(200);
  });
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 200);
  EXPECT_EQ(tries(), 3U);
}

TEST_F(RetryTest, WaitsGrowAndAreDrawnFromNothingToTheirMost) {
  std::vector<std::int64_t> firsts;
  for (int i = 0; i < 200; ++i) {
    sleeper_.slept.clear();
    (void)send(request_of(Effect::read), [](const Request&) { return answer_of(500); });
    const Pace& pace = rule_of(Outcome::fault).pace;
    std::int64_t most = pace.first_ms;
    for (const std::int64_t ms : sleeper_.slept) {
      EXPECT_GE(ms, 0);
      EXPECT_LE(ms, std::min(most, pace.most_ms));
      most *= 2;
    }
    firsts.push_back(sleeper_.slept.front());
  }
  // All of the range is used.
  EXPECT_LT(*std::min_element(firsts.begin(), firsts.end()), 20);
  EXPECT_GT(*std::max_element(firsts.begin(), firsts.end()), 180);
}

TEST_F(RetryTest, RetryAfterIsObeyedInSecondsAndAsADate) {
  for (const char* after : {"7", "Mon, 24 Nov 2025 16:00:07 GMT"}) {
    clock_.set(start);
    sleeper_.slept.clear();
    int left = 1;
    const auto result = send(request_of(Effect::write), [&](const Request&) {
      return left-- > 0 ? answer_of(429, {{"retry-after", after},
                                          {"date", "Mon, 24 Nov 2025 16:00:00 GMT"}})
                        : answer_of(201);
    });
    EXPECT_EQ(result->status, 201);
    ASSERT_EQ(sleeper_.slept.size(), 1U);
    EXPECT_GE(sleeper_.slept[0], 7'000) << after;
    EXPECT_LE(sleeper_.slept[0], 8'000) << after;
  }
}

TEST_F(RetryTest, WhoAsksForALongWaitIsGivenBackAtOnce) {
  const auto result = send(request_of(Effect::read), [](const Request&) {
    return answer_of(429, {{"retry-after", "3600"}});
  });
  EXPECT_EQ(result->status, 429);
  EXPECT_EQ(result->header("retry-after"), "3600");
  EXPECT_EQ(tries(), 1U);
  EXPECT_TRUE(sleeper_.slept.empty());
}

TEST_F(RetryTest, NoWaitPassesTheDeadline) {
  control_.deadline = start + 5'000;
  const auto answer = send(request_of(Effect::read), [](const Request&) {
    return answer_of(503, {{"retry-after", "6"}});
  });
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(tries(), 1U);

  control_.deadline = start + 1;
  const auto error = send(request_of(Effect::read), [](const Request& r) -> Result<Response> {
    return transport_error(Failure::not_sent, r.effect, "No connection.");
  });
  ASSERT_FALSE(error);
  EXPECT_EQ(failure_of(error.error()), Failure::not_sent);
  EXPECT_GT(error.error().retry_after_ms, 0);
  EXPECT_TRUE(sleeper_.slept.empty());
}

TEST_F(RetryTest, NeverEndsAfterTheDeadlineWhateverTheSystemDoes) {
  for (int budget_ms = 1; budget_ms < 20'000; budget_ms += 611) {
    clock_.set(start);
    control_.deadline = start + budget_ms;
    (void)send(request_of(Effect::read), [](const Request&) { return answer_of(429); });
    EXPECT_LT(clock_.now_ms(), control_.deadline);
  }
}

TEST_F(RetryTest, ACancelDuringAWaitIsCertainlyNotSent) {
  sleeper_.cancel_at = 2;
  const auto result = send(request_of(Effect::write), [](const Request& r) -> Result<Response> {
    return transport_error(Failure::not_sent, r.effect, "No connection.");
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().status, HV_CANCELLED);
  EXPECT_EQ(failure_of(result.error()), Failure::cancelled);
  EXPECT_EQ(tries(), 2U);
}

TEST_F(RetryTest, AnOutageIsNotHammered) {
  int sent = 0;
  ScriptedTransport transport([&](const Request&) -> Result<Response> {
    ++sent;
    return answer_of(503);
  });
  Retry retry(transport, {clock_, random_, sleeper_, nullptr});
  for (int i = 0; i < 1000; ++i) (void)retry.send(request_of(Effect::read), control_);
  EXPECT_EQ(sent, 1000 + RetryBudget::capacity);
}

TEST_F(RetryTest, TheBudgetIsOneForEachHostAndFillsAgainByAnswers) {
  bool down = true;
  int sent = 0;
  ScriptedTransport transport([&](const Request& r) -> Result<Response> {
    ++sent;
    return answer_of(down && r.url.starts_with("https://sis.") ? 429 : 404);
  });
  Retry retry(transport, {clock_, random_, sleeper_, nullptr});
  for (int i = 0; i < 10; ++i) (void)retry.send(request_of(Effect::read), control_);
  sent = 0;
  (void)retry.send(request_of(Effect::read), control_);
  EXPECT_EQ(sent, 1) << "nothing left for this host";
  down = false;
  for (int i = 0; i < 10; ++i) (void)retry.send(request_of(Effect::read), control_);
  down = true;
  sent = 0;
  (void)retry.send(request_of(Effect::read), control_);
  EXPECT_EQ(sent, 2) << "ten answers give one try back";
}

TEST_F(RetryTest, AnotherHostHasABudgetOfItsOwn) {
  RetryBudget budget;
  for (int i = 0; i < RetryBudget::capacity; ++i) EXPECT_TRUE(budget.take("https://a"));
  EXPECT_FALSE(budget.take("https://a"));
  EXPECT_TRUE(budget.take("https://b"));
}

TEST_F(RetryTest, AheadIsHandedOn) {
  ScriptedTransport transport([](const Request&) { return answer_of(200); });
  Retry retry(transport, {clock_, random_, sleeper_, nullptr});
  retry.ahead(request_of(Effect::read), control_);
  EXPECT_EQ(transport.begun().size(), 1U);
}

TEST(SystemSleeperTest, IsCutShortByACancelAndByTheDeadline) {
  CallControl control;
  control.cancelled = 1;
  EXPECT_EQ(system_sleeper().sleep(3'600'000, control).error().status, HV_CANCELLED);
  control.cancelled = 0;
  control.deadline = system_clock().now_ms() - 1;
  EXPECT_EQ(system_sleeper().sleep(3'600'000, control).error().status, HV_DEADLINE_EXCEEDED);
  EXPECT_TRUE(system_sleeper().sleep(0, CallControl{}).ok());
}

}  // namespace
}  // namespace homevisit::http
