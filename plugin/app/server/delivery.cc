#include "server/delivery.h"

#include <chrono>

namespace homevisit::app {
namespace {

constexpr auto kBetweenAttempts = std::chrono::seconds(30);

void deliver(const Library& library) {
  // What comes of it stands in the journal, where `check` and the page for IT show it.
  (void)library.call(actor_text("system"), "dossier.deliver", "{}");
}

}  // namespace

Delivery::Delivery(const Library& library) : library_(library) {
  thread_ = std::thread([this] { run(); });
}

Delivery::~Delivery() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Delivery::wake() {
  {
    const std::lock_guard lock(mutex_);
    due_ = true;
  }
  changed_.notify_all();
}

void Delivery::run() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    due_ = false;
    lock.unlock();
    try {
      deliver(library_);
    } catch (...) {  // out of memory: later
    }
    lock.lock();
    // Also without a call: another process may have written, or the SIS be back.
    changed_.wait_for(lock, kBetweenAttempts, [this] { return due_ || ending_; });
  }
}

}  // namespace homevisit::app
