#include "check.h"

#include <algorithm>
#include <set>

#include "courses.h"
#include "participants.h"

namespace homevisit::moodle {
namespace {

constexpr const char* kNeeded[] = {
    "core_webservice_get_site_info", "core_course_get_courses_by_field",
    "core_enrol_get_enrolled_users", "core_enrol_get_users_courses",
    "core_notes_get_course_notes",   "core_notes_create_notes",
    "core_notes_update_notes",       "core_notes_delete_notes"};
constexpr const char* kForProfile[] = {"core_user_update_users", "core_user_get_users_by_field"};
// Of so many classes it is looked whether all their participants are seen.
constexpr std::size_t kSample = 3;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void look_at_functions(const Service& service, const sdk::Value& site, sdk::Findings& findings) {
  std::set<std::string> there;
  for (const sdk::Value function : site["functions"])
    there.insert(std::string(function["name"].text()));
  std::set<std::string> needed(std::begin(kNeeded), std::end(kNeeded));
  if (!service.settings().summary_field.empty())
    needed.insert(std::begin(kForProfile), std::end(kForProfile));
  std::vector<std::string> missing, beyond;
  std::set_difference(needed.begin(), needed.end(), there.begin(), there.end(),
                      std::back_inserter(missing));
  std::set_difference(there.begin(), there.end(), needed.begin(), needed.end(),
                      std::back_inserter(beyond));
  if (missing.empty()) {
    findings.good("Functions", "The service has all functions that are needed.");
  } else {
    findings.problem("Functions", "The service lacks " + joined(missing) + ".",
                     "Add them in Site administration > Server > Web services > External services "
                     "> Functions.");
  }
  if (!beyond.empty())
    findings.note("Functions",
                  "The service has " + std::to_string(beyond.size()) +
                      " functions that homevisit never calls, such as " + beyond.front() + ".",
                  "Take them out of the service: whoever gets hold of the token can use them.");
}

void look_at_site(const Service& service, sdk::Findings& findings) {
  const sdk::Json json = service.read("core_webservice_get_site_info", {}, "the site");
  const sdk::Value site = json.root();
  // 2022112800 is Moodle 4.1, the oldest that has all that is asked for.
  const std::int64_t version =
      site["version"].integer().value_or(std::atoll(std::string(site["version"].text()).c_str()));
  const std::string release(site["release"].text().substr(0, 40));
  if (version >= 2022112800) {
    findings.good("Version", "Moodle " + release + ".");
  } else {
    findings.note("Version", "Moodle " + release + " is older than 4.1.",
                  "The adapter was never tried with it; plan an upgrade.");
  }
  look_at_functions(service, site, findings);
  for (const sdk::Value feature : site["advancedfeatures"])
    if (feature["name"].text() == "enablenotes" && feature["value"].integer() == 0)
      findings.problem("Notes", "Notes are switched off in this Moodle.",
                       "Switch \"Enable notes\" on in Site administration > Advanced features.");
}

// Participants whom our user may not see are left out without a word; how many there are, the
// course list of one of them tells.
void look_for_hidden(const Service& service, const Course& course, sdk::Findings& findings) {
  const sdk::Json all = service.read(
      "core_enrol_get_enrolled_users",
      {{"courseid", course.id}, {"options[0][name]", "userfields"}, {"options[0][value]", "roles"}},
      "the participants of a course");
  require_list(all.root(), "the participants of a course");
  const std::string subject = "Course " + course.id;
  const char* const advice =
      "Give the role of the web service's user moodle/user:viewdetails and "
      "moodle/site:accessallgroups in the system.";
  if (all.root().size() == 0) {
    findings.problem(subject, "It has no participants, or none that may be seen.", advice);
    return;
  }
  const sdk::Json courses = service.read(
      "core_enrol_get_users_courses",
      {{"userid", all.root().item(0)["id"].id()}, {"returnusercount", "1"}}, "a list of courses");
  for (const sdk::Value row : courses.root()) {
    const std::int64_t enrolled = row["enrolledusercount"].integer().value_or(0);
    const auto seen = static_cast<std::int64_t>(all.root().size());
    if (row["id"].id() != course.id || enrolled <= seen) continue;
    findings.problem(subject,
                     "Moodle shows " + std::to_string(seen) + " of its " +
                         std::to_string(enrolled) + " participants.",
                     advice);
    return;
  }
}

void look_at_notes(const Service& service, const Course& course, sdk::Findings& findings) {
  const sdk::Json answer =
      service.read("core_notes_get_course_notes", {{"courseid", course.id}}, "notes");
  if (answer.root()["canmanagecoursenotes"].boolean() == false) {
    findings.problem("Notes",
                     "The web service's user may not write notes in course " + course.id + ".",
                     "Give its role moodle/notes:manage in the system.");
    return;
  }
  if (service.settings().publish == "course") {
    findings.good("Notes",
                  "They are filed in the student's class, for those who may view notes "
                  "there.");
  } else if (service.settings().publish == "site") {
    findings.note("Notes", "They are filed for the whole site (\"publish\": \"site\").",
                  "Everybody who may view notes in any course of the student reads them; "
                  "\"course\" is narrower.");
  } else {
    findings.problem("Notes", "They are filed as personal ones (\"publish\": \"personal\").",
                     "No colleague can read them: set \"publish\" to \"course\".");
  }
}

// Who sees a field, the web service does not tell. But where our user sees another's field without
// the right to see all details, everybody does; the user name is shown by that right alone.
void look_at_field(const Service& service, const Course& course, sdk::Findings& findings) {
  const std::string& name = service.settings().summary_field;
  const sdk::Json answer = service.read("core_enrol_get_enrolled_users",
                                        {{"courseid", course.id},
                                         {"options[0][name]", "userfields"},
                                         {"options[0][value]", "username,customfields"}},
                                        "profile fields");
  require_list(answer.root(), "profile fields");
  bool seen = false, by_right = false;
  for (const sdk::Value user : answer.root()) {
    by_right = by_right || !user["username"].text().empty();
    for (const sdk::Value field : user["customfields"])
      seen = seen || field["shortname"].text() == name;
  }
  if (seen && !by_right) {
    findings.problem(
        "Profile field",
        "Everybody can see the field \"" + name + "\", students among themselves, too.",
        "Set \"Who is this field visible to?\" to \"Not visible\" in Site "
        "administration > Users > User profile fields.");
  } else {
    findings.note("Profile field",
                  "The line about visits goes into the field \"" + name +
                      "\"; who sees it, Moodle's web service does not tell.",
                  "Look in Site administration > Users > User profile fields that it is \"Not "
                  "visible\" and locked.");
  }
  if (!by_right)
    findings.problem("Profile field",
                     "The web service's user may not see all details, and cannot read back whether "
                     "the field took the line.",
                     "Give its role moodle/user:viewalldetails in the system, or leave "
                     "\"summary_field\" out.");
}

}  // namespace

void look_at(const Service& service, sdk::Findings& findings) {
  look_at_site(service, findings);
  const std::vector<Course> courses = open_courses(service);
  if (courses.empty()) {
    findings.problem("Courses", "There is no open course of those that the settings choose.",
                     "Check \"categories\" and \"courses\", that the courses are visible and have "
                     "not ended, and that the role has moodle/course:view.");
    return;
  }
  findings.good("Courses", std::to_string(courses.size()) + " open courses are read as groups.");
  std::vector<std::string> without;
  for (const Course& course : courses)
    if (!has_mentor(service, course)) without.push_back(course.id);
  if (!without.empty()) {
    const bool all = without.size() == courses.size();
    const std::string text = all ? "Nobody is mentor in any of these courses."
                                 : std::to_string(without.size()) +
                                       " of them have no mentor, such as course " +
                                       without.front() + ".";
    const char* const advice =
        "Give mentors the role that \"mentor_roles\" names in their class, or name there the role "
        "that they have.";
    if (all) {
      findings.problem("Mentors", text, advice);
    } else {
      findings.note("Mentors", text, advice);
    }
  }
  for (std::size_t i = 0; i < std::min(kSample, courses.size()); ++i)
    look_for_hidden(service, courses[i], findings);
  look_at_notes(service, courses.front(), findings);
  if (!service.settings().summary_field.empty()) look_at_field(service, courses.front(), findings);
}

}  // namespace homevisit::moodle
