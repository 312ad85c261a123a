/* An adapter as it was built when the interface was new: against the frozen headers of 1.0. It must go
 * on working with every later host of the same major. */
#include <homevisit/adapter.h>
#include <string.h>

#if HV_ADAPTER_ABI_MINOR != 0
#error "This is to be compiled against the frozen headers."
#endif

struct hv_adapter {
  const hv_host* host;
  int withdrawn;
};

static hv_str text(const char* words) {
  const hv_str out = {words, strlen(words)};
  return out;
}

static hv_status open_system(hv_str config, const hv_host* host, hv_adapter** out,
                             hv_error* error) {
  static struct hv_adapter instance;
  (void)config, (void)error;
  instance.host = host;
  *out = &instance;
  return HV_OK;
}

static void close_system(hv_adapter* adapter) { (void)adapter; }

static hv_status list(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind,
                      hv_str student, hv_str since, hv_sink sink, void* user, char* next,
                      hv_error* error) {
  (void)student, (void)since, (void)error;
  if (next != NULL) strcpy(next, "t1");
  if (kind != HV_KIND_STUDENT) return HV_OK;
  if (exchange->cancel != NULL && *exchange->cancel != 0) return HV_CANCELLED;
  adapter->host->log(adapter->host->user, HV_LOG_INFO, text("one student"));
  hv_student one;
  memset(&one, 0, sizeof one);
  one.struct_size = sizeof one;
  one.id = text("1");
  one.given_name = text("Ada");
  hv_record record;
  memset(&record, 0, sizeof record);
  record.struct_size = sizeof record;
  record.kind = HV_KIND_STUDENT;
  record.of.student = &one;
  return sink(user, &record);
}

static hv_status submit(hv_adapter* adapter, const hv_exchange* exchange, const hv_entry* entry,
                        hv_receipt* receipt, hv_error* error) {
  (void)adapter, (void)exchange, (void)error;
  memcpy(receipt->entry_id, entry->marker.data, entry->marker.size);
  receipt->entry_id[entry->marker.size] = '\0';
  strcpy(receipt->version, "1");
  return HV_OK;
}

static const hv_adapter_info info = {sizeof(hv_adapter_info), "old", "Old system", "1.0",
                                     HV_CAN_READ_STUDENTS | HV_CAN_WRITE_NOTE};
static const hv_adapter_table table = {.struct_size = sizeof table,
                                       .abi_major = HV_ADAPTER_ABI_MAJOR,
                                       .abi_minor = HV_ADAPTER_ABI_MINOR,
                                       .info = &info,
                                       .open = open_system,
                                       .close = close_system,
                                       .list = list,
                                       .submit = submit};

HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major);
HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major) {
  (void)host_abi_major;
  return &table;
}
