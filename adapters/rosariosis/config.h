// The adapter's part of the configuration. README.md explains every setting.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/sdk/http.h"

namespace homevisit::rosariosis {

// Columns of `students` in which schools keep what RosarioSIS has no column of its own for. Their
// numbers are those of a fresh installation; empty: not read.
struct StudentFields {
  std::string called, birth_date, language;
};

struct Config {
  std::string url;  // of RosarioSIS, without a "/" at its end
  sdk::Auth auth;
  std::int64_t school_year = 0;             // the first calendar year of it; 0: by the calendar
  std::vector<std::string> mentor_courses;  // titles or short names, "*" stands for any text
  StudentFields fields;
  bool writes = true;
  bool make_table = false;
  std::uint64_t page_size = 1000;
};

// Throws HV_INVALID_ARGUMENT with a sentence that names the setting.
Config read_config(std::string_view json);

// Whether a course is one whose teacher is the mentor of its students.
bool is_mentor_course(const Config& config, std::string_view title, std::string_view short_name);

}  // namespace homevisit::rosariosis
