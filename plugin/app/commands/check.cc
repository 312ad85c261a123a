#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "program.h"

namespace homevisit::app {
namespace {

int show_checks(const Program& program, const Json& answer) {
  for (const Json& check : answer.items("checks")) {
    const bool fine = check.flag("ok");
    print(
        fmt::format("{} {}: {}\n", fine ? "  " : "! ", check.text("name"), check.text("message")));
    if (const std::string advice = check.text("advice"); !fine && !advice.empty()) {
      print(fmt::format("     {}\n", advice));
    }
  }
  const bool fine = answer.flag("ok");
  print(fine ? program.say("Everything is in order.\n", "Alles is in orde.\n")
             : program.say("Something needs attention: see the lines with \"!\".\n",
                           "Iets vraagt aandacht: zie de regels met \"!\".\n"));
  return fine ? kExitOk : kExitRefused;
}

}  // namespace

void add_check(CLI::App& app, Program& program) {
  auto* command = app.add_subcommand(
      "check", program.say("Look at everything that can be wrong and say what to do",
                           "Kijk alles na wat mis kan zijn en zeg wat te doen"));
  command->callback([&program] {
    program.action = [&program] {
      return program.run("it", "system.check", "{}",
                         [&](const Json& answer) { return show_checks(program, answer); });
    };
  });
}

}  // namespace homevisit::app
