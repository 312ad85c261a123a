// One BEGIN IMMEDIATE ... COMMIT on a session.
#pragma once

#include "base/status.h"
#include "journal/session.h"

namespace homevisit::journal {

// Refuses to begin and to commit when the path no longer leads to the file that is open. Rolls back
// when it is destroyed before commit(). Lives no longer than the session.
class Writing {
 public:
  static Result<Writing> begin(Session& session) {
    HV_TRY(session.files().check_all());
    HV_TRY(session.run("BEGIN IMMEDIATE"));
    return Writing(session);
  }
  Writing(Writing&& other) noexcept : session_(std::exchange(other.session_, nullptr)) {}
  Writing& operator=(Writing&&) = delete;
  ~Writing() { roll_back(); }

  Status commit() {
    Status status = session_->files().check_all();
    if (status) status = session_->run("COMMIT");
    if (status) {
      session_ = nullptr;
    } else {
      roll_back();
    }
    return status;
  }
  // SQLite itself may have rolled back already (a full disk); then there is nothing to do.
  void roll_back() {
    if (session_ != nullptr) session_->end_transaction("ROLLBACK");
    session_ = nullptr;
  }

 private:
  explicit Writing(Session& session) : session_(&session) {}
  Session* session_;
};

}  // namespace homevisit::journal
