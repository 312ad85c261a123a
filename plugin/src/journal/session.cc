#include "journal/session.h"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "journal/sqlite_errors.h"

namespace homevisit::journal {
namespace {

// SOCI reads "key=value" pairs from what has an equals sign, and never ends where memory runs out
// at that; so only a path that has one is given as such a pair.
std::string connect_string(const std::string& path) {
  return path.find('=') == std::string::npos ? path : "db=\"" + path + "\"";
}

}  // namespace

Session::Session(const std::string& path, const char* kind)
    : path_(path), kind_(kind), soci_(soci::sqlite3, connect_string(path)) {}

Result<std::unique_ptr<Session>> Session::open(const std::string& path, const char* kind,
                                               int busy_timeout_ms) {
  if (path.find('"') != std::string::npos)
    return Error{
        HV_INVALID_ARGUMENT, "path_quoted",
        fmt::format("The path of the {} holds a quotation mark; choose another one.", kind)};
  try {
    std::unique_ptr<Session> session(new Session(path, kind));
    HV_TRY(session->script(fmt::format("PRAGMA busy_timeout={}", busy_timeout_ms)));
    // Already WAL after the first time. FULL: after COMMIT the events are on the disk.
    HV_TRY(session->script("PRAGMA journal_mode=WAL"));
    HV_TRY(session->script("PRAGMA synchronous=FULL"));
    // A file that somebody changed must not bring triggers and views that run functions.
    HV_TRY(session->script("PRAGMA trusted_schema=OFF"));
    HV_TRY(session->script("PRAGMA cell_size_check=ON"));
    // The first read opens the write-ahead log and its index.
    HV_TRY(session->script("PRAGMA schema_version"));
    session->files_ = OpenFiles::at(path, kind);
    return session;
  } catch (const soci::soci_error& error) {
    return explain_sqlite(error, kind, path);
  }
}

Status Session::script(const std::string& sql) {
  try {
    std::size_t begin = 0;
    while (begin < sql.size()) {
      const std::size_t end = std::min(sql.find(';', begin), sql.size());
      const std::string one = sql.substr(begin, end - begin);
      begin = end + 1;
      if (one.find_first_not_of(" \n") != std::string::npos) soci_ << one;
    }
    return {};
  } catch (const soci::soci_error& error) {
    return explain(error);
  }
}

// The library does not export this class's type information, which the sanitizer would look at.
__attribute__((no_sanitize("vptr"))) void* Session::connection() {
  return static_cast<soci::sqlite3_session_backend*>(soci_.get_backend())->conn_;
}

Error Session::explain(const soci::soci_error& error) {
  return explain_sqlite(error, kind_, path_);
}

Error Session::explain(int result, int number) const {
  return explain_sqlite(result, number, kind_, path_);
}

// SOCI's backend does not export its type information, which the sanitizer would look at.
__attribute__((no_sanitize("vptr"))) bool Session::in_transaction() {
  const auto* backend = static_cast<soci::sqlite3_session_backend*>(soci_.get_backend());
  return sqlite_api::sqlite3_get_autocommit(backend->conn_) == 0;
}

void Session::end_transaction(const char* sql) noexcept {
  try {
    (void)run(sql);
  } catch (...) {
    // No memory; in_transaction() tells what came of it.
  }
}

void Session::drop(const char* sql) {
  for (auto it = statements_.begin(); it != statements_.end();)
    it = it->first.first == sql ? statements_.erase(it) : std::next(it);
}

}  // namespace homevisit::journal
