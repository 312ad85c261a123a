// How the SIS stands as far as delivering goes, shared by all processes on this journal.
#pragma once

#include "journal/delivery.h"
#include "journal/session.h"
#include "journal/subjects.h"

namespace homevisit::journal {

Result<SystemState> read_system_state(const Store&, Session&);
Result<bool> is_paused(const Store&, Session&, const DeliveryTerms&);

// Inside a writing transaction. What an attempt tells of the system: a success ends the trouble, a
// failure lengthens the pause.
Status note_system(const Store&, Session&, const DeliveryTerms&, const Settlement&);

// Inside a writing transaction. The first item after a pause is a trial: the others wait for it,
// but no longer than its lease.
Status hold_others_back(const Store&, Session&, const DeliveryTerms&);

}  // namespace homevisit::journal
