#include "sample/school.h"

#include <algorithm>
#include <array>
#include <optional>

namespace homevisit::sample {
namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kLargestGroup = 25;
constexpr int kSmallGroup = 12;  // of which one mentor can have two

// Children of one year. The weights share out the students; uneven, so that some years of a small
// school have two groups and others one.
struct Cohort {
  std::string_view stream;  // "" in primary
  std::string_view letter;
  int number;
  int weight;
};
constexpr Cohort kCohorts[] = {
    {"", "", 1, 6},      {"", "", 2, 9},      {"", "", 3, 6},      {"", "", 4, 6},
    {"", "", 5, 12},     {"", "", 6, 6},      {"", "", 7, 9},      {"", "", 8, 6},
    {"vmbo", "M", 1, 4}, {"vmbo", "M", 2, 4}, {"vmbo", "M", 3, 4}, {"vmbo", "M", 4, 4},
    {"havo", "H", 1, 3}, {"havo", "H", 2, 3}, {"havo", "H", 3, 3}, {"havo", "H", 4, 3},
    {"havo", "H", 5, 3}, {"vwo", "V", 1, 3},  {"vwo", "V", 2, 3},  {"vwo", "V", 3, 3},
    {"vwo", "V", 4, 3},  {"vwo", "V", 5, 3},  {"vwo", "V", 6, 3},
};
constexpr std::size_t kGroup5 = 4, kVwo6 = std::size(kCohorts) - 1;

// The students whose ids never change, in order.
struct FixedStudent {
  std::size_t cohort;
  bool new_family;
  FamilyKind kind;
  std::size_t origin;
  std::optional<std::string_view> language;
  int years_before, birth_month, birth_day;  // born so many years before the school year; 0: draw
};
constexpr FixedStudent kFixed[] = {
    {kGroup5, true, FamilyKind::together, kDutch, "nl", 0, 0, 0},
    {kGroup5, true, FamilyKind::two_homes, kDutch, "nl", 0, 0, 0},
    {kGroup5, true, FamilyKind::one_parent, kTurkish, "tr", 0, 0, 0},
    {kGroup5, true, FamilyKind::foster, kDutch, "nl", 0, 0, 0},
    {kVwo6, true, FamilyKind::together, kDutch, "nl", 17, 3, 12},
    {kVwo6, true, FamilyKind::together, kSyrian, "ar", 18, 5, 3},
    {kGroup5, false, FamilyKind::together, kSyrian, "ar", 0, 0, 0},
};

class Builder {
 public:
  Builder(Draw& draw, Counters& counters, int number, int students, int school_year)
      : draw_(draw), counters_(counters), school_year_(school_year), wanted_(students) {
    made_.number = number;
  }

  Location make() {
    make_groups();
    if (made_.number == 0) add_fixed_students();
    while (count() < wanted_) add_family();
    add_staff();
    return std::move(made_);
  }

 private:
  int count() const { return static_cast<int>(made_.students.size()); }

  void make_groups() {
    const int fixed =
        made_.number == 0 ? std::min(wanted_, static_cast<int>(std::size(kFixed))) : 0;
    int weights = 0;
    for (const Cohort& cohort : kCohorts) weights += cohort.weight;
    int passed = 0;
    for (std::size_t place = 0; place < std::size(kCohorts); ++place) {
      const int free = wanted_ - fixed;
      int size = free * (passed + kCohorts[place].weight) / weights - free * passed / weights;
      passed += kCohorts[place].weight;
      for (int i = 0; i < fixed; ++i) size += kFixed[i].cohort == place;
      make_groups_of(place, size);
    }
    for (const Group& group : made_.groups) places_ += group.places;
  }

