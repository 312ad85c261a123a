#include <CLI/CLI.hpp>
#include <exception>
#include <string_view>

#include "command_line.h"

int main(int argc, char** argv) {
  using namespace homevisit::app;
  try {
    Program program;
    program.say = words_of(argc, argv);
    const auto app = command_line(program);
    try {
      app->parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
      if (std::string_view(error.what()).find("subcommand") == std::string_view::npos) {
        app->exit(error);
      } else {
        tell(no_such_command(*app, program.say));
      }
      return kExitUsage;
    } catch (const CLI::ParseError& error) {
      // Help and version are "errors" with exit code 0 here.
      return app->exit(error) == 0 ? kExitOk : kExitUsage;
    }
    return program.action ? program.action() : kExitUsage;
  } catch (const std::exception& error) {
    tell(error.what());
    return kExitSystem;
  }
}
