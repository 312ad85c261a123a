#include "check.h"

#include <set>

#include "enrolled.h"
#include "entries.h"
#include "homevisit/sdk/words.h"

namespace homevisit::rosariosis {
namespace {

void tell_version(const Session& session, sdk::Findings& findings) {
  const Json answer = session.look({.table = "config",
                                    .columns = {"title", "config_value"},
                                    .keys = {"title"},
                                    .filters = {{"title", "eq", "VERSION"}}},
                                   1);
  const std::string version = sdk::one_line(answer.root()["records"].item(0)["config_value"].id());
  const int major = std::atoi(version.c_str());
  if (major == 12) {
    findings.good("Version", "RosarioSIS " + version + ".");
  } else {
    findings.note("Version",
                  version.empty() || version.size() > 20
                      ? "RosarioSIS does not say which version it is."
                      : "RosarioSIS is version " + version + "; this adapter was tried with 12.",
                  "After the first refresh, look whether students and guardians are complete.");
  }
}

// There is nothing to look at here: the plugin knows no lesser token.
void tell_of_the_token(sdk::Findings& findings) {
  findings.note(
      "Token",
      "The token opens RosarioSIS's whole database for reading and writing, with grades, health, "
      "finances and password hashes: the plugin REST API knows no lesser right. homevisit names "
      "the few columns that it reads, but who has the token has everything.",
      "Keep it in a file that only homevisit can read; let the web server admit only homevisit's "
      "machine to plugins/REST_API; define ROSARIO_REST_API_SECRET in config.inc.php, for without "
      "it anybody can make tokens; and let nobody else have a user token: the plugin takes only "
      "the first of its table.");
}

void tell_of_years(const Session& session, const Years& years, sdk::Findings& findings) {
  const Enrolled enrolled = Enrolled::read(session, years);
  const std::string of = std::to_string(enrolled.all().size()) +
                         " students are enrolled in the school year " + years.list() + ".";
  if (!enrolled.all().empty()) {
    findings.good("School year", of);
  } else {
    findings.problem("School year", of,
                     "Look whether the students were rolled over into this year (School > "
                     "Rollover), or set \"school_year\".");
  }
}

// The columns are a school's own: their titles tell whether they are the right ones.
void tell_of_fields(const Session& session, sdk::Findings& findings) {
  const StudentFields& fields = session.config().fields;
  const std::pair<const char*, const std::string*> wanted[] = {
      {"what a student is called", &fields.called},
      {"the birth date", &fields.birth_date},
      {"the language", &fields.language}};
  std::map<std::string, std::string> titles;
  session.each({.table = "custom_fields", .columns = {"id", "title"}, .keys = {"id"}},
               [&](const Value& row) {
                 titles["custom_" + row["id"].id()] = sdk::one_line(row["title"].text());
               });
  for (const auto& [what, column] : wanted) {
    if (column->empty()) continue;
    const auto title = titles.find(*column);
    if (title != titles.end()) {
      findings.good("Student fields",
                    std::string(what) + " is read from \"" + title->second + "\" (" + *column +
                        "). Where that is another field, set \"student_fields\".");
    } else {
      findings.note("Student fields",
                    "There is no student field " + *column + ": " + what + " is not read.",
                    "Name the right column in \"student_fields\", or \"\" where there is none.");
    }
  }
}

void tell_of_mentors(const Session& session, const Years& years, sdk::Findings& findings) {
  if (session.config().mentor_courses.empty()) {
    findings.problem("Mentors",
                     "RosarioSIS does not know mentors, and no course is named whose teachers are: "
                     "all of them count as teachers, and nobody looks after a student.",
                     "Set \"mentor_courses\" to the titles or short names of those courses.");
    return;
  }
  std::size_t courses = 0, mentors = 0;
  session.each({.table = "courses",
                .columns = {"course_id", "title", "short_name"},
                .keys = {"course_id"},
                .filters = {{"syear", "in", years.list()}}},
               [&](const Value& row) {
                 ++courses;
                 mentors += is_mentor_course(session.config(), row["title"].text(),
                                             row["short_name"].text());
               });
  const std::string of = std::to_string(mentors) + " of " + std::to_string(courses) +
                         " courses of this year are those of mentors.";
  if (mentors > 0) {
    findings.good("Mentors", of);
  } else {
    findings.problem("Mentors", of, "Correct \"mentor_courses\" in the configuration.");
  }
}

void tell_of_table(const Session& session, sdk::Findings& findings) {
  if (!session.config().writes) {
    findings.note("Entries", "Nothing is written to RosarioSIS: the records stay in homevisit.",
                  "Set \"entries\" to \"table\" where colleagues' own reports should find them.");
    return;
  }
  try {
    session.look({.table = entries_table, .columns = {"marker"}, .keys = {"marker"}}, 1);
    findings.good("Entries", "The table homevisit_entries is there and can be read.");
  } catch (const Failure& failure) {
    if (failure.status() != HV_FAILED_PRECONDITION) throw;
    if (session.config().make_table) {
      findings.note("Entries", "There is no table homevisit_entries yet; the first entry makes it.",
                    "");
    } else {
      findings.problem("Entries",
                       "There is no table homevisit_entries: nothing can be put into the "
                       "student files.",
                       "Activate the add-on in RosarioSIS, or make the table with the SQL in the "
                       "adapter's README, or set \"make_table\" to true.");
    }
  }
}

}  // namespace

void look_at(const Session& session, sdk::Findings& findings) {
  tell_version(session, findings);
  tell_of_the_token(findings);
  const Years years = Years::read(session);
  tell_of_years(session, years, findings);
  tell_of_fields(session, findings);
  tell_of_mentors(session, years, findings);
  tell_of_table(session, findings);
}

}  // namespace homevisit::rosariosis
