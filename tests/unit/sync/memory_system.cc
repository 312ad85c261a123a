#include "memory_system.h"

#include <cstdio>

namespace homevisit::sync {
namespace {

using adapters::view;

MemorySystem* current = nullptr;

hv_status fail(const MemorySystem::Fault& fault, hv_error* error) {
  error->code = fault.status;
  error->flags = fault.status == HV_UNAVAILABLE       ? HV_ERROR_RETRYABLE
                 : fault.status == HV_OUTCOME_UNKNOWN ? HV_ERROR_OUTCOME_UNKNOWN
                                                      : 0;
  error->http_status = fault.http_status;
  error->retry_after_ms = fault.retry_after_ms;
  std::snprintf(error->message, sizeof error->message, "It fails as it was told to.");
  return fault.status;
}

std::optional<MemorySystem::Fault> next(std::deque<MemorySystem::Fault>& faults) {
  if (faults.empty()) return std::nullopt;
  const MemorySystem::Fault fault = faults.front();
  faults.pop_front();
  return fault;
}

hv_status open_adapter(hv_str, const hv_host*, hv_adapter** out, hv_error*) {
  *out = reinterpret_cast<hv_adapter*>(current);
  return HV_OK;
}
void close_adapter(hv_adapter*) {}

hv_status list(hv_adapter*, const hv_exchange*, hv_kind, hv_str, hv_str, hv_sink, void*, char*,
               hv_error*) {
  return HV_OK;
}

hv_status submit(hv_adapter*, const hv_exchange*, const hv_entry* entry, hv_receipt* receipt,
                 hv_error* error) {
  ++current->submits;
  const auto fault = next(current->write_faults);
  if (!fault || fault->takes)
    current->entries.push_back({std::string(view(entry->student)), std::string(view(entry->marker)),
                                std::string(view(entry->title)), std::string(view(entry->text)),
                                std::string(view(entry->amends)), false});
  if (fault) return fail(*fault, error);
  std::snprintf(receipt->entry_id, sizeof receipt->entry_id, "e%zu", current->entries.size());
  return HV_OK;
}

hv_status lookup(hv_adapter*, const hv_exchange*, hv_str student, hv_str marker, hv_sink sink,
                 void* user, hv_error* error) {
  ++current->looks;
  if (const auto fault = next(current->look_faults)) return fail(*fault, error);
  for (const MemoryEntry& known : current->entries) {
    if (known.student != view(student) || known.marker != view(marker)) continue;
    hv_entry entry{};
    entry.struct_size = sizeof entry;
    entry.marker = marker;
    entry.student = student;
    entry.text = adapters::str(known.text);
    entry.entry_id = adapters::str(known.marker);
    entry.withdrawn = known.is_void ? HV_YES : HV_NO;
    hv_record record{};
    record.struct_size = sizeof record;
    record.kind = HV_KIND_ENTRY;
    record.of.entry = &entry;
    if (const hv_status status = sink(user, &record); status != HV_OK) return status;
  }
  return HV_OK;
}

hv_status withdraw(hv_adapter*, const hv_exchange*, hv_str student, hv_str marker,
                   hv_error* error) {
  ++current->withdrawals;
  const auto fault = next(current->write_faults);
  bool found = false;
  for (MemoryEntry& known : current->entries)
    if (known.student == view(student) && known.marker == view(marker)) {
      found = true;
      if (!fault || fault->takes) known.is_void = true;
    }
  if (fault) return fail(*fault, error);
  return found ? HV_OK : fail({HV_NOT_FOUND}, error);
}

std::uint64_t capabilities(hv_adapter*) { return current->capabilities; }

const void* no_extension(hv_adapter*, const char*) { return nullptr; }

const hv_adapter_info info = {sizeof(hv_adapter_info), "memory", "Memory", "1", 0};

hv_adapter_table table() {
  hv_adapter_table t{};
  t.struct_size = sizeof t;
  t.abi_major = HV_ADAPTER_ABI_MAJOR;
  t.abi_minor = HV_ADAPTER_ABI_MINOR;
  t.info = &info;
  t.open = open_adapter;
  t.close = close_adapter;
  t.capabilities = capabilities;
  t.list = list;
  t.submit = submit;
  t.lookup = lookup;
  t.withdraw = withdraw;
  t.get_extension = no_extension;
  return t;
}

}  // namespace

MemorySystem::MemorySystem() { current = this; }
MemorySystem::~MemorySystem() { current = nullptr; }

std::unique_ptr<adapters::Adapter> MemorySystem::open() {
  static const hv_adapter_table carried = table();
  auto library = adapters::checked(&carried, "memory");
  return std::move(adapters::Adapter::open(*library, "{}", {})).value();
}

std::vector<std::string> MemorySystem::markers() const {
  std::vector<std::string> all;
  for (const MemoryEntry& entry : entries) all.push_back(entry.marker);
  return all;
}

}  // namespace homevisit::sync
