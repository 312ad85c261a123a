// Groups and their members as far as they changed: of every section or cohort and every person that
// a change touched, what there is now.
#pragma once

#include <functional>
#include <string>

#include "changes.h"
#include "groups.h"

namespace homevisit::edfi {

void list_changed_groups(const Session& session, const Changes& changes, sdk::Sink& sink);

// `enrolled`: whether somebody is a student of today. What is put of a person in a group is all
// that there is of it.
void list_changed_enrolments(const Session& session, const Changes& changes,
                             const std::function<bool(const std::string& student)>& enrolled,
                             sdk::Sink& sink);

}  // namespace homevisit::edfi
