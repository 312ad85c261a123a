// R42: who is asked to go along on a visit opens that one visit, also of a student whose file is
// not open to them: when and where it is, who goes, and their own word. Nothing else of the file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "operations/appointments.h"
#include "operations/write.h"

namespace homevisit::operations {

struct VisitAlone {
  SharedFile file;
  SharedHistory history;
  const VisitEntry* entry;
};

// Is this staff member named for a visit that is to come, or was yesterday at the earliest?
bool goes_along(const Visit& visit, const std::string& staff, Date today);

// The visit that this actor goes on, where the student's file is not open to them for recording;
// nothing in every other case.
Result<std::optional<VisitAlone>> visit_alone(Context& context, const access::Actor& actor,
                                              const std::string& student, const std::string& visit);

// What such a visitor may: note what visitors note.
access::View view_of_visitor(const access::Actor& actor);

// Visits that this staff member goes on, from yesterday on, by day and time.
Result<std::vector<Planned>> visits_of(Context& context, const std::string& staff);

// write_change() for an actor who was let in to one visit by another way than to the file.
Result<std::string> write_change_as(const Call& call, const access::View& view,
                                    const Decide& decide);

}  // namespace homevisit::operations
