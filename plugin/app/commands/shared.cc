#include "commands/shared.h"

#include <fmt/format.h>

namespace homevisit::app {

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
