// Who was not let in, for the audit: forged and stale sign-ins, unknown people, students who are
// not theirs to see. No content, no name, nothing that was sent.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "access/actor.h"
#include "base/clock.h"
#include "base/random.h"
#include "journal/journal.h"

namespace homevisit::operations {

struct Refusal {
  std::string what;  // "sign_on", "lti", "student"
  std::string with;  // the system, or the kind of number
  std::string code;
  std::string role, actor;  // where they are known
};

// [any]
class Refusals {
 public:
  Refusals(journal::Journal& journal, const Clock& clock, Random& random)
      : journal_(journal), clock_(clock), random_(random) {}

  // An event of the system itself. The journal is never shortened, so a stranger must not be able
  // to fill it: after thirty at a stretch one in twenty seconds is written, which says how many
  // were not. People who are signed in are counted apart, so that a stranger's noise hides nothing
  // of theirs.
  Status note(const Refusal& refusal);

 private:
  struct Count {
    std::int64_t full_at = 0;  // by the uptime: when thirty may be written again
    std::int64_t unwritten = 0;
  };
  // Whether one may be written now; `unwritten`: how many were not since the last.
  bool admit(Count& count, std::int64_t& unwritten);

  journal::Journal& journal_;
  const Clock& clock_;
  Random& random_;
  std::mutex mutex_;
  Count strangers_, people_;
};

class Context;

// The error as it is, once the refusal has gone to the audit. That it cannot be noted down there
// opens nothing.
Error note_refusal(Context& context, const Refusal& refusal, Error error);

}  // namespace homevisit::operations
