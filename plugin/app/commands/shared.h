// What several commands have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "program.h"

namespace homevisit::app {

// Today at the school, as YYYY-MM-DD; "" when the library does not say.
std::string school_today(const Library& library, const std::string& actor);

// Says what was recorded and where it goes, with warnings on stderr.
int show_written(const Program& program, const Json& answer);

// Says whose ids changed, after the roster was read.
void show_ids(const Program& program, const Json& ids);

// The text of a request: of a file, of standard input for "-", "{}" without a name. Nothing when it
// cannot be read, which has been told.
std::optional<std::string> request_from(const Program& program, const std::string& file);

// Adds --submission, whose default is a new random one.
void add_submission(CLI::App& command, const Words& say, std::string& submission);

}  // namespace homevisit::app
