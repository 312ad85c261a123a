#include "access/actor.h"

namespace homevisit {

template <>
NameTable<access::Role> names<access::Role>() {
  using access::Role;
  static constexpr std::pair<Role, std::string_view> table[] = {
      {Role::mentor, "mentor"},
      {Role::teacher, "teacher"},
      {Role::care_coordinator, "care_coordinator"},
      {Role::school_leader, "school_leader"},
      {Role::it, "it"},
      {Role::system, "system"}};
  return table;
}

namespace access {

Result<Actor> read_actor(json::Value value) {
  Actor actor;
  const auto role = from_name<Role>(value["role"].text());
  if (!role) return Error{HV_UNAUTHENTICATED, "no_actor", "Say who is acting."};
  actor.role = *role;
  actor.staff = value["staff"].text();
  actor.name = value["name"].text();
  actor.language = value["language"].text();
  actor.reads_only = value["reads_only"].is_true();
  if (actor.staff.empty() && (actor.role == Role::mentor || actor.role == Role::teacher))
    return Error{HV_UNAUTHENTICATED, "actor_without_staff",
                 "A mentor or teacher is named by the id that the roster has for them (\"staff\").",
                 "/staff"};
  return actor;
}

}  // namespace access
}  // namespace homevisit
