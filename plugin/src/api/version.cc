// Versions and names that need no open ctx.
#include "base/status.h"
#include "homevisit/homevisit.h"

const char* hv_version(void) { return HV_LIBRARY_VERSION; }

uint32_t hv_abi(void) { return HV_HOST_ABI_MAJOR << 16 | HV_HOST_ABI_MINOR; }

const char* hv_status_name(hv_status status) { return homevisit::status_name(status); }
