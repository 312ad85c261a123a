#include "sign_on/provider.h"

#include <fmt/format.h>

#include <algorithm>

#include "sign_on/directory.h"

namespace homevisit::sign_on {
namespace {

using Path = std::function<std::string(json::Value)>;

Error wrong(const std::string& name, const char* member, std::string message) {
  return {HV_INVALID_ARGUMENT, "sign_on_configuration", std::move(message),
          fmt::format("/sign_on/{}/{}", json::pointer_token(name), member)};
}

// The way of the configuration, else by the secret where there is one.
Provider::Authentication authentication_of(json::Value from) {
  using enum Provider::Authentication;
  const std::string_view way = from["authentication"].text();
  if (way == "client_secret_post") return body;
  if (way == "private_key_jwt") return private_key;
  if (way == "none" || (way.empty() && !from["secret"].exists())) return none;
  return basic;
}

Status read_endpoints(json::Value from, Provider& to) {
  to.authorization = from["authorization"].text();
  to.token = from["token"].text();
  to.keys = from["keys"].text();
  to.userinfo = from["userinfo"].text();
  for (const std::string& address : {to.authorization, to.token, to.keys, to.userinfo})
    if (!address.empty() && !is_safe_address(address))
      return wrong(to.name, "endpoints",
                   "Every address under \"endpoints\" must be https, or on this machine.");
  return ok();
}

// It stands in addresses and in logs.
bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= 40 && name.front() >= 'a' && name.front() <= 'z' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

Status check_roles(const Provider& provider) {
  for (const RoleRule& rule : provider.roles) {
    if (rule.claim.empty() != rule.value.empty())
      return wrong(provider.name, "roles", "A role by a claim needs both \"claim\" and \"value\".");
    const bool by_group = rule.role == access::Role::mentor || rule.role == access::Role::teacher;
    if (rule.unlisted && (by_group || rule.claim.empty()))
      return wrong(provider.name, "roles",
                   "Who is not in the roster can be neither mentor nor teacher, and needs a claim "
                   "that says what they may.");
  }
  return ok();
}

Result<Provider> read_provider(const std::string& name, json::Value from, const Path& path) {
  Provider out;
  out.name = name;
  if (!is_name(name))
    return wrong(name, "",
                 "The name of a system that signs people in has small letters, digits and \"-\", "
                 "for it stands in addresses.");
  out.title = from["title"].exists() ? from["title"].text() : std::string_view(name);
  out.issuer = from["issuer"].text();
  if (!is_safe_address(out.issuer))
    return wrong(name, "issuer",
                 "\"issuer\" must be the https address by which the system calls itself.");
  out.client_id = from["client_id"].text();
  out.secret = from["secret"].text();
  out.authentication = authentication_of(from);
  if ((out.authentication == Provider::Authentication::none) != out.secret.empty())
    return wrong(name, "secret",
                 "Name the secret of this client, or say \"authentication\": \"none\" where it has "
                 "none.");
  out.key_id = from["key_id"].text();
  out.key_algorithm = from["key_algorithm"].text();
  HV_TRY(read_endpoints(from["endpoints"], out));
  if (from["scope"].exists()) out.scope = from["scope"].text();
  if (from["claims"].exists()) out.claims = from["claims"].dump();
  from["parameters"].each_member([&](std::string_view key, json::Value value) {
    out.parameters.emplace_back(key, value.text());
  });
  const json::Value algorithms = from["algorithms"];
  for (std::size_t i = 0; i < algorithms.size(); ++i)
    if (const auto known = crypto::signature_algorithm(algorithms.at(i).text()))
      out.algorithms.push_back(*known);
  using enum crypto::SignatureAlgorithm;
  if (out.algorithms.empty()) out.algorithms = {rs256, rs384, rs512, ps256, es256, es384, eddsa};
  from["require"].each_member([&](std::string_view claim, json::Value value) {
    out.require.emplace_back(claim, value.text());
  });
  out.ask_userinfo = from["userinfo"].is_true();
  out.staff = read_staff_rule(from["staff"], path);
  out.roles = read_role_rules(from["roles"]);
  HV_TRY(check_roles(out));
  return out;
}

}  // namespace

StaffRule read_staff_rule(json::Value from, const Path& path) {
  StaffRule rule;
  if (from["claim"].exists()) rule.claim = from["claim"].text();
  rule.after = from["after"].text();
  if (from["table"].exists()) rule.table = path(from["table"]);
  rule.ignore_case = from["ignore_case"].is_true();
  return rule;
}

std::vector<RoleRule> read_role_rules(json::Value from) {
  std::vector<RoleRule> rules;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const json::Value one = from.at(i);
    RoleRule rule;
    rule.role = from_name<access::Role>(one["role"].text()).value_or(access::Role::teacher);
    rule.claim = one["claim"].text();
    rule.value = one["value"].text();
    rule.staff = one["staff"].text();
    rule.function = one["function"].text();
    rule.unlisted = one["unlisted"].is_true();
    rules.push_back(std::move(rule));
  }
  return rules;
}

Result<std::vector<Provider>> read_providers(json::Value sign_on, const Path& path) {
  std::vector<Provider> providers;
  Status status;
  sign_on.each_member([&](std::string_view name, json::Value value) {
    if (!status) return;
    auto provider = read_provider(std::string(name), value, path);
    if (!provider) {
      status = provider.error();
    } else {
      providers.push_back(std::move(*provider));
    }
  });
  HV_TRY(std::move(status));
  return providers;
}

}  // namespace homevisit::sign_on
