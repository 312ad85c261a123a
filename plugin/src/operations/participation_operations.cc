// R2, R21: who of the staff makes home visits and how they prepared. Private to the staff leader
// and the person; no reason is asked.
#include "domain/codec.h"
#include "domain/school/programme_rules.h"
#include "operations/school_write.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

// For oneself; a school leader also for somebody else.
Result<std::string> staff_asked(const Call& call) {
  const std::string staff = call.text("staff");
  const bool leader = call.actor.role == access::Role::school_leader;
  // Of a school leader, who writes down what others choose, nothing is taken for granted.
  if (staff.empty() && (leader || call.actor.staff.empty()))
    return Error{HV_INVALID_ARGUMENT, "missing_field", "Say who this is about.", "/staff"};
  if (staff.empty() || staff == call.actor.staff) return call.actor.staff;
  if (!leader)
    return Error{HV_PERMISSION_DENIED, "not_about_others",
                 "Everybody says this for themselves; only the school leader for others.",
                 "/staff"};
  HV_TRY(check_staff(call, staff, "/staff"));
  return staff;
}

std::string school_year_asked(const Call& call) {
  const std::string asked = call.text("school_year");
  return asked.empty() ? school::school_year_of(call.context.today()) : asked;
}

Result<std::string> set(const Call& call) {
  HV_ASSIGN(const std::string staff, staff_asked(call));
  const std::string year = school_year_asked(call);
  if (!school::is_school_year(year))
    return Error{HV_INVALID_ARGUMENT, "school_year_form", "Write the school year as 2026-2027.",
                 "/school_year"};
  const auto participation = from_name<school::Participation>(call.text("participation"));
  return write_school(call, [&](const SchoolFacts&) -> Result<SchoolDecision> {
    return SchoolDecision{
        school::ParticipationSet{staff, participation.value_or(school::Participation::not_asked),
                                 year},
        staff};
  });
}

Result<std::string> note(const Call& call) {
  HV_ASSIGN(const std::string staff, staff_asked(call));
  HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
  const std::string paired = call.text("paired_with");
  if (!paired.empty()) HV_TRY(check_staff(call, paired, "/paired_with"));
  if (paired == staff)
    return Error{HV_INVALID_ARGUMENT, "paired_with_oneself",
                 "A first visit is made together with somebody else.", "/paired_with"};
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    return SchoolDecision{
        school::PreparationNoted{staff, date.value_or(facts.today), call.text("what"), paired},
        staff};
  });
}

void write_preparations(json::Writer& w, const school::School& school, const std::string& staff) {
  w.key("preparations").begin_array();
  for (const auto& noted : school.preparations) {
    if (noted.value.staff != staff) continue;
    w.begin_object().member("date", format_date(noted.value.date));
    w.member_if("what", noted.value.what).member_if("paired_with", noted.value.paired_with);
    w.end_object();
  }
  w.end_array();
}

Result<std::string> list(const Call& call) {
  Context& context = call.context;
  const std::string year = school_year_asked(call);
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  HV_ASSIGN(const auto staff, context.roster->all_staff());
  json::Writer w;
  w.begin_object().member("school_year", year).key("staff").begin_array();
  for (const Staff& one : staff) {
    w.begin_object().member("staff", one.id).member("name", one.name());
    w.member("participation", to_name(school->participates(one.id, year)));
    w.member("minutes_in_task", school::budget_of(*school, year, one.id));
    write_preparations(w, *school, one.id);
    w.end_object();
  }
  return w.end_array().end_object().take();
}

}  // namespace

std::span<const Operation> participation_operations() {
  static constexpr Operation operations[] = {
      {"participation.set", set}, {"participation.list", list}, {"preparation.note", note}};
  return operations;
}

}  // namespace homevisit::operations
