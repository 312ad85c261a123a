// What follows from what became of a request: may it be sent again?
#pragma once

#include <span>

#include "http/http.h"

namespace homevisit::http {

// What became of an attempt: a Failure, or an answer of one of these classes.
enum class Outcome {
  not_sent,
  lost,
  certificate,
  redirected,
  too_large,
  refused_here,
  deadline,
  cancelled,
  too_many_requests,  // 429
  busy,               // 503
  fault,              // 500, 502, 504 and the rest of 5xx, but for 501 and 505
  timed_out,          // 408, 425: the server had not the whole request, or not in time
  answer              // everything else, also 4xx: an answer like any other
};

enum class Then {
  again,     // wait and send again
  give_back  // to the caller, who decides
};

// How long between attempts: from nothing to `first_ms`, doubled each time up to `most_ms`.
struct Pace {
  int attempts;
  std::int64_t first_ms, most_ms;
};

struct RetryRule {
  Outcome outcome;
  Then read, write;
  Pace pace;
};

// One row for each Outcome, in order. A write is sent again only where it certainly was not taken.
std::span<const RetryRule> retry_rules();
const RetryRule& rule_of(Outcome outcome);

Outcome outcome_of(const Result<Response>& result);

}  // namespace homevisit::http
