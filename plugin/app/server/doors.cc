#include "server/doors.h"

#include <memory>

namespace homevisit::app {
namespace {

constexpr std::uint64_t kInVainTag = 1;

Reply failed(hv_status status, const char* code, const char* message) {
  JsonObject error;
  error.text("status", hv_status_name(status)).text("code", code).text("message", message);
  return {status, JsonObject().raw("error", error.str()).str()};
}

}  // namespace

std::optional<Reply> Doors::ask(const Turn& turn, const std::string& actor, const char* operation,
                                const JsonObject& request, Worth worth) const {
  using Semaphore = std::counting_semaphore<>;
  if (closed_.load() || !doors_.try_acquire()) return std::nullopt;
  const std::unique_ptr<Semaphore, void (*)(Semaphore*)> leaving(
      &doors_, [](Semaphore* doors) { doors->release(); });
  Reply reply = library_.call(actor, operation, request.str(),
                              {.language = turn.language_or_null(),
                               .progress = {},
                               .tag = worth == Worth::here ? kInVainTag : 0});
  const Words say = turn.words();
  if (reply.status == HV_CANCELLED && closed_.load())
    return failed(HV_UNAVAILABLE, "server_stops",
                  say("The server of the home visits was being stopped. Try again in a minute.",
                      "De server van de huisbezoeken werd net gestopt. Probeer het over een minuut "
                      "opnieuw."));
  if (reply.ok() && !Json::parse(reply.text))
    return failed(HV_INTERNAL, "answer_unreadable",
                  say("This went wrong in the home visits themselves. Try again; when it stays, "
                      "tell the administrator.",
                      "Dit ging mis in de huisbezoeken zelf. Probeer het nog eens; blijft het zo, "
                      "vertel het dan de beheerder."));
  return reply;
}

void Doors::close() const {
  closed_.store(true);
  library_.cancel(kInVainTag);
}

}  // namespace homevisit::app
