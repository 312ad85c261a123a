#include "service.h"

#include <algorithm>
#include <optional>

#include "homevisit/sdk/url.h"
#include "homevisit/sdk/words.h"

namespace homevisit::moodle {
namespace {

std::string known_code(const sdk::Value& answer) {
  std::string code(answer["errorcode"].text());
  const bool plain =
      !code.empty() && code.size() <= 60 && std::all_of(code.begin(), code.end(), [](char c) {
        return sdk::is_letter(c) || sdk::is_digit(c) || c == '_' || c == '/';
      });
  return plain ? code : "unknown";
}

bool is_one_of(const std::string& code, std::initializer_list<const char*> codes) {
  return std::any_of(codes.begin(), codes.end(), [&](const char* one) { return code == one; });
}

// What an error means, as far as its code tells.
Refused refusal(const std::string& code, const std::string& what, hv_http_effect effect) {
  const std::string begin = "Moodle refused the request for " + what + " (" + code + "). ";
  const auto make = [&](hv_status status, const char* advice) {
    return Refused(status, begin + advice, code);
  };
  if (is_one_of(code, {"invalidtoken", "invalidtimedtoken", "notoken"}))
    return make(
        HV_UNAUTHENTICATED,
        "The token was revoked, has expired or is wrong: make a new one in Moodle (Server > "
        "Web services > Manage tokens) and put it in the place of the secret.");
  if (is_one_of(code, {"accessexception", "servicenotavailable", "nopermissions", "nopermission",
                       "requireloginerror", "errorcoursecontextnotvalid", "cannotviewnotes",
                       "usernotfullysetup", "forcepasswordchangenotice", "sitepolicynotagreed"})) {
    Refused failure =
        make(HV_PERMISSION_DENIED,
             "The service lacks this function, or its user lacks a capability: homevisit's README "
             "for Moodle lists both.");
    failure.flags(HV_ERROR_AUTH);
    return failure;
  }
  if (is_one_of(code, {"invalidrecord", "invalidrecordunknown", "invaliduser", "userdeleted",
                       "invaliduserid", "invalidcourseid"}))
    return make(
        HV_NOT_FOUND,
        "It does not have what was asked for, or is older than 4.1 and lacks the function.");
  if (is_one_of(code, {"notesdisabled", "enablewsdescription", "suspended"}))
    return make(HV_FAILED_PRECONDITION,
                "Notes or web services are switched off (Advanced features), or the account is "
                "suspended.");
  if (is_one_of(code, {"invalidparameter", "invalidresponse", "codingerror"}))
    return make(HV_INVALID_ARGUMENT, "It did not understand it; please report this.");
  if (effect == HV_HTTP_WRITE)
    return make(HV_OUTCOME_UNKNOWN, "Whether it was taken is not known; it will be looked up.");
  return make(HV_UNAVAILABLE, "It has a fault of its own or is being maintained; try again later.");
}

void require_no_exception(const sdk::Json& json, const std::string& what, hv_http_effect effect) {
  if (!json.root().is_object() || !json.root()["exception"].exists()) return;
  throw refusal(known_code(json.root()), what, effect);
}

std::string form_of(const Fields& fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    if (!form.empty()) form += '&';
    form += sdk::percent_encode(name) + '=' + sdk::percent_encode(value);
  }
  return form;
}

}  // namespace

std::string Service::address(std::string_view function, const Fields& wanted) const {
  // Raw: texts as they stand in the database, neither cleaned nor filtered for a page.
  sdk::Url url(settings_.url + "/webservice/rest/server.php");
  url.with("moodlewsrestformat", "json").with("moodlewssettingraw", "1");
  url.with("wsfunction", function);
  for (const auto& [name, value] : wanted) url.with(name, value);
  return url.text();
}

sdk::Json Service::read(std::string_view function, const Fields& wanted,
                        const std::string& what) const {
  sdk::Request request;
  request.method = "POST";
  request.url = address(function, wanted);
  sdk::Json json = http_.json(request, "the request for " + what);
  require_no_exception(json, what, HV_HTTP_READ);
  return json;
}

sdk::Json Service::write(std::string_view function, const Fields& said,
                         const std::string& what) const {
  const auto request = sdk::Request::write("POST", address(function, {}), form_of(said))
                           .header("Content-Type", "application/x-www-form-urlencoded");
  const sdk::Response response = http_.expect(request, what);
  std::optional<sdk::Json> json;
  try {
    json = sdk::Json::parse(response.body(), "Moodle's answer to " + what);
  } catch (const sdk::Failure&) {
    throw sdk::Failure(
        HV_OUTCOME_UNKNOWN,
        "Moodle's answer to " + what + " cannot be read; whether it was taken is looked up.");
  }
  require_no_exception(*json, what, HV_HTTP_WRITE);
  return std::move(*json);
}

void require_list(const sdk::Value& value, const std::string& what) {
  if (!value.is_array())
    throw sdk::Failure(HV_UNAVAILABLE, "Moodle's answer to the request for " + what +
                                           " holds no list; check its address and version.");
}

}  // namespace homevisit::moodle
