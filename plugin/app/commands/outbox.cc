// What a person does with deliveries that are stopped. What an entry says is not shown: who looks
// after the machine need not read it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "paragraph.h"
#include "program.h"

namespace homevisit::app {
namespace {

std::string line_of(const Words& say, const Json& item) {
  return fmt::format("{:>6}  {} {}, {}, {}", item.number("item"), say("student", "leerling"),
                     item.text("student"), item.text("when"), item.text("marker"));
}

int show_outbox(const Program& program, const Json& answer) {
  const Words& say = program.say;
  const std::int64_t stopped = answer.number("stopped"), waiting = answer.number("waiting");
  if (stopped == 0) print(say("Nothing needs a person.\n", "Niets heeft iemand nodig.\n"));
  for (const Json& item : answer.items("items")) {
    if (item.text("state") != "stopped") continue;
    print(line_of(say, item) + "\n");
    for (const char* part : {"why", "advice"})
      if (const std::string text = item.text(part); !text.empty())
        print("        " + paragraph(text, 8, 8) + "\n");
  }
  if (waiting == 0) return kExitOk;
  print(fmt::format("{}{} {}\n", stopped > 0 ? "\n" : "", waiting,
                    waiting == 1 ? say("waits and goes by itself:", "wacht en gaat vanzelf:")
                                 : say("wait and go by themselves:", "wachten en gaan vanzelf:")));
  for (const Json& item : answer.items("items"))
    if (item.text("state") != "stopped") print(line_of(say, item) + "\n");
  return kExitOk;
}

void add_decision(CLI::App& outbox, Program& program, const char* name, const char* decision,
                  const char* description) {
  auto item = std::make_shared<std::int64_t>(0);
  auto* command = outbox.add_subcommand(name, description);
  command
      ->add_option(
          "ITEM", *item,
          program.say("Its number, from `homevisit outbox`", "Het nummer, uit `homevisit outbox`"))
      ->required()
      ->type_name("ITEM")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 53));
  command->callback([&program, item, decision] {
    program.action = [&program, item, decision] {
      const std::string request =
          JsonObject().number("item", *item).text("decision", decision).str();
      return program.run("it", "outbox.resolve", request, [](const Json& answer) {
        print(answer.text("message") + "\n");
        return kExitOk;
      });
    };
  });
}

}  // namespace

void add_outbox(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto* command = app.add_subcommand(
      "outbox",
      say("List deliveries that need somebody, with why and what to do, and those that wait",
          "Toon welke afleveringen iemand nodig hebben, waarom en wat te doen, en welke "
          "wachten"));
  command->require_subcommand(0, 1);
  auto limit = std::make_shared<std::int64_t>(100);
  command->add_option("--limit", *limit, say("At most so many", "Ten hoogste zoveel"))
      ->type_name("N")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  add_decision(*command, program, "again", "again",
               say("Look it up, and send it where it is not there",
                   "Zoek het op, en stuur het als het er niet staat"));
  add_decision(*command, program, "give-up", "give_up",
               say("It shall not be sent; the entry stays here",
                   "Het wordt niet verstuurd; het verslag blijft hier"));
  add_decision(*command, program, "filed", "filed",
               say("It stands in the student's file: you saw it there",
                   "Het staat in het leerlingdossier: u hebt het daar gezien"));
  // It comes after that of a decision, too.
  command->callback([&program, command, limit] {
    if (!command->get_subcommands().empty()) return;
    program.action = [&program, limit] {
      return program.run("it", "outbox.list", JsonObject().number("limit", *limit).str(),
                         [&](const Json& answer) { return show_outbox(program, answer); });
    };
  });
}

}  // namespace homevisit::app
