// libcurl's handles with owners, and its start.
#pragma once

#include <curl/curl.h>

#include <memory>

#include "base/status.h"

namespace homevisit::http {

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlEasy = std::unique_ptr<CURL, CurlDeleter>;
using CurlList = std::unique_ptr<curl_slist, CurlDeleter>;

// Once in a process, and never undone: others in this process may use libcurl too. [any]
Status start_curl();

}  // namespace homevisit::http