  void make_groups_of(std::size_t place, int size) {
    const Cohort& cohort = kCohorts[place];
    const int count = (size + kLargestGroup - 1) / kLargestGroup;
    for (int i = 0; i < count; ++i) {
      Group group;
      group.secondary = !cohort.stream.empty();
      const std::string number = std::to_string(cohort.number);
      group.name = std::string(cohort.letter) + number + static_cast<char>('A' + i);
      group.year = (group.secondary ? std::string(cohort.stream) : "groep") + " " + number;
      group.age = cohort.number + (group.secondary ? 11 : 3);
      group.cohort = place;
      group.places = group.students = size / count + (i < size % count ? 1 : 0);
      made_.groups.push_back(std::move(group));
    }
  }

  void add_fixed_students() {
    for (const FixedStudent& fixed : kFixed) {
      if (count() == wanted_) return;
      if (fixed.new_family) {
        made_.families.push_back(
            make_family(draw_, counters_, fixed.kind, fixed.origin, fixed.language));
      }
      std::size_t group = 0;
      while (made_.groups[group].cohort != fixed.cohort) ++group;
      const auto birth =
          fixed.years_before == 0
              ? draw_birth(made_.groups[group].age)
              : year_month_day(year(school_year_ - fixed.years_before),
                               month(static_cast<unsigned>(fixed.birth_month)),
                               std::chrono::day(static_cast<unsigned>(fixed.birth_day)));
      add_student(group, birth);
    }
  }

  // The first families of the organisation go through all kinds and origins in turn, so that a
  // small school has each of them too.
  void add_family() {
    const std::size_t turn = made_.number == 0 ? turn_++ : SIZE_MAX;
    const FamilyKind kind = turn < kFamilyKinds ? static_cast<FamilyKind>(turn) : draw_kind(draw_);
    std::size_t origin = draw_origin(draw_);
    std::optional<std::string_view> language;
    // Each language at home gets one family that speaks it.
    if (std::size_t passed = 0; turn != SIZE_MAX) {
      for (std::size_t i = 0; i < origins().size(); ++i) {
        const auto languages = origins()[i].languages;
        if (turn >= passed && turn < passed + languages.size()) {
          origin = i;
          language = languages[turn - passed];
        }
        passed += languages.size();
      }
    }
    made_.families.push_back(make_family(draw_, counters_, kind, origin, language));
    const auto size_draw = draw_.below(100);
    const int children = size_draw < 45 ? 1 : size_draw < 83 ? 2 : size_draw < 96 ? 3 : 4;
    siblings_.clear();
    for (int i = 0; i < children && count() < wanted_; ++i) add_child();
  }

  // A child's year is drawn first, then a birthday that a family can have; after some tries the
  // family stays smaller.
  void add_child() {
    for (int tries = 0; tries < 8; ++tries) {
      const std::size_t group = draw_place();
      const auto birth = draw_birth(made_.groups[group].age);
      if (siblings_.empty() || can_be_sibling(birth)) {
        siblings_.push_back(birth);
        add_student(group, birth);
        return;
      }
    }
  }

  bool can_be_sibling(year_month_day birth) const {
    return std::all_of(siblings_.begin(), siblings_.end(), [&](year_month_day other) {
      const auto apart = std::chrono::abs(sys_days(birth) - sys_days(other));
      return apart > days(320) && apart < days(14 * 365);
    });
  }

  std::size_t draw_place() {
    std::uint64_t left = draw_.below(static_cast<std::uint64_t>(places_));
    std::size_t group = 0;
    while (left >= static_cast<std::uint64_t>(made_.groups[group].places)) {
      left -= static_cast<std::uint64_t>(made_.groups[group++].places);
    }
    return group;
  }

  // The Dutch year of school turns on 1 October; some stay a year longer, few skip one.
  year_month_day draw_birth(int age) {
    const auto chance = draw_.below(100);
    const int years = age + (chance < 6 && age > 4 ? 1 : chance == 99 && age > 4 ? -1 : 0);
    const sys_days last = sys_days(year(school_year_ - years) / 10 / 1);
    const sys_days first = sys_days(year(school_year_ - years - 1) / 10 / 2);
    const auto range = static_cast<std::uint64_t>((last - first).count()) + 1;
    return last - days(static_cast<int>(draw_.below(range)));
  }

