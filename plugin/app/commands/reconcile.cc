#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "counted.h"
#include "program.h"

namespace homevisit::app {
namespace {

int show_reconciled(const Program& program, const Json& answer) {
  const Words& say = program.say;
  for (const Json& found : answer.items("found")) {
    print(fmt::format("! {} {}\n  {}\n", found.text("student"), found.text("marker"),
                      found.text("advice")));
  }
  print(fmt::format("{}, {}. ", counted(say, answer.number("students"), kStudents),
                    counted(say, answer.number("entries"), kEntries)));
  const auto total = answer.number("found_total");
  if (total == 0) {
    print(say("All stand in the student files as they were filed.\n",
              "Alle staan in de dossiers zoals ze erin gezet zijn.\n"));
  } else {
    print(fmt::format("{} {}\n", total,
                      say("are not as they were filed.", "zijn niet zoals ze erin gezet zijn.")));
  }
  if (const auto moving = answer.number("under_way"); moving > 0) {
    print(fmt::format(
        "{} {}\n", moving,
        say("are under way and were not compared.", "zijn onderweg en niet vergeleken.")));
  }
  return total == 0 ? kExitOk : kExitRefused;
}

}  // namespace

void add_reconcile(CLI::App& app, Program& program) {
  auto* command = app.add_subcommand(
      "reconcile", program.say("Compare what was filed with what the student files hold",
                               "Vergelijk wat erin gezet is met wat de dossiers bevatten"));
  auto student = std::make_shared<std::string>();
  auto repair = std::make_shared<bool>(false);
  command
      ->add_option("--student", *student,
                   program.say("Only of this student", "Alleen van deze leerling"))
      ->type_name("ID");
  command->add_flag("--repair", *repair,
                    program.say("File again what is missing; everything else is for a person",
                                "Zet wat ontbreekt er opnieuw in; de rest is voor een mens"));
  command->callback([&program, student, repair] {
    program.action = [&program, student, repair] {
      std::string request = fmt::format(R"({{"repair":{})", *repair);
      if (!student->empty()) request += R"(,"student":)" + json_string(*student);
      return program.run("it", "dossier.reconcile", request + "}",
                         [&](const Json& answer) { return show_reconciled(program, answer); });
    };
  });
}

}  // namespace homevisit::app
