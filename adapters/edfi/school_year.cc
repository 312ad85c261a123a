#include "school_year.h"

#include "homevisit/sdk/date.h"

namespace homevisit::edfi {

int school_year_on(std::string_view day) {
  if (!sdk::calendar_date(day)) return 0;
  const int year = std::stoi(std::string(day.substr(0, 4)));
  return day.substr(5, 2) >= "07" ? year + 1 : year;
}

std::string school_year_name(int year) {
  return year == 0 ? std::string() : std::to_string(year - 1) + "-" + std::to_string(year);
}

int current_school_year(const Session& session) {
  if (!session.config().school_year.empty()) return std::stoi(session.config().school_year);
  const int by_calendar = school_year_on(session.today());
  int by_server = 0;
  // Data Standard 4 has the resource too, though its description leaves it out.
  session.each_if_allowed("schoolYearTypes", {{"currentSchoolYear", "true"}},
                          "The school year is taken from the calendar.", [&](const Value& row) {
                            if (row["currentSchoolYear"].boolean() == true)
                              by_server = static_cast<int>(row["schoolYear"].integer().value_or(0));
                          });
  if (by_server == 0) return by_calendar;
  if (by_server != by_calendar)
    session.call().host().warn(
        "The Ed-Fi server says that the school year " + school_year_name(by_server) +
        " is the current one, by the calendar it is " + school_year_name(by_calendar) +
        ". Groups of the former are read. If the roll-over was forgotten, set currentSchoolYear in "
        "schoolYearTypes, or \"school_year\" in the configuration.");
  return by_server;
}

}  // namespace homevisit::edfi
