#include "sign_on/begun.h"

#include "base/base64url.h"
#include "crypto/hash.h"
#include "crypto/seal.h"
#include "http/encoding.h"
#include "json/json.h"

namespace homevisit::sign_on {
namespace {

constexpr std::string_view context = "homevisit sign-on 1";
constexpr std::size_t largest_kept = 8 << 10;

Error state_wrong() {
  return refuse("sign_on_state_wrong",
                "This answer does not belong to a sign-in that this browser has begun. Nothing was "
                "opened; begin again.");
}

Result<Begun> read(const Parts& parts, std::string_view kept) {
  const auto bytes = base64url_decoded(kept);
  if (kept.size() > largest_kept || !bytes) return state_wrong();
  const auto text = crypto::open(parts.key, *bytes, as_bytes(context));
  if (!text) return state_wrong();
  HV_ASSIGN(const auto document, json::Document::parse(*text));
  const json::Value root = document.root();
  Begun begun;
  begun.with = root["with"].text();
  begun.state = root["state"].text();
  begun.nonce = root["nonce"].text();
  begun.verifier = root["verifier"].text();
  begun.back = root["back"].text();
  begun.next = root["next"].text();
  begun.until = root["until"].integer().value_or(0);
  return begun;
}

}  // namespace

Begun begin(const Parts& parts, std::string with, std::string back, std::string next) {
  Begun begun;
  begun.with = std::move(with);
  begun.state = random_text(parts.random);
  begun.nonce = random_text(parts.random);
  begun.back = std::move(back);
  begun.next = std::move(next);
  begun.until = parts.clock.now_ms() + begun_holds_ms;
  return begun;
}

Result<std::string> sealed(const Parts& parts, const Begun& begun) {
  json::Writer w;
  w.begin_object().member("with", begun.with).member("state", begun.state);
  w.member("nonce", begun.nonce).member_if("verifier", begun.verifier).member("back", begun.back);
  w.member_if("next", begun.next).member("until", begun.until).end_object();
  std::string text = w.take();
  auto bytes = crypto::seal(parts.key, as_bytes(text), as_bytes(context), parts.random);
  wipe(text);
  if (!bytes) return bytes.error();
  return http::base64url(*bytes);
}

Result<Begun> taken_up(const Parts& parts, std::string_view with, std::string_view kept,
                       std::string_view state) {
  if (kept.empty())
    return refuse("sign_on_not_begun",
                  "This browser has kept nothing of this sign-in: it was begun in another window "
                  "or program, is too long ago, or cookies are refused. Begin again.");
  HV_ASSIGN(Begun begun, read(parts, kept));
  if (!same_text(begun.state, state)) return state_wrong();
  if (begun.with != with)
    return refuse("sign_on_mixed_up",
                  "The answer came from another system than the one that was asked. Nothing was "
                  "opened; begin again.");
  const std::int64_t now = parts.clock.now_ms();
  if (now >= begun.until || begun.until > now + begun_holds_ms)
    return refuse("sign_on_too_late", "Signing in took longer than ten minutes. Begin again.");
  HV_ASSIGN(const crypto::Digest digest, crypto::sha256({as_bytes(context), as_bytes(state)}));
  HV_ASSIGN(const bool first, parts.used.use(digest, begun.until, now));
  if (!first)
    return refuse("sign_on_used",
                  "This sign-in was finished already; each works once. Begin again.");
  return begun;
}

}  // namespace homevisit::sign_on
