// hv_http_request and its kin, as the http folder has them.
#pragma once

#include "base/cancel.h"
#include "homevisit/adapter.h"
#include "http/auth.h"
#include "http/http.h"

namespace homevisit::adapters {

// Only fields inside struct_size are looked at. HV_INVALID_ARGUMENT: what adapter.h does not allow.
Result<http::Request> request_of(const hv_http_request* in);
http::Auth auth_of(const hv_http_request* in);

// Deadline and cancel flag of an exchange, which may be null; it outlives `out`.
void take_control(const hv_exchange* in, CallControl& out);

// Fills `out`, which then holds the answer until release(). REQUIRES: has_room(out).
bool has_room(const hv_http_response* out);
void hand_out(http::Response answer, hv_http_response& out);
void release(hv_http_response& response);

}  // namespace homevisit::adapters
