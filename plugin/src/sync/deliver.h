// Puts waiting entries into the SIS, each once.
#pragma once

#include "adapters/adapter.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "journal/journal.h"

namespace homevisit::sync {

struct Delivered {
  std::int64_t delivered = 0;
  std::string last_error;  // code; "" when all went well
};

// Takes up to `limit` items. An outcome that is not known is looked up by its marker before
// anything is sent again; two entries with one marker stop that item until a person has looked.
Result<Delivered> deliver(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
                          const CallControl& control, std::int64_t limit);

}  // namespace homevisit::sync
