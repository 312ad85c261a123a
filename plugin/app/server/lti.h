// Launches from learning platforms (LTI 1.3): they send the browser here with a form, from a page
// of theirs, mostly inside a frame.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "library.h"
#include "server/arrival.h"
#include "server/cookies.h"
#include "server/doors.h"
#include "server/launches.h"
#include "server/pages.h"
#include "server/turn.h"

namespace homevisit::app {

class Lti {
 public:
  Lti(const Library& library, const Doors& doors, const Pages& pages, const Cookies& cookies,
      Launches& launches)
      : library_(library), doors_(doors), pages_(pages), cookies_(cookies), launches_(launches) {}

  Response keys(const Turn& turn) const;   // /lti/keys
  Response login(const Turn& turn) const;  // /lti/login, by a form or by an address
  // /lti/launch: who it is, or the page that says what is the matter.
  std::variant<Arrival, Response> launch(const Turn& turn) const;
  // /lti/class/{launch}: the students of the class that it came from, to choose one; or which link
  // to put into the course.
  Response class_page(const Turn& turn) const;
  // /lti/link/{launch}, /lti/link/{launch}/{student}: the chosen link, to be sent to the platform.
  Response link(const Turn& turn) const;
  Response register_platform(const Turn& turn) const;  // /lti/register/{invitation}
  Response close_script(const Turn& turn) const;       // /lti/close.js

 private:
  Response refusal(const Turn& turn, const Reply& reply) const;
  KeptLaunch launch_of(const Turn& turn) const;
  Response moment(const Turn& turn) const;
  Response come_again(const Turn& turn) const;
  Response in_own_window(const Turn& turn, const std::string& state) const;

  const Library& library_;
  const Doors& doors_;
  const Pages& pages_;
  const Cookies& cookies_;
  Launches& launches_;
};

}  // namespace homevisit::app
