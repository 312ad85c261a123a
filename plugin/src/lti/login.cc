#include "lti/login.h"

#include "base/base64url.h"
#include "crypto/seal.h"
#include "http/encoding.h"
#include "sign_on/begun.h"

namespace homevisit::lti {
namespace {

constexpr std::string_view context = "homevisit lti again 1";
// A state of this length still goes through every proxy as a part of an address.
constexpr std::size_t longest_again = 1800;

// Begun once more from what the platform sent; "" where that is too much to carry around.
Result<std::string> carried(const sign_on::Parts& parts, const Login& login) {
  json::Writer w;
  w.begin_object().member("iss", login.issuer).member("login_hint", login.login_hint);
  w.member("target_link_uri", login.target).member_if("lti_message_hint", login.message_hint);
  w.member_if("client_id", login.client_id).member_if("lti_deployment_id", login.deployment);
  w.member("until", parts.clock.now_ms() + sign_on::begun_holds_ms);
  const std::string text = w.end_object().take();
  if (text.size() > longest_again) return std::string();
  HV_ASSIGN(const Bytes bytes,
            crypto::seal(parts.key, as_bytes(text), as_bytes(context), parts.random));
  return http::base64url(bytes);
}

}  // namespace

Result<Begun> begin_login(const sign_on::Parts& parts, const Settings& settings,
                          const Platforms& platforms, const Login& login) {
  const Platform* const platform = find_platform(platforms, login.issuer, login.client_id);
  if (platform == nullptr)
    return sign_on::refuse("lti_platform_unknown",
                           "This learning platform is not known here. The administrator of the "
                           "home visits can put it into homevisit.json.");
  if (login.target != settings.launch_url() && login.target != settings.login_url() &&
      login.target != settings.url && !login.target.starts_with(settings.url + "/"))
    return sign_on::refuse("lti_target_foreign",
                           "The learning platform asks for an address that is not one of the home "
                           "visits. Correct the tool's address in the platform.");
  sign_on::Begun begun = sign_on::begin(parts, lti_with, settings.launch_url(), "");
  json::Writer which;
  which.begin_object().member("issuer", platform->issuer).member("client_id", platform->client_id);
  begun.next = which.end_object().take();
  Begun out;
  HV_ASSIGN(out.kept, sign_on::sealed(parts, begun));
  HV_ASSIGN(const std::string again, carried(parts, login));
  out.state = begun.state + (again.empty() ? "" : "." + again);
  http::Pairs fields = {{"scope", "openid"},
                        {"response_type", "id_token"},
                        {"response_mode", "form_post"},
                        {"prompt", "none"},
                        {"client_id", platform->client_id},
                        {"redirect_uri", begun.back},
                        {"login_hint", login.login_hint},
                        {"state", out.state},
                        {"nonce", begun.nonce}};
  if (!login.message_hint.empty()) fields.emplace_back("lti_message_hint", login.message_hint);
  const bool more = platform->login_url.find('?') != std::string::npos;
  out.url = platform->login_url + (more ? "&" : "?") + http::form_encoded(fields);
  return out;
}

std::string kept_state(const std::string& state) { return state.substr(0, state.find('.')); }

Result<Login> begin_again(const sign_on::Parts& parts, const std::string& state) {
  const Error wrong = sign_on::refuse(
      "sign_on_state_wrong",
      "This answer does not belong to a sign-in that this browser has begun. Nothing was opened; "
      "begin again.");
  const auto dot = state.find('.');
  if (dot == std::string::npos) return wrong;
  const auto bytes = base64url_decoded(std::string_view(state).substr(dot + 1));
  if (!bytes) return wrong;
  const auto text = crypto::open(parts.key, *bytes, as_bytes(context));
  if (!text) return wrong;
  HV_ASSIGN(const auto document, json::Document::parse(*text));
  const json::Value root = document.root();
  if (parts.clock.now_ms() >= root["until"].integer().value_or(0)) return wrong;
  const auto member = [&](const char* name) { return std::string(root[name].text()); };
  return Login{member("iss"),
               member("login_hint"),
               member("target_link_uri"),
               member("lti_message_hint"),
               member("client_id"),
               member("lti_deployment_id")};
}

}  // namespace homevisit::lti
