// Guardians' relations to students as they are handed out.
#pragma once

#include "homevisit/sdk/call.h"
#include "homevisit/sdk/sink.h"
#include "people.h"

namespace homevisit::oneroster {

// One record per pair. Households as the README of adapters/local has them: the school's own token;
// else guardians with whom the student lives share a home, and others have one of their own; else
// unknown.
void list_care(const sdk::Call& call, const People& people, sdk::Sink& sink);

}  // namespace homevisit::oneroster
