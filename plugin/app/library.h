// libhomevisit as this program uses it: the C interface with its lifetimes made safe.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "homevisit/homevisit.h"

namespace homevisit::app {

// What hv_call or hv_render gave: an answer, a page, or an error document.
struct Reply {
  hv_status status = HV_OK;
  std::string text;
  bool ok() const { return status == HV_OK; }
};

// The parts of an error document.
struct Problem {
  std::string status, code, pointer, message;
};
Problem problem_of(const Reply& reply);

// Gets the phase, what is done, and the total (0: not known).
using Progress = std::function<void(const char* phase, std::uint64_t done, std::uint64_t total)>;

struct CallOptions {
  const char* language = nullptr;  // "nl", "en"; nothing: the actor's or the school's
  Progress progress;
  std::uint64_t tag = 0;  // by which cancel() finds it
};

class Library {
 public:
  // Nothing on failure; `error` says why.
  static std::unique_ptr<Library> open(std::string_view config, hv_error& error);
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  // [any]
  Reply call(const std::string& actor, const char* operation, std::string_view request,
             const CallOptions& options = {}) const;
  // [any]
  Reply render(const std::string& actor, const char* view, std::string_view params,
               const CallOptions& options = {}) const;
  // [any] Asks the calls with this tag that run to stop; 0: all.
  void cancel(std::uint64_t tag = 0) const { hv_cancel(ctx_, tag); }

 private:
  explicit Library(hv_ctx* ctx) : ctx_(ctx) {}
  hv_ctx* ctx_;
};

// An actor's JSON text. `staff`, `name` and `language` may be empty.
std::string actor_text(std::string_view role, std::string_view staff = {},
                       std::string_view name = {}, std::string_view language = {});

}  // namespace homevisit::app
