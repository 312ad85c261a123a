// What can go wrong on the way to a system and back, and what an adapter may make of it. The table
// stands in plugin/docs/conformance.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "homevisit/types.h"

namespace homevisit::conform {

enum class Damage {
  status,        // the system answers with this status and changes nothing
  lost_status,   // a write is taken, and a gateway answers with this status
  not_reached,   // no connection; certainly not taken
  reset,         // taken, and the answer was lost
  reset_before,  // sent, and the connection broke before it was taken
  slow,          // the deadline passed while waiting
  no_token,      // no sign-in could be had
  redirected,    // to another origin
  too_large,     // longer than the host takes
  truncated,     // half of the body
  empty,         // 200 without a body
  not_utf8,      // a byte in the body that is no UTF-8
  html,          // a page for people instead of JSON
  error_in_200,  // the error that the system hides behind 200
  huge,          // the right page, made 10 MB long
  twice          // a write is delivered twice
};

struct Fault {
  const char* name;  // "401", "reset": the last part of the case's name
  const char* what;  // "the system answers 401"
  Damage damage;
  int status;
  const char* retry_after;  // header, or nullptr
};

const std::vector<Fault>& faults();

// What came of a call.
struct Outcome {
  hv_status status = HV_OK;
  std::uint32_t flags = 0;
  int http_status = 0;
  std::int64_t retry_after_ms = -1;
  std::string message;
  std::string request_id;
};

const char* status_name(hv_status status);

// May a list or lookup end like this when a request of it met the fault? "" or a sentence.
std::string judge_read(const Fault& fault, const Outcome& outcome);
// The same of submit and withdraw when a write of it met the fault. HV_OK is judged by the caller,
// who knows what the system holds.
std::string judge_write(const Fault& fault, const Outcome& outcome);

}  // namespace homevisit::conform
