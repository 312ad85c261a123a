// The student files: one SQLite file. The bare C interface, not SOCI: rows flow both ways through
// prepared statements and open cursors, a progress handler carries the host's cancel flag into long
// statements, and extended error codes decide what the host is told. No other database will ever
// stand behind this file format, so SOCI's portability would buy nothing.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "call.h"

namespace homevisit::local {

class Store;

// A prepared statement. Texts that are bound must live until it has been stepped.
class Statement {
 public:
  Statement(Store& store, std::string_view sql);

  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::int64_t number);
  template <typename... Values>
  Statement& all(Values&&... values) {
    reset();
    int index = 0;
    (bind(++index, values), ...);
    return *this;
  }

  bool step();  // true: a row stands ready
  void run();   // for statements without rows; resets
  void reset();
  // Valid until the next step or reset.
  std::string_view text(int column) const;
  std::int64_t number(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Store& store_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Store {
 public:
  // Opens the file or makes it with mode 0600. Throws Failure.
  explicit Store(std::string path);

  const std::string& path() const { return path_; }
  bool read_only() const;
  void execute(const char* sql);
  int try_execute(const char* sql);  // SQLite's code
  bool in_transaction() const;
  std::int64_t changes() const;
  // The first column of the first row, or 0.
  std::int64_t number(std::string_view sql);
  std::string setting(std::string_view name);
  void set_setting(std::string_view name, std::string_view value);
  // Puts what was written into the main file and empties the log, so that no old name stays there.
  void checkpoint();

  // While it lives, the host's cancel flag and deadline also end long statements.
  class Guard {
   public:
    Guard(Store& store, const Call& call);
    ~Guard();
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    Store& store_;
  };

  [[noreturn]] void fail(int code);

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  void configure();
  void make_schema();

  std::string path_;
  const Call* call_ = nullptr;
  std::unique_ptr<sqlite3, Close> db_;
};

// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Store& store);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Store& store_;
  bool open_ = true;
};

}  // namespace homevisit::local
