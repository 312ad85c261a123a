// The adapter's configuration: {"store": "/path/student-files.db"}.
#pragma once

#include <string>
#include <string_view>

namespace homevisit::local {

struct Config {
  std::string store;
};

// Throws Failure with a sentence that names the setting.
Config read_config(std::string_view json);

}  // namespace homevisit::local
