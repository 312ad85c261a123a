// What the journal keeps for learning platforms, sealed like everything in it: our keys, platforms
// that registered by themselves, and whether one may just now.
#pragma once

#include <optional>
#include <string>

#include "journal/journal.h"
#include "lti/platform.h"
#include "lti/tool_keys.h"

namespace homevisit::lti {

// A link by which one platform may register itself once. The link itself is nowhere kept.
struct Invitation {
  std::string digest;      // of the word in the link, hexadecimal
  std::int64_t until = 0;  // milliseconds since 1970
};

struct Kept {
  ToolKeys keys;
  Platforms registered;
  std::optional<Invitation> invitation;
};

// The name of the projection that holds it.
inline constexpr const char* kept_name = "lti";

Result<Kept> read_kept(journal::Journal& journal);
Result<Kept> read_kept(journal::Transaction& transaction);
Status put_kept(journal::Transaction& transaction, const Kept& kept);
// Can it be read, and every key be used? For verifying the journal.
Status check_kept(const journal::Projection& stored);

// The digest of a word as an Invitation has it.
Result<std::string> invitation_digest(std::string_view word);
// Does this word open the invitation now?
Result<bool> is_invited(const Kept& kept, std::string_view word, std::int64_t now_ms);

}  // namespace homevisit::lti
