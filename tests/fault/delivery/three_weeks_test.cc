// The system is away for three weeks and the school works on. Afterwards everything is there, in
// the order in which it was recorded, as fast as the system takes it and no faster.
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "deliverer.h"
#include "homevisit/types.h"
#include "school.h"
#include "sis.h"
#include "worker.h"

namespace delivery_checker {
namespace {

constexpr std::int64_t minute = 60'000, week = 7 * 24 * 60 * minute;
constexpr std::int64_t begins_at = 1'000'000, ends_at = begins_at + 3 * week;
#if defined(__SANITIZE_ADDRESS__)
constexpr std::int64_t records = 300;
#else
constexpr std::int64_t records = 5'000;
#endif
constexpr std::int64_t students = 200;
constexpr std::int64_t limit_per_second = 5, limit_at_once = 20;

// Megabytes of this process in memory.
double resident() {
  std::int64_t all = 0, pages = 0;
  std::ifstream("/proc/self/statm") >> all >> pages;
  return static_cast<double>(pages * ::sysconf(_SC_PAGESIZE)) / 1e6;
}

class ThreeWeeks : public testing::Test {
 protected:
  ThreeWeeks() : school_(sis_, students), time_(folder_ / "time") {
    school_.copy_to(folder_);
    time_.move_to(begins_at);
    sis_.configure("weeks",
                   fmt::format(R"({{"clock":"{}","away":[[{},{}]],)"
                               R"("limit":{{"per_second":{},"at_once":{}}}}})",
                               time_.path(), begins_at, ends_at, limit_per_second, limit_at_once));
    const std::string config =
        host_config(folder_.path(), sis_.url("weeks"), "2026-11-23T08:00:00Z");
    host_.start([&](Channel& channel) { delivery_checker::record(channel, config); });
    EXPECT_EQ(host_.channel().hear()->kind, Message::Kind::ready);
    const DeliveryPlan plan{folder_.path().string(), sis_.url("weeks"), 1, true};
    deliverer_ = std::move(Deliverer::open(plan, time_,
                                           {[this](std::int64_t ms) { sleep(ms); },
                                            [this](const std::string& step) {
                                              attempts_ += step == "claimed" ? 1 : 0;
                                            }}))
                     .value();
  }
  ~ThreeWeeks() override { host_.kill(); }

  void sleep(std::int64_t ms) { time_.move_to(time_.now_ms() + ms); }

  void record(std::int64_t number) {
    const std::string request = fmt::format(
        R"({{"submission":"submission-{0}","student":"{1}","date":"2026-10-12","place":"school",)"
        R"("report":{{"key_points":["Besproken: [{0}]"]}}}})",
        number, 1 + number % students);
    host_.channel().say({Message::Kind::call, 0, -1,
                         R"({"role":"mentor","staff":"m1"})"
                         "\nvisit.record\n" +
                             request});
    const auto answer = host_.channel().hear();
    ASSERT_TRUE(answer && answer->number == HV_OK) << (answer ? answer->text : "it is gone");
  }

  std::int64_t value_of(const homevisit::Result<std::int64_t>& result) {
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
    return result ? *result : -1;
  }
  std::int64_t pass() { return value_of(deliverer_->pass(1000)); }

  const Sis sis_;
  const School school_;
  Folder folder_;
  SharedTime time_;
  Worker host_;  // in a process of its own: the memory of this one is the delivery's
  std::unique_ptr<Deliverer> deliverer_;
  std::int64_t attempts_ = 0;
};

TEST_F(ThreeWeeks, CostNothingButDelay) {
  // A pass every five minutes; records come evenly.
  const std::int64_t passes = 3 * week / (5 * minute);
  std::int64_t recorded = 0;
  double before = 0;
  for (std::int64_t i = 1; i <= passes; ++i) {
    for (; recorded < records * i / passes; ++recorded) record(recorded);
    pass();
    time_.move_to(begins_at + i * 5 * minute - 1);
    if (i == passes / 10) before = resident();
  }
  ASSERT_EQ(recorded, records);
  ASSERT_EQ(pass(), 0) << "it is away";

  // A probe at most each quarter of an hour, and a dozen in the beginning, when it might have been
  // a hiccup. libcurl asks twice where a connection that it had before turns out to be broken.
  std::int64_t requests = 0;
  sis_.told("weeks").root()["requests"].each_member(
      [&](std::string_view, homevisit::json::Value count) {
        requests += count.integer().value_or(0);
      });
  const std::int64_t probes = 3 * week / (15 * minute);
  EXPECT_GT(attempts_, probes / 2) << "it has to notice that the system is back";
  EXPECT_LT(attempts_, probes + 12);
  EXPECT_LT(requests, 2 * attempts_);
  const double queued = resident();

  time_.move_to(ends_at);
  std::int64_t delivered = 0;
  double under_way = 0;
  while (delivered < records && time_.now_ms() < ends_at + week) {
    delivered += pass();
    if (delivered < records / 5) under_way = resident();
    sleep(2'000);
  }
  const double after = resident();
  const std::int64_t waiting = value_of(deliverer_->waiting());
  EXPECT_EQ(waiting, 0);
  const auto took = time_.now_ms() - ends_at;
  EXPECT_GT(took, (records - limit_at_once) * 1000 / limit_per_second) << "as fast as it may";
  EXPECT_LT(took, 2 * records * 1000 / limit_per_second + 20 * minute) << "and not much slower";

  const auto told = sis_.told("weeks");
  const homevisit::json::Value log = told.root()["log"];
  ASSERT_EQ(static_cast<std::int64_t>(log.size()), records) << "each once";
  for (std::int64_t i = 0; i < records; ++i)
    ASSERT_NE(log.at(static_cast<std::size_t>(i))["text"].text().find(fmt::format("[{}]", i)),
              std::string_view::npos)
        << "the oldest first, at " << i;
  // It asks for a wait each time, and is asked again only after that.
  const auto limited = told.root()["faults"]["over_limit"].integer().value_or(0);
  EXPECT_LT(limited, records / 2);
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(queued - before, 8) << "megabytes more while " << records << " records were waiting";
  EXPECT_LT(after - under_way, 3) << "megabytes more from the first thousand to the last";
#endif
  std::ofstream(HV_REPORTS "/three_weeks.txt") << fmt::format(
      "Three weeks without the system: {} records waited, {} requests meanwhile; then delivered "
      "oldest first in {:.1f} simulated minutes at {} a second, {} times asked to wait; memory "
      "{:.1f} MB after two days, {:.1f} MB after three weeks, {:.1f} MB after the first thousand, "
      "{:.1f} MB after the last; losses 0, doubles 0\n",
      records, requests, static_cast<double>(took) / minute, limit_per_second, limited, before,
      queued, under_way, after);
}

}  // namespace
}  // namespace delivery_checker
