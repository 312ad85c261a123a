#include "domain/school/feast_days.h"

#include <algorithm>

#include "domain/school/programme_rules.h"

namespace homevisit::school {
namespace {

namespace chrono = std::chrono;

Date date(int year, unsigned month, unsigned day) {
  return chrono::year{year} / chrono::month{month} / chrono::day{day};
}

Date of_julian_day(std::int64_t number) {
  constexpr std::int64_t of_1970 = 2440588;  // the Julian day number of 1 January 1970
  return Date{chrono::sys_days{chrono::days{number - of_1970}}};
}

// A day of the arithmetical Islamic calendar: thirty years with eleven leap years of a day more,
// from 16 July 622 of the Julian calendar.
Date islamic(int year, int month, int day) {
  const std::int64_t y = year, m = month;
  return of_julian_day(day + (59 * (m - 1) + 1) / 2 + (y - 1) * 354 + (3 + 11 * y) / 30 + 1948439);
}

// Days from the epoch of the Hebrew calendar to 1 Tishri of a year: from the mean new moon, with
// the four postponements.
std::int64_t hebrew_days_before(std::int64_t year) {
  const std::int64_t months = (235 * year - 234) / 19;
  const std::int64_t parts = 12084 + 13753 * months;
  const std::int64_t day = months * 29 + parts / 25920;
  return (3 * (day + 1)) % 7 < 3 ? day + 1 : day;
}

std::int64_t hebrew_postponement(std::int64_t year) {
  const std::int64_t last = hebrew_days_before(year - 1), present = hebrew_days_before(year),
                     next = hebrew_days_before(year + 1);
  if (next - present == 356) return 2;
  return present - last == 382 ? 1 : 0;
}

Date rosh_hashanah(int hebrew_year) {
  constexpr std::int64_t epoch = 347998;  // the day before the first of 1 Tishri
  return of_julian_day(epoch + hebrew_days_before(hebrew_year) + hebrew_postponement(hebrew_year));
}

// Amavasya of Kartika (main day of Diwali), the day after the full moon of Phalguna, the full moon
// of Vaisakha: as calendars of the Netherlands and India give them.
struct Tabulated {
  Feast feast;
  Date day;
};
const std::vector<Tabulated>& tabulated() {
  static const std::vector<Tabulated> table = {
      {Feast::diwali, date(2026, 11, 8)},  {Feast::diwali, date(2027, 10, 29)},
      {Feast::diwali, date(2028, 10, 17)}, {Feast::diwali, date(2029, 11, 5)},
      {Feast::diwali, date(2030, 10, 26)}, {Feast::holi, date(2026, 3, 4)},
      {Feast::holi, date(2027, 3, 22)},    {Feast::holi, date(2028, 3, 11)},
      {Feast::holi, date(2029, 3, 1)},     {Feast::holi, date(2030, 3, 20)},
      {Feast::vesak, date(2026, 5, 31)},   {Feast::vesak, date(2027, 5, 20)},
      {Feast::vesak, date(2028, 5, 9)},    {Feast::vesak, date(2029, 5, 27)},
      {Feast::vesak, date(2030, 5, 17)},
  };
  return table;
}

class SchoolYear {
 public:
  explicit SchoolYear(const std::string& name)
      : begin_(begin_of_school_year(name)), end_(end_of_school_year(name)) {}

  void add(Feast feast, Date from, int days = 1) {
    if (from >= begin_ && from <= end_) days_.push_back({feast, from, add_days(from, days - 1)});
  }

  std::vector<FeastDays> take() {
    std::stable_sort(days_.begin(), days_.end(),
                     [](const FeastDays& a, const FeastDays& b) { return a.from < b.from; });
    return std::move(days_);
  }

 private:
  Date begin_, end_;
  std::vector<FeastDays> days_;
};

void add_christian(SchoolYear& year, int number) {
  const Date sunday = easter(number), eastern = orthodox_easter(number);
  year.add(Feast::christmas, date(number, 12, 25), 2);
  year.add(Feast::good_friday, add_days(sunday, -2));
  year.add(Feast::easter, sunday, 2);
  year.add(Feast::ascension, add_days(sunday, 39));
  year.add(Feast::whitsun, add_days(sunday, 49), 2);
  year.add(Feast::orthodox_christmas, date(number, 1, 7));
  year.add(Feast::orthodox_good_friday, add_days(eastern, -2));
  year.add(Feast::orthodox_easter, eastern, 2);
}

void add_islamic(SchoolYear& year, int number) {
  // Two Islamic years begin or end in most years of ours.
  const int first = (number - 622) * 33 / 32;
  for (int islamic_year = first - 1; islamic_year <= first + 2; ++islamic_year) {
    const auto add = [&](Feast feast, Date day, int days) {
      if (static_cast<int>(day.year()) == number) year.add(feast, day, days);
    };
    add(Feast::ashura, islamic(islamic_year, 1, 10), 1);
    add(Feast::eid_al_fitr, islamic(islamic_year, 10, 1), 3);
    add(Feast::eid_al_adha, islamic(islamic_year, 12, 10), 4);
  }
}

void add_jewish(SchoolYear& year, int number) {
  const Date new_year = rosh_hashanah(number + 3761);
  year.add(Feast::rosh_hashanah, new_year, 2);
  year.add(Feast::yom_kippur, add_days(new_year, 9));
  year.add(Feast::sukkot, add_days(new_year, 14), 9);  // with Simchat Torah
  // From 15 Nisan to the next 1 Tishri are always 163 days.
  const Date pesach = add_days(new_year, -163);
  year.add(Feast::pesach, pesach, 8);
  year.add(Feast::shavuot, add_days(pesach, 50), 2);
}

}  // namespace

// The computation of Meeus, Jones and Butcher.
Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return date(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

// Meeus's Julian computation; 13 days are between the calendars from 1900 to 2099.
Date orthodox_easter(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int n = d + e + 114;
  return add_days(date(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1)), 13);
}

std::vector<FeastDays> feast_days(const std::string& school_year) {
  SchoolYear year(school_year);
  const int first = static_cast<int>(begin_of_school_year(school_year).year());
  for (const int number : {first, first + 1}) {
    add_christian(year, number);
    add_islamic(year, number);
    add_jewish(year, number);
    year.add(Feast::vaisakhi, date(number, 4, 14));
  }
  for (const Tabulated& one : tabulated()) year.add(one.feast, one.day);
  return year.take();
}

}  // namespace homevisit::school
