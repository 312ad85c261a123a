#include "journal/session_pool.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

namespace homevisit::journal {

SessionPool::SessionPool(std::string path, const char* kind, int busy_timeout_ms)
    : path_(std::move(path)), kind_(kind), busy_timeout_ms_(busy_timeout_ms), process_(::getpid()) {
  readers_.reserve(max_readers);  // giving one back must not fail
}

SessionPool::~SessionPool() {
  if (::getpid() == process_) return;
  for (auto& session : readers_) (void)session.release();
  (void)writer_.release();
}

Status SessionPool::check_process() const {
  if (::getpid() == process_) return ok();
  return Error{HV_FAILED_PRECONDITION, "opened_before_fork",
               fmt::format("The {} was opened before this process was forked off. Open it again "
                           "in this process.",
                           kind_)};
}

Status SessionPool::check_file() {
  const std::lock_guard lock(mutex_);
  return first_ ? first_->check_main() : ok();
}

// Asks before it opens, too: SQLite would make a file that is gone, and change one that came
// instead.
Result<std::unique_ptr<Session>> SessionPool::open() {
  HV_TRY(check_process());
  HV_TRY(check_file());
  HV_ASSIGN(auto session, Session::open(path_, kind_, busy_timeout_ms_));
  {
    const std::lock_guard lock(mutex_);
    if (!first_) first_ = session->files();
  }
  HV_TRY(check_file());
  return session;
}

Result<SessionPool::Lease> SessionPool::take(bool writer) {
  HV_TRY(check_process());
  HV_TRY(check_file());
  std::unique_lock lock(mutex_);
  const auto until = std::chrono::system_clock::now() + std::chrono::milliseconds(busy_timeout_ms_);
  const bool came_free = freed_.wait_until(
      lock, until, [&] { return writer ? !writer_out_ : readers_out_ < max_readers; });
  if (!came_free) {
    Error error{HV_UNAVAILABLE, "database_busy",
                fmt::format("The {} {} is being used by another call and did not come free in "
                            "time. Try again.",
                            kind_, path_)};
    error.retryable = true;
    return error;
  }
  std::unique_ptr<Session> session;
  if (writer) {
    writer_out_ = true;
    session = std::move(writer_);
  } else {
    ++readers_out_;
    if (!readers_.empty()) {
      session = std::move(readers_.back());
      readers_.pop_back();
    }
  }
  lock.unlock();
  if (session) return Lease(*this, std::move(session), writer);
  Lease place(*this, nullptr, writer);  // given back when opening fails, in whatever way
  HV_ASSIGN(auto opened, open());
  place.fill(std::move(opened));
  return place;
}

void SessionPool::give_back(std::unique_ptr<Session> session, bool writer) {
  if (::getpid() != process_) {
    (void)session.release();
    return;
  }
  // Not ended for want of memory: closing ends everything.
  if (session && session->in_transaction()) session.reset();
  {
    const std::lock_guard lock(mutex_);
    if (writer) {
      writer_out_ = false;
      writer_ = std::move(session);
    } else {
      --readers_out_;
      if (session) readers_.push_back(std::move(session));
    }
  }
  freed_.notify_all();
}

}  // namespace homevisit::journal
