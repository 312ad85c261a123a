// How a request signs in: hv_http_auth of adapter.h with texts of its own.
#pragma once

#include <string>

#include "homevisit/adapter.h"

namespace homevisit::http {

struct Auth {
  hv_http_sign_in kind = HV_SIGN_IN_NONE;
  std::string client_id;
  std::string secret;  // its NAME in the configuration (secrets.h)
  std::string token_url;
  std::string scope;
  std::string audience;
  std::string key_id;
  std::string algorithm;

  bool is_oauth2() const {
    return kind == HV_SIGN_IN_OAUTH2_BASIC || kind == HV_SIGN_IN_OAUTH2_BODY ||
           kind == HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  }
};

}  // namespace homevisit::http
