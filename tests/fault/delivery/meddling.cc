#include "meddling.h"

#include <sqlite3.h>

#include "give_up.h"

namespace delivery_checker {
namespace {

const char* statement_of(Mutation mutation) {
  switch (mutation) {
    case Mutation::blind:
      return "UPDATE outbox SET state = 1, absent_after = 0 WHERE state IN (2, 3)";
    case Mutation::lost:
      return "UPDATE outbox SET state = 4 WHERE state = 1 AND id % 7 = 0";
    case Mutation::out_of_order:
      return "UPDATE outbox SET priority = 1000000 - id WHERE state = 1 AND priority = 1";
    default:
      return "";
  }
}

}  // namespace

void meddle(const Folder& folder, Mutation mutation) {
  sqlite3* journal = nullptr;
  if (sqlite3_open((folder / "journal.db").c_str(), &journal) != SQLITE_OK ||
      sqlite3_busy_timeout(journal, 5000) != SQLITE_OK ||
      sqlite3_exec(journal, statement_of(mutation), nullptr, nullptr, nullptr) != SQLITE_OK)
    give_up("the journal cannot be meddled with");
  sqlite3_close(journal);
}

}  // namespace delivery_checker
