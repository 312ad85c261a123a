#include "sync/reconcile.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "crypto/hash.h"
#include "sync/expected.h"
#include "sync/join.h"

namespace homevisit::sync {
namespace {

using journal::Seen;

Looked looked_at(const hv_entry& entry) {
  using adapters::view;
  return {std::string(view(entry.marker)), std::string(view(entry.entry_id)),
          entry.withdrawn == HV_YES,
          said_in(view(entry.date), view(entry.title), view(entry.text))};
}

class Reconciliation {
 public:
  Reconciliation(journal::Journal& journal, adapters::Adapter& adapter, const CallControl& control,
                 const ReconcileOptions& options)
      : journal_(journal), adapter_(adapter), control_(control), options_(options) {}

  Result<Reconciled> run() {
    HV_TRY(find_parted());
    if (!options_.student.empty()) {
      HV_TRY(look_at(options_.student));
      return std::move(result_);
    }
    if (options_.limit == 0 && options_.after.empty()) HV_TRY(list_all());
    HV_TRY(each_student());
    for (const auto& [student, entries] : listed_) {
      HV_ASSIGN(const journal::StudentIds ids, journal_.ids(student));
      if (ids.held) continue;
      for (const Looked& looked : entries) HV_TRY(note_unknown(student, looked));
    }
    return std::move(result_);
  }

 private:
  using Entries = std::vector<Looked>;

  // One list of all where the system gives it; else each student's file is read by itself.
  Status list_all() {
    const Status listed =
        adapter_.list(HV_KIND_ENTRY, "", control_, [this](const hv_record& record) -> Status {
          if (record.kind != HV_KIND_ENTRY || record.of.entry == nullptr) return ok();
          const hv_entry& entry = *record.of.entry;
          if (!adapters::view(entry.marker).starts_with("hv:")) return ok();
          Looked looked = looked_at(entry);
          // Texts of a whole district are kept as their digests.
          HV_ASSIGN(looked.said, digest(looked.said));
          listed_[std::string(adapters::view(entry.student))].push_back(std::move(looked));
          return ok();
        });
    if (!listed && listed.error().status == HV_UNSUPPORTED) return ok();
    HV_TRY(listed);
    bulk_ = true;
    return ok();
  }

  // Whose entries may stand under whose ids, because the two were one file for a while.
  Status find_parted() {
    return journal_.each_projection(
        filed_under_name,
        [this](const journal::StudentIds& ids, const journal::Projection& stored) -> Status {
          HV_ASSIGN(const auto others, read_filed_under(stored.body));
          for (const std::string& other : others) {
            parted_[other].push_back(ids.current);
            // See release_id(): a name that the SIS has never heard.
            if (ids.current.starts_with(other + " (")) kept_aside_.insert(ids.current);
          }
          return ok();
        });
  }

  // A marker of ours that is not of this student's file.
  Status note_unknown(const std::string& student, const Looked& looked) {
    for (const std::string& of : parted_[student]) {
      HV_ASSIGN(const auto rows, journal_.outbox_of(of));
      if (!expected_of(rows).markers.contains(looked.marker)) continue;
      // Void there, it says to everybody that it does not hold.
      if (!looked.is_void) note(Difference::misplaced, student, looked.marker);
      return ok();
    }
    note(Difference::orphaned, student, looked.marker);
    return ok();
  }

  static Result<std::string> digest(const std::string& said) {
    HV_ASSIGN(const crypto::Digest hash, crypto::sha256({as_bytes(said)}));
    return std::string(hash.begin(), hash.end());
  }

  // The journal gives students by their ids, so that `after` has a place among them.
  Status each_student() {
    const Error enough{HV_CANCELLED, "enough", ""};
    std::string last;
    const Status walked = journal_.each_student([&](const std::string& student) -> Status {
      if (student <= options_.after) return ok();
      if (options_.limit > 0 && result_.students >= options_.limit) {
        result_.next = last;
        return enough;
      }
      HV_TRY(look_at(student));
      last = student;
      if (bulk_ || !options_.enough || !options_.enough()) return ok();
      result_.next = last;
      return enough;
    });
    if (!result_.next.empty()) return ok();
    return walked;
  }

  Status look_at(const std::string& student) {
    HV_TRY(control_.check());
    // The system may have moved the entries of a student whose id changed, or left them.
    HV_ASSIGN(const journal::StudentIds ids, journal_.ids(student));
    // Whose entries stand under this id, a person is to decide; under a name that is ours alone,
    // none do.
    if (ids.held || kept_aside_.contains(student)) return ok();
    std::vector<std::string> names{student};
    names.insert(names.end(), ids.former.begin(), ids.former.end());
    Entries there;
    for (const std::string& name : names) HV_TRY(take_file(name, there));
    // The version before the rows: what is delivered from here on makes the notes void.
    HV_ASSIGN(const std::int64_t version, journal_.delivery_version(student));
    HV_ASSIGN(const auto rows, journal_.outbox_of(student));
    const ExpectedFile file = expected_of(rows);
    std::vector<journal::Sight> sights;
    std::vector<Found> found;
    for (const Expected& expected : file.entries) {
      ++result_.entries;
      if (expected.moving) {
        ++result_.under_way;
        continue;
      }
      HV_ASSIGN(const Seen seen, see(names, expected, there));
      put(student, expected, seen, sights, found);
    }
    bool noted = true;
    if (!sights.empty()) {
      HV_ASSIGN(noted, journal_.note_seen(student, version, sights));
    }
    // Something was delivered while we looked: what we saw may be of before.
    if (noted) {
      for (const Found& one : found) note(one.difference, student, one.marker, one.queued);
    } else {
      result_.under_way += static_cast<std::int64_t>(file.entries.size());
    }
    for (const Looked& looked : there)
      if (!file.markers.contains(looked.marker)) HV_TRY(note_unknown(student, looked));
    control_.report("reconcile", static_cast<std::uint64_t>(++result_.students), 0);
    return ok();
  }

