// The adapter's table. Every function here stands between the host and exceptions.
#include "homevisit/adapter.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>

#include "call.h"
#include "config.h"
#include "entries.h"
#include "failure.h"
#include "import.h"
#include "problem.h"
#include "roster.h"
#include "store.h"
#include "text.h"

namespace {

using homevisit::local::Call;
using homevisit::local::Failure;
using homevisit::local::Store;
using homevisit::local::view;

constexpr std::uint64_t kReads = HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS |
                                 HV_CAN_READ_CUSTODY | HV_CAN_READ_STAFF | HV_CAN_READ_GROUPS |
                                 HV_CAN_FIND_BY_MARKER;
constexpr std::uint64_t kWrites =
    HV_CAN_WRITE_NOTE | HV_CAN_AMEND | HV_CAN_WITHDRAW | HV_CAN_CARRY_STRUCTURED;

void set_error(hv_error* error, hv_status status, bool retryable, std::string_view message) {
  if (error == nullptr) return;
  if (HV_HAS_FIELD(error, code)) error->code = status;
  if (HV_HAS_FIELD(error, flags)) error->flags = retryable ? HV_ERROR_RETRYABLE : 0;
  if (HV_HAS_FIELD(error, http_status)) error->http_status = 0;
  if (HV_HAS_FIELD(error, retry_after_ms)) error->retry_after_ms = -1;
  if (HV_HAS_FIELD(error, message)) {
    // Cut at a character, not inside one.
    std::size_t size = std::min(message.size(), sizeof error->message - 1);
    while (size < message.size() && size > 0 &&
           (static_cast<unsigned char>(message[size]) & 0xC0) == 0x80) {
      --size;
    }
    std::memcpy(error->message, message.data(), size);
    error->message[size] = '\0';
  }
  if (HV_HAS_FIELD(error, request_id)) error->request_id[0] = '\0';
}

// Runs a body that returns hv_status or throws; nothing gets out but a status.
template <typename Body>
hv_status guarded(hv_error* error, Body body) noexcept {
  try {
    const hv_status status = body();
    if (status != HV_OK) set_error(error, status, false, "The receiver stopped the listing.");
    return status;
  } catch (const Failure& failure) {
    set_error(error, failure.status(), failure.retryable(), failure.what());
    return failure.status();
  } catch (const homevisit::local::CommitUnknown&) {
    set_error(error, HV_OUTCOME_UNKNOWN, true,
              "Memory ran out while the student file was written. Look first whether it was done.");
    if (HV_HAS_FIELD(error, flags)) error->flags |= HV_ERROR_OUTCOME_UNKNOWN;
    return HV_OUTCOME_UNKNOWN;
  } catch (const std::bad_alloc&) {
    set_error(error, HV_RESOURCE_EXHAUSTED, true, "There was not enough memory.");
    return HV_RESOURCE_EXHAUSTED;
  } catch (const std::exception&) {
    // Its text may hold anything, so it is not passed on.
    set_error(error, HV_INTERNAL, false, "The local adapter failed; please report it.");
    return HV_INTERNAL;
  } catch (...) {
    set_error(error, HV_INTERNAL, false, "The local adapter failed; please report it.");
    return HV_INTERNAL;
  }
}

}  // namespace

struct hv_adapter {
  hv_adapter(const hv_host* from, std::string path) : host(from), store(std::move(path)) {}

  const hv_host* host;
  Store store;
};

