#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "program.h"

namespace homevisit::app {
namespace {

int show_delivery(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(fmt::format("{} {}, {} {}.\n", answer.number("delivered"),
                    say("put into the student files", "in de dossiers gezet"),
                    answer.number("waiting"), say("still wait", "wachten nog")));
  if (const auto attention = answer.number("attention"); attention > 0) {
    print(fmt::format(
        "{} {}\n", attention,
        say("need attention; see: homevisit outbox", "vragen aandacht; zie: homevisit outbox")));
  }
  if (const std::string error = answer.text("last_error"); !error.empty()) tell(error);
  return kExitOk;
}

}  // namespace

void add_deliver(CLI::App& app, Program& program) {
  auto* command =
      app.add_subcommand("deliver", program.say("Put waiting entries into the student files now",
                                                "Zet wat wacht nu in de leerlingdossiers"));
  command->callback([&program] {
    program.action = [&program] {
      return program.run("it", "dossier.deliver", "{}",
                         [&](const Json& answer) { return show_delivery(program, answer); });
    };
  });
}

}  // namespace homevisit::app
