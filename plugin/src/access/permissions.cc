#include "access/permissions.h"

namespace homevisit::access {
namespace {

Error not_found() {
  return {HV_NOT_FOUND, "unknown_student",
          "There is no such student among those that you may see. Check the number; new students "
          "appear "
          "after the next reading of the roster.",
          "/student"};
}

Result<View> by_role(journal::RosterStore& roster, const Actor& actor, const std::string& student,
                     Date day) {
  if (actor.role == Role::it || actor.role == Role::system) return not_found();
  if (sees_all(actor)) {
    const auto known = roster.student(student);
    if (!known) {
      if (known.error().status == HV_NOT_FOUND) return not_found();
      return known.error();
    }
    if (actor.role == Role::school_leader)
      return View{{true, false, false, false}, false, Tier::shared};
    return View{{true, true, true, true}, true, Tier::confidential};
  }
  HV_ASSIGN(const bool mentor, roster.works_with(actor.staff, MemberRole::mentor, student, day));
  if (mentor && actor.role == Role::mentor)
    return View{{true, true, false, true}, true, Tier::confidential};
  HV_ASSIGN(const bool teacher, roster.works_with(actor.staff, MemberRole::teacher, student, day));
  if (mentor || teacher) return View{{true, false, false, true}, true, Tier::shared};
  return not_found();
}

}  // namespace

bool sees_all(const Actor& actor) {
  return actor.role == Role::care_coordinator || actor.role == Role::school_leader;
}

Result<View> view_of(journal::RosterStore& roster, const Actor& actor, const std::string& student,
                     Date day) {
  HV_ASSIGN(View view, by_role(roster, actor, student, day));
  view.may_record = view.may_record && !actor.reads_only;
  return view;
}

Result<std::vector<Group>> own_groups(journal::RosterStore& roster, const Actor& actor, Date day) {
  if (actor.staff.empty()) return std::vector<Group>{};
  HV_ASSIGN(auto groups, roster.groups_of_staff(actor.staff, MemberRole::mentor, day));
  if (actor.role == Role::teacher) {
    HV_ASSIGN(auto taught, roster.groups_of_staff(actor.staff, MemberRole::teacher, day));
    groups.insert(groups.end(), taught.begin(), taught.end());
  }
  return groups;
}

Status may_list(journal::RosterStore& roster, const Actor& actor, const std::string& group,
                Date day) {
  if (sees_all(actor)) {
    HV_ASSIGN(const Group known, roster.group(group));
    return ok();
  }
  HV_ASSIGN(const auto own, own_groups(roster, actor, day));
  for (const Group& mine : own)
    if (mine.id == group) return ok();
  return Error{HV_NOT_FOUND, "unknown_group", "There is no such group among yours.", "/group"};
}

}  // namespace homevisit::access
