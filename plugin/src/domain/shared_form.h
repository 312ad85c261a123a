// What of an event colleagues may read in the student's file, and what therefore may leave the
// journal: the shared tier.
#pragma once

#include <optional>

#include "domain/event.h"

namespace homevisit {

// The event without what belongs to another tier: notes for the care team and confidential ones,
// needs, parked matters, the support plan, working time, the backstop, what a guardian volunteered,
// and where evidence is kept (R61).
// None where the event has no place in the student's file: plans and attempts, sign-offs, what
// guardians were told and prefer, addenda of another tier.
std::optional<DossierEvent> shared_form(const DossierEvent& event);

Visit shared_form(const Visit& visit);
Answer shared_form(const Answer& answer);

}  // namespace homevisit
