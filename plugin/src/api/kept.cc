#include "api/kept.h"

#include <algorithm>
#include <memory>

namespace homevisit::api {
namespace {

// Journals of other schools in one process. Each holds some ten files open.
constexpr std::size_t most_unused = 16;

// A journal that was moved away or restored from a backup meanwhile is opened anew.
bool is_in_place(const operations::Context& context) {
  return context.journal->version() && context.roster->version();
}

}  // namespace

hv_ctx* Kept::take(std::string_view config) {
  std::unique_ptr<hv_ctx> stale;  // closed after the lock is released
  const std::lock_guard lock(mutex_);
  if (open_.empty()) return nullptr;
  const auto digest = crypto::sha256({as_bytes(config)});
  if (!digest) return nullptr;
  const auto place = std::find_if(open_.begin(), open_.end(), [&](const hv_ctx* one) {
    return one->opened_by == *digest && one->context->check_process();
  });
  if (place == open_.end()) return nullptr;
  hv_ctx* const found = *place;
  if (!is_in_place(*found->context)) {
    stale.reset(drop(place));
    return nullptr;
  }
  std::rotate(place, place + 1, open_.end());
  ++found->users;
  return found;
}

void Kept::keep(hv_ctx* opened, std::string_view config) {
  const auto digest = crypto::sha256({as_bytes(config)});
  if (!digest) return;  // then it is closed by hv_close, as any other
  std::vector<std::unique_ptr<hv_ctx>> replaced;
  const std::lock_guard lock(mutex_);
  // Where memory fails here, nothing has changed yet.
  replaced.reserve(open_.size());
  open_.reserve(open_.size() + 1);
  opened->opened_by = *digest;
  open_.push_back(opened);
  opened->users = 1;
  const std::string& journal = opened->context->config.journal;
  std::size_t unused = 0;
  for (std::size_t i = open_.size(); i-- > 0;) {
    hv_ctx* const one = open_[i];
    // A parent of this process goes on using it: it is forgotten, not closed (see hv_close).
    if (!one->context->check_process()) {
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    if (one->users > 0) continue;
    if (one->context->config.journal == journal || ++unused > most_unused)
      replaced.emplace_back(drop(open_.begin() + static_cast<std::ptrdiff_t>(i)));
  }
}

bool Kept::give_back(hv_ctx* ctx) {
  const std::lock_guard lock(mutex_);
  const auto place = std::find(open_.begin(), open_.end(), ctx);
  if (place == open_.end()) return ctx->users > 1 ? (--ctx->users, true) : false;
  if (ctx->users > 0) --ctx->users;
  return true;
}

hv_ctx* Kept::drop(Place place) {
  hv_ctx* const dropped = *place;
  open_.erase(place);
  return dropped->users == 0 ? dropped : nullptr;
}

Kept& kept() {
  static Kept* const all = new Kept;
  return *all;
}

}  // namespace homevisit::api
