// A disk that keeps apart what was synced and what was only written, and loses of the latter what a
// power cut may lose: writes are kept, dropped or torn at sector boundaries, independently of one
// another between two syncs; sizes and names come or go as the folder was synced.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "machine/calls.h"

namespace power {

struct Losses {
  std::int64_t power = 0;    // how often it failed
  std::int64_t kept = 0;     // writes and truncations that were not synced and are there
  std::int64_t dropped = 0;  // and are not
  std::int64_t torn = 0;     // and are there in part
  std::int64_t names = 0;    // names made, changed or removed that did not come to be so
};

// Of the files in one folder, but for shared memory ("-shm"), which nothing survives.
class Drive final : public machine::Watcher {
 public:
  explicit Drive(std::string folder);

  // The power fails at the `n`th call from now that changes the disk (0: never): that call and all
  // after it fail.
  void fail_at(std::int64_t n);
  bool failed() const { return off_; }
  // Calls that changed the disk since fail_at(); which of them were syncs, by number.
  std::int64_t calls() const { return calls_; }
  const std::vector<std::int64_t>& syncs() const { return syncs_; }
  // A disk that says it has synced and has not.
  void lie(bool lies) { lies_ = lies; }

  // Decides by `random` what is left, and makes the folder hold just that; the power is back. All
  // its files must be closed by now.
  void restore(std::mt19937& random);

  const Losses& losses() const { return losses_; }

  int before(const machine::Call& call) override;
  void after(const machine::Call& call, std::int64_t outcome) override;

 private:
  struct Change {
    std::int64_t offset = 0;
    std::string data;
    std::optional<std::int64_t> truncated;  // to this size; else data was written
  };
  // Keeps a file's number from being given to another after its last name has gone.
  class Held {
   public:
    Held() = default;
    explicit Held(const std::string& path);
    ~Held();
    Held(Held&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Held& operator=(Held&& other) noexcept {
      std::swap(fd_, other.fd_);
      return *this;
    }

   private:
    int fd_ = -1;
  };
  struct File {
    Held held;
    std::string synced;
    std::vector<Change> since;
  };
  struct Naming {
    std::string name;
    std::optional<ino_t> file;  // none: the name went
    std::string instead_of;     // by rename(): both happen, or neither
  };

  bool ours(const char* path) const;
  static bool is_folder(int fd);
  File* file_of(int fd);
  void note(const machine::Call& call);
  void sync(int fd);
  static void apply(const Change& change, std::string& content);
  std::string survivor(const File& file, std::mt19937& random);

  const std::string folder_;
  std::map<ino_t, File> files_;
  std::map<std::string, ino_t> names_;         // as the process sees them
  std::map<std::string, ino_t> synced_names_;  // as the disk has them for certain
  std::vector<Naming> namings_;                // since then
  std::int64_t calls_ = 0, fail_at_ = 0;
  std::vector<std::int64_t> syncs_;
  bool off_ = false, lies_ = false;
  Losses losses_;
};

}  // namespace power
