// What stands behind hv_ctx.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "base/cancel.h"
#include "crypto/hash.h"
#include "homevisit/homevisit.h"
#include "operations/context.h"

struct hv_ctx {
  std::unique_ptr<homevisit::operations::Context> context;
  std::mutex mutex;
  std::multimap<std::uint64_t, homevisit::CallControl*> running;  // by tag, for hv_cancel

  // Of one that is kept open, and in the hands of kept.h: the digest of its configuration's text
  // (a passphrase may stand in that), and how many hosts have it just now.
  homevisit::crypto::Digest opened_by{};
  int users = 0;
};
