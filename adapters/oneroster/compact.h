// Where a district stands in memory while it is read: texts in large blocks, ids as small numbers,
// words that repeat kept once. A student with two guardians takes some 400 bytes.
#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace homevisit::oneroster {

inline constexpr std::uint32_t kNone = 0xFFFF'FFFF;

// Texts that stay where they are until all go.
class Texts {
 public:
  // A few texts in a row; none longer than 65,535 bytes counts further than that.
  const char* keep(std::initializer_list<std::string_view> texts) {
    std::size_t size = 0;
    for (const std::string_view text : texts) size += 2 + clipped(text).size();
    char* const begin = room(size);
    char* at = begin;
    for (std::string_view text : texts) {
      text = clipped(text);
      const auto length = static_cast<std::uint16_t>(text.size());
      std::memcpy(at, &length, 2);
      if (!text.empty()) std::memcpy(at + 2, text.data(), text.size());
      at += 2 + text.size();
    }
    return begin;
  }
  // The text of that place among those kept together; "" where nothing was kept.
  static std::string_view at(const char* kept, int place) {
    if (kept == nullptr) return {};
    std::uint16_t length = 0;
    for (std::memcpy(&length, kept, 2); place > 0; --place) {
      kept += 2 + length;
      std::memcpy(&length, kept, 2);
    }
    return {kept + 2, length};
  }

 private:
  static constexpr std::size_t kBlock = 256 << 10;
  static std::string_view clipped(std::string_view text) { return text.substr(0, 0xFFFF); }

  char* room(std::size_t size) {
    if (size > left_) {
      const std::size_t block = size > kBlock ? size : kBlock;
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(block));
      free_ = blocks_.back().get();
      left_ = block;
    }
    char* const at = free_;
    free_ += size;
    left_ -= size;
    return at;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

// Ids by number, in the order in which they came.
class Ids {
 public:
  std::uint32_t find(std::string_view id) const {
    if (slots_.empty()) return kNone;
    return slots_[slot_of(id)];
  }
  // The number of the id; a new one where it was not known.
  std::uint32_t add(std::string_view id) {
    if (ids_.size() * 3 >= slots_.size() * 2) grow();
    std::uint32_t& slot = slots_[slot_of(id)];
    if (slot == kNone) {
      slot = static_cast<std::uint32_t>(ids_.size());
      ids_.push_back(texts_.keep({id}));
    }
    return slot;
  }
  std::string_view operator[](std::uint32_t number) const { return Texts::at(ids_[number], 0); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }

 private:
  std::size_t slot_of(std::string_view id) const {
    std::size_t slot = std::hash<std::string_view>()(id) & (slots_.size() - 1);
    while (slots_[slot] != kNone && (*this)[slots_[slot]] != id)
      slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }
  void grow() {
    slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, kNone);
    for (std::uint32_t i = 0; i < ids_.size(); ++i) slots_[slot_of((*this)[i])] = i;
  }

  Texts texts_;
  std::vector<const char*> ids_;
  std::vector<std::uint32_t> slots_;  // a power of two of them
};

// Numbers that were seen: never 0.
class Seen {
 public:
  // False where it was there before.
  bool add(std::uint64_t number) {
    if (count_ * 3 >= slots_.size() * 2) grow();
    std::uint64_t& slot = slots_[slot_of(number)];
    if (slot == number) return false;
    slot = number;
    ++count_;
    return true;
  }

 private:
  std::size_t slot_of(std::uint64_t number) const {
    std::size_t slot =
        static_cast<std::size_t>((number * 0x9E37'79B9'7F4A'7C15ull) >> 20) & (slots_.size() - 1);
    while (slots_[slot] != 0 && slots_[slot] != number) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }
  void grow() {
    std::vector<std::uint64_t> before(slots_.empty() ? 1024 : slots_.size() * 2, 0);
    before.swap(slots_);
    for (const std::uint64_t number : before)
      if (number != 0) slots_[slot_of(number)] = number;
  }

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

}  // namespace homevisit::oneroster
