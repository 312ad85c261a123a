// One token for all threads: refreshed early by one, waited for by the others.
#include "http/token_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "scripted.h"

namespace homevisit::http {
namespace {

constexpr std::int64_t start = 1'795'000'000'000;
constexpr std::int64_t second = 1000, minute = 60 * second;
const TokenKey key{"https://id.example/token", "client-1", ""};

class FillingRandom final : public Random {
 public:
  std::uint8_t byte = 0;
  void fill(void* bytes, std::size_t size) override {
    std::fill_n(static_cast<std::uint8_t*>(bytes), size, byte);
  }
};

class Tokens : public testing::Test {
 protected:
  Result<Token> fetched(const std::string& value, std::int64_t life = 30 * minute) {
    ++fetches_;
    return Token{Secret(std::string_view(value)), clock_.now_ms(), life};
  }
  // What get() gives, as a text; `value` is what the network would.
  std::string get(const std::string& value, std::int64_t life = 30 * minute) {
    return text(cache_.get(key, control_, [&] { return fetched(value, life); }));
  }
  std::string get_failing(hv_status status = HV_UNAVAILABLE) {
    return text(cache_.get(key, control_, [&]() -> Result<Token> {
      ++fetches_;
      return Error{status, "away", "Away."};
    }));
  }
  static std::string text(const Result<TokenCache::Held>& held) {
    return held ? std::string(as_text((*held)->value.reveal())) : "(" + held.error().code + ")";
  }

  FixedClock clock_{start};
  FillingRandom random_;
  TokenCache cache_{clock_, random_};
  CallControl control_;
  std::atomic<int> fetches_ = 0;
};

TEST_F(Tokens, OneIsKeptAndUsedAgain) {
  EXPECT_EQ(cache_.held(key), nullptr);
  EXPECT_EQ(get("a"), "a");
  EXPECT_EQ(get("b"), "a");
  EXPECT_NE(cache_.held(key), nullptr);
  EXPECT_EQ(fetches_, 1);
}

TEST_F(Tokens, EachClientAndScopeHasItsOwn) {
  EXPECT_EQ(get("a"), "a");
  const auto other = [&](TokenKey of, const char* value) {
    return text(cache_.get(of, control_, [&] { return fetched(value); }));
  };
  EXPECT_EQ(other({key.token_url, "client-2", ""}, "b"), "b");
  EXPECT_EQ(other({key.token_url, "client-1", "roster"}, "c"), "c");
  EXPECT_EQ(other({"https://other.example/token", "client-1", ""}, "d"), "d");
  EXPECT_EQ(get("e"), "a");
}

// 80 % of its life, or a minute before its end, whichever is earlier; not in its first half.
TEST_F(Tokens, AreRefreshedEarly) {
  const std::pair<std::int64_t, std::int64_t> examples[] = {{30 * minute, 24 * minute},
                                                            {5 * minute, 4 * minute},
                                                            {3 * minute, 2 * minute},
                                                            {minute, 30 * second},
                                                            {5 * second, 2500}};
  for (const auto& [life, refresh] : examples) {
    TokenCache cache(clock_, random_);
    const auto take = [&](const char* value) {
      return text(cache.get(key, control_, [&] { return fetched(value, life); }));
    };
    clock_.set(start);
    EXPECT_EQ(take("a"), "a");
    clock_.set(start + refresh - 1);
    EXPECT_EQ(take("b"), "a") << life;
    clock_.set(start + refresh);
    EXPECT_EQ(take("b"), "b") << life;
  }
}

TEST_F(Tokens, OfSeveralProcessesAreNotRefreshedAtOnce) {
  random_.byte = 0x77;  // jitter takes some of the time, at most a tenth of the life
  EXPECT_EQ(get("a"), "a");
  clock_.set(start + 21 * minute - 1);
  EXPECT_EQ(get("b"), "a");
  clock_.set(start + 24 * minute - 1);
  EXPECT_EQ(get("b"), "b");
}

TEST_F(Tokens, AValidOneIsKeptWhenItsRefreshFails) {
  EXPECT_EQ(get("a"), "a");
  clock_.set(start + 24 * minute);
  EXPECT_EQ(get_failing(), "a");
  EXPECT_EQ(get_failing(), "a");
  EXPECT_EQ(fetches_, 2) << "tried again at once";
  clock_.set(start + 24 * minute + 30 * second);
  EXPECT_EQ(get_failing(), "a");
  EXPECT_EQ(fetches_, 3);
  clock_.set(start + 30 * minute - 5 * second);
  EXPECT_EQ(get_failing(), "(away)") << "it could end on its way";
  EXPECT_EQ(get("b"), "b");
}

TEST_F(Tokens, ARefusedOneIsForgottenOnce) {
  EXPECT_EQ(get("a"), "a");
  const auto refused = cache_.held(key);
  cache_.forget(key, refused);
  EXPECT_EQ(cache_.held(key), nullptr);
  EXPECT_EQ(get("b"), "b");
  cache_.forget(key, refused);  // the second thread that was refused with the first token
  EXPECT_EQ(get("c"), "b");
}

TEST_F(Tokens, AnExceptionLeavesNobodyWaiting) {
  EXPECT_THROW((void)cache_.get(key, control_, []() -> Result<Token> { throw std::bad_alloc(); }),
               std::bad_alloc);
  EXPECT_EQ(get("a"), "a");
}

// With threads. A fetch is held back by a promise, so that the others surely meet it.
class HeldBack : public Tokens {
 protected:
  // Runs get() on a thread; its fetch says that it began and waits for release().
  std::future<std::string> begin(Result<Token> result) {
    return std::async(std::launch::async, [this, result]() mutable {
      return text(cache_.get(key, control_, [&]() -> Result<Token> {
        ++fetches_;
        began_.set_value();
        release_.get_future().wait();
        return std::move(result);
      }));
    });
  }
  Token token(const char* value) {
    return {Secret(std::string_view(value)), clock_.now_ms(), 30 * minute};
  }

