// What is kept sealed beside a student's events, so that lists and reports need not open them. Each
// is made from the history alone, and can be made again from it at any time.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "domain/appointments.h"
#include "domain/codec.h"
#include "domain/history.h"
#include "domain/open_questions.h"
#include "domain/work_done.h"

namespace homevisit {

struct StudentProjection {
  std::string_view name;
  std::string (*make)(const History& history);  // "": nothing is kept of this student
};

inline constexpr char summary_name[] = "summary";    // of the class page
inline constexpr char progress_name[] = "progress";  // of the counting

inline constexpr std::array student_projections{
    StudentProjection{summary_name,
                      [](const History& history) { return write_summary(summarize(history)); }},
    StudentProjection{progress_name,
                      [](const History& history) { return progress::write_facts(history.facts); }},
    StudentProjection{work_name, write_work},
    StudentProjection{appointments_name, write_appointments},
    StudentProjection{questions_name, write_open_questions}};

}  // namespace homevisit
