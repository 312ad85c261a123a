#include "server/arrival.h"

#include "library.h"

namespace homevisit::app {

Session session_in(const Json& answer) {
  const Json actor = answer["actor"];
  Session session;
  session.role = actor.text("role");
  session.staff = actor.text("staff");
  session.actor = actor_text(session.role, session.staff, actor.text("name"));
  return session;
}

Response sent_away(const Turn& turn, const Cookies& cookies, const Json& answer) {
  Response response = redirect(answer.text("url"));
  for (std::string& older : cookies.without_older(turn.request))
    response.with("Set-Cookie", std::move(older));
  return response.with("Set-Cookie", cookies.with_begun(answer.text("state"), answer.text("kept"),
                                                        answer.number("seconds")));
}

}  // namespace homevisit::app
