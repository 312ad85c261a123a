// The roster of one service, kind by kind. The list of users answers four kinds, so it is read once
// and kept, small, until the last kind of a refresh has been handed out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "groups.h"
#include "homevisit/sdk/sink.h"
#include "people.h"
#include "server.h"

namespace homevisit::oneroster {

class Roster {
 public:
  explicit Roster(const Settings& settings) : settings_(settings) {}

  // Hands all records of the kind to the sink. A refresh begins with students: they are always read
  // anew.
  void list(const sdk::Call& call, hv_kind kind, sdk::Sink& sink);

  AllManners& manners() { return manners_; }

 private:
  struct Tables {
    std::int64_t read_ms = 0;
    std::optional<Schools> schools;
    std::optional<People> people;
    std::optional<Groups> groups;
  };

  const Schools& schools(Server& server);
  People& people(Server& server);
  const Groups& groups(Server& server);
  void read_users(Server& server, People& people, Report& report);
  void read_births(Server& server, People& people, Report& report);

  void list_students(Server& server, sdk::Sink& sink);
  void list_guardians(Server& server, sdk::Sink& sink);
  void list_staff(Server& server, sdk::Sink& sink);
  void list_groups(Server& server, sdk::Sink& sink);
  void list_enrolments(Server& server, sdk::Sink& sink);

  const Settings& settings_;
  AllManners manners_{};
  Tables tables_;
};

}  // namespace homevisit::oneroster
