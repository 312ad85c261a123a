/* Everything that homevisit.h and adapter.h describe, reachable from exported functions, so that abidiff
 * sees a field or a parameter that moves. Never called. */
#include "homevisit/adapter.h"
#include "homevisit/homevisit.h"

/* The functions of the library by their types; that it exports them, check-symbols looks. */
struct host_interface {
  __typeof__(&hv_version) version;
  __typeof__(&hv_abi) abi;
  __typeof__(&hv_status_name) status_name;
  __typeof__(&hv_open) open;
  __typeof__(&hv_close) close;
  __typeof__(&hv_call) call;
  __typeof__(&hv_render) render;
  __typeof__(&hv_cancel) cancel;
  __typeof__(&hv_free) free;
};

HV_EXPORT const struct host_interface* interface_of_host(void);
HV_EXPORT const struct host_interface* interface_of_host(void) { return 0; }

HV_EXPORT const hv_adapter_table* interface_of_adapter(void);
HV_EXPORT const hv_adapter_table* interface_of_adapter(void) { return 0; }

/* Extensions are asked for by name, and no type leads to them. */
HV_EXPORT const hv_import_extension* interface_of_import(void);
HV_EXPORT const hv_import_extension* interface_of_import(void) { return 0; }
HV_EXPORT const hv_check_extension* interface_of_check(void);
HV_EXPORT const hv_check_extension* interface_of_check(void) { return 0; }
