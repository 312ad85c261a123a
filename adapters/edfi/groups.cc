#include "groups.h"

#include <initializer_list>

#include "descriptors.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"
#include "school_year.h"

namespace homevisit::edfi {
namespace {

constexpr std::initializer_list<const char*> section_key = {"schoolId", "schoolYear", "sessionName",
                                                            "localCourseCode", "sectionIdentifier"};
constexpr std::initializer_list<const char*> cohort_key = {"educationOrganizationId",
                                                           "cohortIdentifier"};

void add(GroupKey& key, const char* name, std::string value, bool last) {
  key.id = last && value.empty() ? "" : key.id + value + (last ? "" : "/");
  key.query.emplace_back(name, std::move(value));
}

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

bool wanted_cohort(const Session& session, const Value& row) {
  const std::string& type = session.config().cohort_type;
  const std::string_view has = row["cohortTypeDescriptor"].text();
  return type.empty() || has == type || code_of(has) == type;
}

}  // namespace

Span::Span(const Value& row)
    : begin(sdk::calendar_date(row["beginDate"].text()).value_or("")),
      end(sdk::calendar_date(row["endDate"].text()).value_or("")) {}

Groups::Groups(const Session& session)
    : session_(session),
      resources_(of_cohorts() ? Resources{"cohorts", "studentCohortAssociations",
                                          "staffCohortAssociations", "cohortReference"}
                              : Resources{"sections", "studentSectionAssociations",
                                          "staffSectionAssociations", "sectionReference"}),
      today_(session.today()) {}

GroupKey Groups::key(const Value& keys) const {
  GroupKey key;
  const auto parts = of_cohorts() ? cohort_key : section_key;
  for (const char* const& part : parts) add(key, part, keys[part].id(), &part == parts.end() - 1);
  return key;
}

GroupKey Groups::key_of(const Value& group) const {
  const auto parts = of_cohorts() ? cohort_key : section_key;
  const Value reference =
      group[of_cohorts() ? "educationOrganizationReference" : "courseOfferingReference"];
  GroupKey key;
  for (const char* const& part : parts) {
    const bool last = &part == parts.end() - 1;
    add(key, part, (last ? group : reference)[part].id(), last);
  }
  return key;
}

const Schools& Groups::schools() {
  if (!schools_) schools_.emplace(session_);
  return *schools_;
}

Seen& Groups::known() {
  if (!known_) {
    known_.emplace();
    if (of_cohorts())
      each_cohort({}, [&](const Value&, const GroupKey& key) { known_->first(key.id); });
  }
  return *known_;
}

int Groups::year() {
  if (!year_) year_ = current_school_year(session_);
  return *year_;
}

// Hands on nothing twice: the same person may stand in a group for two stretches of time, so the
// days count too.
void Groups::each_student(const Filter& query, const Visit& visit) {
  Filter filter = query;
  if (!of_cohorts()) filter.emplace_back("homeroomIndicator", "true");
  Seen& groups = known();
  session_.each(resources_.students, filter, [&](const Value& row) {
    const Value reference = row[resources_.reference];
    const Span span(row);
    if (span.over(today_)) return;
    if (!of_cohorts()) {
      // A server that does not know the filter gives every section. Last year's often have no end.
      if (row["homeroomIndicator"].boolean() != true) return;
      if (reference["schoolYear"].integer().value_or(year()) < year()) return;
    }
    const GroupKey group = key(reference);
    if (group.id.empty() || (of_cohorts() && !groups.contains(group.id))) return;
    groups.first(group.id);
    visit(row, group, span);
  });
}

bool Groups::is_group(const GroupKey& group) {
  if (!of_cohorts() && !came_by(group))
    each_student(group.query, [](const Value&, const GroupKey&, const Span&) {});
  return came_by(group);
}

std::uint64_t Groups::list_homerooms(const Filter& query, sdk::Sink& sink) {
  bool any = false;
  each_student(query, [&](const Value&, const GroupKey&, const Span&) { any = true; });
  if (!any) return 0;
  Seen given;
  const Schools& named = schools();
  session_.each(resources_.groups, query, [&](const Value& row) {
    const GroupKey key = key_of(row);
    if (!came_by(key) || !given.first(key.id)) return;
    const Value offering = row["courseOfferingReference"];
    const std::string name = sdk::one_line(row["sectionName"].text());
    const Value grades = row["offeredGradeLevels"];
    const std::string grade =
        grades.size() == 1 ? grade_of(grades.item(0)["gradeLevelDescriptor"].text()) : "";
    const std::string school_year =
        school_year_name(static_cast<int>(offering["schoolYear"].integer().value_or(0)));
    const std::string section = row["sectionIdentifier"].id();
    hv_group group{};
    group.id = sdk::str(key.id);
    group.name = sdk::str(name.empty() ? section : name);
    group.school = sdk::str(named.name(offering["schoolId"].id()));
    group.year = sdk::str(grade);
    group.school_year = sdk::str(school_year);
    group.home = HV_YES;
    sink.put(group);
  });
  return given.size();
}

template <typename VisitCohort>
void Groups::each_cohort(const Filter& query, VisitCohort visit) const {
  session_.each(resources_.groups, query, [&](const Value& row) {
    if (!wanted_cohort(session_, row)) return;
    if (const GroupKey key = key_of(row); !key.id.empty()) visit(row, key);
  });
}

std::uint64_t Groups::list_cohorts(const Filter& query, sdk::Sink& sink) {
  const Schools& named = schools();
  const std::string school_year = school_year_name(year());
  Seen given;
  each_cohort(query, [&](const Value& row, const GroupKey& key) {
    if (!given.first(key.id)) return;
    const std::string name = row["cohortIdentifier"].id();
    hv_group group{};
    group.id = sdk::str(key.id);
    group.name = sdk::str(name);
    group.school =
        sdk::str(named.name(row["educationOrganizationReference"]["educationOrganizationId"].id()));
    group.school_year = sdk::str(school_year);
    group.home = HV_YES;
    sink.put(group);
  });
  return given.size();
}

std::uint64_t Groups::list(const Filter& query, sdk::Sink& sink) {
  return of_cohorts() ? list_cohorts(query, sink) : list_homerooms(query, sink);
}

void Groups::each_staff(const Filter& query, const Visit& visit) const {
  session_.each_if_allowed(
      resources_.staff, query, "Mentors of groups are not known.", [&](const Value& row) {
        const Span span(row);
        if (row["staffReference"]["staffUniqueId"].id().empty() || span.over(today_)) return;
        visit(row, key(row[resources_.reference]), span);
      });
}

void Groups::put_student(const std::string& group, std::string_view student, const Span& span,
                         sdk::Sink& sink) const {
  put(group, student, HV_MEMBER_STUDENT, span, sink);
}

void Groups::put_staff(const std::string& group, const Value& row, const Span& span,
                       sdk::Sink& sink) const {
  const bool mentor = of_cohorts() || code_of(row["classroomPositionDescriptor"].text()) ==
                                          std::string_view("Teacher of Record");
  put(group, row["staffReference"]["staffUniqueId"].id(),
      mentor ? HV_MEMBER_MENTOR : HV_MEMBER_TEACHER, span, sink);
}

void list_groups(const Session& session, sdk::Sink& sink) { Groups(session).list({}, sink); }

void list_enrolments(const Session& session, const Enrolled& enrolled, sdk::Sink& sink) {
  Groups groups(session);
  Seen given;
  const auto first = [&](const std::string& group, const std::string& person, const Span& span) {
    return given.first(group + "\n" + person + "\n" + span.begin);
  };
  groups.each_student({}, [&](const Value& row, const GroupKey& group, const Span& span) {
    const std::string student = row["studentReference"]["studentUniqueId"].id();
    if (!student.empty() && enrolled.has(student) && first(group.id, student, span))
      groups.put_student(group.id, student, span, sink);
  });
  groups.each_staff({}, [&](const Value& row, const GroupKey& group, const Span& span) {
    if (groups.came_by(group) && first(group.id, row["staffReference"]["staffUniqueId"].id(), span))
      groups.put_staff(group.id, row, span, sink);
  });
}

}  // namespace homevisit::edfi
