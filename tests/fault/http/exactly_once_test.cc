// Ten thousand writes to a system that resets, times out, fails and files what it denies: in the
// end one record each, by one rule: what is not known is looked up before anything is sent again.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <atomic>
#include <thread>
#include <vector>

#include "fake_sis.h"
#include "http/engine.h"
#include "http/retry.h"

namespace homevisit::http {
namespace {

constexpr int writes = 10'000;
constexpr int threads = 4;

// Waits a thousandth of what is asked for.
class ShortSleeper final : public Sleeper {
 public:
  Status sleep(std::int64_t ms, const CallControl& control) override {
    return system_sleeper().sleep(ms / 1000, control);
  }
};

class ExactlyOnceTest : public testing::Test {
 protected:
  ExactlyOnceTest() { sis_.control("reset"); }

  // How many entries there are with this marker; -1 where that could not be learned.
  static int look_up(Transport& transport, const std::string& url) {
    Request request;
    request.url = url;
    CallControl control;
    const auto answer = transport.send(request, control);
    if (!answer || answer->status != 200) return -1;
    const auto list = json::Document::parse(answer->body);
    return list ? static_cast<int>(list->root().size()) : -1;
  }

  // As an outbox does: sends, and after any doubt looks first. True when it is there.
  bool settle(Transport& transport, int number, std::atomic<int>& unknown) {
    const std::string marker = fmt::format("hv:{:05}", number);
    Request request;
    request.effect = Effect::write;
    request.method = "POST";
    request.url = sis_.url("/entries", port_);
    request.body = fmt::format("{{\"marker\":\"{}\"}}", marker);
    bool doubt = false;
    for (int attempt = 0; attempt < 50; ++attempt) {
      if (doubt) {
        const int found = look_up(transport, sis_.url("/entries?marker=" + marker, port_));
        if (found < 0) continue;  // still in doubt
        if (found > 0) return true;
        doubt = false;
      }
      CallControl control;
      control.deadline = system_clock().now_ms() + 250;  // less than "slow" takes
      const auto answer = transport.send(request, control);
      if (answer && answer->status == 201) return true;
      // 429: certainly not taken. A failure that says so: too. All else is in doubt.
      const bool certain =
          answer ? answer->status == 429 : answer.error().status != HV_OUTCOME_UNKNOWN;
      if (!certain) {
        doubt = true;
        ++unknown;
      }
    }
    return false;
  }

  void run(const std::string& port, std::uint64_t seed) {
    port_ = port;
    sis_.control("faults", fmt::format(R"({{"seed":{},"share":{{"reset_before":0.04,
        "answer_lost":0.04,"slow":0.01,"fault_before":0.03,"fault_after":0.03,"busy":0.03,
        "limited":0.03,"duplicate":0.02,"read_reset":0.05,"read_busy":0.05}}}})",
                                       seed));
    const auto engine = sis_.engine();
    ShortSleeper sleeper;
    Retry retry(*engine, {system_clock(), system_random(), sleeper, nullptr});
    std::atomic<int> next{0}, settled{0}, unknown{0};
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
      all.emplace_back([&] {
        for (int number; (number = next++) < writes / 2;)
          if (settle(retry, number, unknown)) ++settled;
      });
    for (std::thread& thread : all) thread.join();

    const auto counters = sis_.control("counters");
    const json::Value root = counters.root();
    EXPECT_EQ(settled, writes / 2);
    EXPECT_EQ(root["entries"].integer(), writes / 2);
    EXPECT_EQ(root["markers"].integer(), writes / 2);
    EXPECT_EQ(root["doubled"].integer(), 0);
    // The faults did happen.
    for (const char* fault : {"reset_before", "answer_lost", "slow", "fault_before", "fault_after",
                              "busy", "limited", "duplicate"})
      EXPECT_GT(root["faults"][fault].integer().value_or(0), 10) << fault;
    EXPECT_GT(unknown, writes / 20);
  }

  FakeSis& sis_ = FakeSis::running();
  std::string port_;
};

TEST_F(ExactlyOnceTest, FiveThousandWritesOverHttp2LeaveOneRecordEach) { run("main", 20261122); }
TEST_F(ExactlyOnceTest, FiveThousandWritesOverHttp1LeaveOneRecordEach) { run("http1", 7); }

// The rule is what keeps them single: who sends again without looking makes doubles.
TEST_F(ExactlyOnceTest, WithoutLookingThereWouldBeDoubles) {
  sis_.control("faults", R"({"seed":1,"share":{"answer_lost":0.5}})");
  const auto engine = sis_.engine();
  Request request;
  request.effect = Effect::write;
  request.method = "POST";
  request.url = sis_.url("/entries");
  for (int number = 0; number < 20; ++number) {
    request.body = fmt::format("{{\"marker\":\"hv:{}\"}}", number);
    for (int attempt = 0; attempt < 50 && !engine->send(request, CallControl{}); ++attempt) {
    }
  }
  EXPECT_GT(sis_.counter("doubled"), 0);
}

}  // namespace
}  // namespace homevisit::http
