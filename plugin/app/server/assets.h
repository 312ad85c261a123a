// The style sheet and the script that the library carries, for browsers to keep.
#pragma once

#include <mutex>
#include <string>

#include "library.h"
#include "server/message.h"

namespace homevisit::app {

class Assets {
 public:
  explicit Assets(const Library& library) : library_(library) {}

  Response style(const Request& request) {
    return serve(request, style_, "stylesheet", "text/css");
  }
  Response script(const Request& request) {
    return serve(request, script_, "script", "text/javascript");
  }

 private:
  struct Asset {
    std::string text, tag;
  };
  Response serve(const Request& request, Asset& asset, const char* view, const char* type);

  const Library& library_;
  std::mutex mutex_;
  Asset style_, script_;
};

}  // namespace homevisit::app
