#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "counted.h"
#include "program.h"

namespace homevisit::app {
namespace {

int show_verification(const Program& program, const Json& answer) {
  const Words& say = program.say;
  for (const Json& problem : answer.items("problems")) print("! " + problem.text() + "\n");
  print(fmt::format("{}, {}. ", counted(say, answer.number("events"), kEvents),
                    counted(say, answer.number("students"), kStudents)));
  if (!answer.flag("ok")) {
    print(say("The journal is damaged: put back a copy and keep this one to look into.\n",
              "Het journaal is beschadigd: zet een kopie terug en bewaar deze om na te zien.\n"));
    return kExitRefused;
  }
  print(say("The journal is whole.\n", "Het journaal is ongeschonden.\n"));
  if (const std::string hash = answer.text("last_hash"); !hash.empty()) {
    print(fmt::format("{}: {}\n", say("Hash of the last event", "Hash van de laatste gebeurtenis"),
                      hash));
  }
  return kExitOk;
}

}  // namespace

void add_audit(CLI::App& app, Program& program) {
  auto* audit = app.add_subcommand(
      "audit", program.say("Questions about the journal itself", "Vragen over het journaal zelf"));
  audit->require_subcommand(1);
  auto* verify = audit->add_subcommand(
      "verify", program.say("Verify the chain, open every event and rebuild every projection",
                            "Controleer de keten, open elke gebeurtenis en bouw alles opnieuw op"));
  verify->callback([&program] {
    program.action = [&program] {
      return program.run("it", "audit.verify", "{}",
                         [&](const Json& answer) { return show_verification(program, answer); });
    };
  });
}

}  // namespace homevisit::app
