#include "staff.h"

#include "compact.h"
#include "descriptors.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"

namespace homevisit::edfi {
namespace {

struct Assignment {
  std::uint64_t key;
  std::uint32_t ended;  // 0: works here today
  std::uint32_t order;  // the system's own order of several
  std::uint32_t function;
  bool operator<(const Assignment& other) const {
    if (key != other.key) return key < other.key;
    return ended != other.ended ? ended < other.ended : order < other.order;
  }
};

std::string first_of(std::string a, std::string b) { return a.empty() ? b : a; }

}  // namespace

std::uint64_t list_staff(const Session& session, std::string_view person, sdk::Sink& sink) {
  Filter filter;
  if (!person.empty()) filter.emplace_back("staffUniqueId", person);
  const std::string today = session.today();
  Words functions;
  Table<Assignment> assignments;
  session.each_if_allowed(
      "staffEducationOrganizationAssignmentAssociations", filter,
      "Functions of staff are not known, and staff who left are not told apart.",
      [&](const Value& row) {
        const std::string id = row["staffReference"]["staffUniqueId"].id();
        if (id.empty()) return;
        const auto end = sdk::calendar_date(row["endDate"].text());
        const std::string function =
            first_of(sdk::one_line(row["positionTitle"].text()),
                     std::string(code_of(row["staffClassificationDescriptor"].text())));
        assignments.put(
            {number_of(id), end && *end < today ? 1u : 0u,
             static_cast<std::uint32_t>(row["orderOfAssignment"].integer().value_or(99)),
             functions.put(function)});
      });
  assignments.sort();

  Seen seen;
  session.each("staffs", filter, [&](const Value& row) {
    const std::string id = row["staffUniqueId"].id();
    if (id.empty() || (!person.empty() && id != person)) return;
    const Assignment* const assignment = assignments.find(number_of(id));
    if (assignment != nullptr && assignment->ended != 0) return;
    if (!seen.first(id)) return;
    const std::string given = first_of(sdk::one_line(row["preferredFirstName"].text()),
                                       sdk::one_line(row["firstName"].text()));
    const std::string family = first_of(sdk::one_line(row["preferredLastSurname"].text()),
                                        sdk::one_line(row["lastSurname"].text()));
    hv_staff staff{};
    staff.id = sdk::str(id);
    staff.given_name = sdk::str(given);
    staff.family_name = sdk::str(family);
    if (assignment != nullptr) staff.function = sdk::str(functions[assignment->function]);
    sink.put(staff);
  });
  return seen.size();
}

}  // namespace homevisit::edfi
