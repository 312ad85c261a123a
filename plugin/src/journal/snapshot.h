// One moment of the journal, whole: a copy of its pages in a file that has no name, so that it is
// gone with the process. Others append meanwhile; none of them waits.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/cancel.h"
#include "base/status.h"
#include "base/uuid.h"
#include "crypto/hash.h"

namespace homevisit::journal {

// Where the chain ended at that moment. What anchors the copy: see journal-format.md.
struct ChainEnd {
  std::int64_t events = 0;         // the seq of the last event
  std::int64_t last_event_at = 0;  // milliseconds since 1970; 0: there is none
  crypto::Digest hash{};
};

// [one thread]
class Snapshot {
 public:
  Snapshot(int file, std::int64_t size, Uuid journal, ChainEnd end)
      : file_(file), size_(size), journal_(journal), end_(end) {}
  Snapshot(Snapshot&& other) noexcept;
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

  std::int64_t size() const { return size_; }
  const Uuid& journal() const { return journal_; }
  const ChainEnd& end() const { return end_; }
  // Fills `into` from `offset` on. REQUIRES: offset + into.size() <= size().
  Status read(std::int64_t offset, std::span<std::uint8_t> into) const;

 private:
  int file_;
  std::int64_t size_;
  Uuid journal_;
  ChainEnd end_;
};

// Copies every page that the connection (sqlite3*) sees in its open transaction. Gives the open
// file; `pages` of `page_size` bytes are expected.
Result<int> copy_pages(void* connection, const std::string& beside, std::int64_t pages,
                       const CallControl&);

}  // namespace homevisit::journal
