#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "definition.h"
#include "program.h"

namespace homevisit::app {

void add_man(CLI::App& app, Program& program) {
  auto* command = app.add_subcommand(
      "man", program.say("Print the man page, in roff", "Toon de handleiding (man), in roff"));
  command->callback([&program] {
    program.action = [&program] {
      const bool dutch = std::string_view(program.say.language()) == "nl";
      print(man_page(definition_of(*program.definition), hv_version(), dutch));
      return kExitOk;
    };
  });
}

}  // namespace homevisit::app
