#include "server/doors.h"

#include <memory>

namespace homevisit::app {

std::optional<Reply> Doors::ask(const Turn& turn, const std::string& actor, const char* operation,
                                const JsonObject& request) const {
  using Semaphore = std::counting_semaphore<>;
  if (!doors_.try_acquire()) return std::nullopt;
  const std::unique_ptr<Semaphore, void (*)(Semaphore*)> leaving(
      &doors_, [](Semaphore* doors) { doors->release(); });
  Reply reply = library_.call(actor, operation, request.str(),
                              {.language = turn.language_or_null(), .progress = {}});
  if (reply.ok() && !Json::parse(reply.text)) {
    const Words say = turn.words();
    const char* message = say(
        "This went wrong in the home visits themselves. Try again; when it stays, tell the "
        "administrator.",
        "Dit ging mis in de huisbezoeken zelf. Probeer het nog eens; blijft het zo, vertel het dan "
        "de beheerder.");
    JsonObject error;
    error.text("status", "internal").text("code", "answer_unreadable").text("message", message);
    return Reply{HV_INTERNAL, JsonObject().raw("error", error.str()).str()};
  }
  return reply;
}

}  // namespace homevisit::app
