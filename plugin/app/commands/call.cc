#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "commands/shared.h"
#include "program.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string operation, file;
};

// Operations about the system are IT's, those about students the care coordinator's.
const char* usual_role(const std::string& operation) {
  for (const char* prefix :
       {"system.", "roster.", "audit.", "projection.", "dossier.deliver", "sync.", "outbox."}) {
    if (operation.rfind(prefix, 0) == 0) return "it";
  }
  return "care_coordinator";
}

}  // namespace

void add_call(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "call", say("Run any operation, JSON in and out (see: describe)",
                  "Doe een willekeurige bewerking, JSON in en uit (zie: describe)"));
  command
      ->add_option("operation", options->operation,
                   say("Such as student.history", "Zoals student.history"))
      ->required()
      ->type_name("OPERATION");
  command
      ->add_option("file", options->file,
                   say("File with the request, or - for standard input; default: an empty request",
                       "Bestand met de vraag, of - voor standaardinvoer; anders een lege vraag"))
      ->type_name("FILE");
  command->callback([&program, options] {
    program.action = [&program, options] {
      const auto request = request_from(program, options->file);
      if (!request) return kExitRefused;
      return program.run(usual_role(options->operation), options->operation.c_str(), *request,
                         [](const Json& answer) {
                           print(answer.pretty() + "\n");
                           return answer.flag("ok", true) ? kExitOk : kExitRefused;
                         });
    };
  });
}

}  // namespace homevisit::app
