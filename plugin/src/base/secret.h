// Bytes that must not be seen: keys, passphrases, opened texts. Wiped when destroyed; there is no
// way to print them by accident.
#pragma once

#include <string.h>

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace homevisit {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::size_t size) : bytes_(size) {}
  explicit Secret(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}
  explicit Secret(std::string_view text) : Secret(as_bytes(text)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  Secret& operator=(Secret other) noexcept {
    bytes_.swap(other.bytes_);
    return *this;
  }
  ~Secret() { wipe(); }

  bool empty() const { return bytes_.empty(); }
  std::size_t size() const { return bytes_.size(); }
  // The caller keeps the view no longer than the Secret and copies it nowhere.
  ByteView reveal() const { return bytes_; }
  std::uint8_t* writable() { return bytes_.data(); }

  template <typename Stream>
  friend Stream& operator<<(Stream&, const Secret&) = delete;

 private:
  void wipe() {
    if (!bytes_.empty()) explicit_bzero(bytes_.data(), bytes_.size());
  }
  Bytes bytes_;
};

// For texts that other interfaces want as a std::string (a header, a body): as soon as they are
// done with. What they copied elsewhere stays.
inline void wipe(std::string& text) {
  if (!text.empty()) explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace homevisit
