#include "journal/sqlite_errors.h"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace homevisit::journal {
namespace {

Error make(hv_status status, const char* code, std::string message, bool retryable = false) {
  Error error{status, code, std::move(message)};
  error.retryable = retryable;
  return error;
}

// The library does not export this class's type information, which the sanitizer would look at.
__attribute__((no_sanitize("vptr"))) int extended_code(soci::session& session) {
  const auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
  return sqlite_api::sqlite3_extended_errcode(backend->conn_);
}

}  // namespace

// SOCI's own text may hold the values of a statement, so none of it goes into the message.
Error explain_sqlite(const soci::soci_error& error, soci::session* session, const char* kind,
                     const std::string& path) {
  const auto* from_sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  if (from_sqlite == nullptr)
    return make(
        HV_INTERNAL, "database_failed",
        fmt::format("The {} {} could not be used as intended; please report this.", kind, path));
  const int code = from_sqlite->result();
  int extended = code;
  if (session != nullptr) extended = extended_code(*session);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return make(HV_UNAVAILABLE, "database_busy",
                  fmt::format("The {} {} is in use by another program and did not come free in "
                              "time. Try again; if it stays so, look for a program that holds it "
                              "(fuser {}).",
                              kind, path, path),
                  true);
    case SQLITE_NOMEM:
      return make(HV_RESOURCE_EXHAUSTED, "out_of_memory",
                  fmt::format("Out of memory while using the {} {}.", kind, path), true);
    case SQLITE_TOOBIG:
      return make(HV_RESOURCE_EXHAUSTED, "too_large",
                  fmt::format("A text is too large for the {} {}.", kind, path));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return make(HV_PERMISSION_DENIED, "database_read_only",
                  fmt::format("The {} {} may not be written. Give the file and its folder to the "
                              "user that runs this program, with write permission.",
                              kind, path));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
      return make(HV_DATA_LOSS, "database_damaged",
                  fmt::format("The {} {} is damaged. Stop using it, keep a copy, and restore the "
                              "last backup that 'homevisit audit verify' finds whole.",
                              kind, path));
    case SQLITE_FULL:
      break;
    case SQLITE_IOERR:
      // A quota or a limit on the size of files; SQLite reports only a full disk as FULL.
      if (extended == SQLITE_IOERR_WRITE || extended == SQLITE_IOERR_SHMSIZE) break;
      return make(HV_UNAVAILABLE, "disk_failed",
                  fmt::format("The disk did not read or write the {} {}. Look at the system log; "
                              "what was acknowledged before is kept.",
                              kind, path),
                  true);
    case SQLITE_CANTOPEN:
      return make(HV_PERMISSION_DENIED, "database_not_opened",
                  fmt::format("The {} {} cannot be opened. Check that its folder is there and that "
                              "the user that runs this program may write in it.",
                              kind, path));
    default:
      return make(HV_INTERNAL, "database_failed",
                  fmt::format("The {} {} could not be used as intended (SQLite error {}); please "
                              "report this.",
                              kind, path, code));
  }
  return make(
      HV_RESOURCE_EXHAUSTED, "disk_full",
      fmt::format("No room on the disk for the {} {}; nothing was written. Make room and try "
                  "again.",
                  kind, path),
      true);
}

}  // namespace homevisit::journal
