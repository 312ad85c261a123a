// School years. RosarioSIS keeps everything once per year (`syear`), never ends what is of an old
// one, and makes the next one before it begins. Which is the current one stands in a file on its
// server, not in the database: it is the last one that has begun, of each school.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "session.h"

namespace homevisit::rosariosis {

struct MarkingPeriod {
  std::string begin, end;
  bool whole_year = false;
};

class Years {
 public:
  static Years read(const Session& session);

  // Whether that is the school's current year.
  bool is_current(std::string_view school, std::string_view syear) const;
  // The current years of all schools, for a filter: "2026" or "2025,2026".
  std::string list() const;
  // "2026-2027"
  std::string name(std::string_view school) const;
  // Null where it is unknown.
  const MarkingPeriod* period(std::string_view id) const;
  bool empty() const { return current_.empty(); }

 private:
  struct Year {
    std::string syear, begin, end;
  };
  std::map<std::string, Year, std::less<>> current_;  // by school
  std::map<std::string, MarkingPeriod, std::less<>> periods_;
};

}  // namespace homevisit::rosariosis
