/* The least that an adapter can be: one student and her mentor, nothing to write to. */
#include <homevisit/adapter.h>
#include <string.h>

static hv_str text(const char* words) {
  const hv_str out = {words, strlen(words)};
  return out;
}

static hv_status open_system(hv_str config, const hv_host* host, hv_adapter** out,
                             hv_error* error) {
  static int instance;
  (void)config, (void)host, (void)error;
  *out = (hv_adapter*)(void*)&instance;
  return HV_OK;
}

static void close_system(hv_adapter* adapter) { (void)adapter; }

static hv_status list(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind,
                      hv_str student, hv_str since, hv_sink sink, void* user, char* next,
                      hv_error* error) {
  (void)adapter, (void)exchange, (void)student, (void)since, (void)error;
  if (next != NULL) next[0] = '\0';
  hv_record record = {.struct_size = sizeof record, .kind = kind};
  if (kind == HV_KIND_STUDENT) {
    const hv_student one = {.struct_size = sizeof one, .id = text("1"), .given_name = text("Ada")};
    record.of.student = &one;
    return sink(user, &record);
  }
  return HV_OK;
}

static const hv_adapter_info info = {.struct_size = sizeof info,
                                     .name = "theirs",
                                     .title = "Their system",
                                     .version = "1.0",
                                     .capabilities = HV_CAN_READ_STUDENTS};
static const hv_adapter_table table = {.struct_size = sizeof table,
                                       .abi_major = HV_ADAPTER_ABI_MAJOR,
                                       .abi_minor = HV_ADAPTER_ABI_MINOR,
                                       .info = &info,
                                       .open = open_system,
                                       .close = close_system,
                                       .list = list};

HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major);
HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major) {
  (void)host_abi_major;
  return &table;
}
