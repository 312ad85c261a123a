// One connection to a SQLite file through SOCI, with its prepared statements. Only for the .cc
// files of this folder: SOCI's headers are heavy and put sqlite3.h into a namespace.
//
// Statements are prepared at first use and kept, for preparing costs more than running them. Every
// read runs to its end before it returns: a statement that stands on a row holds its snapshot, and
// the session would go on seeing the past. So does one in which memory ran out: it is given up, and
// prepared anew at its next use.
#pragma once

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "base/bytes.h"
#include "base/status.h"
#include "journal/open_files.h"

namespace homevisit::journal {

// How SOCI carries a value in or out. NULL is an empty optional; a column that must not be NULL and
// is all the same (a damaged file) comes out empty or zero.
template <typename T>
struct Slot;

template <>
struct Slot<std::int64_t> {
  explicit Slot(soci::session&) {}
  void set(std::int64_t v) { value = v; }
  std::int64_t get() const { return indicator == soci::i_null ? 0 : value; }
  long long value = 0;
  soci::indicator indicator = soci::i_ok;
};

template <>
struct Slot<std::string> {
  explicit Slot(soci::session&) {}
  void set(const std::string& v) { value = v; }
  std::string get() const { return indicator == soci::i_null ? std::string() : value; }
  std::string value;
  soci::indicator indicator = soci::i_ok;
};

template <>
struct Slot<Bytes> {
  explicit Slot(soci::session& session) : value(session) {}
  void set(ByteView v) {
    value.trim(0);
    value.append(reinterpret_cast<const char*>(v.data()), v.size());
  }
  Bytes get() {
    Bytes bytes(indicator == soci::i_null ? 0 : value.get_len());
    if (!bytes.empty()) value.read(0, reinterpret_cast<char*>(bytes.data()), bytes.size());
    return bytes;
  }
  soci::blob value;
  soci::indicator indicator = soci::i_ok;
};

template <typename T>
struct Slot<std::optional<T>> : Slot<T> {
  using Slot<T>::Slot;
  void set(const std::optional<T>& v) {
    this->indicator = v ? soci::i_ok : soci::i_null;
    if (v) Slot<T>::set(*v);
  }
  std::optional<T> get() {
    if (this->indicator == soci::i_null) return std::nullopt;
    return Slot<T>::get();
  }
};

// What a caller passes, as what it is carried: integers as int64, views as blobs or text.
template <typename T>
struct Carried {
  using type = T;
};
template <>
struct Carried<int> {
  using type = std::int64_t;
};
template <>
struct Carried<ByteView> {
  using type = Bytes;
};

class AnyPrepared {
 public:
  virtual ~AnyPrepared() = default;
};

template <typename Ins, typename Outs>
class Prepared;

template <typename... In, typename... Out>
class Prepared<std::tuple<In...>, std::tuple<Out...>> final : public AnyPrepared {
 public:
  Prepared(soci::session& session, const char* sql)
      : ins_(each_gets<In>(session)...), outs_(each_gets<Out>(session)...), statement_(session) {
    std::apply([&](auto&... s) { (statement_.exchange(soci::into(s.value, s.indicator)), ...); },
               outs_);
    std::apply([&](auto&... s) { (statement_.exchange(soci::use(s.value, s.indicator)), ...); },
               ins_);
    statement_.alloc();
    statement_.prepare(sql);
    statement_.define_and_bind();
  }

  template <typename... Arguments>
  bool execute(const Arguments&... in) {
    std::apply([&](auto&... s) { (s.set(in), ...); }, ins_);
    return statement_.execute(true);
  }
  bool next() { return statement_.fetch(); }
  std::tuple<Out...> row() {
    return std::apply([](auto&... s) { return std::tuple<Out...>(s.get()...); }, outs_);
  }
  std::int64_t changed() { return statement_.get_affected_rows(); }

 private:
  // Slots are made in place: soci::blob would copy its pointer.
  template <typename>
  static soci::session& each_gets(soci::session& session) {
    return session;
  }

  std::tuple<Slot<In>...> ins_;
  std::tuple<Slot<Out>...> outs_;
  soci::statement statement_;
};

// [one thread] at a time.
class Session {
 public:
  // The file must be there. Sets what every connection of ours has: WAL, synchronous=FULL.
  // `kind` names the file in messages: "journal".
  static Result<std::unique_ptr<Session>> open(const std::string& path, const char* kind,
                                               int busy_timeout_ms);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Whether the path still leads to what this connection has open.
  const OpenFiles& files() const { return files_; }

  // One row, or none.
  template <typename... Out, typename... In>
  Result<std::optional<std::tuple<Out...>>> one(const char* sql, const In&... in) {
    try {
      auto& prepared = find<std::tuple<Out...>, In...>(sql);
      std::optional<std::tuple<Out...>> row;
      for (bool more = prepared.execute(in...); more; more = prepared.next())
        if (!row) row = prepared.row();
      return row;
    } catch (const soci::soci_error& error) {
      return explain(error);
    } catch (...) {
      drop(sql);
      throw;
    }
  }

  // visit(Out...) returns a Status; an error ends the walk. It must not use this session.
  template <typename... Out, typename Visit, typename... In>
  Status each(const char* sql, Visit&& visit, const In&... in) {
    try {
      auto& prepared = find<std::tuple<Out...>, In...>(sql);
      Status status;
      for (bool more = prepared.execute(in...); more && status; more = prepared.next())
        status = std::apply(visit, prepared.row());
      // Stopped half way, the statement would hold its snapshot: begin it anew next time.
      if (!status) drop(sql);
      return status;
    } catch (const soci::soci_error& error) {
      return explain(error);
    } catch (...) {
      drop(sql);
      throw;
    }
  }

  // The number of rows that changed.
  template <typename... In>
  Result<std::int64_t> change(const char* sql, const In&... in) {
    try {
      auto& prepared = find<std::tuple<>, In...>(sql);
      prepared.execute(in...);
      return prepared.changed();
    } catch (const soci::soci_error& error) {
      return explain(error);
    } catch (...) {
      drop(sql);
      throw;
    }
  }

  template <typename... In>
  Status run(const char* sql, const In&... in) {
    auto changed = change(sql, in...);
    if (!changed) return std::move(changed).error();
    return ok();
  }

  // Ends a transaction by `sql`, as far as there is memory for it. A session in which it goes on
  // all the same is to be closed, and not to be used again.
  void end_transaction(const char* sql) noexcept;
  bool in_transaction();

  // Several statements, not kept; for schemas.
  Status script(const std::string& sql);

  // SQLite's own connection (sqlite3*), for what SOCI has no words for; and what it answered there,
  // with errno at that time.
  void* connection();
  Error explain(int result, int number) const;

 private:
  Session(const std::string& path, const char* kind);
  Error explain(const soci::soci_error&);
  void drop(const char* sql);

  template <typename Outs, typename... In>
  auto& find(const char* sql) {
    using Kind = Prepared<std::tuple<typename Carried<std::remove_cvref_t<In>>::type...>, Outs>;
    // Two places may share the literal but not the types: both make the key.
    static const char kind = 0;
    auto& slot = statements_[{sql, &kind}];
    if (!slot) slot = std::make_unique<Kind>(soci_, sql);
    return static_cast<Kind&>(*slot);
  }

  const std::string path_;
  const char* const kind_;
  OpenFiles files_;
  soci::session soci_;
  std::map<std::pair<const void*, const void*>, std::unique_ptr<AnyPrepared>> statements_;
};

}  // namespace homevisit::journal
