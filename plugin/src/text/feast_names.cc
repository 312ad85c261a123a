#include "text/feast_names.h"

#include "text/msg.h"

namespace homevisit::text {
namespace {

using school::Feast;

const char* english(Feast feast) {
  switch (feast) {
    case Feast::christmas:
      return msg("Christmas");
    case Feast::good_friday:
      return msg("Good Friday");
    case Feast::easter:
      return msg("Easter");
    case Feast::ascension:
      return msg("Ascension Day");
    case Feast::whitsun:
      return msg("Whitsun");
    case Feast::orthodox_christmas:
      return msg("Orthodox Christmas");
    case Feast::orthodox_good_friday:
      return msg("Orthodox Good Friday");
    case Feast::orthodox_easter:
      return msg("Orthodox Easter");
    case Feast::eid_al_fitr:
      return msg("Eid al-Fitr");
    case Feast::eid_al_adha:
      return msg("Eid al-Adha");
    case Feast::ashura:
      return msg("Ashura");
    case Feast::rosh_hashanah:
      return msg("Rosh Hashanah");
    case Feast::yom_kippur:
      return msg("Yom Kippur");
    case Feast::sukkot:
      return msg("Sukkot");
    case Feast::pesach:
      return msg("Passover");
    case Feast::shavuot:
      return msg("Shavuot");
    case Feast::diwali:
      return msg("Diwali");
    case Feast::holi:
      return msg("Holi");
    case Feast::vesak:
      return msg("Vesak");
    case Feast::vaisakhi:
      return msg("Vaisakhi");
  }
  return "";
}

}  // namespace

std::string feast_name(const Catalogue& words, Feast feast) { return words.text(english(feast)); }

std::vector<school::ClosedDays> closed_for_feasts(const Catalogue& words,
                                                  const std::string& school_year) {
  std::vector<school::ClosedDays> days;
  for (const school::FeastDays& feast : school::feast_days(school_year))
    days.push_back(
        {feast.from, feast.to, feast_name(words, feast.feast), school::ClosedKind::feast_day});
  return days;
}

}  // namespace homevisit::text
