// What `backup` and `restore` say about the copies in a folder.
#pragma once

#include <string>

#include "program.h"

namespace homevisit::app {

// Absolute, as a person at the command line means it.
std::string backup_folder(const std::string& given);

// "number 3 of 2026-10-12 03:00, 120 events, the last of 2026-10-11 15:12 (UTC)"
std::string generation_text(const Json& generation, const Words& say);
// "12 KB", "3.4 MB"
std::string size_text(std::int64_t bytes);
void show_problems(const Json& answer);
// The answer of backup.list, as a table.
int show_generations(const Program& program, const Json& answer);

}  // namespace homevisit::app
