// What this process asks of the machine: every call that opens, writes, syncs, names or sends, from
// whatever library, can be watched, and made to fail. Link the library "machine" into a test
// program: a function that the program itself defines goes before the one of libc.
//
// Beneath SQLite's VFS, so that directories, key files and sockets are seen like databases.
#pragma once

#include <cstddef>
#include <cstdint>

namespace machine {

enum class Kind { open, write, sync, truncate, name, send };

struct Call {
  Kind kind;
  const char* function;        // "pwrite"
  int fd = -1;                 // write, sync, truncate, send
  const char* path = nullptr;  // open; name: what is unlinked, or gets another name
  const char* to = nullptr;    // name: the other name, by link or rename
  const void* data = nullptr;  // write
  std::size_t size = 0;        // write; truncate: the new size
  std::int64_t offset = -1;    // write; -1: where the file stands
  int flags = 0;               // open
};

// What happens to a call: 0: it is done as asked; an errno: it fails with that; or
constexpr int pretended = -1;  // it is said to be done, and is not

class Watcher {
 public:
  virtual ~Watcher() = default;
  // Must not ask anything of the machine that is watched; what it does ask is not seen.
  virtual int before(const Call& call) = 0;
  // After it was really done; `outcome` is what the function gave.
  virtual void after(const Call&, std::int64_t /*outcome*/) {}
};

// Watches the calls of this thread while it lives. One at a time.
class Watching {
 public:
  explicit Watching(Watcher& watcher);
  ~Watching();
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;
};

// What the test itself does meanwhile is not watched.
class Unwatched {
 public:
  Unwatched();
  ~Unwatched();
  Unwatched(const Unwatched&) = delete;
  Unwatched& operator=(const Unwatched&) = delete;

 private:
  Watcher* before_;
};

}  // namespace machine
