// The exact bytes that are hashed and that are bound to what is sealed, as
// plugin/docs/journal-format.md gives them. A change here is a new format.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/status.h"
#include "base/uuid.h"
#include "crypto/hash.h"

namespace homevisit::journal {

inline constexpr std::int64_t application_id = 0x68764a31;  // "hvJ1"
inline constexpr std::int64_t format_version = 2;
inline constexpr std::int64_t oldest_format = 1;  // that can still be brought up to date

// Numbers big-endian; texts and byte strings of open length behind their length in four bytes.
class Encoder {
 public:
  // `label` says what the bytes are for, so that no two kinds can be taken for each other.
  explicit Encoder(std::string_view label);
  // For what is sealed: the context that it is bound to has the label.
  Encoder() = default;
  Encoder& u8(std::uint8_t value);
  Encoder& u64(std::int64_t value);
  Encoder& raw(ByteView bytes);  // REQUIRES: a length that the format fixes
  Encoder& text(std::string_view text);
  ByteView view() const { return bytes_; }

 private:
  Bytes bytes_;
};

// The clear columns of one event.
struct EventColumns {
  std::int64_t seq = 0;
  Uuid id, subject;
  std::int64_t stream = 0;
  Bytes submission;  // empty or 32 bytes
};

Bytes event_context(const EventColumns&);
Result<crypto::Digest> genesis_hash(const Uuid& journal);
Result<crypto::Digest> event_hash(ByteView previous, const EventColumns&, ByteView sealed);

Bytes check_context(const Uuid& journal);
Bytes head_context(const Uuid& journal);
Bytes subject_id_context(std::string_view system, std::string_view external, const Uuid& subject);
Bytes merge_context(const Uuid& subject, const Uuid& into);
Bytes projection_context(const Uuid& subject, std::string_view name, std::int64_t upto_seq);
Bytes outbox_context(const Uuid& subject, std::string_view marker, std::int64_t event_seq);
Bytes draft_context(const Uuid& subject, std::string_view owner, std::string_view form,
                    std::int64_t saved_at);

}  // namespace homevisit::journal