  std::promise<void> began_, release_;
};

TEST_F(HeldBack, OneFetchesAndTheOthersWaitForIt) {
  auto first = begin(token("a"));
  began_.get_future().wait();
  std::vector<std::future<std::string>> others;
  for (int i = 0; i < 8; ++i)
    others.push_back(std::async(std::launch::async, [&] { return get("b"); }));
  release_.set_value();
  EXPECT_EQ(first.get(), "a");
  for (auto& other : others) EXPECT_EQ(other.get(), "a");
  EXPECT_EQ(fetches_, 1);
}

TEST_F(HeldBack, TheOthersGoOnWithTheOldOneDuringARefresh) {
  EXPECT_EQ(get("old"), "old");
  clock_.set(start + 25 * minute);
  auto first = begin(token("new"));
  began_.get_future().wait();
  EXPECT_EQ(get("never"), "old");  // would hang here if it waited
  release_.set_value();
  EXPECT_EQ(first.get(), "new");
  EXPECT_EQ(get("never"), "new");
}

TEST_F(HeldBack, ThoseWhoWaitShareTheError) {
  auto first = begin(Error{HV_UNAUTHENTICATED, "client_refused", "No."});
  began_.get_future().wait();
  std::atomic<int> begun = 0;
  std::vector<std::future<std::string>> others;
  for (int i = 0; i < 8; ++i)
    others.push_back(std::async(std::launch::async, [&] {
      ++begun;
      return get("b");
    }));
  while (begun < 8) std::this_thread::yield();
  // One that has begun and does not wait yet fetches anew, rightly; so not each of them is counted.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  release_.set_value();
  EXPECT_EQ(first.get(), "(client_refused)");
  int shared = 0;
  for (auto& other : others) shared += other.get() == "(client_refused)";
  EXPECT_GT(shared, 0);
}

// The first was stopped; the second has its own time and fetches.
TEST_F(HeldBack, ACancelIsNotShared) {
  auto first = begin(Error{HV_CANCELLED, "http_cancelled", "Stopped."});
  began_.get_future().wait();
  auto other = std::async(std::launch::async, [&] { return get("b"); });
  release_.set_value();
  EXPECT_EQ(first.get(), "(http_cancelled)");
  EXPECT_EQ(other.get(), "b");
  EXPECT_EQ(fetches_, 2);
}

TEST_F(HeldBack, WhoWaitsKeepsToItsOwnDeadlineAndCancel) {
  auto first = begin(token("a"));
  began_.get_future().wait();
  CallControl late;
  late.deadline = 1;
  EXPECT_EQ(text(cache_.get(key, late, [&] { return fetched("b"); })), "(http_deadline)");
  CallControl cancelled;
  auto waiting = std::async(std::launch::async, [&] {
    return text(cache_.get(key, cancelled, [&] { return fetched("b"); }));
  });
  cancelled.cancelled = 1;
  EXPECT_EQ(waiting.get(), "(http_cancelled)");
  release_.set_value();
  EXPECT_EQ(first.get(), "a");
  EXPECT_EQ(fetches_, 1);
}

// Many threads, tokens that are refused now and then: never two fetches at once.
TEST_F(Tokens, NeverTwoFetchesAtOnce) {
  std::atomic<int> at_once = 0, most = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        const auto held = cache_.get(key, control_, [&] {
          most = std::max(most.load(), ++at_once);
          auto made = fetched(std::to_string(fetches_));
          --at_once;
          return made;
        });
        ASSERT_TRUE(held);
        if ((i + t) % 50 == 0) cache_.forget(key, *held);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(most, 1);
  EXPECT_GT(fetches_, 1);
  EXPECT_LE(fetches_, 81);
}

}  // namespace
}  // namespace homevisit::http
