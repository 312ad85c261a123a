#include "journal/sqlite_errors.h"

#include <errno.h>
#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <optional>

namespace homevisit::journal {
namespace {

Error make(hv_status status, const char* code, std::string message, bool retryable = false) {
  Error error{status, code, std::move(message)};
  error.retryable = retryable;
  return error;
}

Error no_room(const char* kind, const std::string& path) {
  return make(HV_RESOURCE_EXHAUSTED, "disk_full",
              fmt::format("No room on the disk for the {} {}; nothing was written. Make room and "
                          "try again.",
                          kind, path),
              true);
}

Error read_only(const char* kind, const std::string& path) {
  return make(HV_PERMISSION_DENIED, "database_read_only",
              fmt::format("The {} {} may not be written. Give the file and its folder to the user "
                          "that runs this program, with write permission, on a disk that is not "
                          "read-only.",
                          kind, path));
}

// What the system said when SQLite could not open or write a file; none: SQLite's own code tells
// enough.
std::optional<Error> by_system_error(int number, const char* kind, const std::string& path) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:  // a limit on the size of files
      return no_room(kind, path);
    case EROFS:
      return read_only(kind, path);
    case EMFILE:
    case ENFILE:
      return make(
          HV_RESOURCE_EXHAUSTED, "files_exhausted",
          fmt::format("The {} {} cannot be opened: too many files are open. Raise the limit "
                      "(ulimit -n), or try again when others have ended.",
                      kind, path),
          true);
    default:
      return std::nullopt;
  }
}

// A statement that SQLite had no memory to make, or to bind a value to, is an error of SOCI's own,
// without SQLite's number.
bool is_for_memory(const soci::soci_error& error) {
  const std::string said = error.get_error_message();
  return said == "No sqlite statement created" || said == "Failure to bind on bulk operations";
}

}  // namespace

// SOCI's own text may hold the values of a statement, so none of it goes into the message.
Error explain_sqlite(const soci::soci_error& error, const char* kind, const std::string& path) {
  // SQLite keeps what the system said for some of its errors only; nothing has been asked since.
  const int number = errno;
  const auto* from_sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  if (from_sqlite == nullptr && is_for_memory(error))
    return explain_sqlite(SQLITE_NOMEM, number, kind, path);
  if (from_sqlite == nullptr)
    return make(
        HV_INTERNAL, "database_failed",
        fmt::format("The {} {} could not be used as intended; please report this.", kind, path));
  return explain_sqlite(from_sqlite->result(), number, kind, path);
}

Error explain_sqlite(int result, int number, const char* kind, const std::string& path) {
  const int code = result & 0xff;
  if (code == SQLITE_IOERR || code == SQLITE_CANTOPEN)
    if (auto known = by_system_error(number, kind, path)) return *std::move(known);
  switch (code) {
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
      return read_only(kind, path);
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
      return no_room(kind, path);
    case SQLITE_IOERR:
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
}

}  // namespace homevisit::journal
