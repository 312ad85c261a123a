// R24: feast days of several religions in a school year, proposed as days on which nobody is
// visited: they count for everybody, so that nobody's religion has to be known.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"

namespace homevisit::school {

enum class Feast {
  christmas,
  good_friday,
  easter,
  ascension,
  whitsun,
  orthodox_christmas,
  orthodox_good_friday,
  orthodox_easter,
  eid_al_fitr,
  eid_al_adha,
  ashura,
  rosh_hashanah,
  yom_kippur,
  sukkot,
  pesach,
  shavuot,
  diwali,
  holi,
  vesak,
  vaisakhi
};

struct FeastDays {
  Feast feast = Feast::christmas;
  Date from{}, to{};
};

// By their first day. Christian and Jewish feasts are computed and certain. Islamic ones follow the
// arithmetical calendar: the sighting of the moon may make them a day earlier or later. Hindu and
// Buddhist ones stand in a table, up to 2031; they too may differ by a day from place to place.
// REQUIRES: is_school_year(school_year).
std::vector<FeastDays> feast_days(const std::string& school_year);

// Easter Sunday of the western and of the eastern churches.
Date easter(int year);
Date orthodox_easter(int year);

}  // namespace homevisit::school
