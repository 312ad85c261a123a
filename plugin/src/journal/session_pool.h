// The connections that one process has to one file: one that writes, a few that read.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/status.h"
#include "journal/session.h"

namespace homevisit::journal {

// [any]
class SessionPool {
 public:
  // A session that goes back when it is destroyed. Lives no longer than the pool.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<Session> session, bool writer)
        : pool_(&pool), session_(std::move(session)), writer_(writer) {}
    Lease(Lease&& other) noexcept
        : pool_(std::exchange(other.pool_, nullptr)),
          session_(std::move(other.session_)),
          writer_(other.writer_) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (pool_ != nullptr) pool_->give_back(std::move(session_), writer_);
    }
    void fill(std::unique_ptr<Session> session) { session_ = std::move(session); }
    Session& operator*() const { return *session_; }
    Session* operator->() const { return session_.get(); }

   private:
    SessionPool* pool_;
    std::unique_ptr<Session> session_;
    bool writer_;
  };

  SessionPool(std::string path, const char* kind, int busy_timeout_ms);
  SessionPool(const SessionPool&) = delete;
  SessionPool& operator=(const SessionPool&) = delete;
  // In a process that was forked off, the connections are left as they are: closing them there
  // would tear down what the parent still uses (sqlite.org/howtocorrupt.html, 2.6).
  ~SessionPool();

  // HV_UNAVAILABLE when none comes free within the busy timeout; HV_FAILED_PRECONDITION in a
  // process that was forked off after the file was opened, and when the path no longer leads to the
  // file that was opened first.
  Result<Lease> reader() { return take(false); }
  Result<Lease> writer() { return take(true); }
  // One more, which the caller keeps. The same errors.
  Result<std::unique_ptr<Session>> open();

  const std::string& path() const { return path_; }

 private:
  static constexpr int max_readers = 8;

  Status check_process() const;
  Status check_file();
  Result<Lease> take(bool writer);
  void give_back(std::unique_ptr<Session> session, bool writer);

  const std::string path_;
  const char* const kind_;
  const int busy_timeout_ms_;
  const pid_t process_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::optional<OpenFiles> first_;  // what the first connection opened
  std::vector<std::unique_ptr<Session>> readers_;
  int readers_out_ = 0;
  std::unique_ptr<Session> writer_;
  bool writer_out_ = false;
};

}  // namespace homevisit::journal
