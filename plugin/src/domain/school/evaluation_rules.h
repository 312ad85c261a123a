// R107 to R109: which questions are asked of whom, what an answer may hold, and what the answers of
// a school year add up to. Small groups are not told apart: fewer than five answers say nothing.
#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/status.h"
#include "domain/school/school.h"

namespace homevisit::school {

inline constexpr int fewest_shown = 5;

// In the order in which they are asked. Four of everybody; staff and parents get two more (R13,
// R27).
std::span<const Question> questions_of(Respondent respondent);

Status check_evaluation(const EvaluationGiven& given);

inline constexpr std::size_t score_kinds = 5;      // by the place in `Score`
using ScoreCounts = std::array<int, score_kinds>;  // not answered, no, ..., yes

// What one group of respondents said in a school year. Remarks are sorted by their words, so that
// neither order nor scores tell whose they are.
struct Answers {
  int count = 0;
  std::map<Question, ScoreCounts> scores;
  std::vector<std::string> remarks;
  std::map<ProblemKind, int> objections;  // R20

  bool is_shown() const { return count >= fewest_shown; }
};
Answers answers_of(const School& school, const std::string& school_year, Respondent respondent);

// For whoever is not the school leader: those who say yes or mostly, and those who say a little or
// no. Nothing where one of the cells is small: with the total, the others would tell it.
struct Sides {
  int yes = 0, no = 0, unanswered = 0;
};
std::optional<Sides> sides_shown(const ScoreCounts& counts);

// "2025-2026" of "2026-2027"; "" of what is no school year.
std::string year_before(const std::string& school_year);

// R109: how far a school year's evaluation is.
enum class CycleStep { ask, discuss, decide, improve, complete };
CycleStep next_step(const School& school, const std::string& school_year);

}  // namespace homevisit::school

namespace homevisit {
template <>
NameTable<school::CycleStep> names<school::CycleStep>();
}
