#include "operations/access_log.h"

#include <chrono>
#include <new>

#include "json/json.h"

namespace homevisit::operations {
namespace {

// Under a load that the disk cannot follow, readers wait rather than memory grow.
constexpr std::size_t most_pending = 10'000;

}  // namespace

AccessLog::AccessLog(journal::Journal& journal, const Clock& clock, Random& random, bool background)
    : journal_(journal), clock_(clock), random_(random) {
  if (background) thread_ = std::thread([this] { run(); });
}

AccessLog::~AccessLog() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

Status AccessLog::note(const access::Actor& actor, const std::string& name,
                       const std::string& student, const std::string& what) {
  Look look{student, std::string(to_name(actor.role)), actor.staff, name, what};
  if (!thread_.joinable()) return write({{std::move(look), 1}});
  const std::lock_guard lock(mutex_);
  if (pending_.size() >= most_pending)
    return Error{HV_UNAVAILABLE, "access_log_full",
                 "The log of readings cannot be written fast enough. Try again in a moment."};
  ++pending_[std::move(look)];
  if (pending_.size() == 1) wake_.notify_one();
  return ok();
}

Status AccessLog::flush() {
  Looks looks;
  {
    const std::lock_guard lock(mutex_);
    looks.swap(pending_);
  }
  // An exception in the thread of its own would end the host.
  Status status = [&]() -> Status {
    try {
      return write(looks);
    } catch (const std::bad_alloc&) {
      return Error{HV_RESOURCE_EXHAUSTED, "no_memory", ""};
    }
  }();
  if (!status) {
    // Kept for the next try; nothing is dropped silently.
    const std::lock_guard lock(mutex_);
    while (!looks.empty()) {
      auto look = looks.extract(looks.begin());
      const auto there = pending_.find(look.key());
      if (there != pending_.end())
        there->second += look.mapped();
      else
        pending_.insert(std::move(look));
    }
  }
  return status;
}

Status AccessLog::write(const Looks& looks) {
  if (looks.empty()) return ok();
  HV_ASSIGN(const auto transaction, journal_.begin());
  for (const auto& [look, times] : looks) {
    json::Writer writer;
    writer.begin_object().member("role", look.role).member_if("actor", look.actor);
    writer.member_if("actor_name", look.actor_name).member("what", look.what);
    if (times > 1) writer.member("times", times);
    const auto seq = transaction->append(look.student, journal::Stream::access,
                                         Uuid::make(clock_, random_), writer.end_object().take());
    if (!seq) return seq.error();
  }
  return transaction->commit();
}

void AccessLog::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    wake_.wait(lock, [&] { return stop_ || !pending_.empty(); });
    // Let a group gather, but stay within the second that is promised.
    wake_.wait_for(lock, std::chrono::milliseconds(300), [&] { return stop_; });
    lock.unlock();
    const Status written = flush();
    lock.lock();
    if (!written && !stop_)
      wake_.wait_for(lock, std::chrono::milliseconds(200), [&] { return stop_; });
  }
  lock.unlock();
  const Status last = flush();
  static_cast<void>(last);  // closing: nobody is left to tell
}

}  // namespace homevisit::operations
