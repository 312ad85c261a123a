#include "sync/pull.h"

#include <cstddef>

namespace homevisit::sync {
namespace {

using adapters::view;

std::string text(hv_str value) { return std::string(view(value)); }

Ternary ternary(hv_ternary value) {
  return value == HV_YES ? Ternary::yes : value == HV_NO ? Ternary::no : Ternary::unknown;
}

// "van 't Hof" stands under H (NEN 1888): what begins small belongs to the name but does not sort.
std::string sorted_under(std::string_view family, std::string_view given) {
  std::size_t begin = 0;
  while (begin < family.size()) {
    const char first = family[begin];
    if ((first < 'a' || first > 'z') && first != '\'') break;
    const auto space = family.find(' ', begin);
    if (space == std::string_view::npos) {
      begin = 0;  // a family name without a capital
      break;
    }
    begin = space + 1;
  }
  std::string name(family.substr(begin));
  if (begin > 0) name.append(", ").append(family.substr(0, begin - 1));
  return name.append(name.empty() ? "" : ", ").append(given);
}

Student student_of(const hv_student& in) {
  Student student;
  student.id = text(in.id);
  student.given_name = text(in.given_name);
  student.family_name = text(in.family_name);
  student.sort_name = text(in.sort_name);
  if (student.sort_name.empty())
    student.sort_name = sorted_under(student.family_name, student.given_name);
  student.birth_date = parse_date(view(in.birth_date));
  student.school = text(in.school);
  student.year = text(in.year);
  student.language = text(in.language);
  student.address_secret = ternary(in.address_secret);
  if (in.struct_size >= offsetof(hv_student, official_name) + sizeof(hv_str))
    student.official_name = text(in.official_name);
  return student;
}

Guardian guardian_of(const hv_guardian& in) {
  Guardian guardian;
  guardian.id = text(in.id);
  guardian.given_name = text(in.given_name);
  guardian.family_name = text(in.family_name);
  guardian.language = text(in.language);
  guardian.address_secret = ternary(in.address_secret);
  return guardian;
}

journal::Care care_of(const hv_care& in) {
  return {text(in.student),    text(in.guardian),      text(in.relation),    text(in.household),
          ternary(in.custody), ternary(in.lives_with), ternary(in.informed), in.order};
}

Enrolment enrolment_of(const hv_enrolment& in) {
  const MemberRole role = in.role == HV_MEMBER_MENTOR    ? MemberRole::mentor
                          : in.role == HV_MEMBER_TEACHER ? MemberRole::teacher
                                                         : MemberRole::student;
  return {text(in.group), text(in.person), role, parse_date(view(in.begin_date)),
          parse_date(view(in.end_date))};
}

Status put(journal::RosterUpdate& update, const hv_record& record) {
  switch (record.kind) {
    case HV_KIND_STUDENT:
      return update.put(student_of(*record.of.student));
    case HV_KIND_GUARDIAN:
      return update.put_guardian(guardian_of(*record.of.guardian));
    case HV_KIND_CARE:
      return update.put(care_of(*record.of.care));
    case HV_KIND_STAFF: {
      const hv_staff& in = *record.of.staff;
      return update.put(
          Staff{text(in.id), text(in.given_name), text(in.family_name), text(in.function)});
    }
    case HV_KIND_GROUP: {
      const hv_group& in = *record.of.group;
      return update.put(Group{text(in.id), text(in.name), text(in.school), text(in.year),
                              text(in.school_year), ternary(in.home)});
    }
    case HV_KIND_ENROLMENT: {
      // An end that cannot be read must not become "without end": it decides who sees whom.
      const hv_enrolment& in = *record.of.enrolment;
      const bool readable = (view(in.begin_date).empty() || parse_date(view(in.begin_date))) &&
                            (view(in.end_date).empty() || parse_date(view(in.end_date)));
      return readable ? update.put(enrolment_of(in)) : ok();
    }
    case HV_KIND_ENTRY:
      break;
  }
  return ok();
}

struct Part {
  hv_kind kind;
  std::uint64_t capability;
};
constexpr Part kParts[] = {
    {HV_KIND_STUDENT, HV_CAN_READ_STUDENTS}, {HV_KIND_GUARDIAN, HV_CAN_READ_GUARDIANS},
    {HV_KIND_CARE, HV_CAN_READ_GUARDIANS},   {HV_KIND_STAFF, HV_CAN_READ_STAFF},
    {HV_KIND_GROUP, HV_CAN_READ_GROUPS},     {HV_KIND_ENROLMENT, HV_CAN_READ_GROUPS}};

Status pull_once(adapters::Adapter& adapter, journal::RosterStore& store, const Clock& clock,
                 const CallControl& control) {
  HV_ASSIGN(const journal::RosterCounts before, store.counts());
  HV_ASSIGN(const auto update, store.replace());
  std::uint64_t taken = 0, students = 0;
  for (const auto& [kind, capability] : kParts) {
    const Status listed = adapter.list(kind, "", control, [&](const hv_record& record) -> Status {
      if (++taken % 500 == 0) HV_TRY(control.check());
      if (record.kind == HV_KIND_STUDENT) ++students;
      return put(*update, record);
    });
    // Without students there is no roster; the rest may be missing.
    const bool has_none = kind != HV_KIND_STUDENT && !listed &&
                          listed.error().status == HV_UNSUPPORTED &&
                          (adapter.capabilities() & capability) == 0;
    if (!listed && !has_none) return listed;
  }
  if (students == 0 && before.students > 0)
    return Error{HV_FAILED_PRECONDITION, "roster_empty",
                 "The system gave no students at all, though there were some before. Nothing was "
                 "changed. Check "
                 "what the system lets this connection read, then refresh again."};
  return update->commit(clock.now_ms());
}

}  // namespace

Status pull_roster(adapters::Adapter& adapter, journal::RosterStore& store, const Clock& clock,
                   const CallControl& control) {
  Status pulled = pull_once(adapter, store, clock, control);
  // The adapter itself says that it may go well the next time: a list that changed while it was
  // read. What the network said was tried often enough.
  if (!pulled && pulled.error().code == "adapter_unavailable" && pulled.error().retryable)
    pulled = pull_once(adapter, store, clock, control);
  return pulled;
}

}  // namespace homevisit::sync
