// Which students an actor may see, and which tiers. Every read and every write passes here.
//
//   mentor            students of the groups they look after: shared, care, own confidential
//   teacher           students of the groups they teach: shared; they may record
//   care_coordinator  every student: all tiers
//   school_leader     every student: shared, reading only
//   it, system        no student
#pragma once

#include <string>

#include "access/actor.h"
#include "base/date.h"
#include "base/status.h"
#include "domain/tier.h"
#include "journal/roster_store.h"

namespace homevisit::access {

struct View {
  TierSet tiers;
  bool may_record = false;
  Tier may_write = Tier::shared;  // the innermost tier that they may write
};

// What this actor may see of this student. HV_NOT_FOUND when nothing: whether a student exists is
// not told to those who may not see them.
Result<View> view_of(journal::RosterStore& roster, const Actor& actor, const std::string& student,
                     Date day);

// May this actor open the list of this group? HV_NOT_FOUND when not.
Status may_list(journal::RosterStore& roster, const Actor& actor, const std::string& group,
                Date day);

// The actor's own groups.
Result<std::vector<Group>> own_groups(journal::RosterStore& roster, const Actor& actor, Date day);

// Sees every student of the school: care coordinator, school leader.
bool sees_all(const Actor& actor);

}  // namespace homevisit::access
