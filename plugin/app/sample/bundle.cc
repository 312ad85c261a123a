#include "sample/bundle.h"

#include <utility>

namespace homevisit::sample {
namespace {

constexpr std::string_view kActive = "active";
constexpr std::string_view kOrganisation = "org-1";
constexpr std::string_view kNames[] = {"manifest.csv", "academicSessions.csv", "orgs.csv",
                                       "courses.csv",  "classes.csv",          "users.csv",
                                       "roles.csv",    "enrollments.csv",      "demographics.csv"};

std::string school_id(const Location& location, bool secondary) {
  return (secondary ? "vo-" : "ps-") + std::to_string(location.number + 1);
}

std::string class_id(const Location& location, const Group& group) {
  return school_id(location, group.secondary) + "-" + group.name;
}

std::string date_text(std::chrono::year_month_day date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

// `:`, `,` and `%` part the fields of metadata.homevisit.relations.
std::string encoded(std::string_view word) {
  std::string out;
  for (char c : word) {
    if (c == ':') {
      out += "%3A";
    } else if (c == ',') {
      out += "%2C";
    } else if (c == '%') {
      out += "%25";
    } else {
      out += c;
    }
  }
  return out;
}

std::string relation_text(const Adult& adult, bool primary) {
  std::string out = std::to_string(adult.id) + ":" + encoded(adult.relation) + ":";
  if (adult.lives_with) out += "lives-with";
  out += primary ? ":primary:" : "::";
  out.append(adult.custody).append(":");
  if (adult.household != 0) out += "h" + std::to_string(adult.household);
  out += adult.not_informed ? ":not-informed" : ":";
  return out;
}

}  // namespace

Bundle::Bundle(int school_year) {
  for (File& file : files_) {
    file.reset(std::tmpfile());
    if (!file) {
      open_ = false;
      return;
    }
  }
  const std::string start = std::to_string(school_year), end = std::to_string(school_year + 1);
  modified_ = start + "-08-01T00:00:00.000Z";
  session_ = "sy-" + end;
  first_day_ = start + "-08-01";
  last_day_ = end + "-07-31";
  add_columns();
  add_manifest();
  add_organisation(school_year);
}

void Bundle::head(Table table, std::string_view columns) {
  line_.clear();
  while (true) {
    const std::size_t comma = columns.find(',');
    put(columns.substr(0, comma));
    if (comma == std::string_view::npos) break;
    columns.remove_prefix(comma + 1);
  }
  end_line(table);
}

void Bundle::row(Table table, std::initializer_list<std::string_view> fields) {
  line_.clear();
  for (std::string_view field : fields) put(field);
  end_line(table);
}

void Bundle::put(std::string_view field) {
  line_ += line_.empty() ? "\"" : ",\"";
  for (char c : field) {
    if (c == '"') line_ += '"';
    line_ += c;
  }
  line_ += '"';
}

// A failed write stays in the stream's error flag, which zip() looks at.
void Bundle::end_line(Table table) {
  line_ += "\r\n";
  std::fwrite(line_.data(), 1, line_.size(), files_[table].get());
}

// The columns and their order are those of OneRoster 1.2, CSV binding.
void Bundle::add_columns() {
  head(manifest, "propertyName,value");
  head(sessions,
       "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear");
  head(orgs, "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId");
  head(courses,
       "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
       "orgSourcedId,subjects,subjectCodes");
  head(classes,
       "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
       "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods");
  head(users,
       "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
       "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
       "userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,"
       "preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.homevisit.relations,"
       "metadata.homevisit.language,metadata.homevisit.secretAddress");
  head(roles,
       "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
       "orgSourcedId,userProfileSourcedId");
  head(enrollments,
       "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
       "primary,beginDate,endDate");
  head(demographics,
       "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,"
       "blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
       "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
       "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus");
}

void Bundle::add_manifest() {
  row(manifest, {"manifest.version", "1.0"});
  row(manifest, {"oneroster.version", "1.2"});
  constexpr std::pair<std::string_view, bool> all[] = {{"academicSessions", true},
                                                       {"categories", false},
                                                       {"classes", true},
                                                       {"classResources", false},
                                                       {"courses", true},
                                                       {"courseResources", false},
                                                       {"demographics", true},
                                                       {"enrollments", true},
                                                       {"lineItemLearningObjectiveIds", false},
                                                       {"lineItems", false},
                                                       {"lineItemScoreScales", false},
                                                       {"orgs", true},
                                                       {"resources", false},
                                                       {"resultLearningObjectiveIds", false},
                                                       {"results", false},
                                                       {"resultScoreScales", false},
                                                       {"roles", true},
                                                       {"scoreScales", false},
                                                       {"userProfiles", false},
                                                       {"userResources", false},
                                                       {"users", true}};
  for (const auto& [name, bulk] : all) {
    row(manifest, {"file." + std::string(name), bulk ? "bulk" : "absent"});
  }
  row(manifest, {"source.systemName", "homevisit sample school (nobody in it exists)"});
  row(manifest, {"source.systemCode", "homevisit-sample"});
}

void Bundle::add_organisation(int school_year) {
  const std::string start = std::to_string(school_year), end = std::to_string(school_year + 1);
  row(sessions, {session_, kActive, modified_, start + "-" + end, "schoolYear", first_day_,
                 last_day_, "", end});
  row(orgs, {kOrganisation, kActive, modified_, "Stichting Wilgenhof en Veerlicht", "district",
             kOrganisation, ""});
}

void Bundle::add(const Location& location) {
  if (!open_) return;
  add_schools(location);
  add_groups(location);
  add_staff(location);
  // The students of a family follow each other.
  std::size_t next = 0;
  for (std::size_t i = 0; i < location.families.size(); ++i) {
    bool primary = false, secondary = false;
    for (; next < location.students.size() && location.students[next].family == i; ++next) {
      const Student& student = location.students[next];
      (location.groups[student.group].secondary ? secondary : primary) = true;
      add_student(location, student);
    }
    add_family(location, location.families[i], primary, secondary);
  }
}

void Bundle::add_schools(const Location& location) {
  for (bool secondary : {false, true}) {
    const std::string id = school_id(location, secondary);
    row(orgs,
        {id, kActive, modified_,
         secondary ? secondary_school_name(location.number) : primary_school_name(location.number),
         "school", id, kOrganisation});
    row(courses, {"home-" + id, kActive, modified_, session_, secondary ? "Stamgroep" : "Groep",
                  "HOME", "", id, "", ""});
    if (!secondary) continue;
    for (const Subject& subject : kSubjects) {
      row(courses, {std::string(subject.code) + "-" + id, kActive, modified_, session_,
                    subject.title, subject.code, "", id, subject.title, subject.code});
    }
  }
}

void Bundle::add_groups(const Location& location) {
  for (const Group& group : location.groups) {
    const std::string school = school_id(location, group.secondary);
    const std::string id = class_id(location, group);
    row(classes, {id, kActive, modified_, group.name, group.year, "home-" + school, group.name,
                  "homeroom", "", school, session_, "", "", ""});
    bool first = true;
    for (std::uint32_t mentor : group.mentors) {
      enrol(id, school, std::to_string(mentor), "teacher", first);
      first = false;
    }
  }
  for (const Lesson& lesson : location.lessons) {
    const Group& group = location.groups[lesson.group];
    const Subject& subject = kSubjects[lesson.subject];
    const std::string school = school_id(location, true);
    const std::string id = class_id(location, group) + "-" + std::string(subject.code);
    row(classes,
        {id, kActive, modified_, group.name + " " + std::string(subject.title), group.year,
         std::string(subject.code) + "-" + school, group.name + "-" + std::string(subject.code),
         "scheduled", "", school, session_, subject.title, subject.code, ""});
    enrol(id, school, std::to_string(lesson.teacher), "teacher", true);
  }
}

void Bundle::add_staff(const Location& location) {
  for (const StaffMember& member : location.staff) {
    const std::string id = std::to_string(member.id);
    const std::string org = member.role == "systemAdministrator"
                                ? std::string(kOrganisation)
                                : school_id(location, member.secondary);
    row(users, {id,
                kActive,
                modified_,
                "true",
                id,
                "",
                member.given_name,
                member.family_name,
                "",
                id,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                org,
                "",
                "",
                "",
                ""});
    add_role(id, "primary", member.role, org);
  }
}

void Bundle::add_student(const Location& location, const Student& student) {
  const Group& group = location.groups[student.group];
  const Family& family = location.families[student.family];
  const std::string id = std::to_string(student.id);
  const std::string school = school_id(location, group.secondary);
  std::string agents, relations;
  for (const Adult& adult : family.adults) {
    const bool primary = &adult == &family.adults.front();
    agents += (primary ? "" : ",") + std::to_string(adult.id);
    relations += (primary ? "" : ",") + relation_text(adult, primary);
  }
  row(users, {id,
              kActive,
              modified_,
              "true",
              id,
              "",
              student.given_name,
              student.family_name,
              "",
              id,
              "",
              "",
              "",
              agents,
              group.year,
              "",
              "",
              "",
              student.preferred_name,
              "",
              "",
              school,
              "",
              relations,
              student.language,
              family.secret_address});
  add_role(id, "primary", "student", school);
  row(demographics, {id, kActive, modified_, date_text(student.birth), "", "", "", "", "", "", "",
                     "", "", "", "", ""});
  const std::string home = class_id(location, group);
  enrol(home, school, id, "student", false);
  if (!group.secondary) return;
  for (const Subject& subject : kSubjects) {
    enrol(home + "-" + std::string(subject.code), school, id, "student", false);
  }
}

// Guardians stand at each school that a child of theirs goes to.
void Bundle::add_family(const Location& location, const Family& family, bool primary,
                        bool secondary) {
  for (const Adult& adult : family.adults) {
    const std::string id = std::to_string(adult.id);
    row(users, {id,
                kActive,
                modified_,
                "true",
                id,
                "",
                adult.given_name,
                adult.family_name,
                "",
                id,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                school_id(location, !primary),
                "",
                "",
                adult.language,
                adult.secret_address});
    add_role(id, "primary", adult.role, school_id(location, !primary));
    if (primary && secondary) add_role(id, "secondary", adult.role, school_id(location, true));
  }
}

void Bundle::add_role(std::string_view user, std::string_view role_type, std::string_view role,
                      std::string_view org) {
  std::string id = "r-";
  id.append(user);
  if (role_type == "secondary") id += "-2";
  row(roles, {id, kActive, modified_, user, role_type, role, "", "", org, ""});
}

void Bundle::enrol(std::string_view class_id, std::string_view school, std::string_view user,
                   std::string_view role, bool primary) {
  std::string id = "e-";
  id.append(user).append("-").append(class_id);
  row(enrollments, {id, kActive, modified_, class_id, school, user, role,
                    primary ? "true" : "false", first_day_, last_day_});
}

std::optional<std::string> Bundle::zip(const std::string& path) {
  bool whole = open_;
  for (const File& file : files_) {
    whole = whole && std::fflush(file.get()) == 0 && std::ferror(file.get()) == 0;
  }
  if (!whole) {
    return "The sample school cannot be made: the folder for temporary files (/tmp) is full or "
           "cannot be written to. Make room there.";
  }
  return zip_files(files_, kNames, path);
}

}  // namespace homevisit::sample
