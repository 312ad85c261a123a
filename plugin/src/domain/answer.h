// What a guardian, or a student from 16, answered when asked for a visit; with its evidence.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "domain/names.h"

namespace homevisit {

enum class AnswerKind { agreed, deferred, declined, other_form, no_answer, withdrawn };
enum class OtherForm { none, school, phone, online, elsewhere };
enum class Channel { in_person, phone, letter, email, message, form, via_pupil, other };

// R1: complete and final as it is. There is no field for a reason in any form; one that a guardian
// volunteers stays confidential (R97).
struct Answer {
  std::string id;        // UUID
  std::string guardian;  // roster id; "" when the student answers for herself
  AnswerKind kind = AnswerKind::no_answer;
  OtherForm form = OtherForm::none;
  Date date{};  // when it was given
  Channel channel = Channel::in_person;
  std::optional<Date> not_before;  // do not ask again before
  bool never_ask = false;
  std::string volunteered;  // confidential

  // Evidence (consent-model.md). Time recorded and recorder are in the event.
  std::string language;     // of the talk, BCP 47
  std::string interpreter;  // InterpreterKind's name or ""
  std::string authority;    // custody as the roster had it: "yes", "no", "unknown"
  std::string relation;     // as the roster had it
  std::string notice_id, notice_version, notice_hash;
  std::optional<Date> valid_until;
  std::string evidence_reference;  // where the letter or message is kept
  std::string oral_witness;        // staff id
  bool withdrawal_told = false;    // was told how to withdraw
  std::string programme_version;   // "2026-2027/2": what the school had decided by then
};

// The last day on which an answer counts (rule 4): the end of its school year, or the day before
// "do not ask again before" where that is later, or the day until which it was given. Nothing:
// no end ("never ask").
std::optional<Date> last_day(const Answer& answer);
bool stands(const Answer& answer, Date day);
// "Not now" until a day that has come: the question is open again.
bool is_open_again(const Answer& answer, Date day);

}  // namespace homevisit
