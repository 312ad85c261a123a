#include "config.h"

#include <algorithm>

#include "homevisit/sdk/settings.h"
#include "homevisit/sdk/words.h"

namespace homevisit::rosariosis {
namespace {

// A token lives for five seconds by the server's clock; it is exchanged again before that.
constexpr std::int64_t token_life_ms = 4000;

// Column names go into urls and are compared with those of answers.
std::string read_column(const sdk::Value& fields, const char* name, const char* otherwise) {
  const sdk::Value value = fields[name];
  if (!value.exists()) return otherwise;
  const std::string column(value.text());
  const bool plain = column.size() <= 63 && std::all_of(column.begin(), column.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || sdk::is_digit(c) || c == '_';
                     });
  // These are never asked for, whatever the configuration says.
  const bool secret = column == "password" || column == "username";
  if (!(value.is_string() || value.is_null()) || !plain || secret)
    sdk::Settings::wrong("student_fields",
                         "an object of column names such as {\"language\": \"custom_200000005\"}, "
                         "\"\" for one that is not to be read");
  return column;
}

StudentFields read_fields(sdk::Settings& settings) {
  const sdk::Value fields = settings.ask("student_fields");
  std::size_t known = 0;
  for (const char* name : {"called", "birth_date", "language"}) known += fields[name].exists();
  if (!fields.is_null() && (!fields.is_object() || fields.node()->MemberCount() != known))
    sdk::Settings::wrong("student_fields",
                         "an object with nothing but \"called\", \"birth_date\" and \"language\"");
  return {read_column(fields, "called", "custom_200000002"),
          read_column(fields, "birth_date", "custom_200000004"),
          read_column(fields, "language", "custom_200000005")};
}

std::vector<std::string> read_courses(sdk::Settings& settings) {
  const sdk::Value said = settings.ask("mentor_courses");
  std::vector<std::string> courses;
  for (const sdk::Value course : said) {
    if (sdk::trim(course.text()).empty()) break;
    courses.emplace_back(sdk::trim(course.text()));
  }
  if (!said.is_null() && (!said.is_array() || courses.size() != said.size()))
    sdk::Settings::wrong("mentor_courses",
                         "a list of titles or short names of courses, such as [\"Mentor *\"]");
  return courses;
}

}  // namespace

Config read_config(std::string_view json) {
  sdk::Settings settings(json);
  Config config;
  config.url = sdk::checked_base_url(settings.required("url"), "url");
  config.auth.sign_in = HV_SIGN_IN_EXCHANGE;
  config.auth.secret = settings.text("secret", "rosariosis");
  config.auth.token_url = config.url + "/plugins/REST_API/auth.php";
  config.auth.secret_field = "usertoken";
  config.auth.token_place = "access_token";
  config.auth.token_header = "X-Authorization";
  config.auth.token_life_ms = token_life_ms;
  config.school_year = settings.number("school_year", 0, 0, 2999);
  config.mentor_courses = read_courses(settings);
  config.fields = read_fields(settings);
  config.writes = settings.one_of("entries", {"table", "none"}) == "table";
  config.make_table = settings.flag("make_table", false);
  config.page_size = static_cast<std::uint64_t>(settings.number("page_size", 1000, 2, 1000));
  settings.finish();
  return config;
}

bool is_mentor_course(const Config& config, std::string_view title, std::string_view short_name) {
  return std::any_of(config.mentor_courses.begin(), config.mentor_courses.end(),
                     [&](const std::string& course) {
                       return sdk::is_like(sdk::trim(title), course) ||
                              sdk::is_like(sdk::trim(short_name), course);
                     });
}

}  // namespace homevisit::rosariosis
