// The adapter's part of the configuration. What each setting means stands in README.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "homevisit/sdk/http.h"

namespace homevisit::moodle {

struct Settings {
  std::string url;  // of the site, without "/" at its end
  sdk::Auth auth;   // the token, which the host puts into the form
  std::string school;
  std::vector<std::int64_t> categories;  // none: all
  std::string courses;                   // pattern of short names; "": all
  std::vector<std::string> mentor_roles, teacher_roles, student_roles;  // short names
  std::string publish;        // personal, course or site, as Moodle calls it
  std::string summary_field;  // short name of a profile field; "": none
  std::string summary_next;   // its words before the day of the next contact
};

// Throws HV_INVALID_ARGUMENT with a sentence that names the setting.
Settings read_settings(std::string_view config);

}  // namespace homevisit::moodle
