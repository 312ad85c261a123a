// Which of all the contacts that were ever meant is the next one.
#pragma once

#include <optional>

#include "domain/history.h"

namespace homevisit {

// Was there a contact on or after its day that was recorded since?
bool is_done(const History& history, const History::Intention& intention);

// What was said last of the next contact, apart from the visits that are planned. Where nothing was
// said, the last that was planned.
std::optional<NextContact> said_last(const History& history);

// The earliest that is still to come: what was said last, or a visit that is planned. Where nothing
// is to come, what was said last.
std::optional<NextContact> next_contact(const History& history, Date today);

}  // namespace homevisit
