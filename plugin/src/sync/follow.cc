#include "sync/follow.h"

#include <string>

#include "sync/doubts.h"

namespace homevisit::sync {
namespace {

// A projection of the system itself: the version of the roster that was matched last.
constexpr char matched_name[] = "matched";

Status note_matched(journal::Journal& journal, std::int64_t roster) {
  HV_ASSIGN(const auto transaction, journal.begin());
  HV_TRY(transaction->put_projection("", matched_name, {roster, ""}));
  return transaction->commit();
}

}  // namespace

Result<std::optional<std::int64_t>> followed_version(journal::Journal& journal,
                                                     journal::RosterStore& roster) {
  HV_ASSIGN(const std::int64_t version, roster.version());
  if (version == 0) return std::optional(version);  // none was read yet, so no id has moved
  HV_ASSIGN(const auto stored, journal.projection("", matched_name));
  if (!stored || stored->upto_seq != version) return std::optional<std::int64_t>();
  return std::optional(version);
}

Result<Matched> follow_up(const Following& f, const CallControl& control) {
  HV_ASSIGN(const auto done, followed_version(f.journal, f.roster));
  if (done) return Matched();
  HV_ASSIGN(const std::int64_t version, f.roster.version());
  Matching matching(f.journal, f.roster, f.clock, f.random, f.today);
  HV_ASSIGN(const Matched matched, matching.match(control));
  HV_TRY(note_matched(f.journal, version));
  return matched;
}

Result<Followed> follow_roster(const Following& f, bool changes, const CallControl& control,
                               const PullOptions& options) {
  HV_ASSIGN(const Matched before, follow_up(f, control));
  Matching matching(f.journal, f.roster, f.clock, f.random, f.today);
  PullOptions looked_at = options;
  looked_at.before_commit = [&](journal::RosterUpdate& update) -> Status {
    if (options.before_commit) HV_TRY(options.before_commit(update));
    HV_TRY(matching.remember(control));
    return update.each_came([&](const Student& student) {
      matching.came(student.id);
      return ok();
    });
  };
  Followed followed;
  const auto pull = changes ? pull_changes : pull_roster;
  HV_ASSIGN(followed.pulled, pull(f.adapter, f.roster, f.clock, control, looked_at));
  HV_ASSIGN(const std::int64_t version, f.roster.version());
  HV_ASSIGN(const auto done, followed_version(f.journal, f.roster));
  if (!done) {
    HV_ASSIGN(followed.matched, matching.match(control));
    HV_TRY(note_matched(f.journal, version));
  }
  followed.matched.matched += before.matched;
  followed.matched.guardians += before.guardians;
  HV_ASSIGN(followed.matched.doubts, f.journal.count_projections(doubts_name));
  return followed;
}

}  // namespace homevisit::sync
