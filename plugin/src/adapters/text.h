// hv_str and std::string_view.
#pragma once

#include <string_view>

#include "homevisit/types.h"

namespace homevisit::adapters {

inline std::string_view view(hv_str text) {
  return text.data == nullptr ? std::string_view{} : std::string_view{text.data, text.size};
}
inline hv_str str(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace homevisit::adapters
