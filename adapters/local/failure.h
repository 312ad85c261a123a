// How this adapter fails inside: by exception, since SQLite, libzip and the row readers are called
// from many depths. adapter.cc turns every one into a status at the C boundary.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "homevisit/types.h"

namespace homevisit::local {

class Failure : public std::exception {
 public:
  Failure(hv_status status, std::string message, bool retryable = false)
      : status_(status), retryable_(retryable), message_(std::move(message)) {}

  hv_status status() const { return status_; }
  bool retryable() const { return retryable_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  hv_status status_;
  bool retryable_;
  std::string message_;
};

// Whether a transaction was committed is not known. Without a text: there may be no memory for one.
class CommitUnknown : public std::exception {};

}  // namespace homevisit::local
