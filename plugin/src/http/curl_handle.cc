#include "http/curl_handle.h"

#include <mutex>

namespace homevisit::http {

Status start_curl() {
  static std::once_flag once;
  static CURLcode code = CURLE_OK;
  std::call_once(once, [] { code = curl_global_init(CURL_GLOBAL_DEFAULT); });
  if (code == CURLE_OK) return ok();
  return Error{HV_INTERNAL, "curl_not_started",
               std::string("libcurl could not start: ") + curl_easy_strerror(code)};
}

}  // namespace homevisit::http
