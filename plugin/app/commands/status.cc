#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "commands/commands.h"
#include "paragraph.h"
#include "program.h"

namespace homevisit::app {
namespace {

// The words come from the library, so that the page for IT says the same.
int show_status(const Json& answer) {
  std::string title = fmt::format("homevisit {}", answer.text("version"));
  if (const std::string school = answer.text("school"); !school.empty())
    title = fmt::format("{} · {}", school, title);
  const Json system = answer["system"];
  print(title + "\n\n" + paragraph(system.text("summary"), 0, 0) + "\n");
  if (const std::string advice = system.text("advice"); !advice.empty())
    print(paragraph(advice, 0, 0) + "\n");
  print("\n");
  std::size_t width = 0;
  const auto lines = answer.items("lines");
  for (const Json& line : lines) width = std::max(width, columns(line.text("label")) + 2);
  for (const Json& line : lines) {
    const std::string label = line.text("label");
    print(label + std::string(width - columns(label), ' ') +
          paragraph(line.text("text"), width, width) + "\n");
    if (const std::string advice = line.text("advice"); !advice.empty())
      print(std::string(width, ' ') + paragraph(advice, width, width) + "\n");
  }
  return kExitOk;
}

}  // namespace

void add_status(CLI::App& app, Program& program) {
  auto* command = app.add_subcommand(
      "status", program.say("Say how it goes with the student system: what waits, since when, why, "
                            "and what to do",
                            "Zeg hoe het gaat met het leerlingsysteem: wat wacht, sinds wanneer, "
                            "waarom, en wat te doen"));
  command->callback([&program] {
    program.action = [&program] {
      return program.run("it", "system.status", "{}",
                         [](const Json& answer) { return show_status(answer); });
    };
  });
}

}  // namespace homevisit::app
