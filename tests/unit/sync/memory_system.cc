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

hv_status open_adapter(hv_str, const hv_host* host, hv_adapter** out, hv_error*) {
  current->host = host;
  *out = reinterpret_cast<hv_adapter*>(current);
  return HV_OK;
}
void close_adapter(hv_adapter*) {}

hv_status hand_over(const MemoryEntry& known, hv_sink sink, void* user) {
  hv_entry entry{};
  entry.struct_size = sizeof entry;
  entry.marker = adapters::str(known.marker);
  entry.student = adapters::str(known.student);
  entry.text = adapters::str(known.text);
  entry.entry_id = adapters::str(known.marker);
  entry.withdrawn = known.is_void ? HV_YES : HV_NO;
  hv_record record{};
  record.struct_size = sizeof record;
  record.kind = HV_KIND_ENTRY;
  record.of.entry = &entry;
  return sink(user, &record);
}

hv_status list(hv_adapter*, const hv_exchange* exchange, hv_kind kind, hv_str student, hv_str,
               hv_sink sink, void* user, char*, hv_error* error) {
  if (kind != HV_KIND_ENTRY) return HV_OK;
  if (view(student).empty() && !current->lists_all) return fail({HV_UNSUPPORTED}, error);
  ++current->lists;
  if (current->when_listed) current->when_listed();
  if (exchange->cancel != nullptr && *exchange->cancel != 0) return HV_CANCELLED;
  for (const MemoryEntry& known : current->entries) {
    if (!view(student).empty() && known.student != view(student)) continue;
    if (const hv_status status = hand_over(known, sink, user); status != HV_OK) return status;
  }
  return HV_OK;
}

// The answer is not looked at: faults come from write_faults.
void go_over_the_network(const hv_exchange* exchange) {
  hv_http_request request{};
  request.struct_size = sizeof request;
  request.effect = HV_HTTP_WRITE;
  request.method = adapters::str("POST");
  request.url = adapters::str("https://memory.example/entries");
  hv_http_response response{};
  response.struct_size = sizeof response;
  hv_error error{};
  error.struct_size = sizeof error;
  const hv_host& host = *current->host;
  (void)host.http_send(host.user, exchange, &request, &response, &error);
  host.http_release(host.user, &response);
}

hv_status submit(hv_adapter*, const hv_exchange* exchange, const hv_entry* entry,
                 hv_receipt* receipt, hv_error* error) {
  ++current->submits;
  go_over_the_network(exchange);
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
    if (const hv_status status = hand_over(known, sink, user); status != HV_OK) return status;
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

std::unique_ptr<adapters::Adapter> MemorySystem::open(http::Network* network) {
  static const hv_adapter_table carried = table();
  auto library = adapters::checked(&carried, "memory");
  adapters::HostParts parts;
  parts.network = network;
  return std::move(adapters::Adapter::open(*library, "{}", parts)).value();
}

std::vector<std::string> MemorySystem::markers() const {
  std::vector<std::string> all;
  for (const MemoryEntry& entry : entries) all.push_back(entry.marker);
  return all;
}

}  // namespace homevisit::sync
