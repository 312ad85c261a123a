// What changed since the last time, by change queries: an option of the server, switched on in the
// configuration ("changes"). A record stands on several resources, so what comes back are the ids
// of the people whose records have to be made anew.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "session.h"

namespace homevisit::edfi {

// How far we have read: the newest change and the database that it is of.
class Changes {
 public:
  // Asks the server for its newest change. Nothing of it is known where changes are off.
  // Throws HV_CONFLICT where `since` is of another database, too old, or of its future.
  Changes(const Session& session, std::string_view since);

  // The token for the next time; "" where changes are off.
  std::string token() const;
  // Whether only changes are to be given.
  bool only_changes() const { return !since_.empty(); }

  // A resource and where its rows (and, in lists of deletions, its keys) have the person's id.
  struct Trace {
    std::string resource, path, key;
  };
  // Ids of everybody whom a change touched. Throws HV_CONFLICT where they are so many that reading
  // all is cheaper, or where the server does not say who was deleted.
  std::set<std::string> touched(const std::vector<Trace>& traces) const;

  // The keys of every row of a resource that was deleted.
  template <typename Visit>
  void each_deleted(const std::string& resource, Visit visit) const {
    if (from_ < newest_)
      session_.each(resource + "/deletes", window(),
                    [&](const Value& row) { visit(row["keyValues"]); });
  }

 private:
  void read_rows(const Trace& trace, std::set<std::string>& ids) const;
  void read_keys(const Trace& trace, std::set<std::string>& ids) const;
  Filter window() const;

  const Session& session_;
  std::string since_;  // "" all
  std::uint64_t from_ = 0, newest_ = 0;
  std::string database_;
};

}  // namespace homevisit::edfi
