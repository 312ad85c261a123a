#include "participants.h"

#include <algorithm>

#include "homevisit/sdk/once.h"
#include "homevisit/sdk/words.h"

namespace homevisit::moodle {
namespace {

constexpr std::int64_t kRemembered = 60 * 60 * 1000;

bool is_among(const std::vector<std::string>& roles, std::string_view role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

// The part that counts where somebody has several: mentor before teacher before student.
void take_roles(const Settings& settings, const sdk::Value& roles, Participant& out) {
  for (const sdk::Value row : roles) {
    const std::string role = sdk::lower(row["shortname"].text());
    const Part part = is_among(settings.mentor_roles, role)    ? Part::mentor
                      : is_among(settings.teacher_roles, role) ? Part::teacher
                      : is_among(settings.student_roles, role) ? Part::student
                                                               : Part::none;
    if (part > out.part) {
      out.part = part;
      out.role = sdk::one_line(row["name"].text());
      if (out.role.empty()) out.role = role;  // the standard roles have none of their own
    }
  }
}

void take_names(const sdk::Value& row, Participant& out) {
  out.given_name = sdk::one_line(row["firstname"].text());
  out.family_name = sdk::one_line(row["lastname"].text());
  // A site may show names in parts only to some; the whole one comes always.
  if (out.given_name.empty() && out.family_name.empty())
    out.given_name = sdk::one_line(row["fullname"].text());
}

}  // namespace

std::vector<Participant> participants(const Service& service, const Course& course, bool names) {
  const sdk::Json answer =
      service.read("core_enrol_get_enrolled_users",
                   {{"courseid", course.id},
                    {"options[0][name]", "onlyactive"},
                    {"options[0][value]", "1"},
                    {"options[1][name]", "userfields"},
                    {"options[1][value]", names ? "firstname,lastname,roles" : "roles"}},
                   "the participants of a course");
  require_list(answer.root(), "the participants of a course");
  std::vector<Participant> out;
  sdk::Once once;
  for (const sdk::Value row : answer.root()) {
    Participant participant;
    participant.id = row["id"].id();
    if (participant.id.empty()) {
      service.host().warn("Moodle gave a participant without an id in course " +
                          sdk::shown_id(course.id) + "; it was left out.");
      continue;
    }
    take_roles(service.settings(), row["roles"], participant);
    if (participant.part == Part::none || !once(participant.id)) continue;
    if (names) take_names(row, participant);
    out.push_back(std::move(participant));
  }
  return out;
}

bool has_mentor(const Service& service, const Course& course) {
  const std::string key = "mentored/" + course.id;
  if (const auto known = service.host().cached(key)) return *known == "1";
  const std::vector<Participant> all = participants(service, course, false);
  const bool there = std::any_of(all.begin(), all.end(), [](const Participant& participant) {
    return participant.part == Part::mentor;
  });
  service.host().cache(key, there ? "1" : "0", kRemembered);
  return there;
}

}  // namespace homevisit::moodle
