// An open journal with its roster, its adapter and everything that operations need. What hv_ctx is.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "access/actor.h"
#include "adapters/adapter.h"
#include "backup/backup.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/random.h"
#include "http/network.h"
#include "journal/journal.h"
#include "journal/roster_store.h"
#include "json/schema.h"
#include "lti/services.h"
#include "operations/access_log.h"
#include "operations/config.h"
#include "operations/file_cache.h"
#include "operations/history_cache.h"
#include "operations/page_cache.h"
#include "operations/refusals.h"
#include "operations/school_state.h"
#include "sign_on/parts.h"
#include "text/catalogue.h"

namespace homevisit::operations {

// [any]
class Context {
 public:
  static Result<std::unique_ptr<Context>> open(std::string_view config);

  // HV_FAILED_PRECONDITION in a child of the process that opened it.
  Status check_process() const;
  Date today() const { return zone.date_at(clock->now_ms()); }
  const text::Catalogue& school_words() const { return text::Catalogue::of(config.language); }
  // The name as the roster has it; the id where it does not.
  std::string staff_name(const std::string& id);

  Config config;
  const json::SchemaSet& schemas;
  std::unique_ptr<Clock> own_clock;
  const Clock* clock;
  Random& random;
  Zone zone;
  Log log;
  std::unique_ptr<http::Network> network;
  std::optional<backup::Restored> restored;  // when this opening brought the journal back
  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<journal::RosterStore> roster;
  std::unique_ptr<adapters::Adapter> adapter;
  SchoolCache school;
  HistoryCache histories{512};
  FileCache files{512};
  PageCache pages{8 << 20};
  std::unique_ptr<AccessLog> access_log;  // after the journal: closed before it
  std::unique_ptr<Refusals> refusals;
  std::unique_ptr<sign_on::Directory> directory;
  std::unique_ptr<journal::UsedOnce> used_once;
  std::unique_ptr<sign_on::Parts> sign_on;
  // Signs in at platforms with our own keys, which adapters never get to use.
  std::unique_ptr<lti::ToolSecrets> lti_secrets;
  std::unique_ptr<http::Network> lti_network;

 private:
  Context(Config c, const json::SchemaSet& s, Zone z);

  pid_t process_;
  std::mutex staff_mutex_;
  std::int64_t staff_version_ = -1;
  std::map<std::string, std::string> staff_names_;
};

// The schemas that the library carries; one set for the process.
const json::SchemaSet& carried_schemas();

}  // namespace homevisit::operations
