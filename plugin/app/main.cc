#include <CLI/CLI.hpp>
#include <exception>

#include "command_line.h"

int main(int argc, char** argv) {
  using namespace homevisit::app;
  try {
    Program program;
    program.say = words_of(argc, argv);
    const auto app = command_line(program);
    try {
      app->parse(argc, argv);
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
