// Nothing typed is lost when a session ends in the middle of it: the page that says so carries
// every field along, to be sent again after signing in.
#pragma once

#include "server/turn.h"

namespace homevisit::app {

enum class KeptBecause {
  signed_out,
  launch_over,  // the same, where only the page of another system lets people in again
  other_session
};

// A page with the form's fields, hidden, and a button that sends them to the same place again.
Response kept_form(const Turn& turn, KeptBecause why);

}  // namespace homevisit::app
