#include "roster.h"

#include <algorithm>

namespace homevisit::moodle {
namespace {

constexpr std::int64_t kKept = 5 * 60 * 1000;
constexpr std::size_t kKinds = 4;

Classes read_classes(const Service& service) {
  Classes out;
  const std::vector<Course> courses = open_courses(service);
  for (const Course& course : courses) {
    service.call().progress(out.all.size(), courses.size());
    out.all.push_back({course, participants(service, course, true)});
    for (const Participant& participant : out.all.back().all) {
      Part& part = out.parts[participant.id];
      part = std::max(part, participant.part);
    }
  }
  return out;
}

// Each person once, with the role of the course in which it counts most.
std::map<std::string, Participant> people(const Classes& classes) {
  std::map<std::string, Participant> out;
  for (const Class& one : classes.all)
    for (const Participant& participant : one.all) {
      const auto [at, fresh] = out.try_emplace(participant.id, participant);
      if (!fresh && participant.part > at->second.part) at->second = participant;
    }
  return out;
}

void list_students(const Service& service, const Classes& classes, sdk::Sink& sink) {
  for (const auto& [id, person] : people(classes)) {
    if (classes.is_staff(id)) continue;
    hv_student student{};
    student.id = sdk::str(id);
    student.given_name = sdk::str(person.given_name);
    student.family_name = sdk::str(person.family_name);
    student.school = sdk::str(service.settings().school);
    sink.put(student);
  }
}

void list_staff(const Classes& classes, sdk::Sink& sink) {
  for (const auto& [id, person] : people(classes)) {
    if (!classes.is_staff(id)) continue;
    hv_staff staff{};
    staff.id = sdk::str(id);
    staff.given_name = sdk::str(person.given_name);
    staff.family_name = sdk::str(person.family_name);
    staff.function = sdk::str(person.role);
    sink.put(staff);
  }
}

void list_groups(const Service& service, const Classes& classes, sdk::Sink& sink) {
  for (const Class& one : classes.all) {
    const std::string school_year = one.course.school_year();
    hv_group group{};
    group.id = sdk::str(one.course.id);
    group.name = sdk::str(one.course.name.empty() ? one.course.short_name : one.course.name);
    group.school = sdk::str(service.settings().school);
    group.school_year = sdk::str(school_year);
    const bool mentored = std::any_of(one.all.begin(), one.all.end(), [](const auto& participant) {
      return participant.part == Part::mentor;
    });
    group.home = mentored ? HV_YES : HV_NO;
    sink.put(group);
  }
}

void list_enrolments(const Classes& classes, sdk::Sink& sink) {
  for (const Class& one : classes.all)
    for (const Participant& participant : one.all) {
      // A colleague among the students of a course: neither its student nor its teacher.
      if (participant.part == Part::student && classes.is_staff(participant.id)) continue;
      hv_enrolment enrolment{};
      enrolment.group = sdk::str(one.course.id);
      enrolment.person = sdk::str(participant.id);
      enrolment.role = participant.part == Part::student  ? HV_MEMBER_STUDENT
                       : participant.part == Part::mentor ? HV_MEMBER_MENTOR
                                                          : HV_MEMBER_TEACHER;
      sink.put(enrolment);
    }
}

}  // namespace

const Classes& Roster::read(const Service& service, hv_kind kind) {
  const std::int64_t now = service.host().now_ms();
  const bool fresh = kept_ && now >= read_ms_ && now - read_ms_ < kKept;
  // Asked for the same kind again, somebody wants to know how it is now.
  if (!fresh || given_.contains(kind)) {
    kept_.reset();
    given_.clear();
    kept_ = read_classes(service);
    read_ms_ = now;
  }
  given_.insert(kind);
  return *kept_;
}

void Roster::list(const Service& service, hv_kind kind, sdk::Sink& sink) {
  switch (kind) {
    case HV_KIND_STUDENT:
      list_students(service, read(service, kind), sink);
      break;
    case HV_KIND_STAFF:
      list_staff(read(service, kind), sink);
      break;
    case HV_KIND_GROUP:
      list_groups(service, read(service, kind), sink);
      break;
    case HV_KIND_ENROLMENT:
      list_enrolments(read(service, kind), sink);
      break;
    default:
      throw sdk::Failure(HV_UNSUPPORTED, "Moodle's web service tells nothing of guardians.");
  }
  if (given_.size() < kKinds) return;
  kept_.reset();
  given_.clear();
}

}  // namespace homevisit::moodle
