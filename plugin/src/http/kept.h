// Answers that seldom change (Request::keep), with the ETag to ask whether they have.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/http.h"

namespace homevisit::http {

// [any] The longest unused ones go when there is no room.
class Kept {
 public:
  explicit Kept(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // What the answer hangs on: method, url and headers; not the credentials, which change while the
  // answer does not, and of which the other side decides each time.
  static std::string key_of(const Request& request);

  std::shared_ptr<const Response> find(const std::string& key);
  // Leaves out what has no ETag, says no-store, or takes more than a quarter of the room.
  void put(const std::string& key, const Response& response);
  std::size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Response> response;
    std::size_t bytes;
  };
  void erase(std::list<Entry>::iterator entry);

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace homevisit::http
