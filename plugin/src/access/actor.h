// Who is acting. The host vouches that this person is signed in; what they may do is decided here.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "domain/names.h"
#include "json/json.h"

namespace homevisit::access {

enum class Role { mentor, teacher, care_coordinator, school_leader, it, system };

struct Actor {
  Role role = Role::mentor;
  std::string staff;        // id in the roster; "" for it, system and some care coordinators
  std::string name;         // given by the host; used where the roster does not know them
  std::string language;     // "" : the school's
  bool reads_only = false;  // the host's own word: less than the role may
};

// REQUIRES: `actor` was checked against actor.json. HV_UNAUTHENTICATED when a mentor or teacher has
// no staff id.
Result<Actor> read_actor(json::Value actor);

}  // namespace homevisit::access

namespace homevisit {
template <>
NameTable<access::Role> names<access::Role>();
}
