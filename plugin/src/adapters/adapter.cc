#include "adapters/adapter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/bytes.h"
#include "base/c_error.h"
#include "crypto/hash.h"

namespace homevisit::adapters {
namespace {

// Carries a C++ sink through the C interface: no exception may pass through the adapter's frames.
struct Carrier {
  const RecordSink& sink;
  Status status;

  static hv_status take(void* user, const hv_record* record) {
    auto* self = static_cast<Carrier*>(user);
    try {
      self->status = self->pass_on(record);
    } catch (const std::exception& e) {
      self->status = Error{HV_INTERNAL, "internal", e.what()};
    } catch (...) {
      self->status = Error{HV_INTERNAL, "internal", "An unknown fault."};
    }
    return self->status ? HV_OK : self->status.error().status;
  }

  // The sink sees a whole record, also of an adapter that knows a shorter one.
  Status pass_on(const hv_record* record) {
    hv_record whole{};
    if (HV_HAS_FIELD(record, of))
      std::memcpy(&whole, record, std::min(record->struct_size, sizeof whole));
    if (whole.of.student == nullptr)
      return Error{HV_INTERNAL, "adapter_error",
                   "The adapter handed over an empty record; please report it to who made it."};
    whole.struct_size = sizeof whole;
    return sink(whole);
  }
};

// What listings are called in progress.
const char* phase_of(hv_kind kind) {
  switch (kind) {
    case HV_KIND_STUDENT:
      return "students";
    case HV_KIND_GUARDIAN:
      return "guardians";
    case HV_KIND_CARE:
      return "relations";
    case HV_KIND_STAFF:
      return "staff";
    case HV_KIND_GROUP:
      return "groups";
    case HV_KIND_ENROLMENT:
      return "members";
    case HV_KIND_ENTRY:
      return "entries";
  }
  return "roster";
}

// Another version of the adapter may read more of a record, another setting other records.
Result<std::string> source_of(const hv_adapter_info& info, const std::string& config) {
  const std::string all =
      fmt::format("{}\n{}\n{}", info.name, info.version != nullptr ? info.version : "", config);
  HV_ASSIGN(const crypto::Digest digest, crypto::sha256({as_bytes(all)}));
  return to_hex(digest);
}

struct Exchange : hv_exchange {
  Exchange(const CallControl& by, const char* what) : hv_exchange{}, control(by), phase(what) {
    struct_size = sizeof(hv_exchange);
    deadline_ms = control.deadline;
    // std::atomic<int32_t> is lock-free and laid out as its value on every platform we build for.
    static_assert(sizeof(control.cancelled) == sizeof(std::int32_t));
    cancel = control.outer != nullptr
                 ? control.outer
                 : reinterpret_cast<const volatile std::int32_t*>(&control.cancelled);
    attempt = 1;
    progress_user = this;
    progress = [](void* user, std::uint64_t done, std::uint64_t total) {
      auto* self = static_cast<Exchange*>(user);
      self->told = true;
      self->control.report(self->phase, done, total);
    };
  }
  Exchange(const Exchange&) = delete;

  // For adapters that say nothing themselves.
  void count() {
    if (!told && ++counted % 500 == 0) control.report(phase, counted, 0);
  }

