#include "machine/calls.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace machine {
namespace {

thread_local Watcher* watcher = nullptr;

// What libc itself does under this name.
template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// Asks the watcher, then does it; `done` is what success looks like where it is only pretended.
template <typename Result, typename Do>
Result watched(const Call& call, Result done, const Do& perform) {
  Watcher* const asked = watcher;
  if (asked == nullptr) return perform();
  watcher = nullptr;  // what the watcher does itself is nobody's business
  const int verdict = asked->before(call);
  Result result = done;
  int error = verdict;
  if (verdict == 0) {
    result = perform();
    error = errno;
    asked->after(call, static_cast<std::int64_t>(result));
  }
  watcher = asked;
  if (verdict > 0) result = static_cast<Result>(-1);
  if (verdict >= 0) errno = error;
  return result;
}

int watched_open(const char* function, const char* path, int flags, mode_t mode) {
  using Open = int(const char*, int, ...);
  static Open* const open = real<Open>("open64");
  const Call call{.kind = Kind::open, .function = function, .path = path, .flags = flags};
  return watched(call, -1, [&] { return open(path, flags, mode); });
}

ssize_t watched_pwrite(int fd, const void* data, size_t size, off64_t offset) {
  using Write = ssize_t(int, const void*, size_t, off64_t);
  static Write* const pwrite = real<Write>("pwrite64");
  const Call call{.kind = Kind::write,
                  .function = "pwrite",
                  .fd = fd,
                  .data = data,
                  .size = size,
                  .offset = offset};
  return watched(call, static_cast<ssize_t>(size), [&] { return pwrite(fd, data, size, offset); });
}

int watched_sync(const char* function, int fd) {
  using Sync = int(int);
  static Sync* const fsync = real<Sync>("fsync");
  const Call call{.kind = Kind::sync, .function = function, .fd = fd};
  return watched(call, 0, [&] { return fsync(fd); });
}

int watched_truncate(int fd, off64_t size) {
  using Truncate = int(int, off64_t);
  static Truncate* const ftruncate = real<Truncate>("ftruncate64");
  const Call call{.kind = Kind::truncate,
                  .function = "ftruncate",
                  .fd = fd,
                  .size = static_cast<std::size_t>(size)};
  return watched(call, 0, [&] { return ftruncate(fd, size); });
}

int watched_name(const char* function, const char* from, const char* to) {
  const Call call{.kind = Kind::name, .function = function, .path = from, .to = to};
  return watched(call, 0, [&] {
    using Two = int(const char*, const char*);
    using One = int(const char*);
    return to == nullptr ? real<One>(function)(from) : real<Two>(function)(from, to);
  });
}

}  // namespace

Watching::Watching(Watcher& who) { watcher = &who; }
Watching::~Watching() { watcher = nullptr; }

Unwatched::Unwatched() : before_(watcher) { watcher = nullptr; }
Unwatched::~Unwatched() { watcher = before_; }

}  // namespace machine

using machine::Call;
using machine::Kind;

// For the shared libraries to find them.
#pragma GCC visibility push(default)
extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return machine::watched_open("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return machine::watched_open("open", path, flags, mode);
}

ssize_t write(int fd, const void* data, size_t size) {
  using Write = ssize_t(int, const void*, size_t);
  static Write* const write = machine::real<Write>("write");
  const Call call{.kind = Kind::write, .function = "write", .fd = fd, .data = data, .size = size};
  return machine::watched(call, static_cast<ssize_t>(size), [&] { return write(fd, data, size); });
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t offset) {
  return machine::watched_pwrite(fd, data, size, offset);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
  return machine::watched_pwrite(fd, data, size, offset);
}

int fsync(int fd) { return machine::watched_sync("fsync", fd); }
int fdatasync(int fd) { return machine::watched_sync("fdatasync", fd); }

int ftruncate(int fd, off_t size) noexcept { return machine::watched_truncate(fd, size); }
int ftruncate64(int fd, off64_t size) noexcept { return machine::watched_truncate(fd, size); }

int link(const char* from, const char* to) noexcept {
  return machine::watched_name("link", from, to);
}
int rename(const char* from, const char* to) noexcept {
  return machine::watched_name("rename", from, to);
}
int unlink(const char* path) noexcept { return machine::watched_name("unlink", path, nullptr); }

ssize_t send(int fd, const void* data, size_t size, int flags) {
  using Send = ssize_t(int, const void*, size_t, int);
  static Send* const send = machine::real<Send>("send");
  const Call call{.kind = Kind::send, .function = "send", .fd = fd, .data = data, .size = size};
  return machine::watched(call, static_cast<ssize_t>(size),
                          [&] { return send(fd, data, size, flags); });
}

ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  using Send = ssize_t(int, const msghdr*, int);
  static Send* const sendmsg = machine::real<Send>("sendmsg");
  const Call call{.kind = Kind::send, .function = "sendmsg", .fd = fd};
  return machine::watched(call, ssize_t{0}, [&] { return sendmsg(fd, message, flags); });
}
}
#pragma GCC visibility pop