  void add_student(std::size_t group, year_month_day birth) {
    const Family& family = made_.families.back();
    const auto& names = draw_.percent(50) ? family.origin->girls : family.origin->boys;
    Student student;
    student.id = counters_.student++;
    student.family = made_.families.size() - 1;
    student.given_name = draw_.of(names);
    while (has_sibling_named(student.given_name)) student.given_name = draw_.of(names);
    // Who has many given names is called by the first.
    if (student.given_name.find(' ') != std::string::npos && student.given_name.size() > 20) {
      student.preferred_name = student.given_name.substr(0, student.given_name.find(' '));
    }
    student.family_name = family.children_name;
    student.language = draw_.percent(15) ? std::string_view(family.adults.front().language)
                                         : std::string_view("nl");
    student.birth = birth;
    student.group = group;
    --made_.groups[group].places;
    --places_;
    made_.students.push_back(std::move(student));
  }

  bool has_sibling_named(const std::string& name) const {
    const std::size_t family = made_.families.size() - 1;
    for (auto it = made_.students.rbegin(); it != made_.students.rend() && it->family == family;
         ++it) {
      if (it->given_name == name) return true;
    }
    return false;
  }

  void add_staff() {
    std::size_t first = 0;
    while (first < made_.groups.size() && made_.groups[first].cohort != kGroup5) ++first;
    // 5A comes first: its mentor is 9001.
    if (first < made_.groups.size()) made_.groups[first].mentors = {hire("teacher", false)};
    for (std::size_t i = 0; i < made_.groups.size(); ++i) {
      if (i != first) add_mentors(i);
    }
    for (bool secondary : {false, true}) {
      hire("principal", secondary);
      hire("counselor", secondary);
      hire("siteAdministrator", secondary);
    }
    if (made_.number == 0) hire("systemAdministrator", false);
    add_lessons();
  }

  void add_mentors(std::size_t place) {
    Group& group = made_.groups[place];
    if (group.secondary && place % 4 == 1) {
      const Group& before = made_.groups[place - 1];
      if (before.secondary && std::max(before.students, group.students) <= kSmallGroup) {
        group.mentors = before.mentors;
        return;
      }
    }
    group.mentors = {hire("teacher", group.secondary)};
    if (!group.secondary && place % 4 == 2) group.mentors.push_back(hire("teacher", false));
  }

  void add_lessons() {
    for (std::size_t subject = 0; subject < std::size(kSubjects); ++subject) {
      int taught = 0;
      std::uint32_t teacher = 0;
      for (std::size_t group = 0; group < made_.groups.size(); ++group) {
        if (!made_.groups[group].secondary) continue;
        if (taught++ % 8 == 0) teacher = hire("teacher", true);
        made_.lessons.push_back({group, subject, teacher});
      }
    }
  }

  std::uint32_t hire(std::string_view role, bool secondary) {
    const Origin& origin = origins()[draw_origin(draw_)];
    StaffMember member;
    member.id = counters_.staff++;
    member.given_name = draw_.of(draw_.percent(70) ? origin.girls : origin.boys);
    member.family_name = draw_.of(origin.families);
    member.role = role;
    member.secondary = secondary;
    return made_.staff.emplace_back(std::move(member)).id;
  }

  Draw& draw_;
  Counters& counters_;
  const int school_year_, wanted_;
  int places_ = 0;
  std::size_t turn_ = 0;
  std::vector<year_month_day> siblings_;  // birthdays in the family that is being made
  Location made_;
};

}  // namespace

Location make_location(Draw& draw, Counters& counters, int number, int students, int school_year) {
  return Builder(draw, counters, number, students, school_year).make();
}

}  // namespace homevisit::sample
