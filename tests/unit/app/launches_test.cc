// What launches leave behind: each by a name of its own, for who was launched, and not for ever.
#include "server/launches.h"

#include <gtest/gtest.h>

namespace homevisit::app {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

TEST(Launches, StandSideBySideUnderNamesOfTheirOwn) {
  Launches launches(hours(1));
  const std::string one = launches.keep("mentor", {"pass-1", true});
  const std::string other = launches.keep("mentor", {"pass-2", false});
  ASSERT_NE(one, other);
  EXPECT_EQ(launches.find("mentor", one)->pass, "pass-1");
  EXPECT_TRUE(launches.find("mentor", one)->link_wanted);
  EXPECT_EQ(launches.find("mentor", other)->pass, "pass-2");
  EXPECT_FALSE(launches.find("mentor", other)->link_wanted);
}

TEST(Launches, AreForWhoWasLaunched) {
  Launches launches(hours(1));
  const std::string name = launches.keep("mentor", {"pass", false});
  EXPECT_FALSE(launches.find("another", name));
  EXPECT_FALSE(launches.find("mentor", "made-up"));
  EXPECT_FALSE(launches.find("mentor", ""));
}

TEST(Launches, AreOverWhenThePassIs) {
  auto now = Launches::Clock::now();
  Launches launches(hours(1), [&now] { return now; });
  const std::string name = launches.keep("mentor", {"pass", false});
  now += hours(1);
  EXPECT_TRUE(launches.find("mentor", name));
  now += seconds(1);
  EXPECT_FALSE(launches.find("mentor", name));
}

TEST(Launches, OfOnePersonPushOutNobodyElses) {
  auto now = Launches::Clock::now();
  Launches launches(hours(1), [&now] { return now; });
  const std::string another = launches.keep("another", {"pass", false});
  std::vector<std::string> names;
  for (std::size_t i = 0; i <= Launches::kMostOfOne; ++i) {
    now += seconds(1);
    names.push_back(launches.keep("mentor", {"pass", false}));
  }
  EXPECT_FALSE(launches.find("mentor", names.front())) << "the oldest made room";
  for (std::size_t i = 1; i < names.size(); ++i) EXPECT_TRUE(launches.find("mentor", names[i]));
  EXPECT_TRUE(launches.find("another", another));
}

}  // namespace
}  // namespace homevisit::app
