#include "operations/interpreter_check.h"

#include <algorithm>
#include <vector>

#include "access/permissions.h"
#include "domain/refusal.h"
#include "domain/same_name.h"

namespace homevisit::operations {
namespace {

constexpr int most_of_one_name = 200;  // that are looked through, among all pupils

using Students = std::vector<Student>;

Status add_group(const Call& call, const Group& group, Students& students) {
  Context& context = call.context;
  HV_ASSIGN(Students more, context.roster->students_of_group(group.id, context.today()));
  std::move(more.begin(), more.end(), std::back_inserter(students));
  return ok();
}

// Pupils whom the actor may see, that may be called so. Who sees all of them has the class of this
// pupil looked through too: it knows more ways to write a name than the search does.
Result<Students> seen_pupils(const Call& call, const StudentFile& file, const std::string& name) {
  journal::RosterStore& roster = *call.context.roster;
  Students students;
  if (access::sees_all(call.actor)) {
    HV_ASSIGN(students, roster.search(name, most_of_one_name));
    for (const Group& group : file.groups) HV_TRY(add_group(call, group, students));
    return students;
  }
  for (const MemberRole role : {MemberRole::mentor, MemberRole::teacher}) {
    HV_ASSIGN(const auto groups,
              roster.groups_of_staff(call.actor.staff, role, call.context.today()));
    for (const Group& group : groups) HV_TRY(add_group(call, group, students));
  }
  return students;
}

Result<bool> is_seen_pupil(const Call& call, const std::string& id) {
  Context& context = call.context;
  const auto staff = context.roster->staff(id);
  if (staff) return false;  // numbers of staff and of students may be alike
  if (staff.error().status != HV_NOT_FOUND) return staff.error();
  const auto view = access::view_of(*context.roster, call.actor, id, context.today());
  if (view) return true;
  if (view.error().status == HV_NOT_FOUND) return false;
  return view.error();
}

// Of them the rules of the family have said what is to be said.
bool is_of_family(const StudentFile& file, const std::string& id) {
  const auto is = [&](const auto& person) { return person.id == id; };
  return is(file.student) || std::any_of(file.siblings.begin(), file.siblings.end(), is) ||
         std::any_of(file.guardians.begin(), file.guardians.end(), is);
}

}  // namespace

Status check_interpreter_of_school(const Call& call, const StudentFile& file,
                                   const Interpreter& interpreter) {
  if (!interpreter.person.empty()) {
    if (is_of_family(file, interpreter.person)) return ok();
    HV_ASSIGN(const bool pupil, is_seen_pupil(call, interpreter.person));
    if (!pupil) return ok();
    return refuse("interpreter_of_school",
                  "A pupil of the school does not interpret. Choose an adult, an interpreter by "
                  "phone, or an app.",
                  "/interpreter/person");
  }
  const std::string& name = interpreter.name;
  if (name.empty() || interpreter.adult) return ok();
  // The father of this pupil may bear the name of a classmate.
  if (std::any_of(file.guardians.begin(), file.guardians.end(),
                  [&](const Guardian& guardian) { return is_called(guardian, name); }))
    return ok();
  HV_ASSIGN(const Students pupils, seen_pupils(call, file, name));
  if (std::none_of(pupils.begin(), pupils.end(), [&](const Student& pupil) {
        return !is_of_family(file, pupil.id) && is_called(pupil, name);
      }))
    return ok();
  return refuse("interpreter_may_be_pupil",
                "A pupil of the school has this name too. A child does not interpret: choose an "
                "adult, an interpreter by phone, or an app. Is it somebody else? Then tick that "
                "below.",
                "/interpreter/name");
}

}  // namespace homevisit::operations
