#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "program.h"
#include "table.h"

namespace homevisit::app {
namespace {

int show_status(const Program& program, const Json& answer) {
  const Words& say = program.say;
  const Json adapter = answer["adapter"];
  const Json roster = answer["roster"];
  const Json outbox = answer["outbox"];
  std::string title = adapter.text("title");
  if (title.empty()) title = adapter.text("name");
  if (adapter.text("mode") == "companion") {
    title += say(" (reads only; records stay here)", " (leest alleen; verslagen blijven hier)");
  }
  const auto waiting =
      outbox.number("queued") + outbox.number("sending") + outbox.number("unknown");

  Table table({"homevisit", answer.text("version")});
  const auto line = [&](const char* what, const std::string& value) {
    if (!value.empty()) table.add({what, value});
  };
  line("School", answer.text("school"));
  line(say("Connected to", "Aangesloten op"), title);
  line(say("Roster", "Leerlingenlijst"),
       fmt::format("{} {}, {} {}, {} {}, {} {}", roster.number("students"),
                   say("students", "leerlingen"), roster.number("guardians"),
                   say("guardians", "verzorgers"), roster.number("staff"),
                   say("staff", "medewerkers"), roster.number("groups"), say("groups", "groepen")));
  line(say("Read at", "Gelezen op"), roster.text("read_at"));
  line(say("Waiting to be filed", "Wordt nog in het dossier gezet"), std::to_string(waiting));
  line(say("Waiting since", "Wacht sinds"), outbox.text("oldest_waiting"));
  line(say("Filed", "In het dossier gezet"), std::to_string(outbox.number("done")));
  line(say("Needs attention", "Vraagt aandacht"),
       outbox.number("stopped") > 0 ? std::to_string(outbox.number("stopped")) : std::string());
  line(say("Last error", "Laatste fout"), outbox.text("last_error"));
  print(table.str());
  return kExitOk;
}

}  // namespace

void add_status(CLI::App& app, Program& program) {
  auto* command =
      app.add_subcommand("status", program.say("Say what is connected and what waits, in numbers",
                                               "Zeg wat is aangesloten en wat wacht, in getallen"));
  command->callback([&program] {
    program.action = [&program] {
      return program.run("it", "system.status", "{}",
                         [&](const Json& answer) { return show_status(program, answer); });
    };
  });
}

}  // namespace homevisit::app
