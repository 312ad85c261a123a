#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "definition.h"
#include "program.h"

namespace homevisit::app {

void add_completion(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto shell = std::make_shared<std::string>();
  auto* command = app.add_subcommand("completion", say("Print a completion script for a shell",
                                                       "Toon een aanvulscript voor een shell"));
  command->add_option("shell", *shell, say("Which shell", "Welke shell"))
      ->required()
      ->type_name("SHELL")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&program, shell] {
    program.action = [&program, shell] {
      print(completion_script(definition_of(*program.definition), *shell));
      return kExitOk;
    };
  });
}

}  // namespace homevisit::app
