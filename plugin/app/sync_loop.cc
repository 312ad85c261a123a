#include "sync_loop.h"

#include <algorithm>
#include <chrono>

namespace homevisit::app {
namespace {

// A pass with nothing to do costs a fraction of a millisecond, so that looking needs no other way.
constexpr auto kLook = std::chrono::seconds(2);
// A journal that cannot be read is not asked so often.
constexpr auto kLongestWait = std::chrono::seconds(60);

}  // namespace

bool has_more(const Reply& reply) {
  if (!reply.ok()) return false;
  const auto answer = Json::parse(reply.text);
  return answer && answer->flag("more");
}

std::string last_pass_request() { return JsonObject().flag("ends", true).str(); }

std::string pass_request() {
  return JsonObject().number("limit", kEntriesPerPass).flag("stays", true).str();
}

SyncLoop::SyncLoop(Pass pass, Heard heard) : pass_(std::move(pass)), heard_(std::move(heard)) {
  thread_ = std::thread([this] { run(); });
}

SyncLoop::~SyncLoop() {
  stop();
  thread_.join();
}

void SyncLoop::wake() {
  {
    const std::lock_guard lock(mutex_);
    due_ = true;
  }
  changed_.notify_all();
}

void SyncLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
}

bool SyncLoop::ended_within(int ms) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::milliseconds(ms), [this] { return ended_; });
}

void SyncLoop::run() {
  std::chrono::seconds wait = kLook;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    due_ = false;
    lock.unlock();
    bool more = false;
    try {
      const Reply reply = pass_();
      more = has_more(reply);
      wait = reply.ok() ? kLook : std::min<std::chrono::seconds>(kLongestWait, wait * 2);
      heard_(reply);
    } catch (...) {  // out of memory: later
    }
    lock.lock();
    if (!more) changed_.wait_for(lock, wait, [this] { return due_ || ending_; });
  }
  ended_ = true;
  changed_.notify_all();
}

}  // namespace homevisit::app
