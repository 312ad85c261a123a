// From what a system says of somebody to who they are here. Only what is configured counts: without
// a rule nobody gets in.
#pragma once

#include "access/actor.h"
#include "journal/roster_store.h"
#include "json/json.h"
#include "sign_on/provider.h"

namespace homevisit::sign_on {

// HV_PERMISSION_DENIED: sign_on_claim_missing (the system does not say who it is),
// sign_on_claim_refused (a claim that is required has another value), sign_on_person_unknown (not
// in the roster, nor in the table), sign_on_no_role (no rule fits). HV_INVALID_ARGUMENT:
// sign_on_table.
Result<access::Actor> actor_of(const Provider& provider, json::Value claims,
                               journal::RosterStore& roster);

// A claim by its name, or by a JSON pointer ("/realm_access/roles") where it lies deeper.
json::Value claim_of(json::Value claims, const std::string& name);
// Is this text the claim, or one of its values?
bool claim_has(json::Value claim, std::string_view value);

}  // namespace homevisit::sign_on
