#include "refusal.h"

namespace homevisit::edfi {
namespace {

using sdk::Failure;

const char* action(Deed deed) {
  switch (deed) {
    case Deed::read:
      return "Read";
    case Deed::create:
      return "Create";
    case Deed::change:
      return "Update";
    case Deed::remove:
      break;
  }
  return "Delete";
}

bool has(const std::string& body, std::string_view word) {
  return body.find(word) != std::string::npos;
}

// Ours are all in the configuration, so naming them tells nothing of a person.
std::string unknown_descriptor(const std::string& body, const Config& config) {
  const Descriptors& d = config.descriptors;
  for (const std::string* ours :
       {&d.program_type, &d.participation_status, &d.attendance_category, &d.evaluation_type,
        &d.evaluation_period, &d.intervention_class, &d.delivery_method})
    if (has(body, sdk::lower(*ours))) return *ours;
  return {};
}

// The advice for a reference that the server cannot resolve; "" where the body names none.
std::string unresolved(const std::string& body, const Config& config) {
  const std::string organization = std::to_string(config.education_organization);
  if (has(body, "evaluation"))
    return "a program evaluation of the program \"" + config.program_name +
           "\"; it is made again at the next attempt.";
  if (has(body, "intervention"))
    return "an intervention of ours; it is made again at the next attempt.";
  if (has(body, "program"))
    return "the program \"" + config.program_name + "\" of education organization " + organization +
           "; create it or let this client create it.";
  if (has(body, "staff")) return "the member of staff who wrote the entry.";
  if (has(body, "student")) return "the student; refresh the roster.";
  if (has(body, "organization") || has(body, "school"))
    return "education organization " + organization +
           "; set \"education_organization\" to the id of a school or district that it has.";
  return {};
}

bool about_reference(const std::string& body) {
  return has(body, "unresolved") || has(body, "reference") || has(body, "does not exist") ||
         has(body, "not exist");
}

}  // namespace

Failure claim_missing(std::string_view resource, Deed deed) {
  const std::string name(resource);
  return Failure(HV_PERMISSION_DENIED,
                 "The Ed-Fi server does not let this client " +
                     std::string(deed == Deed::read ? "read " : "write ") + name +
                     ". In its Admin App, add the claim \"" + name + "\" with \"" + action(deed) +
                     "\" to the claim set of this client's application, and look whether the "
                     "application belongs to the right education organization.")
      .flags(HV_ERROR_AUTH);
}

bool staff_is_unknown(const sdk::Response& response) {
  if (response.status() != 409 && response.status() != 400) return false;
  const std::string body = sdk::lower(response.body().substr(0, 16'384));
  return about_reference(body) && has(body, "staff");
}

Failure refusal(const sdk::Response& response, std::string_view resource, Deed deed,
                const Config& config) {
  const int status = response.status();
  const std::string name(resource);
  const std::string what = (deed == Deed::read ? "the request for " : "a write to ") + name;
  if (status == 403) return claim_missing(resource, deed).http(status, response.request_id(), -1);
  if ((status == 400 || status == 404 || status == 409) && deed != Deed::read) {
    const std::string body = sdk::lower(response.body().substr(0, 16'384));
    const std::string begin =
        "The Ed-Fi server answered " + std::to_string(status) + " to " + what + ": ";
    if (const std::string descriptor = unknown_descriptor(body, config); !descriptor.empty())
      return Failure(HV_FAILED_PRECONDITION,
                     begin + "it does not have the descriptor " + descriptor +
                         ". Create it there, or set another one in the configuration.")
          .http(status, response.request_id(), -1);
    if (has(body, "dependent"))
      return Failure(HV_CONFLICT, begin + "something else there depends on it.")
          .http(status, response.request_id(), -1);
    if (about_reference(body))
      if (const std::string missing = unresolved(body, config); !missing.empty())
        return Failure(HV_FAILED_PRECONDITION, begin + "it does not have " + missing)
            .http(status, response.request_id(), -1);
  }
  return sdk::failure_of(response, what, deed == Deed::read ? HV_HTTP_READ : HV_HTTP_WRITE);
}

}  // namespace homevisit::edfi
