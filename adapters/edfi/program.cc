#include "program.h"

#include "refusal.h"
#include "writes.h"

namespace homevisit::edfi {
namespace {

constexpr std::string_view slot_title = "Home visit ";

// Creates a row that everybody shares; says what to ask for where the server does not let us.
void make(const Session& session, const char* resource, const std::string& body,
          const std::string& what) {
  try {
    create(session, resource, body);
  } catch (const Failure& failure) {
    if (failure.http_status() != 403) throw;
    throw Failure(HV_PERMISSION_DENIED,
                  what +
                      " does not exist in the Ed-Fi server, and this client may not create it. "
                      "Create it there, or add the claim \"" +
                      resource +
                      "\" with \"Create\" to the claim set of this client's application.")
        .http(403, "", -1)
        .flags(HV_ERROR_AUTH);
  }
}

void make_evaluation(const Session& session, unsigned slot) {
  const Config& config = session.config();
  bool there = false;
  session.each("programEvaluations",
               {{"programName", config.program_name}, {"programEvaluationTitle", slot_name(slot)}},
               [&](const Value& row) {
                 there = there || (row["programEvaluationTitle"].text() == slot_name(slot) &&
                                   is_our_program(config, row["programReference"]));
               });
  if (there) return;
  sdk::JsonWriter out;
  out.begin_object();
  write_program(config, out);
  out.member("programEvaluationTitle", slot_name(slot));
  out.member("programEvaluationTypeDescriptor", config.descriptors.evaluation_type);
  out.member("programEvaluationPeriodDescriptor", config.descriptors.evaluation_period);
  out.member("programEvaluationDescription",
             "Reports and agreements of home visits, kept by homevisit.");
  out.end_object();
  make(session, "programEvaluations", out.text(),
       "The program evaluation \"" + slot_name(slot) + "\"");
}

void make_intervention(const Session& session, unsigned slot) {
  const Config& config = session.config();
  bool there = false;
  session.each("interventions", {{"interventionIdentificationCode", slot_name(slot)}},
               [&](const Value& row) {
                 there = there || row["interventionIdentificationCode"].text() == slot_name(slot);
               });
  if (there) return;
  sdk::JsonWriter out;
  out.begin_object().member("interventionIdentificationCode", slot_name(slot));
  write_organization(config, out);
  out.member("beginDate", session.today());
  out.member("deliveryMethodDescriptor", config.descriptors.delivery_method);
  out.member("interventionClassDescriptor", config.descriptors.intervention_class);
  out.end_object();
  make(session, "interventions", out.text(), "The intervention \"" + slot_name(slot) + "\"");
}

}  // namespace

void write_organization(const Config& config, sdk::JsonWriter& out) {
  out.key("educationOrganizationReference").begin_object();
  out.member("educationOrganizationId", config.education_organization).end_object();
}

void write_program(const Config& config, sdk::JsonWriter& out) {
  out.key("programReference").begin_object();
  out.member("educationOrganizationId", config.education_organization);
  out.member("programName", config.program_name);
  out.member("programTypeDescriptor", config.descriptors.program_type).end_object();
}

bool is_our_program(const Config& config, const Value& reference) {
  return reference["educationOrganizationId"].integer() == config.education_organization &&
         reference["programName"].text() == config.program_name;
}

Filter student_in_program(const Config& config, std::string_view student) {
  return {{"studentUniqueId", std::string(student)}, {"programName", config.program_name}};
}

bool program_exists(const Session& session) {
  const Config& config = session.config();
  bool there = false;
  session.each("programs", {{"programName", config.program_name}}, [&](const Value& row) {
    const Value organization = row["educationOrganizationReference"];
    there = there ||
            (row["programName"].text() == config.program_name &&
             organization["educationOrganizationId"].integer() == config.education_organization);
  });
  return there;
}

void make_program(const Session& session, Made& made) {
  if (made.program) return;
  if (!program_exists(session)) {
    const Config& config = session.config();
    sdk::JsonWriter out;
    out.begin_object().member("programName", config.program_name);
    out.member("programTypeDescriptor", config.descriptors.program_type);
    write_organization(config, out);
    out.end_object();
    make(session, "programs", out.text(), "The program \"" + config.program_name + "\"");
  }
  made.program = true;
}

std::string slot_name(unsigned slot) { return std::string(slot_title) + std::to_string(slot); }

unsigned slot_of(std::string_view name) {
  if (!name.starts_with(slot_title)) return 0;
  const std::string_view digits = name.substr(slot_title.size());
  if (digits.empty() || digits.size() > 4 || digits.front() == '0' ||
      digits.find_first_not_of("0123456789") != std::string_view::npos)
    return 0;
  return static_cast<unsigned>(std::stoul(std::string(digits)));
}

void make_slot(const Session& session, unsigned slot, Made& made) {
  if (made.slots.contains(slot)) return;
  if (session.server().has_evaluations()) {
    make_evaluation(session, slot);
  } else {
    make_intervention(session, slot);
  }
  made.slots.insert(slot);
}

void write_slot(const Session& session, unsigned slot, sdk::JsonWriter& out) {
  const Config& config = session.config();
  if (!session.server().has_evaluations()) {
    out.key("interventionReference").begin_object();
    out.member("educationOrganizationId", config.education_organization);
    out.member("interventionIdentificationCode", slot_name(slot)).end_object();
    return;
  }
  out.key("programEvaluationReference").begin_object();
  out.member("programEducationOrganizationId", config.education_organization);
  out.member("programEvaluationPeriodDescriptor", config.descriptors.evaluation_period);
  out.member("programEvaluationTitle", slot_name(slot));
  out.member("programEvaluationTypeDescriptor", config.descriptors.evaluation_type);
  out.member("programName", config.program_name);
  out.member("programTypeDescriptor", config.descriptors.program_type).end_object();
}

}  // namespace homevisit::edfi
