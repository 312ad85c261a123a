#include "lti/kept.h"

#include "crypto/hash.h"
#include "sign_on/parts.h"

namespace homevisit::lti {
namespace {

Result<Kept> read(const std::optional<journal::Projection>& stored) {
  Kept kept;
  if (!stored) return kept;
  HV_ASSIGN(const auto document, json::Document::parse(stored->body));
  const json::Value root = document.root();
  HV_ASSIGN(kept.keys, read_keys(root["keys"]));
  HV_ASSIGN(kept.registered, read_platforms(root["platforms"], "/platforms"));
  if (const json::Value invitation = root["invitation"]; invitation.exists())
    kept.invitation = {std::string(invitation["digest"].text()),
                       invitation["until"].integer().value_or(0)};
  return kept;
}

}  // namespace

Result<Kept> read_kept(journal::Journal& journal) {
  HV_ASSIGN(const auto stored, journal.projection("", kept_name));
  return read(stored);
}

Result<Kept> read_kept(journal::Transaction& transaction) {
  HV_ASSIGN(const auto stored, transaction.projection("", kept_name));
  return read(stored);
}

Status put_kept(journal::Transaction& transaction, const Kept& kept) {
  json::Writer w;
  w.begin_object().key("keys");
  write_keys(w, kept.keys);
  w.key("platforms");
  write_platforms(w, kept.registered);
  if (kept.invitation)
    w.key("invitation")
        .begin_object()
        .member("digest", kept.invitation->digest)
        .member("until", kept.invitation->until)
        .end_object();
  journal::Projection projection{0, w.end_object().take()};
  Status status = transaction.put_projection("", kept_name, projection);
  wipe(projection.body);
  return status;
}

Status check_kept(const journal::Projection& stored) {
  HV_ASSIGN(const Kept kept, read(stored));
  HV_ASSIGN([[maybe_unused]] const std::string published, key_set(kept.keys));
  return ok();
}

Result<std::string> invitation_digest(std::string_view word) {
  constexpr std::string_view purpose = "homevisit lti invitation 1";
  HV_ASSIGN(const crypto::Digest digest, crypto::sha256({as_bytes(purpose), as_bytes(word)}));
  return to_hex(digest);
}

Result<bool> is_invited(const Kept& kept, std::string_view word, std::int64_t now_ms) {
  if (!kept.invitation || now_ms >= kept.invitation->until) return false;
  HV_ASSIGN(const std::string digest, invitation_digest(word));
  return sign_on::same_text(digest, kept.invitation->digest);
}

}  // namespace homevisit::lti
