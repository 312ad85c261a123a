// The words of OneRoster's vocabularies and what they mean here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "homevisit/adapter.h"

namespace homevisit::local {

enum class RoleKind { student, guardian, staff, none, unknown };

RoleKind role_kind(std::string_view role);
// As it is kept in or_role: students and guardians in lower case, so that SQL can ask for them.
std::string stored_role(std::string_view role, RoleKind kind);
// "true", "false" or empty (unknown); nothing where it is another word.
std::optional<hv_ternary> truth(std::string_view word);
// "2026-2027"; "" where neither the year nor the dates say it.
std::string school_year(std::string_view said, std::string_view start, std::string_view end);

}  // namespace homevisit::local
