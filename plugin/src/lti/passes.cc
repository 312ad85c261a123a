#include "lti/passes.h"

#include "base/base64url.h"
#include "crypto/seal.h"
#include "http/encoding.h"

namespace homevisit::lti {
namespace {

constexpr std::string_view context = "homevisit lti pass 1";
constexpr std::int64_t holds_ms = 12 * 3'600'000LL;

}  // namespace

Pass pass_of(const Verified& verified) {
  return {verified.platform.issuer, verified.platform.client_id, verified.launch.deployment,
          verified.launch.members_url, verified.launch.link};
}

Result<std::string> sealed(const sign_on::Parts& parts, const Pass& pass) {
  json::Writer w;
  w.begin_object().member("issuer", pass.issuer).member("client_id", pass.client_id);
  w.member("deployment", pass.deployment).member_if("members_url", pass.members_url);
  if (pass.link)
    w.key("link")
        .begin_object()
        .member("return_url", pass.link->return_url)
        .member("data", pass.link->data)
        .end_object();
  w.member("until", parts.clock.now_ms() + holds_ms);
  const std::string text = w.end_object().take();
  HV_ASSIGN(const Bytes bytes,
            crypto::seal(parts.key, as_bytes(text), as_bytes(context), parts.random));
  return http::base64url(bytes);
}

Result<Pass> opened(const sign_on::Parts& parts, const std::string& pass) {
  const Error over = sign_on::refuse(
      "lti_pass_over",
      "This class was opened too long ago. Open it again in the learning platform.");
  const auto bytes = base64url_decoded(pass);
  if (!bytes) return over;
  const auto text = crypto::open(parts.key, *bytes, as_bytes(context));
  if (!text) return over;
  HV_ASSIGN(const auto document, json::Document::parse(*text));
  const json::Value root = document.root();
  if (parts.clock.now_ms() >= root["until"].integer().value_or(0)) return over;
  Pass out{std::string(root["issuer"].text()),
           std::string(root["client_id"].text()),
           std::string(root["deployment"].text()),
           std::string(root["members_url"].text()),
           {}};
  if (const json::Value link = root["link"]; link.exists())
    out.link = LinkWanted{std::string(link["return_url"].text()), std::string(link["data"].text())};
  return out;
}

}  // namespace homevisit::lti
