#include "store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "failure.h"
#include "schema.h"

namespace homevisit::local {
namespace {

// Made before SQLite sees it, so that the file never stands open to others, not for a moment; the
// log beside it takes over the mode.
void create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::close(file);
    return;
  }
  if (errno == EEXIST) return;
  throw Failure(HV_UNAVAILABLE,
                fmt::format("The student files {} cannot be made: {}. Make the folder, or give "
                            "this account the right to write in it.",
                            path, std::generic_category().message(errno)));
}

}  // namespace

Statement::Statement(Store& store, std::string_view sql) : store_(store) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(store.db_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) store.fail(code);
}

Statement& Statement::bind(int index, std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  const int code =
      sqlite3_bind_text64(statement_.get(), index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) store_.fail(code);
  return *this;
}

Statement& Statement::bind(int index, std::int64_t number) {
  const int code = sqlite3_bind_int64(statement_.get(), index, number);
  if (code != SQLITE_OK) store_.fail(code);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    const int extended = sqlite3_extended_errcode(store_.db_.get());
    sqlite3_reset(statement_.get());
    store_.fail(extended);
  }
  return false;
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::string_view Statement::text(int column) const {
  const unsigned char* data = sqlite3_column_text(statement_.get(), column);
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

Store::Store(std::string path) : path_(std::move(path)) {
  create_private(path_);
  sqlite3* db = nullptr;
  const int code =
      sqlite3_open_v2(path_.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(db, 1);
  configure();
}

void Store::configure() {
  sqlite3_busy_timeout(db_.get(), 5000);
  // A damaged or hostile file must not make SQLite run its own SQL.
  sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  execute("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-32768;");
  const std::int64_t version = number("PRAGMA user_version");
  const std::int64_t application = number("PRAGMA application_id");
  const bool empty = number("SELECT count(*) FROM sqlite_master") == 0;
  if (!empty && application != kApplicationId) {
    throw Failure(HV_INVALID_ARGUMENT,
                  fmt::format("The setting \"store\" names {}, a database of another program. Name "
                              "a file of its own.",
                              path_));
  }
  if (version > kSchemaVersion) {
    throw Failure(HV_FAILED_PRECONDITION,
                  fmt::format("The student files {} were written by a newer version ({}; this one "
                              "knows {}). Install that version.",
                              path_, version, kSchemaVersion));
  }
  if (!read_only()) {
    // secure_delete: what a school took out of its roster is not to be found in free pages.
    execute(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        "PRAGMA journal_size_limit=16777216;");
    if (version < kSchemaVersion) make_schema();
  } else if (empty) {
    throw Failure(HV_UNAVAILABLE,
                  fmt::format("The student files {} are empty and cannot be written. Give this "
                              "account the right to write the file and its folder.",
                              path_));
  }
}

void Store::make_schema() {
  Transaction transaction(*this);
  // Another process may have been first.
  if (number("PRAGMA user_version") < kSchemaVersion) {
    execute(fmt::format("PRAGMA application_id={}; PRAGMA user_version={};{}", kApplicationId,
                        kSchemaVersion, kSchema)
                .c_str());
  }
  transaction.commit();
}

bool Store::read_only() const { return sqlite3_db_readonly(db_.get(), "main") == 1; }

void Store::execute(const char* sql) {
  const int code = try_execute(sql);
  if (code != SQLITE_OK) fail(code);
}

int Store::try_execute(const char* sql) {
  return sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
}

bool Store::in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }

std::int64_t Store::changes() const { return sqlite3_changes64(db_.get()); }

std::int64_t Store::number(std::string_view sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.number(0) : 0;
}

std::string Store::setting(std::string_view name) {
  Statement statement(*this, "SELECT value FROM setting WHERE name=?");
  return statement.all(name).step() ? std::string(statement.text(0)) : std::string();
}

void Store::set_setting(std::string_view name, std::string_view value) {
  Statement statement(
      *this, "INSERT INTO setting VALUES (?,?) ON CONFLICT DO UPDATE SET value=excluded.value");
  statement.all(name, value).run();
}

void Store::checkpoint() {
  // A reader elsewhere may hold it up; the log is then emptied by a later one.
  sqlite3_busy_timeout(db_.get(), 0);
  sqlite3_wal_checkpoint_v2(db_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

void Store::fail(int code) {
  switch (code & 0xFF) {
    case SQLITE_INTERRUPT:
      if (call_ != nullptr) call_->check();
      throw Failure(HV_CANCELLED, "The call was cancelled; nothing was changed.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Failure(HV_UNAVAILABLE,
                    fmt::format("The student files {} are locked by another process; nothing was "
                                "changed. Try again when its import or backup has ended.",
                                path_),
                    true);
    case SQLITE_FULL:
      throw Failure(HV_RESOURCE_EXHAUSTED,
                    fmt::format("The disk that holds the student files {} is full; nothing was "
                                "changed. Make room and try again.",
                                path_),
                    true);
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      throw Failure(HV_RESOURCE_EXHAUSTED,
                    fmt::format("There was not enough memory to use the student files {}.", path_));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Failure(HV_DATA_LOSS,
                    fmt::format("The student files {} are damaged or no student files. Put back a "
                                "copy from a backup; the roster in it can also be imported anew.",
                                path_));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      throw Failure(HV_UNAVAILABLE,
                    fmt::format("The student files {} cannot be opened for writing. Give this "
                                "account the right to write the file and its folder.",
                                path_));
    case SQLITE_IOERR:
      throw Failure(
          HV_UNAVAILABLE,
          fmt::format("The disk that holds the student files {} gave an error ({}). Check "
                      "the disk.",
                      path_, code));
    default:
      throw Failure(HV_INTERNAL, fmt::format("SQLite refused a statement on {}: {} ({}).", path_,
                                             sqlite3_errstr(code), code));
  }
}

Store::Guard::Guard(Store& store, const Call& call) : store_(store) {
  // A transaction that could not be rolled back for want of memory must not be seen.
  if (store.in_transaction()) store.execute("ROLLBACK");
  store.call_ = &call;
  sqlite3_busy_timeout(store.db_.get(), call.lock_wait_ms());
  sqlite3_progress_handler(
      store.db_.get(), 20000,
      [](void* user) { return static_cast<const Call*>(user)->stop_reason() == HV_OK ? 0 : 1; },
      const_cast<Call*>(&call));
}

Store::Guard::~Guard() {
  sqlite3_progress_handler(store_.db_.get(), 0, nullptr, nullptr);
  store_.call_ = nullptr;
}

Transaction::Transaction(Store& store) : store_(store) { store.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (!open_) return;
  try {
    store_.execute("ROLLBACK");
  } catch (const std::exception&) {
    // SQLite has rolled back by itself (full disk, error on the disk), or the next call does.
  }
}

void Transaction::commit() {
  const int code = store_.try_execute("COMMIT");
  if ((code & 0xFF) == SQLITE_NOMEM && !store_.in_transaction()) {
    // Memory ran out while tidying up behind the commit, or it was rolled back: SQLite does not
    // say.
    open_ = false;
    throw CommitUnknown();
  }
  if (code != SQLITE_OK) store_.fail(code);
  open_ = false;
}

}  // namespace homevisit::local
