#include "sync/roster_record.h"

#include <cstddef>

#include "adapters/text.h"
#include "domain/roster.h"

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

// An end that cannot be read must not become "without end": it decides who sees whom.
bool readable(const hv_enrolment& in) {
  return (view(in.begin_date).empty() || parse_date(view(in.begin_date))) &&
         (view(in.end_date).empty() || parse_date(view(in.end_date)));
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
    case HV_KIND_ENROLMENT:
      return update.put(enrolment_of(*record.of.enrolment));
    case HV_KIND_ENTRY:
      break;
  }
  return ok();
}

Status remove(journal::RosterUpdate& update, const hv_record& record) {
  using journal::RosterKind;
  switch (record.kind) {
    case HV_KIND_STUDENT:
      return update.remove(RosterKind::student, text(record.of.student->id));
    case HV_KIND_GUARDIAN:
      return update.remove(RosterKind::guardian, text(record.of.guardian->id));
    case HV_KIND_CARE:
      return update.remove_care(text(record.of.care->student), text(record.of.care->guardian));
    case HV_KIND_STAFF:
      return update.remove(RosterKind::staff, text(record.of.staff->id));
    case HV_KIND_GROUP:
      return update.remove(RosterKind::group, text(record.of.group->id));
    case HV_KIND_ENROLMENT:
      return update.remove_enrolment(text(record.of.enrolment->group),
                                     text(record.of.enrolment->person));
    case HV_KIND_ENTRY:
      break;
  }
  return ok();
}

}  // namespace

Status apply(journal::RosterUpdate& update, const hv_record& record, bool whole) {
  if (record.removed != 0) return remove(update, record);
  if (record.kind == HV_KIND_ENROLMENT && !readable(*record.of.enrolment))
    return whole ? ok() : remove(update, record);
  return put(update, record);
}

}  // namespace homevisit::sync
