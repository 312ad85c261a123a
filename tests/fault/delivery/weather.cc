#include "weather.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "run.h"

namespace delivery_checker {
namespace {

constexpr const char* faults[] = {"reset_before", "reset_during",   "answer_lost",  "late",
                                  "truncated",    "garbled",        "fault_before", "fault_after",
                                  "busy",         "limited",        "signed_out",   "slow",
                                  "read_reset",   "read_truncated", "read_busy",    "read_limited",
                                  "read_slow",    "read_signed_out"};

// A system may still file what it got until just before the delivery gives it up.
constexpr std::int64_t late_ms = 119'000;

std::string faults_of(Draw& draw, const RunOptions& options, bool unique) {
  // From a good day to one on which nearly every second request fails.
  const std::int64_t all = draw.between(2, 45);
  std::string shares;
  std::int64_t weights = 0;
  std::vector<std::int64_t> weight;
  for ([[maybe_unused]] const char* fault : faults) weights += weight.emplace_back(draw.up_to(10));
  for (std::size_t i = 0; i < std::size(faults); ++i)
    shares += fmt::format("\"{}\":{:.4f},", faults[i],
                          0.02 * static_cast<double>(all * weight[i]) /
                              static_cast<double>(std::max<std::int64_t>(weights, 1)));
  if (options.mutation == Mutation::no_settle) shares += "\"late\":0.5,";
  return fmt::format(R"("faults":{{"seed":{},"late_ms":{},"share":{{{}"duplicate":{}}}}})",
                     draw.up_to(1'000'000), late_ms, shares, unique ? "0.03" : "0");
}

}  // namespace

Weather Weather::drawn(Draw& draw, const RunOptions& options, std::int64_t from_ms) {
  Weather weather;
  weather.operations = static_cast<int>(draw.between(10, 34));
  weather.hosts = static_cast<int>(draw.between(2, 3));
  weather.deliverers = 2;
  weather.all_at_once = draw.percent(25);
  weather.unique = draw.percent(20);
  weather.step_kills = static_cast<int>(draw.up_to(4));
  weather.kill_percent = static_cast<int>(draw.up_to(3));
  weather.stall_percent = static_cast<int>(draw.up_to(10));
  weather.restarts = draw.percent(30) ? 1 : 0;
  weather.jump_percent = draw.percent(50) ? static_cast<int>(draw.up_to(8)) : 0;
  std::string away;
  if (draw.percent(30)) {
    const std::int64_t begin = from_ms + draw.up_to(3'600'000);
    away = fmt::format(R"("away":[[{},{}]],)", begin, begin + draw.between(60'000, 10'800'000));
  }
  weather.system = fmt::format(R"("unique":{},{}{})", weather.unique, away,
                               faults_of(draw, options, weather.unique));
  return weather;
}

}  // namespace delivery_checker
