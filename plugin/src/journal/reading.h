// One BEGIN ... COMMIT for reading: all statements in it see the same moment, while others append.
#pragma once

#include "base/status.h"
#include "journal/session.h"

namespace homevisit::journal {

// Ends when it is destroyed. Lives no longer than the session.
class Reading {
 public:
  static Result<Reading> begin(Session& session) {
    HV_TRY(session.run("BEGIN"));
    return Reading(session);
  }
  Reading(Reading&& other) noexcept : session_(std::exchange(other.session_, nullptr)) {}
  Reading& operator=(Reading&&) = delete;
  ~Reading() {
    if (session_ != nullptr) session_->end_transaction("COMMIT");
  }

 private:
  explicit Reading(Session& session) : session_(&session) {}
  Session* session_;
};

}  // namespace homevisit::journal
