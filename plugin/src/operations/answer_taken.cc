#include "operations/answer_taken.h"

#include <limits>
#include <utility>

#include "domain/codec.h"
#include "domain/consent.h"
#include "operations/consent_evidence.h"

namespace homevisit::operations {
namespace {

// Only a welcome is taken back: of a no it would say that they had wished for a visit before.
Status check_there_is_a_welcome(const History& history, const Answer& answer) {
  const Answer* before = history.standing_answer(answer.guardian, answer.date);
  if (before != nullptr &&
      (before->kind == AnswerKind::agreed || before->kind == AnswerKind::withdrawn))
    return ok();
  return Error{HV_FAILED_PRECONDITION, "nothing_to_take_back",
               "No welcome of this person stands, so there is nothing to take back. Choose "
               "\"Prefers no home visit\", or what else they said.",
               "/answer"};
}

Result<Answer> checked(const Call& call, const Facts& facts, const school::School& school,
                       json::Value given, std::optional<AnswerKind> kind) {
  HV_ASSIGN(Answer answer, read_answer(given));
  if (kind) answer.kind = *kind;
  if (answer.guardian.empty() != given["by_student"].is_true())
    return Error{HV_INVALID_ARGUMENT, "whose_answer",
                 "Say whose answer this is: a guardian's or the student's own.", "/guardian"};
  complete_answer(answer, facts.file, facts.today);
  HV_TRY(check_answer(facts.file, answer, facts.today));
  if (!answer.oral_witness.empty()) HV_TRY(check_staff(call, answer.oral_witness, "/oral_witness"));
  // Rule 6: what would not count is not taken down as if it did.
  if (!answer.guardian.empty() &&
      !has_access(facts.file, facts.history, answer.guardian, answer.date))
    return Error{HV_FAILED_PRECONDITION, "student_of_age",
                 "From 18 the student alone is asked, unless the student lets this guardian "
                 "know what the school knows.",
                 "/guardian"};
  if (answer.kind == AnswerKind::withdrawn) HV_TRY(check_there_is_a_welcome(facts.history, answer));
  if (answer.notice_id.empty()) {
    const NoticeReference had = notice_had(facts.history, answer.guardian, answer.date);
    answer.notice_id = had.id, answer.notice_version = had.version;
    answer.notice_hash = had.hash;
  }
  answer.programme_version = programme_version(school, answer.date);
  answer.id = new_id(call.context);
  return answer;
}

}  // namespace

Result<Answer> answer_taken(const Call& call, const Facts& facts, const school::School& school,
                            json::Value given, const std::string& place,
                            std::optional<AnswerKind> kind) {
  auto answer = checked(call, facts, school, given, kind);
  if (answer) return answer;
  Error error = std::move(answer).error();
  error.pointer = place + error.pointer;
  return error;
}

History with_answer(History history, const Answer& answer) {
  DossierEvent said;
  said.seq = std::numeric_limits<std::int64_t>::max();
  said.change = AnswerRecorded{answer};
  apply(history, said);
  return history;
}

}  // namespace homevisit::operations
