// The roster as it is listed: made from the or_* tables or filled from EDEXML, read by list().
#pragma once

#include <cstdint>

#include "homevisit/adapter.h"
#include "store.h"

namespace homevisit::local {

// Empties student, guardian, care, staff, grp and member. REQUIRES: an open transaction.
void clear_roster(Store& store);
// Empties the or_* tables.
void clear_oneroster(Store& store);
// Makes the roster from the or_* tables. REQUIRES: an open transaction.
void make_roster(Store& store);

struct RosterCounts {
  std::uint64_t students, guardians, cares, staff, groups, enrolments;
};
RosterCounts count_roster(Store& store);

// Hands all records of a kind (not HV_KIND_ENTRY) to the sink. The sink's own status when it stops.
hv_status list_roster(Store& store, hv_kind kind, const Call& call, hv_sink sink, void* user);

}  // namespace homevisit::local
