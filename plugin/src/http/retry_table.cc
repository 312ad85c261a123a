#include "http/retry_table.h"

namespace homevisit::http {
namespace {

constexpr Pace once{1, 0, 0};
// A connection that broke is soon there again, or not for long.
constexpr Pace quick{4, 200, 5'000};
// Who says "not now" means it; limits are mostly counted by the minute.
constexpr Pace patient{8, 1'000, 30'000};

constexpr RetryRule rules[] = {
    // outcome                  read             write            pace
    {Outcome::not_sent, Then::again, Then::again, quick},
    {Outcome::lost, Then::again, Then::give_back, quick},
    {Outcome::certificate, Then::give_back, Then::give_back, once},
    {Outcome::redirected, Then::give_back, Then::give_back, once},
    {Outcome::too_large, Then::give_back, Then::give_back, once},
    {Outcome::refused_here, Then::give_back, Then::give_back, once},
    {Outcome::deadline, Then::give_back, Then::give_back, once},
    {Outcome::cancelled, Then::give_back, Then::give_back, once},
    {Outcome::too_many_requests, Then::again, Then::again, patient},
    {Outcome::busy, Then::again, Then::give_back, patient},
    {Outcome::fault, Then::again, Then::give_back, quick},
    {Outcome::timed_out, Then::again, Then::give_back, quick},
    {Outcome::answer, Then::give_back, Then::give_back, once},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(rules); ++i)
    if (rules[i].outcome != static_cast<Outcome>(i)) return false;
  return std::size(rules) == static_cast<std::size_t>(Outcome::answer) + 1;
}
static_assert(in_order());

Outcome outcome_of(Failure failure) {
  switch (failure) {
    case Failure::not_sent:
      return Outcome::not_sent;
    case Failure::lost:
      return Outcome::lost;
    case Failure::certificate:
      return Outcome::certificate;
    case Failure::redirected:
      return Outcome::redirected;
    case Failure::too_large:
      return Outcome::too_large;
    case Failure::refused_here:
      return Outcome::refused_here;
    case Failure::deadline:
      return Outcome::deadline;
    case Failure::cancelled:
      break;
  }
  return Outcome::cancelled;
}

}  // namespace

std::span<const RetryRule> retry_rules() { return rules; }

const RetryRule& rule_of(Outcome outcome) { return rules[static_cast<std::size_t>(outcome)]; }

Outcome outcome_of(const Result<Response>& result) {
  if (!result) return outcome_of(failure_of(result.error()));
  switch (result->status) {
    case 408:
    case 425:
      return Outcome::timed_out;
    case 429:
      return Outcome::too_many_requests;
    case 503:
      return Outcome::busy;
    case 501:
    case 505:
      return Outcome::answer;
    default:
      return result->status >= 500 && result->status <= 599 ? Outcome::fault : Outcome::answer;
  }
}

}  // namespace homevisit::http
