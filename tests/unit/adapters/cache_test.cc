#include "adapters/cache.h"

#include <gtest/gtest.h>

namespace homevisit::adapters {
namespace {

constexpr std::int64_t minute = 60'000;

TEST(Cache, KeepsForAsLongAsAsked) {
  FixedClock clock(1000);
  Cache cache(clock);
  EXPECT_TRUE(cache.put("paths", "/data/v3", minute));
  EXPECT_EQ(cache.get("paths"), "/data/v3");
  clock.set(1000 + minute - 1);
  EXPECT_TRUE(cache.get("paths"));
  clock.set(1000 + minute);
  EXPECT_FALSE(cache.get("paths"));
  EXPECT_TRUE(cache.put("paths", "x", INT64_MAX)) << "for ever";
  EXPECT_TRUE(cache.get("paths"));
  EXPECT_TRUE(cache.put("paths", "x", 0));
  EXPECT_FALSE(cache.get("paths")) << "no time at all takes it away";
}

TEST(Cache, TakesValuesOf64KiBAndNotMore) {
  Cache cache(system_clock());
  EXPECT_TRUE(cache.put("a", std::string(64 << 10, 'x'), minute));
  EXPECT_FALSE(cache.put("a", std::string((64 << 10) + 1, 'x'), minute));
  EXPECT_FALSE(cache.get("a")) << "the old one is no longer right";
}

TEST(Cache, TakesOneMebibyteInAllAndMakesRoomOnlyOfWhatIsOver) {
  FixedClock clock(0);
  Cache cache(clock);
  const std::string value(60'000, 'x');
  int stored = 0;
  while (cache.put("short" + std::to_string(stored), value, minute)) ++stored;
  EXPECT_EQ(stored, (1 << 20) / 60'006);
  EXPECT_TRUE(cache.get("short0")) << "nothing that still holds gives way";
  clock.set(2 * minute);
  EXPECT_TRUE(cache.put("later", value, minute));
  EXPECT_TRUE(cache.put("later", value, minute)) << "in the place of itself";
}

}  // namespace
}  // namespace homevisit::adapters
