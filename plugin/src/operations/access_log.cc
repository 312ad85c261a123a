#include "operations/access_log.h"

#include <chrono>

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
  json::Writer writer;
  writer.begin_object().member("role", to_name(actor.role)).member_if("actor", actor.staff);
  writer.member_if("actor_name", name).member("what", what).end_object();
  Look look{student, writer.take(), Uuid::make(clock_, random_)};
  if (!thread_.joinable()) return write({std::move(look)});
  const std::lock_guard lock(mutex_);
  if (pending_.size() >= most_pending)
    return Error{HV_UNAVAILABLE, "access_log_full",
                 "The log of readings cannot be written fast enough. Try again in a moment."};
  pending_.push_back(std::move(look));
  if (pending_.size() == 1) wake_.notify_one();
  return ok();
}

Status AccessLog::flush() {
  std::vector<Look> looks;
  {
    const std::lock_guard lock(mutex_);
    looks.swap(pending_);
  }
  Status status = write(looks);
  if (!status) {
    // Kept for the next try; nothing is dropped silently.
    const std::lock_guard lock(mutex_);
    pending_.insert(pending_.begin(), std::make_move_iterator(looks.begin()),
                    std::make_move_iterator(looks.end()));
  }
  return status;
}

Status AccessLog::write(const std::vector<Look>& looks) {
  if (looks.empty()) return ok();
  HV_ASSIGN(const auto transaction, journal_.begin());
  for (const Look& look : looks) {
    const auto seq = transaction->append(look.student, journal::Stream::access, look.id, look.body);
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
