#include "operations/config.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace homevisit::operations {
namespace {

namespace fs = std::filesystem;

// Adapters lie beside the library itself (lib/homevisit/adapters), wherever it was installed.
std::string installed_adapter(const std::string& name) {
  Dl_info self{};
  if (dladdr(reinterpret_cast<const void*>(&installed_adapter), &self) == 0 ||
      self.dli_fname == nullptr)
    return {};
  std::error_code error;
  const fs::path library = fs::canonical(self.dli_fname, error);
  if (error) return {};
  return library.parent_path() / "homevisit" / "adapters" / (name + ".so");
}

LogLevel level_of(std::string_view name) {
  for (const LogLevel level : {LogLevel::debug, LogLevel::info, LogLevel::error})
    if (name == level_name(level)) return level;
  return LogLevel::warning;
}

Log::Options log_options(json::Value log, const std::string& file) {
  return {file, log["stderr"].is_true(), level_of(log["level"].text())};
}

http::EngineOptions http_options(json::Value http, const auto& path) {
  http::EngineOptions options;
  options.transfer.proxy = http["proxy"].text();
  options.transfer.ca_file = path(http["ca_file"]);
  options.transfer.client_certificate = path(http["client_certificate"]);
  options.transfer.client_key = path(http["client_key"]);
  if (const auto ms = http["connect_timeout_ms"].integer())
    options.transfer.connect_timeout_ms = *ms;
  if (const auto count = http["connections"].integer())
    options.connections = static_cast<int>(*count);
  return options;
}

// Whoever still sends when the lease ends would send beside its successor.
Result<sync::DeliverOptions> delivery_options(json::Value delivery) {
  sync::DeliverOptions options;
  const auto take = [&](const char* name, std::int64_t& target) {
    if (const auto value = delivery[name].integer()) target = *value;
  };
  take("lease_ms", options.terms.lease);
  take("send_within_ms", options.send_within);
  take("settle_ms", options.terms.settle);
  take("pause_least_ms", options.terms.pause_least);
  take("pause_most_ms", options.terms.pause_most);
  if (options.send_within >= options.terms.lease)
    return Error{HV_INVALID_ARGUMENT, "send_beyond_lease",
                 "Sending must end before the lease does: choose send_within_ms smaller than "
                 "lease_ms.",
                 "/delivery/send_within_ms"};
  return options;
}

// "22:00", as the schema has checked.
int minutes_of(std::string_view time) {
  return ((time[0] - '0') * 10 + time[1] - '0') * 60 + (time[3] - '0') * 10 + time[4] - '0';
}

sync::Schedule schedule_of(json::Value sync) {
  sync::Schedule schedule;
  if (const auto minutes = sync["roster_minutes"].integer()) schedule.roster_minutes = *minutes;
  if (const json::Value hours = sync["bulk_hours"]; hours.exists())
    schedule.bulk = {minutes_of(hours["from"].text()), minutes_of(hours["to"].text())};
  return schedule;
}

}  // namespace

Result<Config> read_config(const json::SchemaSet& schemas, std::string_view text) {
  HV_ASSIGN(const auto document, json::Document::parse(text));
  const json::Value root = document.root();
  HV_TRY(schemas.validate("config.json", root));
  std::error_code error;
  fs::path base = std::string(root["base"].text());
  base = base.empty() ? fs::current_path(error) : fs::absolute(base, error);
  const auto path = [&](json::Value value) {
    return value.text().empty() ? std::string()
                                : (base / std::string(value.text())).lexically_normal().string();
  };
  Config config;
  config.journal = path(root["journal"]);
  config.roster = root["roster"].exists()
                      ? path(root["roster"])
                      : (fs::path(config.journal).parent_path() / "roster.db").string();
  const json::Value key = root["key"];
  if (key["file"].exists() == key["passphrase"].exists())
    return Error{HV_INVALID_ARGUMENT, "one_key",
                 "Give the key either as a file or as a passphrase.", "/key"};
  config.key_file = path(key["file"]);
  config.passphrase = Secret(key["passphrase"].text());
  config.create = root["create"].is_true();
  if (const json::Value restore = root["restore"]; restore.exists())
    config.restore = {path(restore["folder"]), restore["generation"].integer().value_or(0)};
  const json::Value adapter = root["adapter"];
  config.adapter_name = adapter["name"].text();
  config.adapter_path =
      adapter["path"].exists() ? path(adapter["path"]) : installed_adapter(config.adapter_name);
  config.adapter_config = adapter["config"].is_object() ? adapter["config"].dump() : "{}";
  config.school = root["school"].text();
  if (root["language"].exists()) config.language = root["language"].text();
  if (root["time_zone"].exists()) config.time_zone = root["time_zone"].text();
  const json::Value policy = root["policy"];
  config.policy.minor_sibling_may_interpret = policy["minor_sibling_may_interpret"].is_true();
  const auto minutes = [&](const char* name, int& target) {
    if (const auto value = policy[name].integer()) target = static_cast<int>(*value);
  };
  minutes("visit_minutes_norm", config.policy.visit_minutes_norm);
  minutes("total_minutes_least", config.policy.total_minutes_least);
  minutes("total_minutes_most", config.policy.total_minutes_most);
  HV_ASSIGN(config.delivery, delivery_options(root["delivery"]));
  config.schedule = schedule_of(root["sync"]);
  config.background = root["background"].is_true();
  config.keep_open = root["keep_open"].is_true();
  HV_ASSIGN(config.secrets, http::ConfiguredSecrets::from(root["secrets"], base.string()));
  config.http = http_options(root["http"], path);
  config.log = log_options(root["log"], path(root["log"]["file"]));
  HV_ASSIGN(config.providers, sign_on::read_providers(root["sign_on"], path));
  HV_ASSIGN(config.lti, lti::read_settings(root["lti"], path, config.language));
  config.sign_on_file = (fs::path(config.journal).parent_path() / "sign-on.db").string();
  root["student_ids"].each_member([&](std::string_view scheme, json::Value ids) {
    config.student_ids[std::string(scheme)] = path(ids["table"]);
  });
  const json::Value ancestors = root["embed"]["frame_ancestors"];
  for (std::size_t i = 0; i < ancestors.size(); ++i)
    config.frame_ancestors.emplace_back(ancestors.at(i).text());
  if (root["clock"].exists()) {
    config.fixed_clock = parse_moment(root["clock"]["fixed"].text());
    if (!config.fixed_clock)
      return Error{HV_INVALID_ARGUMENT, "impossible_date",
                   "This is not a moment, such as 2026-10-12T14:03:00Z.", "/clock/fixed"};
  }
  return config;
}

}  // namespace homevisit::operations
