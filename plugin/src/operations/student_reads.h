// What operations and views both read about students.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/limit.h"
#include "operations/operation.h"

namespace homevisit::operations {

// A student's file as one actor may see it. Leaves an event of the reading.
struct SeenFile {
  SharedFile file;
  access::View view;
  History history;  // limited, standing answers marked
};
Result<SeenFile> see_file(Context& context, const access::Actor& actor,
                          const std::string& actor_name, const std::string& student,
                          const std::string& what);

// Who wrote a report changes it, or the care coordinator where nothing of it is kept from them:
// they would take out what they do not see.
Status may_revise(const Context& context, const access::Actor& actor, const StudentFile& file,
                  const History& history, const VisitEntry& report);

struct StudentRow {
  std::string id, name, sort_name, group;
  std::optional<Date> last_contact, next_contact;
  std::optional<Date> proposed;  // the first that nobody has agreed to yet
  int waiting = 0;
};
struct StudentList {
  std::optional<Group> group;
  std::vector<StudentRow> rows;
};
// Of a group, or found by name or id among those that the actor may see.
Result<StudentList> list_students(Context& context, const access::Actor& actor,
                                  const std::string& group, const std::string& query,
                                  const std::string& sort, const std::string& filter);

// The actor's own groups; `all`: every home group, for those who see all students.
Result<std::vector<Group>> list_groups(Context& context, const access::Actor& actor, bool all);

}  // namespace homevisit::operations
