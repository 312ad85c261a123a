// Coming in by another system: on the way there, and back again. What signing on and the launches
// of learning platforms have in common.
#pragma once

#include <string>

#include "json_text.h"
#include "server/cookies.h"
#include "server/turn.h"

namespace homevisit::app {

// Who came, and to where.
struct Arrival {
  Session session;
  std::string next;  // a path of this site
};

// Of an answer to sign_on.finish or lti.launch. Without a language.
Session session_in(const Json& answer);

// To where an answer to sign_on.start or lti.login says; the browser keeps what it says for the way
// back.
Response sent_away(const Turn& turn, const Cookies& cookies, const Json& answer);

}  // namespace homevisit::app
