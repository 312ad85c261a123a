// The demonstration's page "choose who you are": every mentor with their groups, and one of each
// other role.
#pragma once

#include <string>
#include <vector>

#include "library.h"
#include "server/pages.h"
#include "server/turn.h"

namespace homevisit::app {

class Demo {
 public:
  Demo(const Library& library, const Pages& pages) : library_(library), pages_(pages) {}

  Response choices(const Turn& turn) const;
  // The session of whom the path names (role, staff); nothing where there is no such person.
  std::optional<Session> chosen(const Turn& turn) const;

 private:
  struct Person {
    std::string role, staff, name, note;
  };
  std::vector<Person> people(const Words& say) const;

  const Library& library_;
  const Pages& pages_;
};

}  // namespace homevisit::app