namespace {

hv_status open(hv_str config, const hv_host* host, hv_adapter** out, hv_error* error) {
  return guarded(error, [&] {
    if (out == nullptr) throw Failure(HV_INVALID_ARGUMENT, "There is no place for the instance.");
    *out = nullptr;
    *out = new hv_adapter(host, homevisit::local::read_config(view(config)).store);
    return HV_OK;
  });
}

void close(hv_adapter* adapter) { delete adapter; }

std::uint64_t capabilities(hv_adapter* adapter) {
  std::uint64_t can = kReads | kWrites;
  if (adapter == nullptr) return can;
  const hv_status status = guarded(nullptr, [&] {
    if (adapter->store.read_only()) can &= ~kWrites;
    if (adapter->store.setting("source") == "EDEXML") can &= ~HV_CAN_READ_GUARDIANS;
    if (adapter->store.setting("custody") != "1") can &= ~HV_CAN_READ_CUSTODY;
    return HV_OK;
  });
  return status == HV_OK ? can : 0;
}

void require(const void* pointer, const char* what) {
  if (pointer == nullptr) throw Failure(HV_INVALID_ARGUMENT, std::string(what) + " is missing.");
}

hv_status list(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind, hv_str student,
               hv_str /*since*/, hv_sink sink, void* user, char* next, hv_error* error) {
  if (next != nullptr) next[0] = '\0';
  return guarded(error, [&] {
    require(adapter, "The instance");
    require(reinterpret_cast<const void*>(sink), "The sink");
    const Call call(exchange, adapter->host);
    call.check();
    const Store::Guard guard(adapter->store, call);
    if (kind == HV_KIND_ENTRY) {
      return homevisit::local::list_entries(adapter->store, call, view(student), sink, user);
    }
    return homevisit::local::list_roster(adapter->store, kind, call, sink, user);
  });
}

hv_status submit(hv_adapter* adapter, const hv_exchange* exchange, const hv_entry* entry,
                 hv_receipt* receipt, hv_error* error) {
  return guarded(error, [&] {
    require(adapter, "The instance");
    require(entry, "The entry");
    const Call call(exchange, adapter->host);
    const Store::Guard guard(adapter->store, call);
    homevisit::local::submit_entry(adapter->store, call, *entry, receipt);
    return HV_OK;
  });
}

hv_status lookup(hv_adapter* adapter, const hv_exchange* exchange, hv_str student, hv_str marker,
                 hv_sink sink, void* user, hv_error* error) {
  return guarded(error, [&] {
    require(adapter, "The instance");
    require(reinterpret_cast<const void*>(sink), "The sink");
    const Call call(exchange, adapter->host);
    call.check();
    const Store::Guard guard(adapter->store, call);
    return homevisit::local::lookup_entry(adapter->store, view(student), view(marker), sink, user);
  });
}

hv_status withdraw(hv_adapter* adapter, const hv_exchange* exchange, hv_str student, hv_str marker,
                   hv_error* error) {
  return guarded(error, [&] {
    require(adapter, "The instance");
    const Call call(exchange, adapter->host);
    const Store::Guard guard(adapter->store, call);
    const bool carries = HV_HAS_FIELD(exchange, structured);
    homevisit::local::withdraw_entry(adapter->store, call, view(student), view(marker),
                                     carries ? view(exchange->structured) : std::string_view());
    return HV_OK;
  });
}

hv_status import(hv_adapter* adapter, const hv_exchange* exchange, hv_str path, int32_t dry_run,
                 hv_import_problem_sink problems, void* user, hv_import_result* result,
                 hv_error* error) {
  return guarded(error, [&] {
    require(adapter, "The instance");
    const std::string_view where = view(path);
    if (where.empty() || where.find('\0') != std::string_view::npos) {
      throw Failure(HV_INVALID_ARGUMENT, "The path of the file or folder is missing.");
    }
    const Call call(exchange, adapter->host);
    const Store::Guard guard(adapter->store, call);
    homevisit::local::Problems reports(problems, user);
    homevisit::local::import_file(adapter->store, call, std::string(where), dry_run != 0, reports,
                                  result);
    return HV_OK;
  });
}

const hv_import_extension kImport = {sizeof(hv_import_extension), import};

const void* get_extension(hv_adapter*, const char* name) {
  return name != nullptr && std::strcmp(name, HV_EXT_IMPORT) == 0 ? &kImport : nullptr;
}

const hv_adapter_info kInfo = {sizeof(hv_adapter_info), "local", "Local student files",
                               HV_LIBRARY_VERSION, kReads | kWrites};

const hv_adapter_table kTable = {sizeof(hv_adapter_table),
                                 HV_ADAPTER_ABI_MAJOR,
                                 HV_ADAPTER_ABI_MINOR,
                                 &kInfo,
                                 open,
                                 close,
                                 capabilities,
                                 list,
                                 submit,
                                 lookup,
                                 withdraw,
                                 get_extension};

}  // namespace

extern "C" HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(std::uint32_t /*host_abi_major*/) {
  return &kTable;
}
