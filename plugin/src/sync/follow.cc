#include "sync/follow.h"

#include <string>

#include "sync/doubts.h"

namespace homevisit::sync {
namespace {

// A projection of the system itself: the version of the roster that was matched last.
constexpr char matched_name[] = "matched";

Result<bool> is_matched(journal::Journal& journal, std::int64_t roster) {
  HV_ASSIGN(const auto stored, journal.projection("", matched_name));
  return stored && stored->upto_seq == roster;
}

Status note_matched(journal::Journal& journal, std::int64_t roster) {
  HV_ASSIGN(const auto transaction, journal.begin());
  HV_TRY(transaction->put_projection("", matched_name, {roster, ""}));
  return transaction->commit();
}

}  // namespace

Result<Followed> follow_roster(const Following& f, bool changes, const CallControl& control,
                               const PullOptions& options) {
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
  HV_ASSIGN(const bool done, is_matched(f.journal, version));
  if (done) {
    HV_ASSIGN(followed.matched.doubts, f.journal.count_projections(doubts_name));
    return followed;
  }
  HV_ASSIGN(followed.matched, matching.match(control));
  HV_TRY(note_matched(f.journal, version));
  return followed;
}

}  // namespace homevisit::sync
