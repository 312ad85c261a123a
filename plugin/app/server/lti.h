// Launches from learning platforms (LTI 1.3): they send the browser here with a form, from a page
// of theirs, mostly inside a frame.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "library.h"
#include "server/cookies.h"
#include "server/doors.h"
#include "server/pages.h"
#include "server/turn.h"

namespace homevisit::app {

// Who was launched, and to where.
struct Launched {
  Session session;
  std::string next;  // a path of this site
};

class Lti {
 public:
  Lti(const Library& library, const Doors& doors, const Pages& pages, const Cookies& cookies)
      : library_(library), doors_(doors), pages_(pages), cookies_(cookies) {}

  Response keys(const Turn& turn) const;   // /lti/keys
  Response login(const Turn& turn) const;  // /lti/login, by a form or by an address
  // /lti/launch: who it is, or the page that says what is the matter.
  std::variant<Launched, Response> launch(const Turn& turn) const;
  // /lti/class: the students of the class that the session was launched from, to choose one; or
  // which link to put into the course.
  Response class_page(const Turn& turn) const;
  // /lti/link, /lti/link/{student}: the chosen link, to be sent to the platform.
  Response link(const Turn& turn) const;
  // /lti/register/{invitation}: `registered` is set where the platform is known from now on.
  Response register_platform(const Turn& turn, bool& registered) const;
  Response close_script(const Turn& turn) const;  // /lti/close.js

 private:
  Response refusal(const Turn& turn, const Reply& reply) const;
  Response moment(const Turn& turn) const;
  Response come_again(const Turn& turn) const;
  Response in_own_window(const Turn& turn, const std::string& state) const;

  const Library& library_;
  const Doors& doors_;
  const Pages& pages_;
  const Cookies& cookies_;
};

}  // namespace homevisit::app
