#include "operations/context.h"

#include <unistd.h>

#include "crypto/master_key.h"

namespace homevisit::operations {
namespace {

// The key that opens the journal; `make`: the journal is to be made, and its key file where
// missing.
Result<Secret> master_key(const Config& config, Random& random, bool make, Bytes& salt) {
  if (config.key_file.empty()) {
    if (make) {
      salt.resize(16);
      random.fill(salt.data(), salt.size());
    } else {
      HV_ASSIGN(salt, journal::Journal::salt(config.journal));
    }
    return crypto::key_from_passphrase(config.passphrase, salt);
  }
  if (make) {
    const Status made = crypto::create_key_file(config.key_file, random);
    if (!made && made.error().status != HV_ALREADY_EXISTS) return made.error();
  }
  return crypto::read_key_file(config.key_file);
}

}  // namespace

const json::SchemaSet& carried_schemas() {
  static const json::SchemaSet schemas(embedded::schemas());
  return schemas;
}

Context::Context(Config c, const json::SchemaSet& s, Zone z)
    : config(std::move(c)),
      schemas(s),
      own_clock(config.fixed_clock ? std::make_unique<FixedClock>(*config.fixed_clock) : nullptr),
      clock(own_clock ? own_clock.get() : &system_clock()),
      random(system_random()),
      zone(z),
      process_(getpid()) {}

Result<std::unique_ptr<Context>> Context::open(std::string_view text) {
  const json::SchemaSet& schemas = carried_schemas();
  HV_ASSIGN(Config config, read_config(schemas, text));
  HV_ASSIGN(const Zone zone, Zone::find(config.time_zone));
  std::unique_ptr<Context> context(new Context(std::move(config), schemas, zone));
  const Config& c = context->config;

  // The adapter first: a wrong configuration must not leave a new journal behind.
  HV_ASSIGN(const adapters::Library library, adapters::load(c.adapter_path));
  HV_ASSIGN(context->log, Log::open(c.log));
  HV_ASSIGN(context->network, http::SystemNetwork::open(c.http, *c.secrets, context->log));
  const adapters::HostParts host{context->network.get(), c.secrets.get(), &context->log,
                                 context->random};
  HV_ASSIGN(context->adapter, adapters::Adapter::open(library, c.adapter_config, host));

  journal::Options options;
  options.path = c.journal;
  options.system = c.adapter_name;
  options.clock = context->clock;
  options.random = &context->random;
  const bool make = c.create && ::access(c.journal.c_str(), F_OK) != 0;
  HV_ASSIGN(options.master_key, master_key(c, context->random, make, options.salt));
  if (make) HV_TRY(journal::Journal::create(options));
  HV_ASSIGN(context->journal, journal::Journal::open(options));
  HV_ASSIGN(context->roster, journal::RosterStore::open(c.roster));
  context->access_log = std::make_unique<AccessLog>(*context->journal, *context->clock,
                                                    context->random, c.background);
  return context;
}

Status Context::check_process() const {
  if (process_ == getpid()) return ok();
  return Error{HV_FAILED_PRECONDITION, "opened_before_fork",
               "This was opened before fork(). Open it in each process of its own."};
}

std::string Context::staff_name(const std::string& id) {
  const auto version = roster->version();
  const std::lock_guard lock(staff_mutex_);
  if (version && *version != staff_version_) {
    staff_names_.clear();
    staff_version_ = *version;
  }
  if (const auto found = staff_names_.find(id); found != staff_names_.end()) return found->second;
  const auto staff = roster->staff(id);
  return staff_names_[id] = staff ? staff->name() : id;
}

}  // namespace homevisit::operations
