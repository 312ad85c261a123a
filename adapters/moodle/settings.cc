#include "settings.h"

#include <algorithm>

#include "homevisit/sdk/settings.h"
#include "homevisit/sdk/url.h"
#include "homevisit/sdk/words.h"

namespace homevisit::moodle {
namespace {

std::vector<std::int64_t> numbers(sdk::Settings& settings, const char* name) {
  std::vector<std::int64_t> out;
  const sdk::Value list = settings.ask(name);
  if (list.is_null()) return out;
  for (const sdk::Value item : list) {
    const auto number = item.is_number() ? item.integer() : std::nullopt;
    if (!number || *number < 1) {
      out.clear();
      break;
    }
    out.push_back(*number);
  }
  if (out.empty()) sdk::Settings::wrong(name, "a list of the ids of categories, such as [3, 4]");
  return out;
}

// Short names of roles. In lower case, for Moodle makes them so.
std::vector<std::string> roles(sdk::Settings& settings, const char* name,
                               std::initializer_list<const char*> otherwise) {
  std::vector<std::string> out(otherwise.begin(), otherwise.end());
  const sdk::Value list = settings.ask(name);
  if (list.is_null()) return out;
  out.clear();
  for (const sdk::Value item : list)
    if (!item.text().empty()) out.push_back(sdk::lower(item.text()));
  if (!list.is_array() || out.size() != list.size())
    sdk::Settings::wrong(name, R"(a list of short names of roles, such as ["editingteacher"])");
  return out;
}

void require_apart(const std::vector<std::string>& a, const std::vector<std::string>& b,
                   const char* name) {
  const bool shared = std::any_of(a.begin(), a.end(), [&](const std::string& role) {
    return std::find(b.begin(), b.end(), role) != b.end();
  });
  if (shared) sdk::Settings::wrong(name, "without a role that is named for others, too");
}

}  // namespace

Settings read_settings(std::string_view config) {
  sdk::Settings from(config);
  Settings out;
  out.url = sdk::checked_base_url(from.required("url"), "url");
  out.auth.sign_in = HV_SIGN_IN_FORM;
  out.auth.client_id = "wstoken";
  out.auth.secret = from.text("secret", "moodle");
  out.school = from.text("school", "");
  out.categories = numbers(from, "categories");
  out.courses = from.text("courses", "");
  out.mentor_roles = roles(from, "mentor_roles", {"mentor"});
  out.teacher_roles = roles(from, "teacher_roles", {"editingteacher", "teacher"});
  out.student_roles = roles(from, "student_roles", {"student"});
  require_apart(out.student_roles, out.mentor_roles, "student_roles");
  require_apart(out.student_roles, out.teacher_roles, "student_roles");
  // Moodle makes a note with any other word visible in the course, and says nothing.
  out.publish = from.one_of("publish", {"course", "site", "personal"});
  out.summary_field = from.text("summary_field", "");
  out.summary_next = from.text("summary_next", "next contact");
  from.finish();
  return out;
}

}  // namespace homevisit::moodle
