#include "commands/shared.h"

#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "data_folder.h"

namespace homevisit::app {
namespace {

constexpr std::size_t kMostRequest = 16 * 1024 * 1024;

}  // namespace

std::optional<std::string> request_from(const Program& program, const std::string& file) {
  if (file.empty()) return "{}";
  if (file == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  auto text = read_file(file, kMostRequest);
  if (!text)
    program.fail(kExitRefused, file + program.say(": cannot be read, or is too large.",
                                                  ": kan niet worden gelezen of is te groot."));
  return text;
}

std::string school_today(const Library& library, const std::string& actor) {
  const Reply reply = library.call(actor, "system.status", "{}");
  const auto status = Json::parse(reply.text);
  return reply.ok() && status ? status->text("today") : std::string();
}

int show_written(const Program& program, const Json& answer) {
  print(answer.text("message") + "\n");
  if (const std::string visit = answer.text("visit"); !visit.empty()) {
    print(fmt::format("{} {}\n", program.say("Visit", "Bezoek"), visit));
  }
  for (const Json& warning : answer.items("warnings")) {
    tell(fmt::format("{} [{}]", warning.text("message"), warning.text("code")));
  }
  return kExitOk;
}

void show_ids(const Program& program, const Json& ids) {
  const Words& say = program.say;
  if (const auto matched = ids.number("matched"); matched > 0)
    print(fmt::format(
        "{} {}\n", matched,
        say("students go on under another id.", "leerlingen gaan verder onder een ander nummer.")));
  if (const auto guardians = ids.number("guardians"); guardians > 0)
    print(fmt::format("{} {}\n", guardians,
                      say("students have a guardian with another id.",
                          "leerlingen hebben een verzorger met een ander nummer.")));
  if (const auto doubts = ids.number("doubts"); doubts > 0)
    print(
        fmt::format("{} {}\n", doubts,
                    say("students of whom somebody must say who is who: homevisit students doubts",
                        "leerlingen van wie iemand moet zeggen wie wie is: homevisit students "
                        "doubts")));
}

void add_submission(CLI::App& command, const Words& say, std::string& submission) {
  command
      .add_option("--submission", submission,
                  say("Id of this one submission: the same again records nothing new; default: a "
                      "new one",
                      "Id van deze ene inzending: dezelfde nog eens legt niets nieuws vast; anders "
                      "een nieuw"))
      ->type_name("ID");
}

}  // namespace homevisit::app
