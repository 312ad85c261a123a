#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "program.h"
#include "sample/sample_school.h"

namespace homevisit::app {

void add_sample(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<sample::SampleOptions>();
  auto file = std::make_shared<std::string>();
  auto* command = app.add_subcommand(
      "sample", say("Make a made-up school as a OneRoster bundle, to try things out",
                    "Maak een verzonnen school als OneRoster-bundel, om te proberen"));
  command->add_option("file", *file, say("Zip file to write", "Zipbestand om te schrijven"))
      ->required()
      ->type_name("FILE");
  command
      ->add_option(
          "--seed", options->seed,
          say("The same seed makes the same school", "Hetzelfde getal geeft dezelfde school"))
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--students", options->students, say("How many students", "Hoeveel leerlingen"))
      ->type_name("N")
      ->check(CLI::Range(1, 200000))
      ->capture_default_str();
  command->callback([&program, options, file] {
    program.action = [&program, options, file] {
      if (const auto trouble = sample::write_sample_school(*options, *file)) {
        return program.fail(kExitSystem, *trouble);
      }
      if (program.json) {
        print(JsonObject().text("file", *file).number("students", options->students).str() + "\n");
      } else {
        print(fmt::format("{}: {} {}\n", *file, options->students,
                          program.say("students who do not exist", "leerlingen die niet bestaan")));
      }
      return kExitOk;
    };
  });
}

}  // namespace homevisit::app
