#include "domain/open_questions.h"

#include "domain/described.h"

namespace homevisit {
namespace {

struct Kept {
  std::vector<OpenQuestion> questions;
};
template <typename A>
void fields(A& a, Kept& v) {
  a("questions", v.questions);
}

}  // namespace

std::string write_open_questions(const History& history) {
  Kept kept;
  for (const QuestionEntry& entry : history.questions) {
    const QuestionRaised& asked = entry.question;
    if (!entry.answered)
      kept.questions.push_back({asked.id, asked.kind, asked.date, asked.owner, entry.recorded.by});
  }
  if (kept.questions.empty()) return {};
  json::Writer w;
  w.begin_object();
  write_members(w, kept);
  return w.end_object().take();
}

Result<std::vector<OpenQuestion>> read_open_questions(std::string_view body) {
  if (body.empty()) return std::vector<OpenQuestion>();
  const auto document = json::Document::parse(body, {.bytes = 4 << 20, .depth = 8});
  if (!document) return document.error();
  return read_members<Kept>(document->root()).questions;
}

}  // namespace homevisit
