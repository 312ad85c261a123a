// What is kept of a whole district while a list is read: numbers instead of texts, so that 100,000
// students fit into a few megabytes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace homevisit::edfi {

// Stands for an id (FNV-1a, then mixed). Two of a million ids share one with a chance of 1 to 10^7.
inline std::uint64_t number_of(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93ull;
  return hash ^ (hash >> 32);
}

// Texts that many records share (schools, grades, languages), each once. 0 is "".
class Words {
 public:
  std::uint32_t put(std::string_view word) {
    const auto [at, fresh] =
        index_.try_emplace(std::string(word), static_cast<std::uint32_t>(words_.size()));
    if (fresh) words_.push_back(&at->first);
    return at->second;
  }
  const std::string& operator[](std::uint32_t index) const { return *words_[index]; }

  Words() { put(""); }
  Words(Words&&) = default;
  Words& operator=(Words&&) = default;

 private:
  std::unordered_map<std::string, std::uint32_t> index_;
  std::vector<const std::string*> words_;
};

// Each id once: pages overlap where a list changes while it is read.
class Seen {
 public:
  bool first(std::string_view id) { return numbers_.insert(number_of(id)).second; }
  bool contains(std::string_view id) const { return numbers_.contains(number_of(id)); }
  std::size_t size() const { return numbers_.size(); }

 private:
  std::unordered_set<std::uint64_t> numbers_;
};

// Rows with a `key`, looked up after they were all put in. The first of a key in the order of
// Row's operator< wins.
template <typename Row>
class Table {
 public:
  void put(const Row& row) { rows_.push_back(row); }
  void sort() {
    std::sort(rows_.begin(), rows_.end());
    rows_.shrink_to_fit();
  }
  const Row* find(std::uint64_t key) const {
    const auto at = std::lower_bound(rows_.begin(), rows_.end(), key,
                                     [](const Row& row, std::uint64_t k) { return row.key < k; });
    return at != rows_.end() && at->key == key ? &*at : nullptr;
  }
  const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
};

}  // namespace homevisit::edfi
