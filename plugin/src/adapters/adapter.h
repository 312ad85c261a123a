// A loaded adapter, as the rest of the library sees it: adapter.h with C++ types.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "adapters/host_services.h"
#include "adapters/text.h"
#include "base/cancel.h"
#include "base/status.h"
#include "homevisit/adapter.h"

namespace homevisit::adapters {

using RecordSink = std::function<Status(const hv_record&)>;

// A table that has been checked and whose missing functions answer HV_UNSUPPORTED.
// `library` is never unloaded (RTLD_NODELETE): code of it may still stand on another thread's
// stack.
struct Library {
  hv_adapter_table table{};
};

// Loads RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE and checks: symbol, major version, required
// functions. HV_NOT_FOUND (no file), HV_UNSUPPORTED (another major), HV_INVALID_ARGUMENT (no
// adapter).
Result<Library> load(const std::string& path);
// The same checks on a table that is already there; `path` for the messages.
Result<Library> checked(const hv_adapter_table* table, const std::string& path);

// One instance. [any]: calls to it are made one at a time, as adapter.h promises.
class Adapter {
 public:
  static Result<std::unique_ptr<Adapter>> open(const Library& library, const std::string& config,
                                               const HostParts& host);
  ~Adapter();
  Adapter(const Adapter&) = delete;
  Adapter& operator=(const Adapter&) = delete;

  const hv_adapter_info& info() const { return *library_.table.info; }
  // Stands for the system as it is configured here: tokens of changes are good for no other one.
  const std::string& source() const { return source_; }
  // As read at open() and again after each import: they may hang on what was imported.
  std::uint64_t capabilities() const { return capabilities_.load(std::memory_order_relaxed); }
  bool writes() const {
    return (capabilities() & (HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT)) != 0;
  }

  // `student` limits HV_KIND_ENTRY. An error of the sink comes back as it is.
  Status list(hv_kind kind, const std::string& student, const CallControl& control,
              const RecordSink& sink);
  // The same of all that changed after `since` was given out ("": of everything). `next`: for the
  // next time; "" where the system cannot tell changes. HV_CONFLICT: ask again without `since`.
  Status list_changes(hv_kind kind, const std::string& since, std::string& next,
                      const CallControl& control, const RecordSink& sink);
  Status submit(const hv_entry& entry, const std::string& idempotency_key, int attempt,
                const CallControl& control, hv_receipt& receipt);
  Status lookup(const std::string& student, const std::string& marker, const CallControl& control,
                const RecordSink& sink);
  // `structured`: what the entry carries from now on; "": its own.
  Status withdraw(const std::string& student, const std::string& marker,
                  const std::string& structured, const CallControl& control);
  // HV_UNSUPPORTED where the adapter reads no files.
  Status import(const std::string& path, bool dry_run, const CallControl& control,
                const std::function<void(const hv_import_problem&)>& problem,
                hv_import_result& result);
  // What the adapter itself looks at. HV_UNSUPPORTED where it looks at nothing.
  Status check(const CallControl& control,
               const std::function<void(const hv_finding&)>& finding);

 private:
  Adapter(const Library& library, const HostParts& host);

  Status list(hv_kind kind, const std::string& student, const std::string& since, std::string& next,
              const CallControl& control, const RecordSink& sink);
  Status status_of(hv_status status, const hv_error& error) const;
  // REQUIRES: mutex_ is held, or nobody else knows this yet.
  void read_capabilities();

  Library library_;
  std::string source_;
  std::atomic<std::uint64_t> capabilities_{0};
  HostServices host_;
  std::mutex mutex_;
  hv_adapter* instance_ = nullptr;
};

}  // namespace homevisit::adapters
