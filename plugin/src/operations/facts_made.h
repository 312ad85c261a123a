// Whether every student of a journal has been given the facts that the counting needs: a new one
// has nobody without them, one of before is given them when a report is asked for.
#pragma once

#include <string>

#include "domain/progress/facts.h"
#include "journal/journal.h"

namespace homevisit::operations {

// A projection of the system; its body is the format of the facts.
inline constexpr char facts_made_name[] = "progress_made";

inline Status note_facts_made(journal::Journal& journal) {
  HV_ASSIGN(const auto transaction, journal.begin());
  HV_TRY(transaction->put_projection("", facts_made_name,
                                     {0, std::string(1, progress::facts_format)}));
  return transaction->commit();
}

}  // namespace homevisit::operations
