// A backup folder, held by a lock for as long as the object lives:
//   homevisit-backup    the index: whose it is and which generations stand in it
//   generations/1 ...   one file for each copy
//   blocks/3f/3f9a...   what they consist of
//   lock
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "backup/blocks.h"
#include "backup/generation.h"
#include "backup/keys.h"

namespace homevisit::backup {

class Folder {
 public:
  // To read. Several may at once. HV_NOT_FOUND where no backup is; HV_DATA_LOSS for a damaged index
  // or another key; HV_UNAVAILABLE while a backup is being written.
  static Result<Folder> open(const std::string& path, const Secret& master_key, Random&);
  // To write, one at a time. A folder that is empty or not there yet becomes one of this journal.
  // HV_FAILED_PRECONDITION where it holds something else, or another journal's backups.
  static Result<Folder> open_to_write(const std::string& path, const Secret& master_key,
                                      const Uuid& journal, ByteView salt, Random&);
  Folder(Folder&&) noexcept;
  Folder& operator=(Folder&&) = delete;
  ~Folder();

  const std::string& path() const { return path_; }
  const Index& index() const { return index_; }
  Blocks& blocks() { return *blocks_; }

  // HV_NOT_FOUND for one that is not listed; HV_DATA_LOSS for one that is, and is gone or damaged.
  Result<Generation> generation(std::int64_t number) const;
  // The latest where `number` is 0. HV_NOT_FOUND where there is none.
  Result<Generation> find(std::int64_t number) const;
  std::int64_t next_number() const;

  // Writes it, reads it back, and then lists it: from then on it counts.
  Status add(const Generation&);
  // Takes the oldest off the list until `keep` are left; what they alone used goes with the next
  // remove_remnants().
  Status drop_all_but(std::size_t keep);
  // Removes what no listed generation uses. Gives how many blocks. HV_DATA_LOSS, and removes
  // nothing, when a listed generation does not say what it uses.
  Result<std::int64_t> remove_remnants();

 private:
  Folder(std::string path, int lock, Keys keys, Random& random);
  static Result<Folder> locked(const std::string& path, const Secret& master_key, Random&,
                               bool to_write);
  Status read();
  Status list(std::vector<std::int64_t> generations);
  std::string path_of(std::int64_t number) const;

  std::string path_;
  int lock_;
  std::unique_ptr<Keys> keys_;  // stays in place: the blocks refer to it
  std::unique_ptr<Blocks> blocks_;
  Random* random_;
  Bytes salt_;
  Index index_;
};

// The salt of the passphrase, which needs no key.
Result<Bytes> salt_of(const std::string& path);

}  // namespace homevisit::backup
