// What is counted of the care structure, without families.
#pragma once

#include <string>

#include "base/date.h"
#include "domain/names.h"

namespace homevisit::school {

// R102: the care co-ordinator was consulted, and whether that went well. No student.
enum class WentWell { unknown, yes, partly, no };
struct CareConsulted {
  static constexpr const char* type = "care_consulted";
  Date date{};
  WentWell went_well = WentWell::unknown;
};
template <typename A>
void fields(A& a, CareConsulted& v) {
  a("date", v.date), a("went_well", v.went_well);
}

// R105: somebody went to the appointed officer with a suspicion. Content, student and visit stay
// outside homevisit altogether.
struct HandedOff {
  static constexpr const char* type = "handed_off";
  Date date{};
  std::string officer;  // staff id or name of the appointed officer
};
template <typename A>
void fields(A& a, HandedOff& v) {
  a("date", v.date), a("officer", v.officer);
}

}  // namespace homevisit::school
