// The C interface: turns C into C++ and back, and lets no exception out.
#include "homevisit/homevisit.h"

#include <string.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <new>
#include <string>

#include "api/ctx.h"
#include "api/kept.h"
#include "base/c_error.h"
#include "operations/operation.h"
#include "operations/render.h"

using namespace homevisit;

namespace {

Error internal_error(const char* what) {
  return {HV_INTERNAL, "internal",
          std::string("A fault of homevisit itself; please report it: ") + what};
}

// The text with its size in front, so that hv_free can wipe it.
char* hand_out(const std::string& text, std::size_t* size) {
  constexpr std::size_t head = sizeof(std::max_align_t);
  auto* block = static_cast<char*>(std::malloc(head + text.size() + 1));
  if (block == nullptr) return nullptr;
  const std::size_t whole = text.size() + 1;
  memcpy(block, &whole, sizeof whole);
  memcpy(block + head, text.c_str(), whole);
  if (size != nullptr) *size = text.size();
  return block + head;
}

// A call that hv_cancel can reach.
class Running {
 public:
  Running(hv_ctx* ctx, const hv_call_options* options) : ctx_(ctx) {
    std::uint64_t tag = 0;
    if (options != nullptr && options->struct_size >= sizeof(hv_call_options)) {
      if (options->deadline_ms > 0)
        control_.deadline = system_clock().now_ms() + options->deadline_ms;
      tag = options->tag;
      language_ = options->language == nullptr ? "" : options->language;
      if (options->progress != nullptr)
        control_.progress = [call = options->progress, user = options->progress_user](
                                const char* phase, std::uint64_t done, std::uint64_t total) {
          call(user, phase, done, total);
        };
    }
    const std::lock_guard lock(ctx_->mutex);
    place_ = ctx_->running.emplace(tag, &control_);
  }
  ~Running() {
    const std::lock_guard lock(ctx_->mutex);
    ctx_->running.erase(place_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  const CallControl& control() const { return control_; }
  const std::string& language() const { return language_; }

 private:
  hv_ctx* ctx_;
  CallControl control_;
  std::string language_;
  std::multimap<std::uint64_t, CallControl*>::iterator place_;
};

const std::string& text_in(const std::string& answer) { return answer; }
const std::string& text_in(const operations::SharedPage& page) { return *page; }

template <typename Function>
hv_status guarded(hv_ctx* ctx, const hv_call_options* options, char** out, std::size_t* out_size,
                  const Function& function) {
  if (out != nullptr) *out = nullptr;
  if (out_size != nullptr) *out_size = 0;
  if (ctx == nullptr || out == nullptr) return HV_INVALID_ARGUMENT;
  try {
    const auto result = [&]() -> decltype(function(std::declval<const Running&>())) {
      try {
        const Running running(ctx, options);
        return function(running);
      } catch (const std::bad_alloc&) {
        throw;
      } catch (const std::exception& e) {
        return internal_error(e.what());
      }
    }();
    *out =
        hand_out(result ? text_in(*result) : operations::error_document(result.error()), out_size);
    if (!result) return result.error().status;
    // It was done, and nobody can be told what came of it: asked again, it is answered again.
    return *out == nullptr ? HV_RESOURCE_EXHAUSTED : HV_OK;
  } catch (...) {
    return HV_RESOURCE_EXHAUSTED;  // no memory, not even for a message
  }
}

std::string_view text_of(const char* text) { return text == nullptr ? std::string_view{} : text; }
std::string_view text_of(const char* text, std::size_t size) {
  return text == nullptr ? std::string_view{} : std::string_view(text, size);
}

}  // namespace

hv_status hv_open(const char* config, size_t config_size, hv_ctx** out, hv_error* error) {
  if (out == nullptr) return HV_INVALID_ARGUMENT;
  *out = nullptr;
  try {
    const std::string_view text = text_of(config, config_size);
    if ((*out = api::kept().take(text)) != nullptr) return HV_OK;
    auto context = operations::Context::open(text);
    if (!context) {
      put_error(error, context.error());
      return context.error().status;
    }
    auto ctx = std::make_unique<hv_ctx>();
    ctx->context = std::move(*context);
    if (ctx->context->config.keep_open) api::kept().keep(ctx.get(), text);
    *out = ctx.release();
    return HV_OK;
  } catch (const std::bad_alloc&) {
    put_error_without_memory(error);
    return HV_RESOURCE_EXHAUSTED;
  } catch (const std::exception& e) {
    try {
      put_error(error, internal_error(e.what()));
    } catch (...) {
      put_error_without_memory(error);
    }
    return HV_INTERNAL;
  }
}

void hv_close(hv_ctx* ctx) {
  // A child of fork() must not close what its parent holds: it has no thread to join, and SQLite
  // files are not to be carried over a fork. The memory is left to the child's end.
  if (ctx == nullptr || !ctx->context->check_process()) return;
  try {
    if (!api::kept().give_back(ctx)) delete ctx;
  } catch (...) {
    // Nothing that is acknowledged is pending here; there is nobody to tell.
  }
}

hv_status hv_call(hv_ctx* ctx, const char* actor, const char* operation, const char* request,
                  size_t request_size, const hv_call_options* options, char** response,
                  size_t* response_size) {
  return guarded(ctx, options, response, response_size, [&](const Running& running) {
    return operations::call(*ctx->context, text_of(actor), text_of(operation),
                            text_of(request, request_size), running.language(), running.control());
  });
}

hv_status hv_render(hv_ctx* ctx, const char* actor, const char* view, const char* params,
                    size_t params_size, const hv_call_options* options, char** html,
                    size_t* html_size) {
  return guarded(ctx, options, html, html_size, [&](const Running& running) {
    return operations::render(*ctx->context, text_of(actor), text_of(view),
                              text_of(params, params_size), running.language(), running.control());
  });
}

void hv_cancel(hv_ctx* ctx, uint64_t tag) {
  if (ctx == nullptr) return;
  const std::lock_guard lock(ctx->mutex);
  for (auto& [running_tag, control] : ctx->running)
    if (tag == 0 || running_tag == tag) control->cancelled.store(1, std::memory_order_relaxed);
}

void hv_free(char* text) {
  if (text == nullptr) return;
  char* block = text - sizeof(std::max_align_t);
  std::size_t whole = 0;
  memcpy(&whole, block, sizeof whole);
  explicit_bzero(text, whole);
  std::free(block);
}
