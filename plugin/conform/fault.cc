#include "fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace homevisit::conform {
namespace {

std::string only(const Outcome& outcome, std::initializer_list<hv_status> allowed) {
  if (std::find(allowed.begin(), allowed.end(), outcome.status) != allowed.end()) return {};
  std::string names;
  for (const hv_status status : allowed)
    names += (names.empty() ? "" : " or ") + std::string(status_name(status));
  return fmt::format("it returned {} where {} belongs", status_name(outcome.status), names);
}

std::string flagged(const Outcome& outcome, std::uint32_t flag, const char* name) {
  if ((outcome.flags & flag) != 0) return {};
  return fmt::format("it returned {} without the flag {}", status_name(outcome.status), name);
}

std::string both(std::string first, const std::string& second) {
  return first.empty() ? second : first;
}

std::string judge_wait(const Fault& fault, const Outcome& outcome) {
  if (fault.retry_after == nullptr || outcome.retry_after_ms == 17'000) return {};
  return fmt::format("the system said to wait for 17 seconds, and retry_after_ms is {}",
                     outcome.retry_after_ms);
}

// What both reads and writes make of an answer below 500.
std::string judge_refusal(const Fault& fault, const Outcome& outcome) {
  switch (fault.status) {
    case 400:
      return only(outcome, {HV_INVALID_ARGUMENT, HV_FAILED_PRECONDITION, HV_INTERNAL});
    case 401:
      return both(only(outcome, {HV_UNAUTHENTICATED}),
                  flagged(outcome, HV_ERROR_AUTH, "HV_ERROR_AUTH"));
    case 403:
      return both(only(outcome, {HV_PERMISSION_DENIED, HV_UNAUTHENTICATED}),
                  flagged(outcome, HV_ERROR_AUTH, "HV_ERROR_AUTH"));
    case 404:
      return only(outcome, {HV_NOT_FOUND, HV_FAILED_PRECONDITION, HV_UNSUPPORTED});
    case 409:
      return only(outcome, {HV_CONFLICT, HV_ALREADY_EXISTS, HV_FAILED_PRECONDITION});
    case 412:
      return only(outcome, {HV_CONFLICT});
    default:  // 429
      return both(only(outcome, {HV_RESOURCE_EXHAUSTED, HV_UNAVAILABLE}),
                  both(flagged(outcome, HV_ERROR_RETRYABLE, "HV_ERROR_RETRYABLE"),
                       judge_wait(fault, outcome)));
  }
}

}  // namespace

const char* status_name(hv_status status) {
  constexpr const char* kNames[] = {"HV_OK",
                                    "HV_INVALID_ARGUMENT",
                                    "HV_NOT_FOUND",
                                    "HV_ALREADY_EXISTS",
                                    "HV_CONFLICT",
                                    "HV_PERMISSION_DENIED",
                                    "HV_UNAUTHENTICATED",
                                    "HV_FAILED_PRECONDITION",
                                    "HV_RESOURCE_EXHAUSTED",
                                    "HV_UNAVAILABLE",
                                    "HV_DEADLINE_EXCEEDED",
                                    "HV_CANCELLED",
                                    "HV_DATA_LOSS",
                                    "HV_UNSUPPORTED",
                                    "HV_OUTCOME_UNKNOWN",
                                    "HV_INTERNAL"};
  const auto number = static_cast<std::size_t>(status);
  return number < std::size(kNames) ? kNames[number] : "a status that adapter.h does not have";
}

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all = {
      {"400", "the system answers 400", Damage::status, 400, nullptr},
      {"401", "the system answers 401", Damage::status, 401, nullptr},
      {"403", "the system answers 403", Damage::status, 403, nullptr},
      {"404", "the system answers 404", Damage::status, 404, nullptr},
      {"409", "the system answers 409", Damage::status, 409, nullptr},
      {"412", "the system answers 412", Damage::status, 412, nullptr},
      {"429", "the system answers 429", Damage::status, 429, nullptr},
      {"429_wait", "the system answers 429 and says how long to wait", Damage::status, 429, "17"},
      {"500", "the system answers 500", Damage::status, 500, nullptr},
      {"502", "a gateway answers 502, though a write was taken", Damage::lost_status, 502, nullptr},
      {"503", "the system answers 503", Damage::status, 503, nullptr},
      {"503_wait", "the system answers 503 and says how long to wait", Damage::status, 503, "17"},
      {"not_reached", "there is no connection", Damage::not_reached, 0, nullptr},
      {"reset", "the connection breaks before the answer", Damage::reset, 0, nullptr},
      {"reset_before", "the connection breaks while the request is sent", Damage::reset_before, 0,
       nullptr},
      {"slow", "the deadline passes before the answer", Damage::slow, 0, nullptr},
      {"no_token", "no sign-in can be had", Damage::no_token, 0, nullptr},
      {"redirected", "the system sends on to another origin", Damage::redirected, 0, nullptr},
      {"too_large", "the answer is longer than the host takes", Damage::too_large, 0, nullptr},
      {"truncated", "half of the answer is missing", Damage::truncated, 0, nullptr},
      {"empty", "the answer has no body", Damage::empty, 0, nullptr},
      {"not_utf8", "the answer is no UTF-8", Damage::not_utf8, 0, nullptr},
      {"html", "the answer is a page for people", Damage::html, 0, nullptr},
      {"error_in_200", "the answer is an error behind the status 200", Damage::error_in_200, 0,
       nullptr},
      {"huge", "the answer is 10 MB long", Damage::huge, 0, nullptr},
      {"twice", "a write arrives twice", Damage::twice, 0, nullptr}};
  return all;
}

