// The roster, whole or as far as it changed.
#pragma once

#include <string>
#include <string_view>

#include "changes.h"
#include "homevisit/sdk/sink.h"
#include "schools.h"
#include "session.h"

namespace homevisit::edfi {

// Lasts as long as the instance: who is enrolled is found out with the students, which come first,
// and needed for everything that comes after them in the same reading.
class Roster {
 public:
  // Hands on all records of a kind; with `since` those that changed. Returns the next token.
  std::string list(const Session& session, hv_kind kind, std::string_view since, sdk::Sink& sink);

 private:
  void list_all(const Session& session, hv_kind kind, sdk::Sink& sink);
  const Enrolled& enrolled(const Session& session);

  Enrolled enrolled_;
  std::int64_t enrolled_at_ = 0;  // when they were read; 0: not yet
  Horizon horizon_;
};

}  // namespace homevisit::edfi
