#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "counted.h"
#include "program.h"

namespace homevisit::app {
namespace {

int show_rebuilt(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(fmt::format("{} {} {}.\n", counted(say, answer.number("events"), kEvents),
                    say("restored from", "teruggezet uit"),
                    counted(say, answer.number("entries"), kEntries)));
  const auto line = [&](const char* key, const char* text) {
    if (answer.number(key) > 0) print(fmt::format("{} {}\n", answer.number(key), text));
  };
  line("known", say("were here already.", "waren er al."));
  line("withdrawn", say("are void in the student file: noted as entered in error, by whom is not "
                        "known.",
                        "zijn in het dossier ongeldig gemaakt: genoteerd als vergissing, door wie "
                        "is niet bekend."));
  line("left_out", say("earlier versions of reports did not fit into their entry.",
                       "eerdere versies van verslagen pasten niet in hun vermelding."));
  for (const Json& entry : answer.items("not_restored")) {
    print(fmt::format("! {} {}: {}\n", entry.text("student"), entry.text("marker"),
                      entry.text("reason")));
  }
  if (const auto total = answer.number("not_restored_total"); total > 0) {
    print(fmt::format("{} {}\n", total,
                      say("entries could not be restored.", "vermeldingen konden niet terug.")));
  }
  print(answer.text("message") + "\n");
  return kExitOk;
}

}  // namespace

void add_rebuild(CLI::App& app, Program& program) {
  auto* command = app.add_subcommand(
      "rebuild", program.say("Make the journal again from what the student files hold",
                             "Maak het journaal opnieuw uit wat de dossiers bevatten"));
  auto from_sis = std::make_shared<bool>(false);
  command
      ->add_flag("--from-sis", *from_sis,
                 program.say("From the entries in the student information system",
                             "Uit de vermeldingen in het leerlingsysteem"))
      ->required();
  command->callback([&program, from_sis] {
    program.action = [&program] {
      return program.run("it", "journal.rebuild_from_sis", "{}",
                         [&](const Json& answer) { return show_rebuilt(program, answer); });
    };
  });
}

}  // namespace homevisit::app
