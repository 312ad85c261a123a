// Errors are values: Status for functions that give nothing back, Result<T> for those that do.
// Result has the member names of std::expected, which GCC 12 has only under C++23.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

#include "homevisit/types.h"

namespace homevisit {

// In lower case with underscores: "not_found". Static text.
const char* status_name(hv_status status);

// What went wrong, for programs (`status`, `code`), for the form it came from (`pointer`) and for
// people (`message`, which never names a student or guardian).
struct Error {
  hv_status status = HV_INTERNAL;
  std::string
      code;  // stable name: "date_in_future"; messages.h turns it into the reader's language
  std::string message;  // English; says what happened, to what, and what to do
  std::string pointer;  // JSON pointer into the request; "" = the whole
  bool retryable = false;
  // Of the system on the other side, where one was involved.
  std::int64_t retry_after_ms = -1;  // how long it asks to be left alone; -1: not said
  int http_status = 0;               // of its answer; 0: there was none
  std::string request_id;            // its own name for the request, for its administrator

  Error() = default;
  Error(hv_status s, std::string c, std::string m, std::string p = {})
      : status(s), code(std::move(c)), message(std::move(m)), pointer(std::move(p)) {}
};

class [[nodiscard]] Status {
 public:
  Status() = default;  // OK
  Status(Error error) : error_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return error_.index() == 0; }
  explicit operator bool() const { return ok(); }
  // REQUIRES: !ok().
  const Error& error() const& { return std::get<1>(error_); }
  Error&& error() && { return std::get<1>(std::move(error_)); }

 private:
  std::variant<std::monostate, Error> error_;
};

inline Status ok() { return {}; }

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  // REQUIRES: has_value(). Throws std::bad_variant_access otherwise, which src/api turns into
  // HV_INTERNAL; never ends the host.
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  // REQUIRES: !has_value().
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace homevisit

// HV_TRY(status): returns its error from the function we are in.
// HV_ASSIGN(auto x, result): the same for a Result, else binds its value.
#define HV_CONCAT_(a, b) a##b
#define HV_CONCAT(a, b) HV_CONCAT_(a, b)
#define HV_TRY_(temporary, expression)                   \
  do {                                                   \
    auto temporary = (expression);                       \
    if (!temporary) return std::move(temporary).error(); \
  } while (false)
#define HV_TRY(expression) HV_TRY_(HV_CONCAT(hv_status_, __LINE__), expression)
#define HV_ASSIGN_(temporary, target, expression)      \
  auto temporary = (expression);                       \
  if (!temporary) return std::move(temporary).error(); \
  target = std::move(temporary).value()
#define HV_ASSIGN(target, expression) \
  HV_ASSIGN_(HV_CONCAT(hv_result_, __LINE__), target, expression)
