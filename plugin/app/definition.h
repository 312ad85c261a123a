// The command line's definition as plain values, read from CLI11: the one source of the man page
// and the completions.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace homevisit::app {

struct OptionText {
  std::vector<std::string> names;    // "--data", "-h"; none when it is positional
  std::string value;                 // "DIR", "" for a flag
  std::vector<std::string> choices;  // the only values it takes; none: any
  std::string description;
  std::string standard;  // its default, where there is one to show
  bool required = false;
  bool is_path() const { return value == "FILE" || value == "DIR"; }
};

struct CommandText {
  std::string name;
  std::string description;
  std::vector<OptionText> options;
  std::vector<OptionText> positionals;
  std::vector<CommandText> commands;
  bool alone = true;  // does something without one of these
};

CommandText definition_of(const CLI::App& app);

// A man page (section 1) in roff.
std::string man_page(const CommandText& program, const std::string& version, bool dutch);

// A completion script; `shell` is bash, zsh or fish.
std::string completion_script(const CommandText& program, const std::string& shell);

}  // namespace homevisit::app
