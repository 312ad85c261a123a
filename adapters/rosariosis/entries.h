// Dossier entries in the table homevisit_entries (README.md has its columns).
//
// The marker that an entry was made with is the table's key: what is delivered twice is refused by
// the database, and looked up. An amendment changes the row and leaves its marker in `revision`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/sdk/adapter.h"
#include "session.h"

namespace homevisit::rosariosis {

inline constexpr const char* entries_table = "homevisit_entries";

class Entries {
 public:
  explicit Entries(const Session& session);

  sdk::Receipt submit(const hv_entry& entry);
  void lookup(std::string_view marker, sdk::Sink& sink) const;
  void list(std::string_view student, sdk::Sink& sink) const;
  // `structured`: the record that the row carries from now on; "": its own.
  void withdraw(std::string_view marker, std::string_view structured);

 private:
  // A row, with its texts as they were sent.
  struct Row {
    std::string marker, revision, student;
    hv_entry_kind kind = HV_ENTRY_VISIT;
    std::string date, title, text, structured, language, author, amends;
    bool withdrawn = false;
    std::int64_t changes = 0;
  };

  static Row row_of(const Value& value);
  static Row row_of(const hv_entry& entry);
  static bool same_content(const Row& a, const Row& b);
  static void put(const Row& row, std::string_view marker, sdk::Sink& sink);

  std::vector<Row> find(std::string_view marker) const;
  std::optional<Row> find_one(std::string_view marker) const;
  sdk::Receipt create(const Row& row, bool may_make_table);
  sdk::Receipt change(const Row& old, Row row);
  void replace(const std::string& marker, std::string body, std::string_view what);

  const Session& session_;
};

}  // namespace homevisit::rosariosis
