// What the rules answer: that it does not fit how things stand, or what was said does not hold.
#pragma once

#include <string>
#include <utility>

#include "base/status.h"

namespace homevisit {

inline Error refuse(const char* code, std::string message, std::string pointer) {
  return {HV_FAILED_PRECONDITION, code, std::move(message), std::move(pointer)};
}

inline Error invalid(const char* code, std::string message, std::string pointer) {
  return {HV_INVALID_ARGUMENT, code, std::move(message), std::move(pointer)};
}

}  // namespace homevisit
