// The keys of the students: each is random, stored wrapped under the master key, and kept opened in
// memory for as long as it is in use. To destroy the wrapped key is to erase all that it sealed.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/bytes.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/status.h"
#include "base/uuid.h"

namespace homevisit::crypto {

// A key under another: AES-256-GCM, bound to the one it belongs to.
Result<Bytes> wrap_key(const Secret& master, const Secret& key, const Uuid& owner, Random& random);
Result<Secret> unwrap_key(const Secret& master, ByteView wrapped, const Uuid& owner);

Secret make_key(Random& random);

// [any]
class KeyRing {
 public:
  // Keeps at most `capacity` opened keys; those not used for longest go first.
  explicit KeyRing(Secret master, std::size_t capacity = 4096);

  const Secret& master() const { return master_; }
  // The opened key. HV_DATA_LOSS when it does not open.
  Result<std::shared_ptr<const Secret>> open(const Uuid& owner, ByteView wrapped);
  // The same for a walk over many: a key that is not held is opened and not kept, so that those in
  // use stay.
  Result<std::shared_ptr<const Secret>> open_once(const Uuid& owner, ByteView wrapped);
  void forget(const Uuid& owner);

 private:
  struct Entry {
    Uuid owner;
    Bytes wrapped;  // a key that was replaced or changed on disk is not answered from memory
    std::shared_ptr<const Secret> key;
  };
  struct Hash {
    std::size_t operator()(const Uuid& id) const;
  };

  const Secret master_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> used_;  // most recently used first
  std::unordered_map<Uuid, std::list<Entry>::iterator, Hash> entries_;
};

}  // namespace homevisit::crypto
