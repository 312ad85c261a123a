#include "config.h"

#include "homevisit/sdk/settings.h"

namespace homevisit::edfi {
namespace {

// A code value stands for the descriptor of that kind in the configured namespace.
std::string descriptor(sdk::Settings& settings, const char* name, const std::string& space,
                       const char* kind, const char* code) {
  const std::string value = settings.text(name, code);
  if (value.empty()) sdk::Settings::wrong(name, "a code value or a whole descriptor");
  if (value.find("://") == std::string::npos) return space + "/" + kind + "Descriptor#" + value;
  if (value.find('#') == std::string::npos || value.size() > 306)
    sdk::Settings::wrong(
        name, "a descriptor such as uri://ed-fi.org/" + std::string(kind) + "Descriptor#" + code);
  return value;
}

hv_http_sign_in sign_in(const std::string& word) {
  if (word == "body") return HV_SIGN_IN_OAUTH2_BODY;
  if (word == "private_key") return HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  return HV_SIGN_IN_OAUTH2_BASIC;
}

bool four_digits(std::string_view text) {
  return text.size() == 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Config read_config(std::string_view json) {
  sdk::Settings settings(json);
  Config config;
  config.url = sdk::checked_base_url(settings.required("url"), "url");
  if (const std::string token_url = settings.text("token_url", ""); !token_url.empty())
    config.auth.token_url = sdk::checked_base_url(token_url, "token_url");
  config.auth.sign_in = sign_in(settings.one_of("sign_in", {"basic", "body", "private_key"}));
  config.auth.client_id = settings.required("client_id");
  config.auth.secret = settings.text("secret", "edfi");

  config.school_year = settings.text("school_year", "");
  if (!config.school_year.empty() && !four_digits(config.school_year))
    sdk::Settings::wrong("school_year", "the year in which the school year ends, such as \"2027\"");
  config.groups = settings.one_of("group_source", {"sections", "cohorts"}) == "cohorts"
                      ? GroupSource::cohorts
                      : GroupSource::sections;
  config.cohort_type = settings.text("cohort_type", "");
  config.education_organization =
      settings.number("education_organization", 0, 1, std::int64_t{1} << 53);
  config.program_name = settings.text("program_name", "Home Visiting");
  if (config.program_name.empty() || config.program_name.size() > 60)
    sdk::Settings::wrong("program_name", "a name of at most 60 characters");

  const std::string space = settings.text("namespace", "uri://ed-fi.org");
  if (!space.starts_with("uri://") || space.ends_with("/") || space.find('#') != std::string::npos)
    sdk::Settings::wrong("namespace", "a beginning such as uri://ed-fi.org");
  Descriptors& d = config.descriptors;
  d.program_type = descriptor(settings, "program_type", space, "ProgramType", "Home Visiting");
  d.participation_status =
      descriptor(settings, "participation_status", space, "ParticipationStatus", "Eligible");
  d.attendance_category = descriptor(settings, "attendance_category", space,
                                     "AttendanceEventCategory", "In Attendance");
  d.evaluation_type =
      descriptor(settings, "evaluation_type", space, "ProgramEvaluationType", "Observation");
  d.evaluation_period =
      descriptor(settings, "evaluation_period", space, "ProgramEvaluationPeriod", "Mid-Year");
  d.intervention_class =
      descriptor(settings, "intervention_class", space, "InterventionClass", "Other");
  d.delivery_method =
      descriptor(settings, "delivery_method", space, "DeliveryMethod", "Individual");

  config.page_size = static_cast<std::uint64_t>(settings.number("page_size", 500, 1, 500));
  config.page_tokens = settings.flag("page_tokens", true);
  config.changes = settings.flag("changes", false);
  config.languages = settings.flag("languages", true);
  config.interventions = settings.flag("interventions", false);
  config.restricted_not_informed =
      settings.one_of("contact_restrictions", {"not_informed", "unknown"}) == "not_informed";
  settings.finish();
  return config;
}

}  // namespace homevisit::edfi
