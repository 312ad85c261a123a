#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "commands/shared.h"
#include "program.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string view, file;
};

}  // namespace

void add_render(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "render", say("Print a view as HTML: what a host puts into its own page",
                    "Toon een weergave als HTML: wat een gastheer in zijn eigen pagina zet"));
  command->add_option("view", options->view, say("Such as student.panel", "Zoals student.panel"))
      ->required()
      ->type_name("VIEW");
  command
      ->add_option(
          "file", options->file,
          say("File with the parameters as JSON, or - for standard input; default: none",
              "Bestand met de parameters als JSON, of - voor standaardinvoer; anders geen"))
      ->type_name("FILE");
  command->callback([&program, options] {
    program.action = [&program, options] {
      const auto parameters = request_from(program, options->file);
      if (!parameters) return static_cast<int>(kExitRefused);
      int exit = kExitOk;
      const auto library = program.open(exit);
      if (!library) return exit;
      const Reply reply =
          library->render(program.actor("care_coordinator"), options->view.c_str(), *parameters,
                          {.language = program.say.language(), .progress = {}});
      if (!reply.ok()) return program.fail(reply);
      print(reply.text);
      return static_cast<int>(kExitOk);
    };
  });
}

}  // namespace homevisit::app
