#include "base/c_error.h"

#include <string.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace homevisit {
namespace {

// Cut at the size, not in the middle of a character; `to` is all zeros.
template <std::size_t Size>
void copy_text(char (&to)[Size], const std::string& text) {
  std::size_t size = std::min(text.size(), Size - 1);
  while (size < text.size() && size > 0 && (text[size] & 0xc0) == 0x80) --size;
  memcpy(to, text.data(), size);
}

// Not trusted to end in a zero byte.
template <std::size_t Size>
std::string text_of(const char (&from)[Size]) {
  return {from, strnlen(from, Size)};
}

std::uint32_t flags_of(const Error& error) {
  std::uint32_t flags = error.retryable ? HV_ERROR_RETRYABLE : 0;
  if (error.status == HV_OUTCOME_UNKNOWN) flags |= HV_ERROR_OUTCOME_UNKNOWN;
  if (error.status == HV_UNAUTHENTICATED) flags |= HV_ERROR_AUTH;
  return flags;
}

}  // namespace

void put_error(hv_error* out, const Error& error) {
  if (out == nullptr) return;
  hv_error whole{};
  whole.struct_size = out->struct_size;
  whole.code = error.status;
  whole.flags = flags_of(error);
  whole.http_status = error.http_status;
  whole.retry_after_ms = error.retry_after_ms;
  copy_text(whole.message,
            error.pointer.empty() ? error.message : error.pointer + ": " + error.message);
  copy_text(whole.request_id, error.request_id);
  constexpr std::pair<std::size_t, std::size_t> fields[] = {
      {offsetof(hv_error, code), sizeof whole.code},
      {offsetof(hv_error, flags), sizeof whole.flags},
      {offsetof(hv_error, http_status), sizeof whole.http_status},
      {offsetof(hv_error, retry_after_ms), sizeof whole.retry_after_ms},
      {offsetof(hv_error, message), sizeof whole.message},
      {offsetof(hv_error, request_id), sizeof whole.request_id}};
  for (const auto& [at, bytes] : fields)
    if (at + bytes <= out->struct_size)
      memcpy(reinterpret_cast<char*>(out) + at, reinterpret_cast<const char*>(&whole) + at, bytes);
}

hv_error fresh_error() {
  hv_error error{};
  error.struct_size = sizeof error;
  error.retry_after_ms = -1;
  return error;
}

void put_error_without_memory(hv_error* out) {
  if (out == nullptr) return;
  if (out->struct_size >= offsetof(hv_error, code) + sizeof out->code)
    out->code = HV_RESOURCE_EXHAUSTED;
  constexpr char message[] = "There is not enough memory.";
  if (out->struct_size >= offsetof(hv_error, message) + sizeof out->message)
    memcpy(out->message, message, sizeof message);
}

Error error_of(hv_status status, const hv_error& in, std::string code) {
  Error error{status, std::move(code), text_of(in.message)};
  error.retryable = (in.flags & HV_ERROR_RETRYABLE) != 0 || status == HV_UNAVAILABLE;
  error.retry_after_ms = in.retry_after_ms;
  error.http_status = in.http_status;
  error.request_id = text_of(in.request_id);
  return error;
}

}  // namespace homevisit
