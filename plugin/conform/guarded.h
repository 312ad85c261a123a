// Memory that shows at once who looks where nothing is: a text ends where a page ends that nobody
// may touch, and is gone when it was given back.
#pragma once

#include <cstring>
#include <string_view>

#include "homevisit/types.h"

namespace homevisit::conform {

class GuardedText {
 public:
  GuardedText() = default;
  explicit GuardedText(std::string_view text);
  GuardedText(GuardedText&& other) noexcept;
  GuardedText& operator=(GuardedText&& other) noexcept;
  ~GuardedText();

  // Not ended by a zero byte: reading further ends the process.
  hv_str str() const { return {text_, size_}; }

 private:
  void* pages_ = nullptr;
  std::size_t mapped_ = 0;
  const char* text_ = nullptr;
  std::size_t size_ = 0;
};

// A struct as another version of the host knows it: `size` bytes count, the bytes behind them must
// stay as they are. REQUIRES: the first member is struct_size.
template <typename T>
class SizedStruct {
 public:
  explicit SizedStruct(std::size_t size = sizeof(T)) : size_(size) {
    std::memset(bytes_, kMark, sizeof bytes_);
    const std::size_t shared = size < sizeof(T) ? size : sizeof(T);
    std::memset(bytes_, 0, shared);
    std::memcpy(bytes_, &size, sizeof size);
  }

  T* get() { return reinterpret_cast<T*>(bytes_); }
  const T* get() const { return reinterpret_cast<const T*>(bytes_); }
  // Puts in as much of the value as the size holds.
  void set(const T& value) {
    std::memcpy(bytes_, &value, size_ < sizeof(T) ? size_ : sizeof(T));
    std::memcpy(bytes_, &size_, sizeof size_);
  }
  // As much as the size holds; the rest is zero.
  T value() const {
    T out{};
    std::memcpy(&out, bytes_, size_ < sizeof(T) ? size_ : sizeof(T));
    return out;
  }
  // Is what lies behind the size, and what no version of today knows, as it was?
  bool untouched() const {
    for (std::size_t i = size_ < sizeof(T) ? size_ : sizeof(T); i < sizeof bytes_; ++i) {
      if (bytes_[i] != kMark) return false;
    }
    std::size_t size = 0;
    std::memcpy(&size, bytes_, sizeof size);
    return size == size_;
  }

 private:
  static constexpr unsigned char kMark = 0xA5;
  std::size_t size_;
  alignas(T) unsigned char bytes_[sizeof(T) + 256];
};

}  // namespace homevisit::conform
