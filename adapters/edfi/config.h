// The adapter's part of the configuration. README.md explains every setting.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "homevisit/sdk/http.h"

namespace homevisit::edfi {

enum class GroupSource { sections, cohorts };

// Descriptors as whole texts: "uri://ed-fi.org/ProgramTypeDescriptor#Home Visiting".
struct Descriptors {
  std::string program_type, participation_status, attendance_category;
  std::string evaluation_type, evaluation_period;
  std::string intervention_class, delivery_method;
};

struct Config {
  std::string url;  // the discovery document, without a "/" at its end
  sdk::Auth auth;   // token_url may be empty: the discovery document names it
  std::string school_year;
  GroupSource groups = GroupSource::sections;
  std::string cohort_type;                  // code value; empty: all cohorts
  std::int64_t education_organization = 0;  // 0: nothing is written
  std::string program_name;
  Descriptors descriptors;
  std::uint64_t page_size = 500;
  bool page_tokens = true;  // where the server has them
  bool changes = false;
  bool languages = true;
  bool interventions = false;
  bool restricted_not_informed = true;

  bool writes() const { return education_organization != 0; }
};

// Throws HV_INVALID_ARGUMENT with a sentence that names the setting.
Config read_config(std::string_view json);

}  // namespace homevisit::edfi
