// The whole command line: what there is, and the options that go with every command.
#pragma once

#include <memory>
#include <string>

#include "program.h"

namespace homevisit::app {

// The definition, with all commands, in the program's language. Help, man page and completions are
// made from it.
std::unique_ptr<CLI::App> command_line(Program& program);

// What to say where no command is among the arguments that `app` has read, or none that it knows:
// which word it was, what is like it, and where all of them stand.
std::string no_such_command(const CLI::App& app, const Words& say);

// "nl" or "en": by --language in the arguments, else by LC_ALL, LC_MESSAGES or LANG. Needed before
// the definition is made, since its texts are in that language.
Words words_of(int argc, const char* const* argv);

}  // namespace homevisit::app
