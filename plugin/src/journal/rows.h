// The rows of one question, looked at where SQLite has them: for walks over a hundred thousand,
// where SOCI's copy of every value would cost more than the reading itself.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/status.h"
#include "journal/session.h"

struct sqlite3_stmt;

namespace homevisit::journal {

// Holds its snapshot until it is destroyed. Lives no longer than the session. [one thread]
class Rows {
 public:
  static Result<Rows> of(Session& session, std::string_view sql);

  // Values of ?1, ?2...; texts stay the caller's until the rows are read.
  Status bind(int place, std::int64_t value);
  Status bind(int place, std::string_view value);

  // False at the end. What the row before gave to look at is gone then.
  Result<bool> next();
  // Columns from 0. NULL is zero or empty.
  std::int64_t number(int column) const;
  std::string_view text(int column) const;
  ByteView bytes(int column) const;
  bool is_null(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Rows(Session& session, sqlite3_stmt* statement) : session_(&session), statement_(statement) {}

  Session* session_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace homevisit::journal
