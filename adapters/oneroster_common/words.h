// The words of OneRoster's vocabularies and what they mean here; the same in files and over REST.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "homevisit/adapter.h"

namespace homevisit::oneroster {

enum class RoleKind { student, guardian, staff, none, unknown };

RoleKind role_kind(std::string_view role);
// As it is kept: students and guardians in lower case, others as written.
std::string stored_role(std::string_view role, RoleKind kind);
// Is a class of this type a home group? A type of the school's own ("ext:...") is not known to be;
// nothing where it is no word of the standard.
std::optional<hv_ternary> home_group(std::string_view class_type);
// "true", "false" or empty (unknown); nothing where it is another word.
std::optional<hv_ternary> truth(std::string_view word);
// "2026-2027"; "" where neither the year nor the dates say it.
std::string school_year(std::string_view said, std::string_view start, std::string_view end);

}  // namespace homevisit::oneroster
