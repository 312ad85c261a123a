#include "server/assets.h"

#include <cstdint>

#include <fmt/format.h>

#include "server/pages.h"

namespace homevisit::app {
namespace {

// FNV-1a: tells versions of our own files apart; nobody gains by making two alike.
std::string tag_of(const std::string& text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return fmt::format("\"{:016x}\"", hash);
}

}  // namespace

Response Assets::serve(const Request& request, Asset& asset, const char* view, const char* type) {
  const std::lock_guard lock(mutex_);
  if (asset.tag.empty()) {
    Reply reply = library_.render(actor_text("system"), view, "{}");
    if (!reply.ok()) return plain(http_status(reply.status), problem_of(reply).message + "\n");
    asset.text = std::move(reply.text);
    asset.tag = tag_of(asset.text);
  }
  Response response;
  response.with("ETag", asset.tag).with("Cache-Control", "public, max-age=300");
  if (request.header("if-none-match") == asset.tag) {
    response.status = 304;
    return response;
  }
  response.body = asset.text;
  response.with("Content-Type", std::string(type) + "; charset=utf-8");
  return response;
}

}  // namespace homevisit::app
