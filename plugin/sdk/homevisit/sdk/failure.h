// How an adapter fails inside: by exception, since requests and decoders stand many calls deep.
// adapter.h of this folder turns every one into an hv_status at the C boundary; none gets out.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "homevisit/sdk/text.h"
#include "homevisit/types.h"

namespace homevisit::sdk {

// `message` says what happened, to what, and what to do; it names no student and no guardian.
class Failure : public std::exception {
 public:
  Failure(hv_status status, std::string message) : status_(status), message_(std::move(message)) {
    if (status == HV_UNAVAILABLE) flags_ = HV_ERROR_RETRYABLE;
    if (status == HV_OUTCOME_UNKNOWN) flags_ = HV_ERROR_RETRYABLE | HV_ERROR_OUTCOME_UNKNOWN;
    if (status == HV_UNAUTHENTICATED) flags_ = HV_ERROR_AUTH;
  }
  // What a service of the host reported, as it is.
  explicit Failure(hv_status status, const hv_error& error)
      : status_(status),
        flags_(error.flags),
        http_status_(error.http_status),
        retry_after_ms_(error.retry_after_ms),
        message_(error.message),
        request_id_(error.request_id) {}

  Failure& flags(std::uint32_t flags) { return flags_ = flags, *this; }
  Failure& http(std::int32_t status, std::string_view request_id, std::int64_t retry_after_ms) {
    http_status_ = status;
    request_id_ = request_id;
    retry_after_ms_ = retry_after_ms;
    return *this;
  }

  hv_status status() const { return status_; }
  std::int32_t http_status() const { return http_status_; }
  const char* what() const noexcept override { return message_.c_str(); }

  // Writes only fields inside error->struct_size. NULL is allowed.
  void fill(hv_error* error) const noexcept {
    if (HV_HAS_FIELD(error, code)) error->code = status_;
    if (HV_HAS_FIELD(error, flags)) error->flags = flags_;
    if (HV_HAS_FIELD(error, http_status)) error->http_status = http_status_;
    if (HV_HAS_FIELD(error, retry_after_ms)) error->retry_after_ms = retry_after_ms_;
    if (HV_HAS_FIELD(error, message)) copy(message_, error->message);
    if (HV_HAS_FIELD(error, request_id)) copy(request_id_, error->request_id);
  }

 private:
  hv_status status_;
  std::uint32_t flags_ = 0;
  std::int32_t http_status_ = 0;
  std::int64_t retry_after_ms_ = -1;
  std::string message_, request_id_;
};

// Errors without a Failure, for the places where none can be made (no memory). Does not throw.
inline void fill_plain(hv_error* error, hv_status status, std::uint32_t flags,
                       const char* message) noexcept {
  if (HV_HAS_FIELD(error, code)) error->code = status;
  if (HV_HAS_FIELD(error, flags)) error->flags = flags;
  if (HV_HAS_FIELD(error, http_status)) error->http_status = 0;
  if (HV_HAS_FIELD(error, retry_after_ms)) error->retry_after_ms = -1;
  if (HV_HAS_FIELD(error, message)) copy(message, error->message);
  if (HV_HAS_FIELD(error, request_id)) error->request_id[0] = '\0';
}

}  // namespace homevisit::sdk
