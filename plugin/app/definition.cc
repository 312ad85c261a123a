#include "definition.h"

#include <CLI/CLI.hpp>

namespace homevisit::app {
namespace {

// CLI11 says "TEXT:{nl,en}" where a check allows only these, "N:INT in [1 - 9]" for a range.
void read_type(const std::string& type, OptionText& option) {
  const std::size_t colon = type.find(':');
  // "ROLE:STAFF" is a name that we chose ourselves.
  const bool checked = colon != std::string::npos && colon + 1 < type.size() &&
                       (type[colon + 1] == '{' || type.find(" in [") != std::string::npos);
  option.value = checked ? type.substr(0, colon) : type;
  const std::size_t open = type.find('{');
  if (!checked || open == std::string::npos) return;
  const std::size_t close = std::min(type.find('}', open), type.size());
  for (std::size_t at = open + 1; at < close;) {
    const std::size_t end = std::min(type.find(',', at), close);
    option.choices.push_back(type.substr(at, end - at));
    at = end + 1;
  }
}

OptionText text_of(const CLI::Option& option) {
  OptionText out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  if (option.get_items_expected_max() > 0) read_type(option.get_type_name(), out);
  out.description = option.get_description();
  out.standard = option.get_default_str();
  out.required = option.get_required();
  return out;
}

}  // namespace

CommandText definition_of(const CLI::App& app) {
  CommandText out;
  out.name = app.get_name();
  out.description = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // the program's own, not for people
    (option->nonpositional() ? out.options : out.positionals).push_back(text_of(*option));
  }
  out.alone = app.get_require_subcommand_min() == 0;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    out.commands.push_back(definition_of(*command));
  }
  return out;
}

}  // namespace homevisit::app
