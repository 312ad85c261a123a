/* An adapter that is wrong in the way that its macro names, and right in all else. */
#include "homevisit/adapter.h"

#include <stdlib.h>
#include <string.h>

#ifndef MISSING_OPEN
static hv_status open_it(hv_str config, const hv_host* host, hv_adapter** out, hv_error* error) {
  (void)config, (void)host;
#ifdef FAILS_TO_OPEN
  (void)out;
  strcpy(error->message, "The setting \"address\" is missing.");
  return HV_INVALID_ARGUMENT;
#else
  static int instance;
  (void)error;
  *out = (hv_adapter*)(void*)&instance;
  return HV_OK;
#endif
}
#endif

static void close_it(hv_adapter* adapter) { (void)adapter; }

static const hv_adapter_info info = {
#ifdef SMALL_INFO
    .struct_size = sizeof(size_t),
#else
    .struct_size = sizeof info,
#endif
    .name = "odd",
    .title = "An odd adapter",
    .version = "1"};

static const hv_adapter_table table = {
#if defined(SHORT_TABLE)
    .struct_size = sizeof(size_t),
#elif defined(OLDER_MINOR)
    .struct_size = offsetof(hv_adapter_table, capabilities),
#else
    .struct_size = sizeof table,
#endif
#ifdef WRONG_MAJOR
    .abi_major = HV_ADAPTER_ABI_MAJOR + 1,
#else
    .abi_major = HV_ADAPTER_ABI_MAJOR,
#endif
    .abi_minor = HV_ADAPTER_ABI_MINOR,
    .info = &info,
#ifndef MISSING_OPEN
    .open = open_it,
#endif
    .close = close_it};

#ifndef NO_SYMBOL
HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major);
HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major) {
  (void)host_abi_major;
#ifdef NO_TABLE
  (void)table;
  return NULL;
#else
  return &table;
#endif
}
#else
const hv_adapter_table* unused(void);
const hv_adapter_table* unused(void) { return &table; }
#endif
