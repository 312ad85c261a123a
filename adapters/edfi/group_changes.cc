#include "group_changes.h"

#include <map>
#include <set>

namespace homevisit::edfi {
namespace {

constexpr const char* student_key = "studentUniqueId";
constexpr const char* staff_key = "staffUniqueId";

// A section whose key changed takes all its members along, and they may not be told of.
void require_same_keys(const Changes& changes, const Groups& groups) {
  changes.each_key_change(groups.resources().groups, [](const Value&) {
    Changes::read_all("A section or cohort was given another key.");
  });
}

// Members whom a change touched, with the groups that the change was in.
class Touched {
 public:
  Touched(const Changes& changes, const Groups& groups) : changes_(changes), groups_(groups) {}

  // visit(group, id of the person)
  template <typename Visit>
  void each(const char* resource, const char* person, const char* key, Visit visit) const {
    changes_.each_row(resource, [&](const Value& row) {
      visit(groups_.key(row[groups_.resources().reference]), row.at(person).id());
    });
    const auto take = [&](const Value& keys) {
      GroupKey group = groups_.key(keys);
      std::string id = keys[key].id();
      if (group.id.empty() || id.empty())
        Changes::read_all("The Ed-Fi server does not say whose membership was deleted.");
      visit(std::move(group), std::move(id));
    };
    changes_.each_deleted(resource, take);
    changes_.each_key_change(resource, take);
  }

 private:
  const Changes& changes_;
  const Groups& groups_;
};

void remove(const std::string& group, const std::string& person, sdk::Sink& sink) {
  hv_enrolment gone{};
  gone.group = sdk::str(group);
  gone.person = sdk::str(person);
  sink.remove(gone);
}

class ChangedMembers {
 public:
  ChangedMembers(const Session& session, const Changes& changes, sdk::Sink& sink)
      : groups_(session), changes_(changes), sink_(sink) {}

  void read() {
    require_same_keys(changes_, groups_);
    const Touched touched(changes_, groups_);
    touched.each(groups_.resources().students, "studentReference/studentUniqueId", student_key,
                 [&](GroupKey group, const std::string& student) {
                   students_[student].insert(std::move(group.id));
                   Changes::require_few(students_.size());
                 });
    // Who came or left.
    for (const std::string& student : changes_.touched(
             {{"studentSchoolAssociations", "studentReference/studentUniqueId", student_key}}))
      students_[student];
    touched.each(groups_.resources().staff, "staffReference/staffUniqueId", staff_key,
                 [&](GroupKey group, const std::string& person) {
                   staffed(group).people.insert(person);
                   Changes::require_few(staffed_.size());
                 });
  }

  void put_students(const std::function<bool(const std::string&)>& enrolled) {
    for (auto& [student, left] : students_) {
      const bool is_enrolled = enrolled(student);
      Seen given;
      std::set<std::string> now;
      groups_.each_student({{student_key, student}},
                           [&](const Value& row, const GroupKey& group, const Span& span) {
                             // A server that does not know the filter gives everybody.
                             if (row["studentReference"][student_key].id() != student) return;
                             if (!is_enrolled) {
                               left.insert(group.id);
                               return;
                             }
                             // The student may be the first of this group: then its mentors are new
                             // here, too.
                             staffed(group);
                             now.insert(group.id);
                             if (given.first(group.id + "\n" + span.begin))
                               groups_.put_student(group.id, student, span, sink_);
                           });
      for (const std::string& group : left)
        if (!now.contains(group)) remove(group, student, sink_);
    }
  }

  void put_staff() {
    for (const auto& [id, staffed] : staffed_) {
      Seen given;
      std::set<std::string> now;
      if (groups_.is_group(staffed.group))
        groups_.each_staff(staffed.group.query,
                           [&](const Value& row, const GroupKey& group, const Span& span) {
                             const std::string person = row["staffReference"][staff_key].id();
                             if (group.id != staffed.group.id) return;
                             now.insert(person);
                             if (given.first(person + "\n" + span.begin))
                               groups_.put_staff(group.id, row, span, sink_);
                           });
      for (const std::string& person : staffed.people)
        if (!now.contains(person)) remove(id, person, sink_);
    }
  }

 private:
  // A group whose staff are read anew, and whom of them a change touched.
  struct Staffed {
    GroupKey group;
    std::set<std::string> people;
  };
  Staffed& staffed(const GroupKey& group) {
    return staffed_.try_emplace(group.id, Staffed{group, {}}).first->second;
  }

  Groups groups_;
  const Changes& changes_;
  sdk::Sink& sink_;
  std::map<std::string, std::set<std::string>> students_;
  std::map<std::string, Staffed> staffed_;
};

}  // namespace

void list_changed_groups(const Session& session, const Changes& changes, sdk::Sink& sink) {
  if (changes.nothing_new()) return;
  Groups groups(session);
  require_same_keys(changes, groups);
  std::map<std::string, Filter> touched;
  const auto touch = [&](GroupKey group) {
    if (!group.id.empty()) touched.emplace(std::move(group.id), std::move(group.query));
    Changes::require_few(touched.size());
  };
  changes.each_row(groups.resources().groups, [&](const Value& row) { touch(groups.key_of(row)); });
  // The first student makes a section a home room. One that lost its last stays, and is empty.
  if (session.config().groups == GroupSource::sections)
    changes.each_row(groups.resources().students, [&](const Value& row) {
      if (row["homeroomIndicator"].boolean() == true)
        touch(groups.key(row[groups.resources().reference]));
    });
  for (const auto& [id, query] : touched) groups.list(query, sink);
  changes.each_deleted(groups.resources().groups, [&](const Value& keys) {
    const GroupKey key = groups.key(keys);
    if (key.id.empty()) Changes::read_all("The Ed-Fi server does not say which group was deleted.");
    hv_group gone{};
    gone.id = sdk::str(key.id);
    sink.remove(gone);
  });
}

void list_changed_enrolments(const Session& session, const Changes& changes,
                             const std::function<bool(const std::string& student)>& enrolled,
                             sdk::Sink& sink) {
  if (changes.nothing_new()) return;
  ChangedMembers members(session, changes, sink);
  members.read();
  members.put_students(enrolled);
  members.put_staff();
}

}  // namespace homevisit::edfi
