// Whether every student of a journal has been given what is kept beside the events for lists and
// counting: a new journal has nobody without it, one of before is given it when a report is asked
// for.
#pragma once

#include <cstdint>
#include <string>

#include "base/cancel.h"
#include "domain/open_questions.h"
#include "domain/progress/facts.h"
#include "domain/work_done.h"
#include "journal/journal.h"

namespace homevisit::operations {

class Context;

// A projection of the system; its body says of which formats.
inline constexpr char facts_made_name[] = "progress_made";
inline const std::string facts_made{progress::facts_format, work_format, questions_format};

inline Status note_facts_made(journal::Journal& journal) {
  HV_ASSIGN(const auto transaction, journal.begin());
  HV_TRY(transaction->put_projection("", facts_made_name, {0, facts_made}));
  return transaction->commit();
}

// Gives it to those who have none yet, or of another format. What is broken off is gone on with the
// next time.
Status make_facts(Context& context, const CallControl& control);

// Makes it anew for everybody; reports the step "rebuild". How many students.
Result<std::int64_t> make_facts_anew(Context& context, const CallControl& control);

}  // namespace homevisit::operations
