#include "library.h"

#include "json_text.h"

namespace homevisit::app {
namespace {

void report(void* user, const char* phase, std::uint64_t done, std::uint64_t total) {
  // A C function calls this: nothing may be thrown through it, and progress is only for show.
  try {
    (*static_cast<const Progress*>(user))(phase, done, total);
  } catch (...) {
  }
}

hv_call_options c_options(const CallOptions& options) {
  hv_call_options out{};
  out.struct_size = sizeof out;
  out.language = options.language;
  out.tag = options.tag;
  if (options.progress) {
    out.progress = report;
    out.progress_user = const_cast<Progress*>(&options.progress);
  }
  return out;
}

Reply take(hv_status status, char* text, std::size_t size) {
  Reply reply{status, {}};
  if (text) reply.text.assign(text, size);
  hv_free(text);
  return reply;
}

}  // namespace

Problem problem_of(const Reply& reply) {
  Problem problem;
  if (const auto document = Json::parse(reply.text)) {
    const Json error = (*document)["error"];
    problem = {error.text("status"), error.text("code"), error.text("pointer"),
               error.text("message")};
  }
  if (problem.status.empty()) problem.status = hv_status_name(reply.status);
  if (problem.code.empty()) problem.code = problem.status;
  if (problem.message.empty()) problem.message = problem.status;
  return problem;
}

std::unique_ptr<Library> Library::open(std::string_view config, hv_error& error) {
  hv_ctx* ctx = nullptr;
  error.struct_size = sizeof error;
  if (hv_open(config.data(), config.size(), &ctx, &error) != HV_OK) return nullptr;
  return std::unique_ptr<Library>(new Library(ctx));
}

Library::~Library() { hv_close(ctx_); }

Reply Library::call(const std::string& actor, const char* operation, std::string_view request,
                    const CallOptions& options) const {
  const hv_call_options how = c_options(options);
  char* text = nullptr;
  std::size_t size = 0;
  const hv_status status =
      hv_call(ctx_, actor.c_str(), operation, request.data(), request.size(), &how, &text, &size);
  return take(status, text, size);
}

Reply Library::render(const std::string& actor, const char* view, std::string_view params,
                      const CallOptions& options) const {
  const hv_call_options how = c_options(options);
  char* text = nullptr;
  std::size_t size = 0;
  const hv_status status =
      hv_render(ctx_, actor.c_str(), view, params.data(), params.size(), &how, &text, &size);
  return take(status, text, size);
}

std::string actor_text(std::string_view role, std::string_view staff, std::string_view name,
                       std::string_view language) {
  return JsonObject()
      .text("role", role)
      .text_if("staff", staff)
      .text_if("name", name)
      .text_if("language", language)
      .str();
}

}  // namespace homevisit::app
