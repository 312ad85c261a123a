#include "settings.h"

#include "../oneroster_common/words.h"
#include "homevisit/sdk/settings.h"
#include "homevisit/sdk/url.h"
#include "homevisit/sdk/words.h"

namespace homevisit::oneroster {
namespace {

constexpr const char* kScopes =
    "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly";
constexpr const char* kDemographicsScope =
    " https://purl.imsglobal.org/spec/or/v1p2/scope/roster-demographics.readonly";

bool read_version_11(sdk::Settings& settings, const std::string& url) {
  const std::string said = settings.text("version", "");
  if (said == "1.1") return true;
  if (said == "1.2") return false;
  if (!said.empty()) sdk::Settings::wrong("version", "\"1.1\" or \"1.2\"");
  if (url.find("/v1p1") != std::string::npos) return true;
  if (url.find("/v1p2") != std::string::npos) return false;
  throw sdk::Failure(HV_INVALID_ARGUMENT,
                     "The setting \"version\" is missing, and \"url\" does not end in /v1p1 or "
                     "/v1p2. Set it to \"1.1\" or \"1.2\".");
}

sdk::Auth read_auth(sdk::Settings& settings, bool version_11, bool demographics) {
  sdk::Auth auth;
  const std::string way =
      settings.one_of("sign_in", {"oauth2_basic", "oauth2_body", "oauth2_private_key", "oauth1"});
  auth.sign_in = way == "oauth2_basic"  ? HV_SIGN_IN_OAUTH2_BASIC
                 : way == "oauth2_body" ? HV_SIGN_IN_OAUTH2_BODY
                 : way == "oauth1"      ? HV_SIGN_IN_OAUTH1
                                        : HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  auth.client_id = settings.required("client_id");
  auth.secret = settings.required("secret");
  auth.token_url = settings.text("token_url", "");
  auth.audience = settings.text("audience", "");
  auth.key_id = settings.text("key_id", "");
  auth.algorithm = settings.text("algorithm", "");
  std::string scopes;
  if (!version_11) scopes = std::string(kScopes) + (demographics ? kDemographicsScope : "");
  auth.scope = settings.text("scopes", scopes);
  if (auth.sign_in == HV_SIGN_IN_OAUTH1) {
    if (!version_11)
      throw sdk::Failure(
          HV_INVALID_ARGUMENT,
          "The setting \"sign_in\" is \"oauth1\", which OneRoster 1.2 does not have. "
          "Use one of the oauth2 ways, or version 1.1.");
    if (!auth.token_url.empty())
      throw sdk::Failure(HV_INVALID_ARGUMENT,
                         "The setting \"token_url\" has no meaning with \"sign_in\": \"oauth1\"; "
                         "leave it out.");
    auth.scope.clear();
  } else if (sdk::origin_of(auth.token_url).empty()) {
    throw sdk::Failure(HV_INVALID_ARGUMENT,
                       "The setting \"token_url\" must be the address where the system gives "
                       "tokens, such as https://sis.example/oauth/token.");
  }
  return auth;
}

// {"by": "class_type"} | {"by": "title", "pattern": "Mentor *"} | {"by": "course_code", ...}
HomeGroups read_home_groups(sdk::Settings& settings) {
  HomeGroups groups;
  const sdk::Value value = settings.ask("home_groups");
  if (value.is_null()) return groups;
  const std::string_view by = value["by"].text();
  groups.pattern = value["pattern"].text();
  if (by == "title") groups.by = HomeGroups::By::title;
  if (by == "course_code") groups.by = HomeGroups::By::course_code;
  const bool by_type = by == "class_type";
  const std::size_t members =
      value.is_object() ? value.node()->MemberCount() : static_cast<std::size_t>(0);
  const bool fits =
      by_type ? members == 1
              : groups.by != HomeGroups::By::class_type && members == 2 && !groups.pattern.empty();
  if (!fits)
    sdk::Settings::wrong("home_groups",
                         "{\"by\": \"class_type\"}, {\"by\": \"title\", \"pattern\": \"Mentor *\"} "
                         "or {\"by\": \"course_code\", \"pattern\": \"HOME*\"}");
  return groups;
}

std::string read_school_year(sdk::Settings& settings) {
  const std::string said = settings.text("school_year", "current");
  if (said == "current" || said == "all") return said;
  const std::string year = school_year(said, "", "");
  if (year.empty())
    sdk::Settings::wrong("school_year", "\"current\", \"all\" or a year such as \"2026-2027\"");
  return year;
}

}  // namespace

Settings read_settings(std::string_view config) {
  sdk::Settings from(config);
  Settings settings;
  settings.url = sdk::checked_base_url(from.required("url"), "url");
  settings.version_11 = read_version_11(from, settings.url);
  settings.demographics = from.flag("demographics", true);
  settings.auth = read_auth(from, settings.version_11, settings.demographics);
  settings.page_size = static_cast<std::uint64_t>(from.number("page_size", 500, 1, 10'000));
  settings.home_groups = read_home_groups(from);
  settings.school_year = read_school_year(from);
  settings.ids_by_identifier = from.one_of("ids", {"sourcedId", "identifier"}) == "identifier";
  from.finish();
  return settings;
}

hv_ternary is_home_group(const HomeGroups& settings, std::string_view class_type,
                         std::string_view title, std::string_view course_code) {
  switch (settings.by) {
    case HomeGroups::By::title:
      return sdk::is_like(title, settings.pattern) ? HV_YES : HV_NO;
    case HomeGroups::By::course_code:
      return sdk::is_like(course_code, settings.pattern) ? HV_YES : HV_NO;
    case HomeGroups::By::class_type:
      break;
  }
  return home_group(class_type).value_or(HV_UNKNOWN);
}

}  // namespace homevisit::oneroster
