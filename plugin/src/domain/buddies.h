// R48: two families who help each other because both said yes, for a purpose that they chose. Where
// somebody comes from is asked nowhere.
#pragma once

#include <string>

#include "base/date.h"
#include "base/status.h"
#include "domain/contact.h"

namespace homevisit {

// Refuses a link that one of the two has not agreed to, that says no purpose, or that joins a
// family with itself.
Status check_buddy(const BuddyLinked& buddy, const std::string& student, Date today);

// The same link, as it stands in the file of the other family.
BuddyLinked seen_from_the_other(const BuddyLinked& buddy, const std::string& student);

}  // namespace homevisit
