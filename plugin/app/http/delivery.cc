#include "http/delivery.h"

#include <chrono>

#include "json_text.h"

namespace homevisit::app {
namespace {

constexpr auto kBetweenAttempts = std::chrono::seconds(30);

// True when entries still wait.
bool deliver(const Library& library) {
  const Reply reply = library.call(actor_text("system"), "dossier.deliver", "{}");
  const auto answer = Json::parse(reply.text);
  return !reply.ok() || !answer || answer->number("waiting") > 0;
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
    bool waits = true;
    try {
      waits = deliver(library_);
    } catch (...) {  // out of memory: later
    }
    lock.lock();
    const auto wanted = [this] { return due_ || ending_; };
    if (waits) {
      changed_.wait_for(lock, kBetweenAttempts, wanted);
    } else {
      changed_.wait(lock, wanted);
    }
  }
}

}  // namespace homevisit::app
