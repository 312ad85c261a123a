#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "commands/shared.h"
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
  if (answer.text("read") == "changes")
    print(fmt::format(
        "{} {}, {} {}.\n", answer.number("changed"),
        say("records are new or other than before", "gegevens zijn nieuw of anders dan eerst"),
        answer.number("removed"), say("are gone", "zijn weg")));
  show_ids(program, answer["ids"]);
  return kExitOk;
}

}  // namespace

void add_refresh(CLI::App& app, Program& program) {
  auto* command = app.add_subcommand(
      "refresh", program.say("Read students, guardians, staff and groups from the system again",
                             "Lees leerlingen, verzorgers, medewerkers en groepen opnieuw uit het "
                             "systeem"));
  auto changes = std::make_shared<bool>(false);
  auto accept = std::make_shared<bool>(false);
  command->add_flag("--changes", *changes,
                    program.say("Only what changed, where the system can tell",
                                "Alleen wat veranderde, waar het systeem dat kan zeggen"));
  command->add_flag("--accept", *accept,
                    program.say("It is right that most students are gone",
                                "Het klopt dat de meeste leerlingen weg zijn"));
  command->callback([&program, changes, accept] {
    program.action = [&program, changes, accept] {
      const std::string request = fmt::format(R"({{"changes":{},"accept":{}}})", *changes, *accept);
      return program.run("it", "roster.refresh", request,
                         [&](const Json& answer) { return show_refresh(program, answer); });
    };
  });
}

}  // namespace homevisit::app
