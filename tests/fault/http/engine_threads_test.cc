// Many threads through one engine: who drives, who waits, which connections are used.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "fake_sis.h"
#include "http/engine.h"

namespace homevisit::http {
namespace {

class EngineThreadsTest : public testing::Test {
 protected:
  EngineThreadsTest() { sis_.control("reset"); }

  Request read(const std::string& path, const std::string& port = "main") const {
    Request request;
    request.url = sis_.url(path, port);
    return request;
  }
  static void run(int threads, const std::function<void(int)>& work) {
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) all.emplace_back(work, i);
    for (std::thread& thread : all) thread.join();
  }

  FakeSis& sis_ = FakeSis::running();
  std::unique_ptr<Engine> engine_ = sis_.engine();
};

TEST_F(EngineThreadsTest, EachThreadGetsItsOwnAnswer) {
  for (const char* port : {"main", "http1"}) {
    std::atomic<int> wrong{0};
    run(8, [&](int thread) {
      for (int i = 0; i < 50; ++i) {
        const std::size_t bytes = static_cast<std::size_t>(1000 * thread + i);
        const auto answer =
            engine_->send(read("/bytes/" + std::to_string(bytes), port), CallControl{});
        if (answer && answer->body.size() == bytes) continue;
        ++wrong;
        ADD_FAILURE() << (answer ? "another body" : answer.error().message);
      }
    });
    EXPECT_EQ(wrong, 0) << port;
  }
}

TEST_F(EngineThreadsTest, NoConnectionIsMadeWhileAnOldOneIsIdle) {
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(engine_->send(read("/ok", "http1"), CallControl{}));
    ASSERT_TRUE(engine_->send(read("/ok", "main"), CallControl{}));
    ASSERT_TRUE(engine_->send(read("/status/404", "http1"), CallControl{}));
  }
  EXPECT_EQ(sis_.connections("http1"), 1);
  EXPECT_EQ(sis_.connections("main"), 1);
}

TEST_F(EngineThreadsTest, AtMostFourConnectionsToOneHostAndOneWithHttp2) {
  for (const char* port : {"http1", "main"})
    run(12, [&](int) {
      for (int i = 0; i < 5; ++i) {
        const auto answer = engine_->send(read("/slow/5", port), CallControl{});
        EXPECT_TRUE(answer) << answer.error().message;
      }
    });
  EXPECT_GT(sis_.connections("http1"), 1);
  EXPECT_LE(sis_.connections("http1"), 4);
  EXPECT_EQ(sis_.connections("main"), 1);
}

TEST_F(EngineThreadsTest, ACancelEndsItsOwnRequestAndNoOther) {
  CallControl stopped, other;
  Result<Response> first = Error{}, second = Error{};
  std::thread one([&] { first = engine_->send(read("/slow/30000"), stopped); });
  std::thread two([&] { second = engine_->send(read("/slow/500"), other); });
  while (sis_.requests("GET /slow/30000") + sis_.requests("GET /slow/500") < 2) {
  }
  stopped.cancelled = 1;
  one.join();
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().status, HV_CANCELLED);
  two.join();
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->status, 200);
}

// adapter.h hands the flag on as a number somewhere in memory.
TEST_F(EngineThreadsTest, ACancelByTheFlagOfAnOuterCallEndsARequest) {
  volatile std::int32_t flag = 0;
  CallControl control;
  control.outer = &flag;
  Result<Response> result = Error{};
  std::thread one([&] { result = engine_->send(read("/slow/30000"), control); });
  while (sis_.requests("GET /slow/30000") == 0) {
  }
  __atomic_store_n(&flag, 1, __ATOMIC_RELAXED);
  one.join();
  EXPECT_EQ(result.error().status, HV_CANCELLED);
}

TEST_F(EngineThreadsTest, ACancelledWriteThatWasOnItsWayHasAnUnknownOutcome) {
  CallControl control;
  Request write = read("/slow/30000");
  write.effect = Effect::write;
  write.method = "POST";
  Result<Response> result = Error{};
  std::thread one([&] { result = engine_->send(write, control); });
  while (sis_.requests("POST /slow/30000") == 0) {
  }
  control.cancelled = 1;
  one.join();
  EXPECT_EQ(result.error().status, HV_OUTCOME_UNKNOWN);
  control.cancelled = 1;
  EXPECT_EQ(engine_->send(write, control).error().status, HV_CANCELLED) << "never begun";
}

TEST_F(EngineThreadsTest, WhoDrivesHandsOverWhenItsOwnAnswerIsThere) {
  // The first to come drives; it is done long before the others.
  std::atomic<int> answered{0};
  run(6, [&](int thread) {
    const std::string path = "/slow/" + std::to_string(50 * thread);
    const auto answer = engine_->send(read(path, thread % 2 ? "main" : "http1"), CallControl{});
    if (answer && answer->status == 200) ++answered;
  });
  EXPECT_EQ(answered, 6);
}

TEST_F(EngineThreadsTest, CancelsAndFaultsAmongManyThreadsLeaveTheEngineWhole) {
  std::atomic<int> wrong{0};
  run(8, [&](int thread) {
    for (int i = 0; i < 40; ++i) {
      CallControl control;
      switch ((thread + i) % 4) {
        case 0: {
          const auto answer = engine_->send(read("/bytes/20000"), control);
          if (!answer || answer->body.size() != 20'000U) ++wrong;
          break;
        }
        case 1:
          control.deadline = system_clock().now_ms() + i % 5;
          if (engine_->send(read("/slow/1000", "http1"), control)) ++wrong;
          break;
        case 2:
          if (engine_->send(read("/reset/body", "http1"), control)) ++wrong;
          break;
        default:
          engine_->ahead(read("/bytes/" + std::to_string(i)), control);
          if (!engine_->send(read("/bytes/" + std::to_string(i)), control)) ++wrong;
      }
    }
  });
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(engine_->send(read("/ok"), CallControl{}));
}

TEST_F(EngineThreadsTest, AChildOfForkIsRefusedAndMayOpenItsOwn) {
  ASSERT_TRUE(engine_->send(read("/ok"), CallControl{}));
  const pid_t child = ::fork();
  if (child == 0) {
    const auto refused = engine_->send(read("/ok"), CallControl{});
    if (refused || failure_of(refused.error()) != Failure::refused_here) ::_exit(1);
    engine_.reset();  // closes nothing of the parent's
    const auto own = sis_.engine();
    const auto answer = own->send(read("/ok"), CallControl{});
    ::_exit(answer && answer->status == 200 ? 0 : 2);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  const auto before = sis_.connections("main");
  EXPECT_TRUE(engine_->send(read("/ok"), CallControl{}));
  EXPECT_EQ(sis_.connections("main"), before) << "the parent's connection still stands";
}

}  // namespace
}  // namespace homevisit::http
