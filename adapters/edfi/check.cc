#include "check.h"

#include <vector>

#include "contacts.h"
#include "program.h"

namespace homevisit::edfi {
namespace {

class Check {
 public:
  Check(const Session& session, sdk::Findings& findings)
      : session_(session), config_(session.config()), findings_(findings) {}

  void run() {
    server();
    clock();
    roster();
    changes();
    if (config_.writes()) {
      writing();
    } else {
      findings_.note("Writing", "Nothing is written to the Ed-Fi server.",
                     "To have home visits filed there, set \"education_organization\" to the id of "
                     "the district or school that the program belongs to.");
    }
  }

 private:
  enum class Found { rows, nothing, withheld, absent };

  // One row of a resource, with a filter.
  Found look(const std::string& resource, const Filter& filter = {}) {
    sdk::Url url(session_.url_of(resource));
    for (const auto& [name, value] : filter) url.with(name, value);
    const Response response = session_.http().send(sdk::Request::get(url.with("limit", 1u).text()));
    if (response.status() == 403) return Found::withheld;
    if (response.status() == 404) return Found::absent;
    if (!response.ok())
      throw sdk::failure_of(response, "the request for " + resource, HV_HTTP_READ);
    const sdk::Json rows = sdk::Json::parse(response.body(), "The answer for " + resource);
    return rows.root().size() > 0 ? Found::rows : Found::nothing;
  }

  static std::string claim(const std::string& resource, const char* actions) {
    return "In the Admin App, add the claim \"" + resource + "\" with " + actions +
           " to the claim set of this client's application.";
  }

  void server() {
    const Discovery& server = session_.server();
    const std::string text = "Ed-Fi API " +
                             (server.version.empty() ? "(no version)" : server.version) +
                             " with Data Standard " + server.standard + ".";
    if (server.standard_major < 4 || server.standard_major > 6) {
      findings_.note("Server", text,
                     "This adapter was made for Data Standard 4 to 6. Try it with a "
                     "copy first.");
    } else {
      findings_.good("Server", text);
    }
  }

  void clock() {
    static const sdk::Auth nobody;
    const Response response =
        sdk::Http(session_.call(), nobody).send(sdk::Request::get(config_.url));
    if (clock_is_off(response, session_.call().host().now_ms()))
      findings_.problem("Clock",
                        "The clocks of this machine and of the Ed-Fi server are more than "
                        "a day apart.",
                        "Set the wrong one: who is enrolled today depends on it, and tokens may be "
                        "refused.");
  }

  void readable(const std::string& resource, const char* consequence, bool needed) {
    switch (look(resource)) {
      case Found::rows:
        readable_ += (readable_.empty() ? "" : ", ") + resource;
        return;
      case Found::nothing:
        findings_.note("Reading", "There are no " + resource + " that this client may see.",
                       "Look whether its application belongs to the right education organization.");
        return;
      case Found::absent:
        if (needed)
          findings_.problem("Reading", "The Ed-Fi server has no " + resource + ".",
                            "Look whether \"url\" is the root of the Ed-Fi API.");
        return;
      case Found::withheld:
        break;
    }
    const std::string text =
        "This client may not read " + resource + ". " + std::string(consequence);
    if (needed) {
      findings_.problem("Claim set", text, claim(resource, "\"Read\""));
    } else {
      findings_.note("Claim set", text, claim(resource, "\"Read\""));
    }
  }

  void roster() {
    const Discovery& server = session_.server();
    const ContactWords contacts(server);
    readable("students", "Without students there is no roster.", true);
    readable("studentSchoolAssociations", "School, year and who left are not known.", true);
    readable("schools", "Schools are not named.", false);
    readable(contacts.people, "Guardians are not known.", true);
    readable(contacts.associations, "Guardians and custody are not known.", true);
    readable("staffs", "Mentors are not known.", true);
    readable("staffEducationOrganizationAssignmentAssociations",
             "Functions of staff are not known.", false);
    if (config_.groups == GroupSource::cohorts) {
      for (const char* resource :
           {"cohorts", "studentCohortAssociations", "staffCohortAssociations"})
        readable(resource, "Groups and their mentors are not known.", true);
    } else {
      for (const char* resource :
           {"sections", "studentSectionAssociations", "staffSectionAssociations"})
        readable(resource, "Home rooms and their mentors are not known.", true);
      if (look("studentSectionAssociations", {{"homeroomIndicator", "true"}}) == Found::nothing)
        findings_.problem("Home rooms", "No section is the home room of a student.",
                          "Have the student information system send homeroomIndicator, or set "
                          "\"group_source\" to \"cohorts\".");
    }
    if (config_.languages) {
      const char* const consequence = "Languages and secret addresses are not known.";
      if (server.has_demographics()) {
        readable("studentDemographics", consequence, false);
        readable("studentDirectories", consequence, false);
      } else {
        readable("studentEducationOrganizationAssociations", consequence, false);
      }
    }
    if (!readable_.empty()) findings_.good("Reading", "Can be read: " + readable_ + ".");
  }

