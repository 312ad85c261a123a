// A system that signs people in for us, as the configuration describes it ("sign_on").
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "crypto/jwk.h"
#include "http/encoding.h"
#include "json/json.h"

namespace homevisit::sign_on {

// Which member of staff of the roster somebody is.
struct StaffRule {
  std::string claim = "sub";
  std::string after;  // of the claim, what stands behind the last of these; "": all of it
  std::string table;  // absolute path: lines "value;id in the roster"; "": the value is the id
  bool ignore_case = false;  // in the table, as addresses want it
};

// What somebody may be. The first rule that fits counts.
struct RoleRule {
  access::Role role = access::Role::mentor;
  // All that are given must fit; none: everybody.
  std::string claim, value;
  std::string staff;      // id in the roster
  std::string function;   // as the roster says it
  bool unlisted = false;  // also who is not in the roster: administrators, care teams of a board
};

struct Provider {
  enum class Authentication { none, basic, body, private_key };

  std::string name;   // in addresses and in the audit
  std::string title;  // on the button
  std::string issuer;
  std::string client_id;
  std::string secret;  // its name under "secrets"
  Authentication authentication = Authentication::basic;
  std::string key_id, key_algorithm;       // of the private key
  std::string authorization, token, keys;  // "endpoints", for systems without a description
  std::string userinfo;
  std::string scope = "openid";
  std::string claims;      // JSON of the request parameter "claims"; "" without
  http::Pairs parameters;  // further ones of the first request
  std::vector<crypto::SignatureAlgorithm> algorithms;
  std::vector<std::pair<std::string, std::string>> require;  // claims that must have this value
  bool ask_userinfo = false;
  StaffRule staff;
  std::vector<RoleRule> roles;
};

// The rules as several parts of the configuration have them. `path`: makes a path absolute.
StaffRule read_staff_rule(json::Value rule, const std::function<std::string(json::Value)>& path);
std::vector<RoleRule> read_role_rules(json::Value rules);

// REQUIRES: `sign_on` was checked against config.json. `path`: makes a path absolute.
Result<std::vector<Provider>> read_providers(json::Value sign_on,
                                             const std::function<std::string(json::Value)>& path);

}  // namespace homevisit::sign_on
