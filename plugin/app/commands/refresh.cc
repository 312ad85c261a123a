#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "program.h"

namespace homevisit::app {
namespace {

int show_refresh(const Program& program, const Json& answer) {
  const Words& say = program.say;
  const Json counts = answer["counts"];
  print(fmt::format(
      "{} {}, {} {}, {} {}, {} {}.\n", counts.number("students"), say("students", "leerlingen"),
      counts.number("guardians"), say("guardians", "verzorgers"), counts.number("staff"),
      say("staff", "medewerkers"), counts.number("groups"), say("groups", "groepen")));
  return kExitOk;
}

}  // namespace

void add_refresh(CLI::App& app, Program& program) {
  auto* command = app.add_subcommand(
      "refresh", program.say("Read students, guardians, staff and groups from the system again",
                             "Lees leerlingen, verzorgers, medewerkers en groepen opnieuw uit het "
                             "systeem"));
  command->callback([&program] {
    program.action = [&program] {
      return program.run("it", "roster.refresh", "{}",
                         [&](const Json& answer) { return show_refresh(program, answer); });
    };
  });
}

}  // namespace homevisit::app
