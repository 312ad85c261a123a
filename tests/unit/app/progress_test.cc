#include "progress.h"

#include <gtest/gtest.h>

namespace homevisit::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ProgressTest : public testing::Test {
 protected:
  ProgressLine::Clock::time_point start = ProgressLine::Clock::now();
};

TEST_F(ProgressTest, ATerminalShowsRateAndTimeLeft) {
  ProgressLine progress(Words("en"), true);
  EXPECT_EQ(progress.line("students", 0, 10'000, start), "Reading students: 0 of 10000");
  EXPECT_EQ(progress.line("students", 10, 10'000, start + milliseconds(50)), "")
      << "not at every row";
  EXPECT_EQ(progress.line("students", 2000, 10'000, start + seconds(4)),
            "Reading students: 2000 of 10000, 500/s, 16 s left");
  EXPECT_EQ(progress.line("guardians", 500, 0, start + milliseconds(4010)),
            "Reading guardians: 500")
      << "a new phase is shown at once";
  EXPECT_EQ(progress.line("guardians", 1500, 0, start + milliseconds(6010)),
            "Reading guardians: 1500, 500/s");
}

TEST_F(ProgressTest, ElsewhereOnlyLongWorkIsTold) {
  ProgressLine progress(Words("nl"), false);
  EXPECT_EQ(progress.line("students", 0, 0, start), "");
  EXPECT_EQ(progress.line("students", 900, 0, start + seconds(9)), "");
  EXPECT_EQ(progress.line("students", 1000, 601'000, start + seconds(10)),
            "Leerlingen lezen: 1000 van 601000, 100/s, 1.7 uur te gaan");
  EXPECT_EQ(progress.line("guardians", 1, 0, start + seconds(12)), "");
}

TEST_F(ProgressTest, WhatIsCountedAnewBeginsItsRateAnew) {
  ProgressLine progress(Words("en"), true);
  progress.line("students", 5000, 0, start);
  EXPECT_EQ(progress.line("students", 0, 0, start + seconds(1)), "Reading students: 0");
  EXPECT_EQ(progress.line("students", 100, 0, start + seconds(3)), "Reading students: 100, 50/s");
}

}  // namespace
}  // namespace homevisit::app