  const CallControl& control;
  const char* phase;
  bool told = false;
  std::uint64_t counted = 0;
};

}  // namespace

Adapter::Adapter(const Library& library, const HostParts& host)
    : library_(library), host_(library.table.info->name, host) {}

Result<std::unique_ptr<Adapter>> Adapter::open(const Library& library, const std::string& config,
                                               const HostParts& host) {
  std::unique_ptr<Adapter> adapter(new Adapter(library, host));
  HV_ASSIGN(adapter->source_, source_of(*library.table.info, config));
  hv_error error = fresh_error();
  HV_TRY(adapter->status_of(
      library.table.open(str(config), adapter->host_.table(), &adapter->instance_, &error), error));
  adapter->read_capabilities();
  return adapter;
}

Adapter::~Adapter() {
  if (instance_ != nullptr) library_.table.close(instance_);
}

Status Adapter::status_of(hv_status status, const hv_error& error) const {
  if (status == HV_OK) return ok();
  Error result =
      error_of(status, error, status == HV_UNAVAILABLE ? "adapter_unavailable" : "adapter_error");
  if (result.message.empty())
    result.message = fmt::format("The adapter \"{}\" failed without saying why.", info().name);
  // What the network said keeps its code, by which it is put into the reader's language.
  if (std::string code = host_.code_of(result.message); !code.empty())
    result.code = std::move(code);
  return result;
}

void Adapter::read_capabilities() {
  capabilities_ = library_.table.capabilities == nullptr ? info().capabilities
                                                         : library_.table.capabilities(instance_);
}

Status Adapter::list(hv_kind kind, const std::string& student, const CallControl& control,
                     const RecordSink& sink) {
  std::string unused;
  return list(kind, student, "", unused, control, sink);
}

Status Adapter::list_changes(hv_kind kind, const std::string& since, std::string& next,
                             const CallControl& control, const RecordSink& sink) {
  return list(kind, "", since, next, control, sink);
}

Status Adapter::list(hv_kind kind, const std::string& student, const std::string& since,
                     std::string& next, const CallControl& control, const RecordSink& sink) {
  const std::lock_guard lock(mutex_);
  const HostServices::ForCall call(host_, control);
  Exchange exchange(control, phase_of(kind));
  hv_error error = fresh_error();
  char token[128] = "";
  const RecordSink counted = [&](const hv_record& record) {
    exchange.count();
    return sink(record);
  };
  Carrier carrier{counted, ok()};
  const hv_status status = library_.table.list(instance_, &exchange, kind, str(student), str(since),
                                               Carrier::take, &carrier, token, &error);
  HV_TRY(carrier.status);
  HV_TRY(status_of(status, error));
  // Not trusted to end in a zero byte.
  next.assign(token, strnlen(token, sizeof token));
  return ok();
}

Status Adapter::submit(const hv_entry& entry, const std::string& idempotency_key, int attempt,
                       const CallControl& control, hv_receipt& receipt) {
  const std::lock_guard lock(mutex_);
  const HostServices::ForCall call(host_, control);
  HV_TRY(control.check());  // another call may have kept us waiting
  Exchange exchange(control, "deliver");
  exchange.idempotency_key = str(idempotency_key);
  exchange.attempt = attempt;
  hv_error error = fresh_error();
  const hv_status status = library_.table.submit(instance_, &exchange, &entry, &receipt, &error);
  if (status != HV_OK && (error.flags & HV_ERROR_OUTCOME_UNKNOWN) != 0)
    return status_of(HV_OUTCOME_UNKNOWN, error);
  return status_of(status, error);
}

Status Adapter::lookup(const std::string& student, const std::string& marker,
                       const CallControl& control, const RecordSink& sink) {
  const std::lock_guard lock(mutex_);
  const HostServices::ForCall call(host_, control);
  const Exchange exchange(control, "deliver");
  hv_error error = fresh_error();
  Carrier carrier{sink, ok()};
  const hv_status status = library_.table.lookup(instance_, &exchange, str(student), str(marker),
                                                 Carrier::take, &carrier, &error);
  HV_TRY(carrier.status);
  return status_of(status, error);
}

Status Adapter::withdraw(const std::string& student, const std::string& marker,
                         const std::string& structured, const CallControl& control) {
  const std::lock_guard lock(mutex_);
  const HostServices::ForCall call(host_, control);
  HV_TRY(control.check());
  Exchange exchange(control, "deliver");
  exchange.hv_exchange::structured = str(structured);
  hv_error error = fresh_error();
  return status_of(library_.table.withdraw(instance_, &exchange, str(student), str(marker), &error),
                   error);
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
  const Exchange exchange(control, "import");
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
  return status_of(status, error);
}

Status Adapter::check(const CallControl& control,
                      const std::function<void(const hv_finding&)>& finding) {
  const std::lock_guard lock(mutex_);
  const HostServices::ForCall call(host_, control);
  const auto* extension =
      static_cast<const hv_check_extension*>(library_.table.get_extension(instance_, HV_EXT_CHECK));
  if (!HV_HAS_FIELD(extension, check) || extension->check == nullptr)
    return Error{HV_UNSUPPORTED, "no_check",
                 fmt::format("The adapter \"{}\" looks at nothing of its own.", info().name)};
  const Exchange exchange(control, "check");
  hv_error error = fresh_error();
  const auto take = [](void* user, const hv_finding* found) {
    try {
      (*static_cast<const std::function<void(const hv_finding&)>*>(user))(*found);
    } catch (const std::exception&) {
      // Out of memory for one more line of the report.
    }
  };
  const hv_status status =
      extension->check(instance_, &exchange, take,
                       const_cast<std::function<void(const hv_finding&)>*>(&finding), &error);
  return status_of(status, error);
}

}  // namespace homevisit::adapters
