#include "domain/answer.h"

#include <algorithm>

namespace homevisit {

std::optional<Date> last_day(const Answer& answer) {
  if (answer.never_ask) return answer.valid_until;
  Date last = add_days(next_school_year_start(answer.date), -1);
  if (answer.not_before) last = std::max(last, add_days(*answer.not_before, -1));
  if (answer.valid_until) last = std::min(last, *answer.valid_until);
  return last;
}

bool stands(const Answer& answer, Date day) {
  if (answer.date > day) return false;
  const std::optional<Date> last = last_day(answer);
  return !last || day <= *last;
}

bool is_open_again(const Answer& answer, Date day) {
  return answer.kind == AnswerKind::deferred && !answer.never_ask && answer.not_before &&
         *answer.not_before <= day;
}

}  // namespace homevisit
