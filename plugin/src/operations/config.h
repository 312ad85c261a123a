// The configuration that hv_open takes, checked against schemas/v1/config.json.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/secret.h"
#include "base/status.h"
#include "domain/rules.h"
#include "http/engine.h"
#include "http/secrets.h"
#include "json/schema.h"
#include "lti/settings.h"
#include "sign_on/provider.h"
#include "sync/deliver.h"
#include "sync/schedule.h"

namespace homevisit::operations {

struct Config {
  std::string journal, roster, key_file;  // absolute paths
  Secret passphrase;
  bool create = false;
  struct Restore {
    std::string folder;           // absolute
    std::int64_t generation = 0;  // 0: the latest
  };
  std::optional<Restore> restore;
  std::string adapter_name, adapter_path;  // path: absolute, found from the name where not given
  std::string adapter_config;              // JSON
  std::string school;
  std::string language = "nl";
  std::string time_zone = "Europe/Amsterdam";
  Policy policy;
  sync::DeliverOptions delivery;
  sync::Schedule schedule;
  bool background = false;
  bool keep_open = false;
  std::optional<std::int64_t> fixed_clock;
  std::unique_ptr<http::SecretSource> secrets;
  http::EngineOptions http;
  Log::Options log;
  std::vector<sign_on::Provider> providers;  // who may sign people in
  std::string sign_on_file;                  // absolute; which sign-ins were finished
  // By which numbers besides the system's own a student may be asked for, and the list of each.
  std::map<std::string, std::string> student_ids;
  lti::Settings lti;
  std::vector<std::string> frame_ancestors;  // origins whose pages may show ours in a frame
};

Result<Config> read_config(const json::SchemaSet& schemas, std::string_view text);

}  // namespace homevisit::operations
