// What changed since the last time, by change queries: an option of the server, switched on in the
// configuration ("changes"). A record stands on several resources, so what comes back are the ids
// of the people whose records have to be made anew.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session.h"

namespace homevisit::edfi {

// What the server said last of its changes, for one pass over the kinds of records: they come in
// the order of their numbers, and one that does not begins another pass. A resource in which
// nothing changed is not asked about again for the next kind. Lasts as long as the instance.
struct Horizon {
  std::uint64_t oldest = 0, newest = 0;
  std::int64_t asked_at = 0;                                             // 0: never
  int last_kind = 0;                                                     // that it was taken for
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> quiet;  // resource: from, to
  std::set<std::string> withheld;                                        // until all is read again
};

// How far we have read: the newest change and the database that it is of.
class Changes {
 public:
  // Asks the server for its newest change, or takes what it said to another kind just now. Nothing
  // of it is known where changes are off.
  // Throws HV_CONFLICT where `since` is of another database, too old, or of its future.
  Changes(const Session& session, Horizon& horizon, hv_kind kind, std::string_view since);

  // The token for the next time; "" where changes are off.
  std::string token() const;
  // Whether only changes are to be given.
  bool only_changes() const { return !since_.empty(); }
  bool nothing_new() const { return from_ >= newest_; }

  // A resource and where its rows (and, in lists of deletions, its keys) have the person's id.
  struct Trace {
    std::string resource, path, key;
  };
  // Ids of everybody whom a change touched. Throws HV_CONFLICT where they are so many that reading
  // all is cheaper, or where the server does not say who was deleted.
  std::set<std::string> touched(const std::vector<Trace>& traces) const;

  // Every row of a resource that is new or other than before.
  template <typename Visit>
  void each_row(const std::string& resource, Visit visit) const {
    each_in_window(resource, visit);
  }
  // The keys of every row of a resource that was deleted.
  template <typename Visit>
  void each_deleted(const std::string& resource, Visit visit) const {
    each_in_window(resource + "/deletes", [&](const Value& row) { visit(row["keyValues"]); });
  }
  // The keys, before and after, of every row that was given others: merged or renumbered.
  template <typename Visit>
  void each_key_change(const std::string& resource, Visit visit) const {
    const std::string changes = resource + "/keyChanges";
    if (nothing_new() || is_quiet(changes) || horizon_.withheld.contains(changes)) return;
    bool any = false;
    const bool told = session_.each_if_allowed(
        changes, window(),
        "People who were given another id are noticed with the next whole reading.",
        [&](const Value& row) {
          any = true;
          visit(row["oldKeyValues"]);
          visit(row["newKeyValues"]);
        });
    if (!told) horizon_.withheld.insert(changes);
    if (told && !any) horizon_.quiet[changes] = {from_, newest_};
  }

  // Throws HV_CONFLICT where so many are touched that reading all is cheaper.
  static void require_few(std::size_t touched);
  [[noreturn]] static void read_all(const char* why);

 private:
  template <typename Visit>
  void each_in_window(const std::string& resource, Visit visit) const {
    if (nothing_new() || is_quiet(resource)) return;
    bool any = false;
    session_.each(resource, window(), [&](const Value& row) {
      any = true;
      visit(row);
    });
    if (!any) horizon_.quiet[resource] = {from_, newest_};
  }
  void ask();
  bool is_quiet(const std::string& resource) const;
  Filter window() const;

  const Session& session_;
  Horizon& horizon_;
  std::string since_;  // "" all
  std::uint64_t from_ = 0, newest_ = 0;
  std::string database_;
};

}  // namespace homevisit::edfi
