// Whether every student of a journal has been given the facts that the counting needs: a new one
// has nobody without them, one of before is given them when a report is asked for.
#pragma once

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

// Gives them to those who have none yet, or others: journals from before, of another format.
Status make_facts(Context& context, const CallControl& control);

}  // namespace homevisit::operations
