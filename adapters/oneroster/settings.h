// The adapter's settings; README.md, "Settings".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "homevisit/adapter.h"
#include "homevisit/sdk/http.h"

namespace homevisit::oneroster {

// Which classes are home groups.
struct HomeGroups {
  enum class By { class_type, title, course_code };
  By by = By::class_type;
  std::string pattern;  // of title and course_code; "*" stands for any text
};

struct Settings {
  std::string url;  // of the service, without a "/" at its end
  bool version_11 = false;
  sdk::Auth auth;
  bool demographics = true;
  std::uint64_t page_size = 500;
  HomeGroups home_groups;
  std::string school_year;         // "current", "all" or "2026-2027"
  bool ids_by_identifier = false;  // people are known by `identifier`, not by `sourcedId`
};

// Throws Failure HV_INVALID_ARGUMENT with a sentence that names the setting.
Settings read_settings(std::string_view config);

// HV_YES, HV_NO or HV_UNKNOWN, by the settings. What a class says of its type counts only where the
// settings go by it.
hv_ternary is_home_group(const HomeGroups& settings, std::string_view class_type,
                         std::string_view title, std::string_view course_code);

}  // namespace homevisit::oneroster
