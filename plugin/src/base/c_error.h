// hv_error, the form in which errors cross the two C interfaces.
#pragma once

#include "base/status.h"

namespace homevisit {

// Only what lies inside the other side's struct_size is written: it may know a shorter struct.
// `out` may be null.
void put_error(hv_error* out, const Error& error);

// HV_RESOURCE_EXHAUSTED, where there is no memory even for an Error.
void put_error_without_memory(hv_error* out);

// An empty one to hand out.
hv_error fresh_error();

// What the other side wrote into an error of fresh_error(). `code` is for the caller to choose:
// hv_error has none.
Error error_of(hv_status status, const hv_error& in, std::string code);

}  // namespace homevisit
