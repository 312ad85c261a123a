#include "operations/context.h"

#include <unistd.h>

#include "crypto/hash.h"
#include "operations/facts_made.h"
#include "operations/master_key.h"

namespace homevisit::operations {
namespace {

// What a browser keeps for us during a sign-in is sealed by a key of its own, the same in every
// process.
Result<Secret> sign_on_key(const Secret& master) {
  constexpr std::string_view purpose = "homevisit sign-on key 1";
  HV_ASSIGN(const crypto::Digest key, crypto::hmac_sha256(master, as_bytes(purpose)));
  return Secret(ByteView(key));
}

// The journal that is there, a new one, or one from a backup. Gives the key for signing on.
Result<Secret> open_journal(Context& context) {
  const Config& c = context.config;
  journal::Options options;
  options.path = c.journal;
  options.system = c.adapter_name;
  options.clock = context.clock;
  options.random = &context.random;
  const bool make = c.create && !c.restore && ::access(c.journal.c_str(), F_OK) != 0;
  if (make) {
    HV_ASSIGN(options.master_key, new_master_key(c, context.random, options.salt));
    HV_TRY(journal::Journal::create(options));
  } else {
    // A key file needs no salt, and a journal that is gone is told by open().
    if (c.key_file.empty()) {
      HV_ASSIGN(options.salt,
                c.restore ? backup::salt_of(c.restore->folder) : journal::Journal::salt(c.journal));
    }
    HV_ASSIGN(options.master_key, master_key(c, options.salt));
  }
  if (c.restore) {
    HV_ASSIGN(context.restored,
              backup::restore(options, c.restore->folder, c.restore->generation, CallControl()));
  }
  HV_ASSIGN(Secret key, sign_on_key(options.master_key));
  HV_ASSIGN(context.journal, journal::Journal::open(options));
  if (make) HV_TRY(note_facts_made(*context.journal));
  return key;
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

  HV_ASSIGN(Secret sign_on_key, open_journal(*context));
  HV_ASSIGN(context->roster, journal::RosterStore::open(c.roster));
  context->access_log = std::make_unique<AccessLog>(*context->journal, *context->clock,
                                                    context->random, c.background);
  context->refusals =
      std::make_unique<Refusals>(*context->journal, *context->clock, context->random);
  context->directory = std::make_unique<sign_on::Directory>(*context->network, *context->clock);
  context->used_once = journal::UsedOnce::at(c.sign_on_file);
  context->sign_on = std::make_unique<sign_on::Parts>(
      sign_on::Parts{*context->network, *c.secrets, context->log, *context->clock, context->random,
                     std::move(sign_on_key), *context->directory, *context->used_once});
  context->lti_secrets = std::make_unique<lti::ToolSecrets>(*context->journal);
  HV_ASSIGN(context->lti_network,
            http::SystemNetwork::open(c.http, *context->lti_secrets, context->log));
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
