#include "journal/rows.h"

#include <errno.h>
#include <sqlite3.h>

namespace homevisit::journal {

void Rows::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Result<Rows> Rows::of(Session& session, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v2(static_cast<sqlite3*>(session.connection()), sql.data(),
                                        static_cast<int>(sql.size()), &statement, nullptr);
  if (result != SQLITE_OK) return session.explain(result, errno);
  return Rows(session, statement);
}

Status Rows::bind(int place, std::int64_t value) {
  const int result = sqlite3_bind_int64(statement_.get(), place, value);
  return result == SQLITE_OK ? ok() : Status(session_->explain(result, errno));
}

Status Rows::bind(int place, std::string_view value) {
  const int result = sqlite3_bind_text(statement_.get(), place, value.data(),
                                       static_cast<int>(value.size()), SQLITE_STATIC);
  return result == SQLITE_OK ? ok() : Status(session_->explain(result, errno));
}

Result<bool> Rows::next() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return session_->explain(result, errno);
}

std::int64_t Rows::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Rows::text(int column) const { return as_text(bytes(column)); }

// The size is that of what the pointer was asked for, in this order.
ByteView Rows::bytes(int column) const {
  const auto* begin =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  if (begin == nullptr) return {};
  return {begin, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Rows::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

}  // namespace homevisit::journal