std::string judge_read(const Fault& fault, const Outcome& outcome) {
  switch (fault.damage) {
    case Damage::status:
    case Damage::lost_status:
      if (fault.status < 500) return judge_refusal(fault, outcome);
      return both(only(outcome, {HV_UNAVAILABLE}),
                  both(flagged(outcome, HV_ERROR_RETRYABLE, "HV_ERROR_RETRYABLE"),
                       judge_wait(fault, outcome)));
    case Damage::not_reached:
    case Damage::reset:
    case Damage::reset_before:
      return both(only(outcome, {HV_UNAVAILABLE}),
                  flagged(outcome, HV_ERROR_RETRYABLE, "HV_ERROR_RETRYABLE"));
    case Damage::slow:
      return only(outcome, {HV_DEADLINE_EXCEEDED});
    case Damage::no_token:
      return both(only(outcome, {HV_UNAUTHENTICATED}),
                  flagged(outcome, HV_ERROR_AUTH, "HV_ERROR_AUTH"));
    case Damage::redirected:
      return only(outcome, {HV_FAILED_PRECONDITION});
    case Damage::too_large:
      return only(outcome, {HV_RESOURCE_EXHAUSTED});
    case Damage::huge:
      return only(outcome, {HV_OK, HV_RESOURCE_EXHAUSTED});
    case Damage::twice:
      return only(outcome, {HV_OK});
    default:  // a body that is not what it should be
      return only(outcome, {HV_UNAVAILABLE, HV_DATA_LOSS, HV_INTERNAL, HV_FAILED_PRECONDITION});
  }
}

std::string judge_write(const Fault& fault, const Outcome& outcome) {
  const auto unknown = [&] {
    return both(only(outcome, {HV_OUTCOME_UNKNOWN}),
                flagged(outcome, HV_ERROR_OUTCOME_UNKNOWN, "HV_ERROR_OUTCOME_UNKNOWN"));
  };
  switch (fault.damage) {
    case Damage::status:
    case Damage::lost_status:
      return fault.status < 500 ? judge_refusal(fault, outcome) : unknown();
    case Damage::not_reached:
      return both(only(outcome, {HV_UNAVAILABLE}),
                  flagged(outcome, HV_ERROR_RETRYABLE, "HV_ERROR_RETRYABLE"));
    case Damage::no_token:
      return both(only(outcome, {HV_UNAUTHENTICATED}),
                  flagged(outcome, HV_ERROR_AUTH, "HV_ERROR_AUTH"));
    case Damage::redirected:
      return only(outcome, {HV_FAILED_PRECONDITION});
    case Damage::error_in_200:
      return only(outcome, {HV_UNAVAILABLE, HV_DATA_LOSS, HV_INTERNAL, HV_FAILED_PRECONDITION,
                            HV_INVALID_ARGUMENT, HV_OUTCOME_UNKNOWN});
    case Damage::twice:
      return only(outcome, {HV_OK, HV_CONFLICT, HV_ALREADY_EXISTS, HV_OUTCOME_UNKNOWN});
    default:
      return unknown();
  }
}

}  // namespace homevisit::conform
