// What operations for learning platforms share: who is known, by which key we sign.
#pragma once

#include "lti/kept.h"
#include "operations/operation.h"

namespace homevisit::operations {

// HV_FAILED_PRECONDITION (lti_off) where the configuration has no "lti".
Status check_lti_on(const Context& context);

// Those of the configuration, then those that registered by themselves.
lti::Platforms known_platforms(const Context& context, const lti::Kept& kept);
Result<lti::Platforms> known_platforms(Context& context);

// Whose pages may show ours in a frame: those of the configuration, and the platforms.
Result<std::vector<std::string>> frame_ancestors(Context& context);

// With a key to sign with: the first is made when it is wanted first, another after a year.
Result<lti::Kept> with_keys(Context& context);
// Adds a key, whatever there is.
Result<lti::Kept> with_another_key(Context& context);
// Notes in the audit what was done to how platforms reach us; `platform` may be "".
Status note_lti(Context& context, journal::Transaction& transaction, const char* what,
                const std::string& platform);

}  // namespace homevisit::operations