  // Adds what the SIS holds under this id.
  Status take_file(const std::string& student, Entries& entries) {
    if (bulk_) {
      if (auto listed = listed_.extract(student))
        std::move(listed.mapped().begin(), listed.mapped().end(), std::back_inserter(entries));
      return ok();
    }
    const Status read =
        adapter_.list(HV_KIND_ENTRY, student, control_, [&](const hv_record& record) {
          if (record.kind == HV_KIND_ENTRY && record.of.entry != nullptr &&
              adapters::view(record.of.entry->marker).starts_with("hv:"))
            entries.push_back(looked_at(*record.of.entry));
          return ok();
        });
    // A student who is not there has no entries.
    if (!read && read.error().status != HV_NOT_FOUND) return read;
    return ok();
  }

  Result<Seen> see(const std::vector<std::string>& names, const Expected& expected,
                   const Entries& there) {
    Entries mine;
    for (const Looked& looked : there) {
      if (std::find(expected.markers.begin(), expected.markers.end(), looked.marker) ==
          expected.markers.end())
        continue;
      mine.push_back(looked);
      if (!bulk_) continue;
      // Only the digest of what it says is here; what we filed is brought into the same form.
      HV_ASSIGN(mine.back().said, as_filed_or_not(expected, looked.said));
    }
    Seen seen = compare(expected, mine);
    if (seen == Seen::as_filed || (adapter_.capabilities() & HV_CAN_FIND_BY_MARKER) == 0)
      return seen;
    HV_ASSIGN(const Entries again, look_up(names, expected.markers.back()));
    // It stands there under an older marker than the last one that we filed.
    if (again.empty() && !mine.empty()) return seen;
    return compare(expected, again);
  }

  static Result<std::string> as_filed_or_not(const Expected& expected, const std::string& hash) {
    const Entry& entry = expected.entry;
    for (const std::string* title : {&entry.title, &entry.beside}) {
      std::string said = said_in(entry.date, *title, entry.text);
      HV_ASSIGN(const std::string filed, digest(said));
      if (filed == hash) return said;
    }
    return std::string();
  }

  Result<Entries> look_up(const std::vector<std::string>& names, const std::string& marker) {
    Entries entries;
    const auto take = [&](const hv_record& record) {
      if (record.kind == HV_KIND_ENTRY && record.of.entry != nullptr)
        entries.push_back(looked_at(*record.of.entry));
      return ok();
    };
    for (const std::string& name : names) {
      if (!entries.empty()) break;
      const Status looked = adapter_.lookup(name, marker, control_, take);
      if (!looked && looked.error().status != HV_NOT_FOUND) return looked.error();
    }
    return entries;
  }

  void put(const std::string& student, const Expected& expected, Seen seen,
           std::vector<journal::Sight>& sights, std::vector<Found>& found) {
    const bool withdrawn = expected.withdrawal != 0;
    if (withdrawn && seen == Seen::altered) {
      // Where a system cannot make void, a sentence beside the entry says that it does not hold.
      if ((adapter_.capabilities() & HV_CAN_WITHDRAW) == 0) return;
      found.push_back({Difference::not_void, student, expected.markers.back()});
      if (expected.withdrawal_seen != seen) sights.push_back({expected.withdrawal, seen});
      return;
    }
    const bool repair = options_.repair && seen == Seen::missing;
    if (const auto difference = difference_of(seen))
      found.push_back({*difference, student, expected.markers.back(), repair});
    // All rows of one entry say the same; only what is other than before is written.
    if (expected.seen == seen && !repair) return;
    for (const std::int64_t item : expected.items)
      sights.push_back(item == expected.items.back() || !repair
                           ? journal::Sight{item, seen, repair}
                           : journal::Sight{item, Seen::not_looked});
  }

  static std::optional<Difference> difference_of(Seen seen) {
    switch (seen) {
      case Seen::missing:
        return Difference::missing;
      case Seen::altered:
        return Difference::altered;
      case Seen::twice:
        return Difference::twice;
      case Seen::made_void:
        return Difference::made_void;
      default:
        return std::nullopt;
    }
  }

  void note(Difference difference, const std::string& student, const std::string& marker,
            bool queued = false) {
    ++result_.counts[difference];
    if (result_.found.size() < options_.most_found)
      result_.found.push_back({difference, student, marker, queued});
  }

  journal::Journal& journal_;
  adapters::Adapter& adapter_;
  const CallControl& control_;
  const ReconcileOptions& options_;
  bool bulk_ = false;
  std::set<std::string> kept_aside_;
  std::map<std::string, std::vector<std::string>> parted_;  // id of the one: ids of the other
  std::map<std::string, Entries> listed_;  // those of students that were not looked at yet
  Reconciled result_;
};

}  // namespace

Result<Reconciled> reconcile(journal::Journal& journal, adapters::Adapter& adapter,
                             const CallControl& control, const ReconcileOptions& options) {
  return Reconciliation(journal, adapter, control, options).run();
}

}  // namespace homevisit::sync
