// Who may be meant by a name that somebody typed. Case, spaces, punctuation and accents make no
// difference.
#pragma once

#include <string>

#include "domain/roster.h"

namespace homevisit {

// By the given name alone, or by the whole; also as it stands on record.
bool may_be_called(const Student& student, const std::string& typed);

// By the whole name: among many, one given name says nothing.
bool is_called(const Student& student, const std::string& typed);
bool is_called(const Guardian& guardian, const std::string& typed);

}  // namespace homevisit
