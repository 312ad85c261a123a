#include "adapters/adapter.h"

#include <fmt/format.h>

#include <cstring>

namespace homevisit::adapters {
namespace {

hv_error fresh_error() {
  hv_error error{};
  error.struct_size = sizeof error;
  error.retry_after_ms = -1;
  return error;
}

Status status_of(hv_status status, const hv_error& error, const char* name) {
  if (status == HV_OK) return ok();
  // Not trusted to end in a zero byte.
  const std::string_view message(error.message, strnlen(error.message, sizeof error.message));
  Error result{status, status == HV_UNAVAILABLE ? "adapter_unavailable" : "adapter_error",
               message.empty() ? fmt::format("The adapter \"{}\" failed without saying why.", name)
                               : std::string(message)};
  result.retryable = (error.flags & HV_ERROR_RETRYABLE) != 0 || status == HV_UNAVAILABLE;
  return result;
}

// Carries a C++ sink through the C interface: no exception may pass through the adapter's frames.
struct Carrier {
  const RecordSink& sink;
  Status status;

  static hv_status take(void* user, const hv_record* record) {
    auto* self = static_cast<Carrier*>(user);
    try {
      self->status = self->sink(*record);
    } catch (const std::exception& e) {
      self->status = Error{HV_INTERNAL, "internal", e.what()};
    }
    return self->status ? HV_OK : self->status.error().status;
  }
};

struct Exchange : hv_exchange {
  explicit Exchange(const CallControl& control) : hv_exchange{} {
    struct_size = sizeof(hv_exchange);
    deadline_ms = control.deadline;
    // std::atomic<int32_t> is lock-free and laid out as its value on every platform we build for.
    static_assert(sizeof(control.cancelled) == sizeof(std::int32_t));
    cancel = reinterpret_cast<const volatile std::int32_t*>(&control.cancelled);
    attempt = 1;
    progress_user = const_cast<CallControl*>(&control);
    progress = [](void* user, std::uint64_t done, std::uint64_t total) {
      static_cast<const CallControl*>(user)->report("import", done, total);
    };
  }
};

}  // namespace

Adapter::Adapter(const Library& library, const Clock& clock, Random& random)
    : library_(library), clock_(clock), random_(random) {
  host_.struct_size = sizeof host_;
  host_.user = this;
  // The library has no log of its own yet; what matters comes back as errors and problems.
  host_.log = [](void*, hv_log_level, hv_str) {};
  host_.now_ms = [](void* user) { return static_cast<Adapter*>(user)->clock_.now_ms(); };
  host_.random = [](void* user, void* bytes, std::size_t size) {
    try {
      static_cast<Adapter*>(user)->random_.fill(bytes, size);
      return HV_OK;
    } catch (const std::exception&) {
      return HV_UNAVAILABLE;
    }
  };
}

Result<std::unique_ptr<Adapter>> Adapter::open(const Library& library, const std::string& config,
                                               const Clock& clock, Random& random) {
  std::unique_ptr<Adapter> adapter(new Adapter(library, clock, random));
  hv_error error = fresh_error();
  HV_TRY(status_of(library.table.open(str(config), &adapter->host_, &adapter->instance_, &error),
                   error, library.table.info->name));
  adapter->read_capabilities();
  return adapter;
}

Adapter::~Adapter() {
  if (instance_ != nullptr) library_.table.close(instance_);
}

void Adapter::read_capabilities() {
  capabilities_ = library_.table.capabilities == nullptr ? info().capabilities
                                                         : library_.table.capabilities(instance_);
}

Status Adapter::list(hv_kind kind, const std::string& student, const CallControl& control,
                     const RecordSink& sink) {
  const std::lock_guard lock(mutex_);
  const Exchange exchange(control);
  hv_error error = fresh_error();
  char next[128] = "";
  Carrier carrier{sink, ok()};
  const hv_status status =
      library_.table.list(instance_, &exchange, kind, str(student), hv_str{"", 0}, Carrier::take,
                          &carrier, next, &error);
  HV_TRY(carrier.status);
  return status_of(status, error, info().name);
}

Status Adapter::submit(const hv_entry& entry, const std::string& idempotency_key, int attempt,
                       const CallControl& control, hv_receipt& receipt) {
  const std::lock_guard lock(mutex_);
  Exchange exchange(control);
  exchange.idempotency_key = str(idempotency_key);
  exchange.attempt = attempt;
  hv_error error = fresh_error();
  const hv_status status = library_.table.submit(instance_, &exchange, &entry, &receipt, &error);
  if (status != HV_OK && (error.flags & HV_ERROR_OUTCOME_UNKNOWN) != 0)
    return status_of(HV_OUTCOME_UNKNOWN, error, info().name);
  return status_of(status, error, info().name);
}

Status Adapter::lookup(const std::string& student, const std::string& marker,
                       const CallControl& control, const RecordSink& sink) {
  const std::lock_guard lock(mutex_);
  const Exchange exchange(control);
  hv_error error = fresh_error();
  Carrier carrier{sink, ok()};
  const hv_status status = library_.table.lookup(instance_, &exchange, str(student), str(marker),
                                                 Carrier::take, &carrier, &error);
  HV_TRY(carrier.status);
  return status_of(status, error, info().name);
}

Status Adapter::withdraw(const std::string& student, const std::string& marker,
                         const CallControl& control) {
  const std::lock_guard lock(mutex_);
  const Exchange exchange(control);
  hv_error error = fresh_error();
  return status_of(library_.table.withdraw(instance_, &exchange, str(student), str(marker), &error),
                   error, info().name);
}

Status Adapter::import(const std::string& path, bool dry_run, const CallControl& control,
                       const std::function<void(const hv_import_problem&)>& problem,
                       hv_import_result& result) {
  const std::lock_guard lock(mutex_);
  const auto* extension = static_cast<const hv_import_extension*>(
      library_.table.get_extension(instance_, HV_EXT_IMPORT));
  if (extension == nullptr || extension->struct_size < sizeof(hv_import_extension))
    return Error{
        HV_UNSUPPORTED, "no_import",
        fmt::format(
            "The adapter \"{}\" reads its roster from the system itself and takes no files.",
            info().name)};
  const Exchange exchange(control);
  hv_error error = fresh_error();
  const auto take = [](void* user, const hv_import_problem* found) {
    try {
      (*static_cast<const std::function<void(const hv_import_problem&)>*>(user))(*found);
    } catch (const std::exception&) {
      // Out of memory for one more line of the report: the count still says it.
    }
  };
  const hv_status status = extension->import(
      instance_, &exchange, str(path), dry_run ? 1 : 0, take,
      const_cast<std::function<void(const hv_import_problem&)>*>(&problem), &result, &error);
  read_capabilities();
  return status_of(status, error, info().name);
}

}  // namespace homevisit::adapters