  void changes() {
    const bool there = !session_.server().changes_url.empty();
    if (!there && config_.changes) {
      findings_.problem("Changes", "The Ed-Fi server has no change queries.",
                        "Switch them on there, or set \"changes\" to false.");
    } else if (there && !config_.changes) {
      findings_.good("Changes", "The Ed-Fi server has change queries; they are not used.");
    } else if (there) {
      switch (look("students/deletes")) {
        case Found::withheld:
          findings_.problem(
              "Changes", "This client may not read what was deleted.",
              claim("students", "\"ReadChanges\" (and all other claims that it reads)"));
          break;
        case Found::absent:
          findings_.problem("Changes", "The Ed-Fi server does not tell what was deleted.",
                            "Set \"changes\" to false.");
          break;
        default:
          findings_.good("Changes", "Change queries can be used.");
      }
    }
  }

  void writing() {
    const Discovery& server = session_.server();
    const Descriptors& d = config_.descriptors;
    std::vector<std::pair<const char*, const std::string*>> wanted{
        {"attendanceEventCategoryDescriptors", &d.attendance_category}};
    std::vector<std::string> resources;
    if (server.has_evaluations()) {
      wanted.push_back({"programTypeDescriptors", &d.program_type});
      wanted.push_back({"participationStatusDescriptors", &d.participation_status});
      wanted.push_back({"programEvaluationTypeDescriptors", &d.evaluation_type});
      wanted.push_back({"programEvaluationPeriodDescriptors", &d.evaluation_period});
      resources = {"programs", "programEvaluations", "studentProgramAssociations",
                   "studentProgramAttendanceEvents", "studentProgramEvaluations"};
    } else if (config_.interventions) {
      wanted.push_back({"interventionClassDescriptors", &d.intervention_class});
      wanted.push_back({"deliveryMethodDescriptors", &d.delivery_method});
      resources = {"interventions", "studentInterventionAttendanceEvents"};
    } else {
      findings_.problem("Writing",
                        "With Data Standard " + server.standard +
                            " there is no place for reports but interventions.",
                        "Set \"interventions\" to true if they are to be used, or leave out "
                        "\"education_organization\".");
      return;
    }
    for (const auto& [resource, value] : wanted) descriptor(resource, *value);
    for (const std::string& resource : resources)
      if (const Found found = look(resource); found == Found::withheld)
        findings_.problem(
            "Claim set",
            "This client may not read " + resource + ", so it cannot write there safely.",
            claim(resource, "\"Create\", \"Read\", \"Update\" and \"Delete\""));
      else if (found == Found::absent)
        findings_.problem("Writing", "The Ed-Fi server has no " + resource + ".",
                          "Leave out \"education_organization\", so that nothing is written.");
    if (server.has_evaluations() && look("programs") != Found::withheld) program();
  }

  // The official description has no filter for descriptors, so all of a kind are looked through.
  void descriptor(const std::string& resource, const std::string& value) {
    bool there = false;
    const bool readable = session_.each_if_allowed(
        resource, {}, "Whether " + value + " is there is not known.", [&](const Value& row) {
          const std::string one =
              std::string(row["namespace"].text()) + "#" + std::string(row["codeValue"].text());
          there = there || sdk::lower(one) == sdk::lower(value);
        });
    if (there) {
      findings_.good("Descriptors", value + " is there.");
    } else if (!readable) {
      findings_.note("Descriptors",
                     "This client may not read " + resource + ", so it is not known whether " +
                         value + " is there.",
                     claim(resource, "\"Read\""));
    } else {
      findings_.problem(
          "Descriptors", "The Ed-Fi server does not have " + value + ".",
          "Create it under " + resource + ", or set another one in the adapter's configuration.");
    }
  }

  void program() {
    if (program_exists(session_)) {
      findings_.good("Program", "The program \"" + config_.program_name + "\" is there.");
    } else {
      findings_.note("Program",
                     "The program \"" + config_.program_name + "\" of education organization " +
                         std::to_string(config_.education_organization) + " is not there yet.",
                     "It is made with the first entry. Where this client may not create programs, "
                     "create it yourself.");
    }
  }

  const Session& session_;
  const Config& config_;
  sdk::Findings& findings_;
  std::string readable_;
};

}  // namespace

void check(const sdk::Call& call, const Config& config, sdk::Findings& findings) {
  const Session session(call, config);
  Check(session, findings).run();
}

}  // namespace homevisit::edfi
