#include "operations/officers.h"

namespace homevisit::operations {
namespace {

const school::Programme* programme_now(Context& context, const school::School& school) {
  return school.programme(school::school_year_of(context.today()));
}

}  // namespace

NamedOfficer officer_for(Context& context, const school::School& school, school::OfficerTask task) {
  const school::Programme* const programme = programme_now(context, school);
  if (programme == nullptr) return {};
  for (const school::Officer& officer : programme->officers) {
    if (officer.task != task) continue;
    const std::string name =
        officer.staff.empty() ? officer.name : context.staff_name(officer.staff);
    return {officer.staff, name, officer.reachable};
  }
  return {};
}

std::string meldcode_steps(Context& context, const school::School& school) {
  const school::Programme* const programme = programme_now(context, school);
  return programme == nullptr ? std::string() : programme->reporting_code;
}

}  // namespace homevisit::operations
