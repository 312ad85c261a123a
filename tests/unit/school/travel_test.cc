// R54, R55: what the office gets of the travelling.
#include "domain/school/travel.h"

#include <gtest/gtest.h>

namespace homevisit::school {
namespace {

Date day_of(unsigned day) {
  return {std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{day}};
}

School with(std::vector<TravelClaimed> claims) {
  School school;
  for (auto& claim : claims) school.travel.push_back({std::move(claim), "", "", 0, 0});
  return school;
}

TEST(Travel, WhatWasSaidLastOfAClaimCounts) {
  const School school = with({{"a", "m1", day_of(1), 10, 0},
                              {"b", "m1", day_of(2), 4, 250},
                              {"a", "m1", day_of(1), 12, 0},
                              {"b", "m1", day_of(2), 0, 0}});
  const auto claims = claims_of(school, "", day_of(1), day_of(31));
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims.front().kilometres, 12);
}

TEST(Travel, OnlyOfThePeriodAndOfThePerson) {
  const School school = with(
      {{"a", "m1", day_of(1), 10, 0}, {"b", "m2", day_of(2), 4, 0}, {"c", "m1", day_of(9), 7, 0}});
  EXPECT_EQ(claims_of(school, "m1", day_of(1), day_of(31)).size(), 2u);
  EXPECT_EQ(claims_of(school, "", day_of(2), day_of(9)).size(), 2u);
}

// R55: staff, day, distance, costs, and nothing else.
TEST(Travel, TheFileForTheOfficeHoldsNothingOfAPupil) {
  const School school = with({{"a", "m1", day_of(1), 10, 1205}});
  EXPECT_EQ(claims_csv(
                claims_of(school, "", day_of(1), day_of(2)), "Staff;Name;Day;Km;Costs",
                [](const std::string&) { return "Els \"E\" Bakker; m"; }, ','),
            "Staff;Name;Day;Km;Costs\r\nm1;\"Els \"\"E\"\" Bakker; m\";2026-10-01;10;12,05\r\n");
}

TEST(Travel, ACellIsNeverAFormula) {
  const School school = with({{"a", "=cmd()", day_of(1), 10, 0}});
  EXPECT_EQ(claims_csv(
                claims_of(school, "", day_of(1), day_of(2)), "h",
                [](const std::string&) { return "+31"; }, '.'),
            "h\r\n'=cmd();'+31;2026-10-01;10;0.00\r\n");
  EXPECT_EQ(claims_csv(
                claims_of(school, "", day_of(1), day_of(2)), "h",
                [](const std::string&) { return "\r=1"; }, '.'),
            "h\r\n'=cmd();\"'\r'=1\";2026-10-01;10;0.00\r\n");
}

TEST(Amounts, AreReadAsPeopleWriteThem) {
  const std::pair<const char*, int> written[] = {{"3,50", 350}, {"3.50", 350},    {"€ 3,5", 350},
                                                 {"€3", 300},   {" 12,- ", 1200}, {"0,05", 5}};
  for (const auto& [text, cents] : written) EXPECT_EQ(cents_of(text), cents) << text;
  for (const char* text : {"", "€", ",50", "1.250", "1.250,00", "3,505", "-3", "3 50", "drie"})
    EXPECT_FALSE(cents_of(text)) << text;
}

}  // namespace
}  // namespace homevisit::school
