#include "groups.h"

#include "../oneroster_common/words.h"
#include "homevisit/sdk/words.h"

namespace homevisit::oneroster {
namespace {

// Reads a list that we can do without, and says what that means. A list that the credentials may
// not see is one only where `denied` says so.
void read_or_do_without(Server& server, List list, bool denied, const char* without,
                        const Server::Take& take) {
  try {
    server.read(list, take);
  } catch (const sdk::Failure& failure) {
    if (failure.status() != HV_NOT_FOUND && !(denied && failure.status() == HV_PERMISSION_DENIED))
      throw;
    server.call().host().warn("The service gives no list of " + std::string(name_of(list)) + " (" +
                              std::to_string(failure.http_status()) + "): " + without +
                              " Ask the system's administrator for it.");
  }
}

std::string grade_of_group(const sdk::Value& grades) {
  if (!grades.is_array()) return sdk::one_line(grades.id());
  return grades.size() == 1 ? sdk::one_line(grades.item(0).id()) : "";
}

}  // namespace

void Schools::read(Server& server) {
  orgs_.clear();
  read_or_do_without(
      server, List::orgs, true, "students and groups are shown without their school.",
      [&](const sdk::Value& row) {
        if (!is_active(row)) return;
        orgs_.insert(
            {row["sourcedId"].id(),
             {sdk::one_line(row["name"].text()), sdk::same_word(row["type"].text(), "school")}});
      });
}

std::string_view Schools::choose(const std::vector<std::string>& ids) const {
  std::string_view other;
  for (const std::string& id : ids) {
    const auto org = orgs_.find(id);
    if (org == orgs_.end()) continue;
    if (org->second.school) return org->second.name;
    if (other.empty()) other = org->second.name;
  }
  return other;
}

// Without sessions the classes of old years cannot be told, nor their mentors: then nothing is
// read, but where all years are wanted.
void Groups::read_sessions(Server& server) {
  const auto take = [&](const sdk::Value& row) {
    if (!is_active(row)) return;
    const std::string begin = date_or_empty(row["startDate"]);
    const std::string year =
        school_year(row["schoolYear"].id(), begin, date_or_empty(row["endDate"]));
    sessions_.insert({row["sourcedId"].id(), {year, begin}});
  };
  if (server.settings().school_year != "all") return server.read(List::sessions, take);
  read_or_do_without(server, List::sessions, true, "groups are shown without their school year.",
                     take);
}

void Groups::read_courses(Server& server) {
  read_or_do_without(server, List::courses, false, "nothing is known of a class by its course.",
                     [&](const sdk::Value& row) {
                       if (!is_active(row)) return;
                       const auto session = sessions_.find(reference(row["schoolYear"]));
                       courses_.insert({row["sourcedId"].id(),
                                        {std::string(row["courseCode"].text()),
                                         session == sessions_.end() ? "" : session->second.year}});
                     });
}

// Of the first term that is known; where that says nothing, of the course.
std::string Groups::year_of(const sdk::Value& row, bool with_course) const {
  for (const sdk::Value term : row["terms"]) {
    const auto session = sessions_.find(reference(term));
    if (session == sessions_.end()) continue;
    if (!session->second.year.empty()) return session->second.year;
    break;
  }
  if (!with_course) return "";
  const auto course = courses_.find(reference(row["course"]));
  return course == courses_.end() ? "" : course->second.year;
}

void Groups::read(Server& server, const Schools& schools, std::string_view today, Report& report) {
  read_sessions(server);
  // Courses are many, and only asked for where something hangs on them.
  const bool by_course = server.settings().home_groups.by == HomeGroups::By::course_code;
  if (by_course) read_courses(server);
  std::map<std::uint32_t, std::string> without_year;  // group -> course
  server.read(List::classes, [&](const sdk::Value& row) {
    const std::uint32_t number = ids_.add(row["sourcedId"].id());
    if (number < groups_.size()) return;
    Group& group = groups_.emplace_back();
    if (!is_active(row)) return;
    const std::string title = sdk::one_line(row["title"].text());
    if (title.empty()) {
      report.left_out("classes", "have no title and were left out", ids_[number]);
      return;
    }
    const std::string course = reference(row["course"]);
    const auto known = courses_.find(course);
    group.texts = texts_.keep({title});
    group.school = words_.number(schools.choose({reference(row["school"])}));
    group.year = words_.number(grade_of_group(row["grades"]));
    group.school_year = words_.number(year_of(row, by_course));
    group.home = static_cast<std::uint8_t>(
        is_home_group(server.settings().home_groups, row["classType"].text(), title,
                      known == courses_.end() ? "" : known->second.code));
    if (group.school_year == 0 && !by_course && !course.empty()) without_year[number] = course;
  });
  if (!without_year.empty()) {
    read_courses(server);
    for (const auto& [number, course] : without_year)
      if (const auto known = courses_.find(course); known != courses_.end())
        groups_[number].school_year = words_.number(known->second.year);
  }
  keep_years(server.settings(), today, server.call().host());
  sessions_.clear();
  courses_.clear();
}

// Many systems keep the classes of old years. "current" is the last school year that has begun, so
// that nobody is without a group in the summer; what comes after it stays.
void Groups::keep_years(const Settings& settings, std::string_view today, const sdk::Host& host) {
  if (settings.school_year == "all") return;
  std::string current = settings.school_year;
  const bool only = current != "current";
  if (!only) {
    current.clear();
    std::set<std::string> used;
    for (const Group& group : groups_)
      if (group.texts != nullptr) used.insert(word(group.school_year));
    for (const auto& [id, session] : sessions_)
      if (!session.begin.empty() && session.begin <= today && session.year > current &&
          used.contains(session.year))
        current = session.year;
  }
  std::uint64_t old = 0, kept = 0;
  for (Group& group : groups_) {
    if (group.texts == nullptr) continue;
    const std::string& year = word(group.school_year);
    const bool stays = year.empty() || (only ? year == current : year >= current);
    if (!stays) group.texts = nullptr;
    ++(stays ? kept : old);
  }
  if (old == 0) return;
  host.info(std::to_string(old) + " classes of other school years than " + current +
            " were left out; \"school_year\" in the configuration says which are wanted.");
  if (kept == 0)
    host.warn("No class is of the school year " + current +
              ". Look whether the system has been taken over into the new year, or change "
              "\"school_year\" in the configuration.");
}

}  // namespace homevisit::oneroster
