#include "groups.h"

#include "descriptors.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"
#include "school_year.h"

namespace homevisit::edfi {
namespace {

// The natural key of a section or cohort, as one id: the server's own ids change with a reload.
std::string section_id(const Value& reference) {
  const std::string section = reference["sectionIdentifier"].id();
  if (section.empty()) return {};
  std::string id;
  for (const char* part : {"schoolId", "schoolYear", "sessionName", "localCourseCode"})
    id += reference[part].id() + "/";
  return id + section;
}

std::string cohort_id(const Value& reference) {
  const std::string cohort = reference["cohortIdentifier"].id();
  return cohort.empty() ? std::string() : reference["educationOrganizationId"].id() + "/" + cohort;
}

struct Span {
  std::string begin, end;
  explicit Span(const Value& row)
      : begin(sdk::calendar_date(row["beginDate"].text()).value_or("")),
        end(sdk::calendar_date(row["endDate"].text()).value_or("")) {}
  bool over(const std::string& today) const { return !end.empty() && end < today; }
};

void put(std::string_view group, std::string_view person, hv_member_role role, const Span& span,
         sdk::Sink& sink) {
  hv_enrolment enrolment{};
  enrolment.group = sdk::str(group);
  enrolment.person = sdk::str(person);
  enrolment.role = role;
  enrolment.begin_date = sdk::str(span.begin);
  enrolment.end_date = sdk::str(span.end);
  sink.put(enrolment);
}

// Hands on nothing twice: the same person may stand in a group for two stretches of time, so the
// days count too.
template <typename Visit>
void each_homeroom_member(const Session& session, int year, Visit visit) {
  const std::string today = session.today();
  session.each("studentSectionAssociations", {{"homeroomIndicator", "true"}},
               [&](const Value& row) {
                 const Value section = row["sectionReference"];
                 const Span span(row);
                 // A server that does not know the filter gives every section.
                 if (row["homeroomIndicator"].boolean() != true || span.over(today)) return;
                 // Last year's sections often have no end.
                 if (section["schoolYear"].integer().value_or(year) < year) return;
                 const std::string id = section_id(section);
                 if (!id.empty()) visit(row, id, span);
               });
}

void list_homerooms(const Session& session, sdk::Sink& sink) {
  const int year = current_school_year(session);
  Seen homerooms, given;
  each_homeroom_member(session, year, [&](const Value&, const std::string& id, const Span&) {
    homerooms.first(id);
  });
  const Schools schools(session);
  session.each("sections", {}, [&](const Value& row) {
    const Value offering = row["courseOfferingReference"];
    std::string id;
    for (const char* part : {"schoolId", "schoolYear", "sessionName", "localCourseCode"})
      id += offering[part].id() + "/";
    const std::string section = row["sectionIdentifier"].id();
    id += section;
    if (!homerooms.contains(id) || !given.first(id)) return;
    const std::string name = sdk::one_line(row["sectionName"].text());
    const Value grades = row["offeredGradeLevels"];
    const std::string grade =
        grades.size() == 1 ? grade_of(grades.item(0)["gradeLevelDescriptor"].text()) : "";
    const std::string school_year =
        school_year_name(static_cast<int>(offering["schoolYear"].integer().value_or(0)));
    hv_group group{};
    group.id = sdk::str(id);
    group.name = sdk::str(name.empty() ? section : name);
    group.school = sdk::str(schools.name(offering["schoolId"].id()));
    group.year = sdk::str(grade);
    group.school_year = sdk::str(school_year);
    group.home = HV_YES;
    sink.put(group);
  });
}

bool wanted_cohort(const Session& session, const Value& row) {
  const std::string& type = session.config().cohort_type;
  const std::string_view has = row["cohortTypeDescriptor"].text();
  return type.empty() || has == type || code_of(has) == type;
}

template <typename Visit>
void each_cohort(const Session& session, Visit visit) {
  session.each("cohorts", {}, [&](const Value& row) {
    if (!wanted_cohort(session, row)) return;
    const std::string organization =
        row["educationOrganizationReference"]["educationOrganizationId"].id();
    const std::string cohort = row["cohortIdentifier"].id();
    if (!cohort.empty()) visit(organization + "/" + cohort, cohort, organization);
  });
}

void list_cohorts(const Session& session, sdk::Sink& sink) {
  const Schools schools(session);
  const std::string school_year = school_year_name(current_school_year(session));
  Seen given;
  each_cohort(session,
              [&](const std::string& id, const std::string& name, const std::string& organization) {
                if (!given.first(id)) return;
                hv_group group{};
                group.id = sdk::str(id);
                group.name = sdk::str(name);
                group.school = sdk::str(schools.name(organization));
                group.school_year = sdk::str(school_year);
                group.home = HV_YES;
                sink.put(group);
              });
}

// `id` reads the group's id from its reference in a row.
template <typename Id, typename Role>
void put_staff(const Session& session, const char* resource, const char* reference,
               const Seen& groups, Id id, Role role, sdk::Sink& sink) {
  const std::string today = session.today();
  Seen given;
  session.each_if_allowed(resource, {}, "Mentors of groups are not known.", [&](const Value& row) {
    const std::string group = id(row[reference]);
    const std::string person = row["staffReference"]["staffUniqueId"].id();
    const Span span(row);
    if (person.empty() || span.over(today) || !groups.contains(group)) return;
    if (given.first(group + "\n" + person + "\n" + span.begin))
      put(group, person, role(row), span, sink);
  });
}

hv_member_role role_in_section(const Value& row) {
  const std::string_view position = code_of(row["classroomPositionDescriptor"].text());
  return position == "Teacher of Record" ? HV_MEMBER_MENTOR : HV_MEMBER_TEACHER;
}

}  // namespace

void list_groups(const Session& session, sdk::Sink& sink) {
  if (session.config().groups == GroupSource::cohorts) return list_cohorts(session, sink);
  list_homerooms(session, sink);
}

void list_enrolments(const Session& session, const Enrolled& enrolled, sdk::Sink& sink) {
  Seen groups, given;
  const auto put_student = [&](const std::string& group, const std::string& student,
                               const Span& span) {
    if (!student.empty() && enrolled.has(student) &&
        given.first(group + "\n" + student + "\n" + span.begin))
      put(group, student, HV_MEMBER_STUDENT, span, sink);
  };
  if (session.config().groups == GroupSource::cohorts) {
    const std::string today = session.today();
    each_cohort(session, [&](const std::string& id, const std::string&, const std::string&) {
      groups.first(id);
    });
    session.each("studentCohortAssociations", {}, [&](const Value& row) {
      const std::string id = cohort_id(row["cohortReference"]);
      const Span span(row);
      if (groups.contains(id) && !span.over(today))
        put_student(id, row["studentReference"]["studentUniqueId"].id(), span);
    });
    put_staff(
        session, "staffCohortAssociations", "cohortReference", groups, cohort_id,
        [](const Value&) { return HV_MEMBER_MENTOR; }, sink);
    return;
  }
  each_homeroom_member(session, current_school_year(session),
                       [&](const Value& row, const std::string& id, const Span& span) {
                         groups.first(id);
                         put_student(id, row["studentReference"]["studentUniqueId"].id(), span);
                       });
  put_staff(session, "staffSectionAssociations", "sectionReference", groups, section_id,
            role_in_section, sink);
}

}  // namespace homevisit::edfi
