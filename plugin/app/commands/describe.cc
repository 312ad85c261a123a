#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "program.h"
#include "table.h"

namespace homevisit::app {
namespace {

int show_operations(const Program& program, const Json& answer) {
  Table table({program.say("Operation", "Bewerking"), program.say("What it does", "Wat het doet")});
  for (const Json& operation : answer.items("operations")) {
    table.add({operation.text("name"), operation.text("summary")});
  }
  print(table.str());
  return kExitOk;
}

int show_operation(const Json& answer) {
  for (const Json& operation : answer.items("operations")) {
    std::string roles;
    for (const Json& role : operation.items("roles")) {
      roles += (roles.empty() ? "" : ", ") + role.text();
    }
    print(fmt::format("{}: {}\nroles: {}\n\nrequest:\n{}\n\nresponse:\n{}\n",
                      operation.text("name"), operation.text("summary"), roles,
                      operation["request"].pretty(), operation["response"].pretty()));
  }
  return kExitOk;
}

}  // namespace

void add_describe(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto name = std::make_shared<std::string>();
  auto* command =
      app.add_subcommand("describe", say("List the operations, or show one with its schemas",
                                         "Toon de bewerkingen, of één met haar schema's"));
  command->add_option("operation", *name, say("Such as visit.record", "Zoals visit.record"))
      ->type_name("OPERATION");
  command->callback([&program, name] {
    program.action = [&program, name] {
      const std::string request = JsonObject().text_if("operation", *name).str();
      return program.run("it", "describe", request, [&](const Json& answer) {
        return name->empty() ? show_operations(program, answer) : show_operation(answer);
      });
    };
  });
}

}  // namespace homevisit::app
