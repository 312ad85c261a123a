#include "http/http.h"

#include <array>
#include <utility>

namespace homevisit::http {
namespace {

constexpr std::array<std::pair<Failure, const char*>, 8> codes{{
    {Failure::not_sent, "http_not_sent"},
    {Failure::lost, "http_lost"},
    {Failure::certificate, "http_certificate"},
    {Failure::redirected, "http_redirected"},
    {Failure::too_large, "http_too_large"},
    {Failure::refused_here, "http_refused_here"},
    {Failure::deadline, "http_deadline"},
    {Failure::cancelled, "http_cancelled"},
}};

}  // namespace

const char* failure_code(Failure failure) {
  for (const auto& [value, code] : codes)
    if (value == failure) return code;
  return "http_lost";
}

Failure failure_of(const Error& error) {
  for (const auto& [value, code] : codes)
    if (error.code == code) return value;
  // Nothing that we know: a write is looked up then, which is never wrong.
  return Failure::lost;
}

std::string_view Response::header(std::string_view name) const {
  for (const Header& header : headers)
    if (header.name == name) return header.value;
  return {};
}

}  // namespace homevisit::http
