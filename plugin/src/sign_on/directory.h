// What systems publish about themselves: where they sign people in (OpenID Connect Discovery 1.0)
// and by which keys they sign. Kept in memory, renewed by age, and when a token is signed by a key
// that is new.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "base/cancel.h"
#include "base/clock.h"
#include "crypto/jwt.h"
#include "http/network.h"

namespace homevisit::sign_on {

struct Metadata {
  std::string issuer;
  std::string authorization;  // addresses: https, or on this machine
  std::string token;
  std::string keys;
  std::string userinfo;      // "" where there is none
  bool says_issuer = false;  // answers carry "iss" (RFC 9207)
};

// An address that may be asked for secrets and keys: https, or on this machine.
bool is_safe_address(std::string_view url);

// [any]
class Directory {
 public:
  // REQUIRES: both live longer.
  Directory(http::Network& network, const Clock& clock) : network_(network), clock_(clock) {}

  // What the issuer says of itself, at most an hour old; older where it does not answer just now.
  // Of one that is away that is answered for some seconds without asking: whoever knocks must not
  // hold up a host's threads. Errors of the network; HV_INVALID_ARGUMENT: discovery_unusable (no
  // description, addresses out of form), discovery_other_issuer.
  Result<Metadata> metadata(const std::string& issuer, const CallControl& control);

  // The keys at this address, kept and answered for as metadata() is. Errors of the network;
  // keys_unusable.
  Result<std::shared_ptr<const crypto::KeySet>> keys(const std::string& address,
                                                     const CallControl& control);

  // The claims of a token, verified with the keys at this address (SignedToken::open). For a key
  // that is not known they are fetched anew, at most once a minute, so that forged tokens cost the
  // other system nothing.
  Result<json::Document> open(const crypto::SignedToken& token, const std::string& address,
                              std::span<const crypto::SignatureAlgorithm> allowed,
                              const CallControl& control);

 private:
  template <typename Value>
  struct Kept {
    std::shared_ptr<const Value> value;  // null: never had
    std::int64_t had_at = 0;             // by the uptime
    std::int64_t asked_at = 0;
    std::optional<Error> failure;  // of the last asking
  };
  using KeptKeys = Kept<crypto::KeySet>;

  Result<http::Response> get(const std::string& url, std::size_t most, const CallControl& control);
  Result<std::shared_ptr<const crypto::KeySet>> fetch_keys(const std::string& address,
                                                           const CallControl& control);

  http::Network& network_;
  const Clock& clock_;
  std::mutex mutex_;  // never held while a request runs
  std::map<std::string, Kept<Metadata>> metadata_;
  std::map<std::string, KeptKeys> keys_;
};

}  // namespace homevisit::sign_on
