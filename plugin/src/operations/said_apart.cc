#include "operations/said_apart.h"

#include <algorithm>
#include <vector>

#include "domain/consent.h"
#include "domain/rules.h"
#include "views/labels.h"

namespace homevisit::operations {
namespace {

bool differ(const std::vector<const Answer*>& answers) {
  return std::any_of(answers.begin(), answers.end(), [&](const Answer* answer) {
    return answer->kind != answers.front()->kind || answer->form != answers.front()->form;
  });
}

}  // namespace

Result<std::string> said_apart(const Rendering& r, const std::string& student, Date day) {
  if (day != r.context.today()) return std::string();
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const SharedFile file, r.context.files.read(*r.context.roster, student, day));
  HV_ASSIGN(const SharedHistory history, r.context.histories.read(*r.context.journal, student));
  std::vector<const Answer*> answers;
  std::string all;
  const auto add = [&](const std::string& guardian, const std::string& who) {
    const Answer* answer = history->standing_answer(guardian, day);
    if (answer == nullptr || answer->kind == AnswerKind::no_answer) return;
    answers.push_back(answer);
    all += (all.empty() ? "" : "; ") + who + ": " + views::answer_words(*answer, words);
  };
  for (const Guardian& guardian : file->guardians)
    if (has_access(*file, *history, guardian.id, day))
      add(guardian.id, views::guardian_words(guardian, words));
  if (answers_for_herself(file->student, day)) add("", words.text("the student"));
  return differ(answers) ? all : std::string();
}

}  // namespace homevisit::operations
