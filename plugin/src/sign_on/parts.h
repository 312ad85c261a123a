// What signing on needs of the house, whatever the protocol: OpenID Connect and LTI share it.
#pragma once

#include <memory>
#include <string>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "base/secret.h"
#include "http/network.h"
#include "http/secrets.h"
#include "journal/used_once.h"
#include "sign_on/directory.h"

namespace homevisit::sign_on {

struct Parts {
  http::Network& network;
  http::SecretSource& secrets;
  const Log& log;
  const Clock& clock;
  Random& random;
  Secret key;  // 32 bytes, for sealing what a browser keeps for us
  Directory& directory;
  journal::UsedOnce& used;
};

// Refused for the person at the browser; what happened goes to the audit by its code.
inline Error refuse(const char* code, std::string message) {
  return {HV_UNAUTHENTICATED, code, std::move(message)};
}

// 256 random bits as 43 characters that are safe in URLs.
std::string random_text(Random& random);

// The same texts, compared in a time that does not depend on where they differ.
bool same_text(std::string_view a, std::string_view b);

// A limit for everything that one sign-in asks of another system: nobody waits longer at a browser.
class Patience {
 public:
  explicit Patience(const CallControl& outer);
  const CallControl& control() const { return control_; }

 private:
  CallControl control_;
};

}  // namespace homevisit::sign_on
