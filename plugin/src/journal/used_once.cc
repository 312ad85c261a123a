#include "journal/used_once.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <mutex>

#include "journal/session_pool.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

constexpr std::int64_t application_id = 0x68765331;  // "hvS1"
constexpr std::int64_t version = 1;
constexpr int busy_timeout_ms = 5000;
// Longer than it is of use, for a clock that is set back.
constexpr std::int64_t kept_longer = 60 * 60'000;

class OpenUsedOnce final : public UsedOnce {
 public:
  explicit OpenUsedOnce(const std::string& path) : path_(path) {}

  Result<bool> use(ByteView digest, std::int64_t until, std::int64_t now) override {
    HV_ASSIGN(SessionPool* const pool, opened());
    HV_ASSIGN(const auto session, pool->writer());
    HV_ASSIGN(auto writing, Writing::begin(*session));
    HV_TRY(session->run("DELETE FROM used WHERE until < :limit", now - kept_longer));
    HV_ASSIGN(const std::int64_t rows,
              session->change("INSERT INTO used(digest, until) VALUES(:digest, :until) "
                              "ON CONFLICT DO NOTHING",
                              digest, until));
    HV_TRY(writing.commit());
    return rows == 1;
  }

 private:
  Result<SessionPool*> opened() {
    const std::lock_guard lock(mutex_);
    if (!pool_) {
      HV_TRY(make_file());
      auto pool = std::make_unique<SessionPool>(path_, "sign_on", busy_timeout_ms);
      HV_TRY(prepare(*pool));
      pool_ = std::move(pool);
    }
    return pool_.get();
  }

  // With its own mode before SQLite sees it, which gives the same mode to -wal and -shm.
  Status make_file() const {
    const int fd = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
      const bool full = errno == ENOSPC || errno == EDQUOT;
      return Error{full ? HV_RESOURCE_EXHAUSTED : HV_PERMISSION_DENIED,
                   full ? "disk_full" : "sign_on_file_not_opened",
                   fmt::format("The file {} cannot be opened: {}. Check its folder, its owner and "
                               "the room on the disk.",
                               path_, ::strerror(errno))};
    }
    ::close(fd);
    return ok();
  }

  Status prepare(SessionPool& pool) const {
    HV_ASSIGN(const auto session, pool.writer());
    HV_ASSIGN(auto writing, Writing::begin(*session));
    HV_ASSIGN(const auto id, session->one<std::int64_t>("PRAGMA application_id"));
    HV_ASSIGN(const auto found, session->one<std::int64_t>("PRAGMA user_version"));
    HV_ASSIGN(const auto tables, session->one<std::int64_t>("SELECT count(*) FROM sqlite_master"));
    if (id && std::get<0>(*id) == application_id && found && std::get<0>(*found) == version)
      return ok();
    if (!tables || std::get<0>(*tables) != 0)
      return Error{HV_DATA_LOSS, "not_a_sign_on_file",
                   fmt::format("The file {} is not one of this version of homevisit. Move it away; "
                               "a new one is made by itself.",
                               path_)};
    HV_TRY(session->script(
        fmt::format("PRAGMA application_id={}; PRAGMA user_version={}; CREATE TABLE used("
                    "digest BLOB PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;"
                    "CREATE INDEX used_until ON used(until);",
                    application_id, version)));
    return writing.commit();
  }

  const std::string path_;
  std::mutex mutex_;
  std::unique_ptr<SessionPool> pool_;
};

}  // namespace

std::unique_ptr<UsedOnce> UsedOnce::at(const std::string& path) {
  return std::make_unique<OpenUsedOnce>(path);
}

}  // namespace homevisit::journal
