// How a request signs in: hv_http_auth of adapter.h with texts of its own.
#pragma once

#include <cstdint>
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
  std::string secret_field = {};
  std::string token_place = {};
  std::string token_header = {};
  std::int64_t token_life_ms = 0;

  // The secret is not sent with requests, but brings a token that is.
  bool has_token() const { return is_oauth2() || kind == HV_SIGN_IN_EXCHANGE; }
  bool is_oauth2() const {
    return kind == HV_SIGN_IN_OAUTH2_BASIC || kind == HV_SIGN_IN_OAUTH2_BODY ||
           kind == HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  }
};

}  // namespace homevisit::http
