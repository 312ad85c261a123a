#include "base/random.h"

#include <sys/random.h>

#include <cerrno>
#include <system_error>

namespace homevisit {
namespace {

class SystemRandom final : public Random {
 public:
  void fill(void* bytes, std::size_t size) override {
    auto* at = static_cast<unsigned char*>(bytes);
    while (size > 0) {
      const ssize_t got = getrandom(at, size, 0);
      if (got < 0) {
        if (errno == EINTR) continue;
        throw std::system_error(errno, std::generic_category(), "getrandom");
      }
      at += got;
      size -= static_cast<std::size_t>(got);
    }
  }
};

}  // namespace

Random& system_random() {
  static SystemRandom random;
  return random;
}

}  // namespace homevisit
