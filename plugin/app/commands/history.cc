#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "commands/history_text.h"
#include "program.h"

namespace homevisit::app {

void add_history(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto student = std::make_shared<std::string>();
  auto* command =
      app.add_subcommand("history", say("Show the home visits and answers of one student",
                                        "Toon de huisbezoeken en antwoorden van één leerling"));
  command->add_option("student", *student, say("Id of the student", "Id van de leerling"))
      ->required()
      ->type_name("STUDENT");
  command->callback([&program, student] {
    program.action = [&program, student] {
      return program.run("care_coordinator", "student.history",
                         JsonObject().text("student", *student).str(), [&](const Json& answer) {
                           print(history_text(answer, program.say));
                           return kExitOk;
                         });
    };
  });
}

}  // namespace homevisit::app
