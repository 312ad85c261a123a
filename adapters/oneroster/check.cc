#include "check.h"

#include <map>
#include <string>

#include "homevisit/sdk/date.h"
#include "report.h"
#include "user.h"

namespace homevisit::oneroster {
namespace {

constexpr std::uint64_t kSample = 500;

const char* scope_for(List list) {
  return list == List::demographics ? "roster-demographics.readonly" : "roster-core.readonly";
}

// The page, or nothing where these credentials may not see the list: that is a finding.
std::optional<Server::Look> look_if_allowed(Server& server, List list, const char* without,
                                            sdk::Findings& findings) {
  const std::string name = name_of(list);
  try {
    auto page = server.look(list, kSample);
    findings.good("List of " + name, "May be read; the first page brought " +
                                         std::to_string(page.rows.size()) + " rows.");
    return page;
  } catch (const sdk::Failure& failure) {
    if (failure.status() != HV_PERMISSION_DENIED && failure.status() != HV_NOT_FOUND) throw;
    const std::string advice =
        failure.status() == HV_NOT_FOUND
            ? "Check \"url\" and \"version\"; else ask whether the service has this list."
            : std::string("Give the credentials the right to read it (in 1.2 the scope ") +
                  scope_for(list) + ").";
    findings.problem("List of " + name,
                     "May not be read (" + std::to_string(failure.http_status()) + "): " + without,
                     advice);
    return std::nullopt;
  }
}

struct Sample {
  std::size_t students = 0, guardians = 0, staff = 0, said_relations = 0, agents = 0;
  bool says_agents = false, several_rows = false;
};

Sample sample_of(const Server& server, const sdk::Value& rows) {
  Sample sample;
  // What is wrong with single rows is told when the roster is read.
  Report silent(sdk::Host(nullptr));
  std::map<std::string, std::string> owner;  // identifier and names -> id
  for (const sdk::Value row : rows) {
    const auto user = read_user(row, sdk::date_of_ms(server.call().host().now_ms()), silent);
    if (!user) continue;
    sample.students += (user->kinds & kStudent) != 0;
    sample.guardians += (user->kinds & kGuardian) != 0;
    sample.staff += (user->kinds & kStaff) != 0;
    sample.said_relations += user->relations.all.size();
    sample.agents += user->agents.size();
    sample.says_agents = sample.says_agents || user->says_agents;
    if ((user->kinds & kStudent) == 0 || user->same_as.empty()) continue;
    const auto [known, fresh] =
        owner.emplace(user->same_as + '\n' + user->family + '\n' + user->given, user->id);
    sample.several_rows = sample.several_rows || (!fresh && known->second != user->id);
  }
  return sample;
}

void tell_of_people(const Server& server, const Sample& sample, bool with_fields,
                    sdk::Findings& findings) {
  if (sample.agents + sample.said_relations > 0) {
    findings.good("Guardians", "The rows of users say who is whose guardian.");
  } else if (sample.guardians > 0) {
    findings.problem("Guardians",
                     "There are parents or guardians, but no row says whose (`agents` is empty or "
                     "missing): students will be shown without guardians.",
                     "Ask the supplier of the service to publish `agents`, or import the OneRoster "
                     "files with the adapter \"local\" if those have them.");
  } else {
    findings.problem("Guardians",
                     std::string("The first page of users has no parents or guardians") +
                         (sample.says_agents ? "." : " and no `agents`.") +
                         " Where the others have none either, students will be shown without "
                         "guardians.",
                     "Ask the supplier of the service to publish users with the role parent or "
                     "guardian and their `agents`.");
  }
  if (sample.several_rows && !server.settings().ids_by_identifier)
    findings.note(
        "Ids of people",
        "A student has several rows with a sourcedId each (one per school). They are "
        "taken for one person, under the first of these ids; that one can change when "
        "the student comes to another school.",
        "Set \"ids\" to \"identifier\" before the first visit is recorded, if `identifier` "
        "is a student's own number in the whole district.");
  if (!with_fields)
    findings.note("Fields",
                  "The service takes no list of fields: it sends e-mail addresses and the like, "
                  "which are not looked at.",
                  "Let the service withhold from these credentials what homevisit has no use for.");
}

void tell_of_classes(const Server& server, const sdk::Value& rows, sdk::Findings& findings) {
  const HomeGroups& how = server.settings().home_groups;
  if (how.by == HomeGroups::By::course_code) {
    findings.note("Home groups", "They are told by the code of their course.",
                  "After the first refresh, look whether mentors see their groups.");
    return;
  }
  std::size_t home = 0;
  for (const sdk::Value row : rows)
    home += is_home_group(how, row["classType"].text(), row["title"].text(), "") == HV_YES;
  const std::string of = std::to_string(home) + " of " + std::to_string(rows.size()) +
                         " classes on the first page are home groups.";
  if (home > 0) {
    findings.good("Home groups", of);
  } else {
    findings.problem("Home groups", of + " Without them no teacher is taken for a mentor.",
                     "Set \"home_groups\" to the title or course code that the school gives its "
                     "home groups, or let the service say classType homeroom.");
  }
}

}  // namespace

void look_at(Server& server, sdk::Findings& findings) {
  findings.good("Version", std::string("OneRoster ") +
                               (server.settings().version_11 ? "1.1" : "1.2") +
                               ", as configured; only read, never written.");
  look_if_allowed(server, List::orgs, "students and groups have no school.", findings);
  look_if_allowed(server, List::sessions,
                  "the classes of old years cannot be told from those of this one.", findings);
  if (const auto users = look_if_allowed(server, List::users, "nothing can be read.", findings))
    tell_of_people(server, sample_of(server, users->rows), users->with_fields, findings);
  if (server.settings().demographics)
    look_if_allowed(server, List::demographics, "students have no birth date.", findings);
  if (const auto classes =
          look_if_allowed(server, List::classes, "there are no groups and no mentors.", findings))
    tell_of_classes(server, classes->rows, findings);
  look_if_allowed(server, List::enrolments, "nobody is in a group, and nobody is a mentor.",
                  findings);
}

}  // namespace homevisit::oneroster
