// What the team shares and solves (R18, R110), and what was drawn up for its meeting (R106).
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "domain/names.h"

namespace homevisit::school {

// R110: a success, without names.
struct SuccessShared {
  static constexpr const char* type = "success_shared";
  std::string id;  // UUID
  std::string text;
  Date date{};
};
template <typename A>
void fields(A& a, SuccessShared& v) {
  a("id", v.id), a("text", v.text), a("date", v.date);
}

// R18: a practical problem with an owner. R20: staff objections by kind.
enum class ProblemKind { time, usefulness, skill, fear, organisation, other };
enum class ProblemState { open, solved, let_go };
struct ProblemNoted {
  static constexpr const char* type = "problem_noted";
  std::string id;  // UUID; again: its new state
  ProblemKind kind = ProblemKind::other;
  std::string text;
  std::string owner;  // staff id
  std::optional<Date> due;
  ProblemState state = ProblemState::open;
};
template <typename A>
void fields(A& a, ProblemNoted& v) {
  a("id", v.id), a("kind", v.kind), a("text", v.text), a("owner", v.owner), a("due", v.due);
  a("state", v.state);
}

// The figures as they were shown on a day, so that no later change of the roster changes them.
struct ReportKept {
  static constexpr const char* type = "report_kept";
  std::string id;  // UUID
  Date as_of{};
  std::string title;
  std::string figures;  // JSON, as the report gave it
};
template <typename A>
void fields(A& a, ReportKept& v) {
  a("id", v.id), a("as_of", v.as_of), a("title", v.title), a("figures", v.figures);
}

}  // namespace homevisit::school
