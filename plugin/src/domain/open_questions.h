// Questions, complaints and objections that wait for an answer (R31, R83), as they are kept beside
// a student's events: whose they are to answer is found without opening every history. What was
// asked is not in them, nor who asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "domain/history.h"

namespace homevisit {

struct OpenQuestion {
  std::string id;  // UUID
  QuestionKind kind = QuestionKind::question;
  Date date{};
  std::string owner;  // staff id: who answers
  std::string by;     // who wrote it down
};
template <typename A>
void fields(A& a, OpenQuestion& v) {
  a("id", v.id), a("kind", v.kind), a("date", v.date), a("owner", v.owner), a("by", v.by);
}

// Whose it is: its owner's; of whoever wrote it down where the school names nobody for questions.
inline const std::string& whose(const OpenQuestion& question) {
  return question.owner.empty() ? question.by : question.owner;
}

inline constexpr char questions_name[] = "questions";      // of the projection
inline constexpr char questions_format = 1;                // goes up when what is kept changes
std::string write_open_questions(const History& history);  // "" where there are none
Result<std::vector<OpenQuestion>> read_open_questions(std::string_view body);

}  // namespace homevisit
