// Which of all the contacts that were ever meant is the next one.
#pragma once

#include <optional>

#include "domain/history.h"

namespace homevisit {

// Was there a contact on or after its day that was recorded since?
bool is_done(const History& history, const History::Intention& intention);

// What was said last of the next contact, apart from the visits that are planned. Where nothing was
// said, the last that was planned, proposals too.
std::optional<NextContact> said_last(const History& history);

// The first day to come for which a visit or a talk is proposed and not agreed yet.
std::optional<Date> first_proposed(const History& history, Date today);

// The earliest that is still to come: what was said last, or an appointment that stands. Where
// nothing is to come, what was said last. A proposal is none of these: nobody has agreed to it
// (R41).
std::optional<NextContact> next_contact(const History& history, Date today);

}  // namespace homevisit
