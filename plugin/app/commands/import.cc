#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "commands/commands.h"
#include "commands/shared.h"
#include "program.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string file;
  bool dry_run = false;
};

std::string place_of(const Json& problem) {
  std::string place = problem.text("file");
  if (const auto line = problem.number("line"); line > 0) place += fmt::format(":{}", line);
  if (const auto column = problem.number("column"); column > 0) place += fmt::format(":{}", column);
  return place;
}

int show_import(const Program& program, const Json& answer) {
  const Words& say = program.say;
  for (const Json& problem : answer.items("problems")) {
    const std::string field = problem.text("field");
    print(fmt::format("{} {}{}{}\n", place_of(problem), field, field.empty() ? "" : ": ",
                      problem.text("reason")));
  }
  const auto listed = static_cast<std::int64_t>(answer.items("problems").size());
  if (const auto total = answer.number("problems_total", listed); total > listed) {
    print(fmt::format(
        "{} {}\n", total - listed,
        say("more problems are not listed.", "andere problemen staan niet in de lijst.")));
  }
  const Json counts = answer["counts"];
  print(fmt::format(
      "{}{}: {} {}, {} {}, {} {}, {} {}. {} {}, {} {}.\n",
      answer.flag("dry_run") ? say("Nothing was changed. ", "Er is niets gewijzigd. ") : "",
      answer.text("format"), counts.number("students"), say("students", "leerlingen"),
      counts.number("guardians"), say("guardians", "verzorgers"), counts.number("staff"),
      say("staff", "medewerkers"), counts.number("groups"), say("groups", "groepen"),
      answer.number("rows_read"), say("rows read", "regels gelezen"), answer.number("rows_skipped"),
      say("skipped", "overgeslagen")));
  show_ids(program, answer["ids"]);
  return kExitOk;
}

}  // namespace

void add_import(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "import", say("Read students, guardians, staff and groups from a file",
                    "Lees leerlingen, verzorgers, medewerkers en groepen uit een bestand"));
  command
      ->add_option("file", options->file,
                   say("OneRoster CSV bundle (zip or folder) or EDEXML file",
                       "OneRoster-CSV-bundel (zip of map) of EDEXML-bestand"))
      ->required()
      ->type_name("FILE");
  command->add_flag("--dry-run", options->dry_run,
                    say("Only say what would come of it", "Zeg alleen wat ervan zou komen"));
  command->callback([&program, options] {
    program.action = [&program, options] {
      // Relative paths in a request start at the data folder, those of a person where they stand.
      std::error_code failed;
      const auto path = std::filesystem::absolute(options->file, failed);
      JsonObject request;
      request.text("path", failed ? options->file : path.string());
      if (options->dry_run) request.flag("dry_run", true);
      return program.run("it", "roster.import", request.str(),
                         [&](const Json& answer) { return show_import(program, answer); });
    };
  });
}

}  // namespace homevisit::app
