#include "years.h"

#include <set>

#include "homevisit/sdk/date.h"

namespace homevisit::rosariosis {

Years Years::read(const Session& session) {
  Years years;
  const std::string today = session.today();
  const std::string wanted =
      session.config().school_year == 0 ? "" : std::to_string(session.config().school_year);
  session.each(
      {.table = "school_marking_periods",
       .columns = {"marking_period_id", "syear", "mp", "school_id", "start_date", "end_date"},
       .keys = {"marking_period_id"}},
      [&](const Value& row) {
        const bool whole_year = row["mp"].text() == "FY";
        const std::string begin = sdk::calendar_date(row["start_date"].text()).value_or("");
        const std::string end = sdk::calendar_date(row["end_date"].text()).value_or("");
        years.periods_[row["marking_period_id"].id()] = {begin, end, whole_year};
        const std::string school = row["school_id"].id(), syear = row["syear"].id();
        if (!whole_year || school.empty() || syear.empty()) return;
        if (!wanted.empty() ? syear != wanted : begin > today) return;
        Year& current = years.current_[school];
        if (current.syear.empty() || begin >= current.begin) current = {syear, begin, end};
      });
  if (years.empty())
    throw Failure(HV_FAILED_PRECONDITION,
                  wanted.empty()
                      ? "RosarioSIS has no school year that has begun (School > Marking Periods), "
                        "so nobody is enrolled in it."
                      : "RosarioSIS has no school year " + wanted +
                            " (School > Marking Periods). Change \"school_year\" in the "
                            "configuration, or leave it away.");
  return years;
}

bool Years::is_current(std::string_view school, std::string_view syear) const {
  const auto year = current_.find(school);
  return year != current_.end() && year->second.syear == syear;
}

std::string Years::list() const {
  std::set<std::string> all;
  for (const auto& [school, year] : current_) all.insert(year.syear);
  std::string list;
  for (const std::string& year : all) list += (list.empty() ? "" : ",") + year;
  return list;
}

std::string Years::name(std::string_view school) const {
  const auto year = current_.find(school);
  if (year == current_.end() || year->second.begin.empty()) return "";
  const std::string begin = year->second.begin.substr(0, 4);
  const std::string end = year->second.end.substr(0, 4);
  return end.empty() || begin == end ? begin : begin + "-" + end;
}

const MarkingPeriod* Years::period(std::string_view id) const {
  const auto period = periods_.find(id);
  return period == periods_.end() ? nullptr : &period->second;
}

}  // namespace homevisit::rosariosis
