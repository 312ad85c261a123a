// Puts waiting entries into the SIS, each once. Why that holds whatever breaks: docs/delivery.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "adapters/adapter.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "journal/journal.h"

namespace homevisit::sync {

// The steps of one delivery, for who must see that it can be interrupted after each of them.
// `ahead`: the next ones are taken while the answer to this one is waited for.
enum class Step { claimed, looked_up, sending, ahead, answered, settled };

struct DeliverOptions {
  journal::DeliveryTerms terms;
  // Nothing is still being sent after this part of the lease: then another process takes over.
  std::int64_t send_within = 45'000;  // milliseconds; less than terms.lease
  std::int64_t limit = 1000;          // items
  std::int64_t take_for = 0;          // milliseconds after which none is taken; 0: no end
  // Taken in one commit, each of another student: as many as are sent within so many milliseconds,
  // and no more than this share of what waits, so that other processes find some. One sync of the
  // disk for each entry would cost as much as the sending; those that a crash leaves behind cost a
  // look-up each.
  std::int64_t batch_ms = 250;
  std::int64_t batch_most = 16;
  std::int64_t share = 8;  // one in so many
  // The version of the roster that the journal has followed; nothing while ids may lead to others.
  // Asked before each claim and each sending: what was claimed under one version is not sent under
  // another, for its id may have been given away between. Empty: ids never move.
  std::function<std::optional<std::int64_t>()> followed;
  std::function<void(Step)> step;  // may be empty
};

struct Delivered {
  std::int64_t delivered = 0;
  bool more = false;       // it ended by its limit or its time
  std::string last_error;  // code; "" when all went well
};

// Takes items until none is due, the system is in trouble, or the limit is reached. An outcome that
// is not known is looked up by its marker before anything is sent again; two entries with one
// marker stop that item until a person has looked. [any]; several processes at once.
Result<Delivered> deliver(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
                          const CallControl& control, const DeliverOptions& options);

}  // namespace homevisit::sync
