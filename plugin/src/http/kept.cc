#include "http/kept.h"

#include "http/encoding.h"

namespace homevisit::http {
namespace {

std::size_t size_of(const Response& response) {
  std::size_t bytes = sizeof response + response.body.size();
  for (const Header& header : response.headers)
    bytes += sizeof header + header.name.size() + header.value.size();
  return bytes;
}

}  // namespace

std::string Kept::key_of(const Request& request) {
  std::string key = request.method + ' ' + request.url;
  for (const Header& header : request.headers)
    if (!same_ignoring_case(header.name, "authorization"))
      key += '\n' + lower(header.name) + ':' + header.value;
  return key;
}

std::shared_ptr<const Response> Kept::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->response;
}

void Kept::put(const std::string& key, const Response& response) {
  const std::size_t bytes = key.size() + size_of(response);
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) erase(found->second);
  if (response.header("etag").empty() || bytes > most_bytes_ / 4 ||
      lower(response.header("cache-control")).find("no-store") != std::string::npos)
    return;
  while (!entries_.empty() && bytes_ + bytes > most_bytes_) erase(std::prev(entries_.end()));
  entries_.push_front({key, std::make_shared<const Response>(response), bytes});
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
}

std::size_t Kept::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

void Kept::erase(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes;
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

}  // namespace homevisit::http
