#include "crypto/key_ring.h"

#include <algorithm>
#include <cstring>

#include "crypto/master_key.h"
#include "crypto/seal.h"

namespace homevisit::crypto {
namespace {

Bytes wrap_context(const Uuid& owner) {
  constexpr std::string_view label{"hv-key-1\0", 9};
  Bytes context(label.size() + owner.bytes.size());
  std::ranges::copy(owner.bytes, std::ranges::copy(label, context.begin()).out);
  return context;
}

}  // namespace

Result<Bytes> wrap_key(const Secret& master, const Secret& key, const Uuid& owner, Random& random) {
  return seal(master, key.reveal(), wrap_context(owner), random);
}

Result<Secret> unwrap_key(const Secret& master, ByteView wrapped, const Uuid& owner) {
  HV_ASSIGN(Secret key, open_secret(master, wrapped, wrap_context(owner)));
  if (key.size() != key_size)
    return Error{HV_DATA_LOSS, "key_damaged",
                 "The key of a student's file has a wrong length. Restore the journal from a "
                 "backup."};
  return key;
}

Secret make_key(Random& random) {
  Secret key(key_size);
  random.fill(key.writable(), key.size());
  return key;
}

KeyRing::KeyRing(Secret master, std::size_t capacity)
    : master_(std::move(master)), capacity_(capacity) {}

std::size_t KeyRing::Hash::operator()(const Uuid& id) const {
  std::size_t hash;  // the last bytes of a UUIDv7 are random
  std::memcpy(&hash, id.bytes.data() + id.bytes.size() - sizeof hash, sizeof hash);
  return hash;
}

Result<std::shared_ptr<const Secret>> KeyRing::open(const Uuid& owner, ByteView wrapped) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(owner);
  if (found != entries_.end()) {
    const Entry& entry = *found->second;
    if (std::ranges::equal(entry.wrapped, wrapped)) {
      used_.splice(used_.begin(), used_, found->second);
      return entry.key;
    }
    used_.erase(found->second);
    entries_.erase(found);
  }
  HV_ASSIGN(Secret key, unwrap_key(master_, wrapped, owner));
  used_.push_front({owner, Bytes(wrapped.begin(), wrapped.end()),
                    std::make_shared<const Secret>(std::move(key))});
  entries_[owner] = used_.begin();
  if (used_.size() > capacity_) {
    entries_.erase(used_.back().owner);
    used_.pop_back();
  }
  return used_.front().key;
}

Result<std::shared_ptr<const Secret>> KeyRing::open_once(const Uuid& owner, ByteView wrapped) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(owner);
    if (found != entries_.end() && std::ranges::equal(found->second->wrapped, wrapped))
      return found->second->key;
  }
  HV_ASSIGN(Secret key, unwrap_key(master_, wrapped, owner));
  return std::make_shared<const Secret>(std::move(key));
}

void KeyRing::forget(const Uuid& owner) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(owner);
  if (found == entries_.end()) return;
  used_.erase(found->second);
  entries_.erase(found);
}

}  // namespace homevisit::crypto
