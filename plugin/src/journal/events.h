// The table of events and the end of the chain.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "journal/encoding.h"
#include "journal/journal.h"
#include "journal/subjects.h"

namespace homevisit::journal {

// The last event of the chain, kept sealed under the master key, so that events cannot be cut off
// the end unnoticed.
struct Head {
  std::int64_t seq = 0;
  crypto::Digest hash{};
};
Result<Head> read_head(Store&, Session&);
Status write_head(Store&, Session&, const Head&);

// Inside a writing transaction; `head` moves on.
Status append_event(Store&, Session&, Head& head, const Subject&, Stream, const Uuid& id,
                    std::string_view body, ByteView submission);

// Of the subject and of all that were merged into it, in the order of the chain.
Result<std::vector<Event>> read_events(Store&, Session&, const Subject&, Stream);
Result<std::int64_t> dossier_head(Store&, Session&, const Subject&);
Result<std::optional<Event>> event_by_submission(Store&, Session&, ByteView submission);

// Hashes the last `count` events again and compares with the head.
Status check_end(Store&, Session&, std::int64_t count);

}  // namespace homevisit::journal
