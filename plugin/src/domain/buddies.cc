#include "domain/buddies.h"

#include "domain/refusal.h"

namespace homevisit {

Status check_buddy(const BuddyLinked& buddy, const std::string& student, Date today) {
  if (buddy.other_student == student || buddy.other_guardian == buddy.guardian)
    return invalid("buddy_of_own_family", "A buddy is of another family.", "/other_student");
  if (!buddy.agreed || !buddy.other_agreed)
    return Error{HV_FAILED_PRECONDITION, "buddy_not_agreed",
                 "Ask both first, each apart. The link is noted when both have said yes.",
                 buddy.agreed ? "/other_agreed" : "/agreed"};
  if (buddy.date > today) return invalid("date_in_future", "This day is still to come.", "/date");
  return ok();
}

BuddyLinked seen_from_the_other(const BuddyLinked& buddy, const std::string& student) {
  BuddyLinked other = buddy;
  other.other_student = student;
  std::swap(other.guardian, other.other_guardian);
  std::swap(other.agreed, other.other_agreed);
  return other;
}

}  // namespace homevisit
