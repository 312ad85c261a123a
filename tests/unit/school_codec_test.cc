// What is written about a school or a family's contacts comes back from the journal as it was.
#include <gtest/gtest.h>

#include "domain/codec.h"
#include "domain/described.h"
#include "domain/school/codec.h"

namespace homevisit {
namespace {

using std::chrono::day, std::chrono::month, std::chrono::year;

const Date someday{year{2026}, month{10}, day{12}};

template <typename T>
std::string text_of(const T& value) {
  json::Writer w;
  w.begin_object();
  write_members(w, value);
  return w.end_object().take();
}

TEST(Described, MembersComeBack) {
  school::Programme programme;
  programme.school_year = "2026-2027";
  programme.scope.students = {"s1", "s2"};
  programme.cohorts.push_back({"Groep 1", {"1"}, {}, school::Cadence::every_n_years, 2});
  programme.pilot = school::Pilot{.until = someday, .groups = {"g"}, .staff = {}};
  programme.in_pairs = true;
  programme.contacts_least = 3;
  const std::string text = text_of(programme);
  const auto document = json::Document::parse(text);
  ASSERT_TRUE(document);
  const auto back = read_members<school::Programme>(document->root());
  EXPECT_EQ(text_of(back), text);
  EXPECT_EQ(back.cohorts.at(0).every, 2);
  EXPECT_EQ(back.cohorts.at(0).cadence, school::Cadence::every_n_years);
  ASSERT_TRUE(back.pilot);
  EXPECT_EQ(back.pilot->until, someday);
  EXPECT_TRUE(back.in_pairs);
}

TEST(Described, WhatIsEmptyIsLeftOutAndReadAsEmpty) {
  EXPECT_EQ(text_of(school::RemarkReleased{}), "{}");
  const auto document = json::Document::parse(R"({"date":"no day","valid_until":5})");
  ASSERT_TRUE(document);
  const auto read = read_members<PermissionRecorded>(document->root());
  EXPECT_FALSE(read.date.ok());
  EXPECT_FALSE(read.valid_until);
}

// Every kind of event has a name of its own and is read as itself.
template <std::size_t I = 0>
void each_school_event(std::set<std::string>& names) {
  if constexpr (I < std::variant_size_v<school::Change>) {
    const school::Event event{"id", 7,    9,
                              "m1", "An", std::variant_alternative_t<I, school::Change>{}};
    names.emplace(school::event_name(event.change));
    const auto back = school::read_event(7, "id", 9, school::write_event(event, R"({"a":1})"));
    ASSERT_TRUE(back) << school::event_name(event.change);
    EXPECT_EQ(back->change.index(), I);
    EXPECT_EQ(back->actor, "m1");
    each_school_event<I + 1>(names);
  }
}

TEST(SchoolEvents, AreReadAsWhatTheyAre) {
  std::set<std::string> names;
  each_school_event(names);
  EXPECT_EQ(names.size(), std::variant_size_v<school::Change>);
  EXPECT_EQ(school::read_event(1, "", 0, R"({"type":"later"})").error().status, HV_UNSUPPORTED);
  EXPECT_EQ(school::read_event(1, "", 0, "{").error().status, HV_DATA_LOSS);
}

template <std::size_t I = 0>
void each_described_event(int& count) {
  if constexpr (I < std::variant_size_v<Change>) {
    using T = std::variant_alternative_t<I, Change>;
    if constexpr (DescribedEvent<T>) {
      ++count;
      DossierEvent event{"id", 7, 9, "m1", "An", T{}};
      if constexpr (requires(T t) { t.guardian; }) std::get<T>(event.change).guardian = "g1";
      const std::string body = write_event(event, "");
      const auto back = read_event(7, "id", 9, body);
      ASSERT_TRUE(back) << event_name(event.change);
      EXPECT_EQ(back->change.index(), I);
      EXPECT_EQ(write_event(*back, ""), body);
    }
    each_described_event<I + 1>(count);
  }
}

TEST(ContactEvents, AreReadAsWhatTheyAre) {
  int count = 0;
  each_described_event(count);
  EXPECT_EQ(count, 14);
}

}  // namespace
}  // namespace homevisit
