#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "commands/student_ids.h"
#include "program.h"
#include "table.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string group, query, sort, filter;
};

int show_students(const Program& program, const Json& answer) {
  const Words& say = program.say;
  Table table({"Id", say("Name", "Naam"), say("Group", "Groep"),
               say("Last contact", "Laatste contact"), say("Next contact", "Volgend contact"),
               say("Waiting to be filed", "Wordt nog in het dossier gezet")});
  for (const Json& student : answer.items("students")) {
    const auto waiting = student.number("waiting");
    table.add({student.text("id"), student.text("name"), student.text("group"),
               student.text("last_contact"), student.text("next_contact"),
               waiting > 0 ? std::to_string(waiting) : std::string()});
  }
  print(table.empty() ? say("No students found.\n", "Geen leerlingen gevonden.\n") : table.str());
  return kExitOk;
}

}  // namespace

void add_students(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "students", say("List the students of a group, or find them by name or id",
                      "Toon de leerlingen van een groep, of zoek op naam of nummer"));
  command->add_option("--group", options->group, say("Id of the group", "Id van de groep"))
      ->type_name("GROUP");
  command
      ->add_option("--query", options->query,
                   say("Part of a name, or an id", "Deel van een naam, of een id"))
      ->type_name("TEXT");
  command->add_option("--sort", options->sort, say("Order of the list", "Volgorde van de lijst"))
      ->check(CLI::IsMember({"name", "next_contact"}));
  command->add_option("--filter", options->filter, say("Which students", "Welke leerlingen"))
      ->check(CLI::IsMember({"all", "no_contact_this_year"}));
  add_student_ids(*command, program);
  command->callback([&program, options, command] {
    if (!command->get_subcommands().empty()) return;  // its own action was chosen
    program.action = [&program, options] {
      JsonObject request;
      request.text_if("group", options->group)
          .text_if("query", options->query)
          .text_if("sort", options->sort)
          .text_if("filter", options->filter);
      return program.run("care_coordinator", "student.list", request.str(),
                         [&](const Json& answer) { return show_students(program, answer); });
    };
  });
}

}  // namespace homevisit::app
