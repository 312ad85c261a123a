#include "sync/matching.h"

#include <algorithm>
#include <unordered_map>

#include "base/fold_name.h"
#include "sync/join.h"

namespace homevisit::sync {
// A student with a file who is not in the roster, and who may be her.
struct Matching::Gone {
  std::string student;
  Identity identity;
  bool newly = false;
  std::vector<std::pair<std::string, Link>> links;
};

Status Matching::remember(const CallControl& control) {
  std::int64_t taken = 0;
  return journal_.each_student_without(identity_name, [&](const std::string& student) -> Status {
    if (++taken % 100 == 0) HV_TRY(control.check());
    HV_ASSIGN(const auto there, present(roster_, student));
    if (!there) return ok();
    HV_ASSIGN(const auto transaction, journal_.begin());
    HV_TRY(put_identity(*transaction, student, identity_of(there->student, there->guardians)));
    return transaction->commit();
  });
}

Result<Matched> Matching::match(const CallControl& control) {
  matched_ = {};
  std::vector<Gone> gone;
  std::int64_t taken = 0;
  HV_TRY(journal_.each_projection(
      identity_name,
      [&](const journal::StudentIds& ids, const journal::Projection& stored) -> Status {
        if (++taken % 100 == 0) HV_TRY(control.check());
        HV_ASSIGN(const Identity identity, read_identity(stored.body));
        return look_at(ids, identity, gone);
      }));
  HV_TRY(find_candidates(gone, control));
  // In both directions: nobody is the goal of two, none of them certain.
  std::unordered_set<std::string> wanted, wanted_twice;
  for (const Gone& one : gone)
    for (const auto& [candidate, link] : one.links)
      if (link != Link::faint && !wanted.insert(candidate).second) wanted_twice.insert(candidate);
  for (const Gone& one : gone) HV_TRY(settle(one, wanted_twice));
  HV_ASSIGN(matched_.doubts, journal_.count_projections(doubts_name));
  came_.clear();
  return matched_;
}

// One student with a file, as the roster has her now.
Status Matching::look_at(const journal::StudentIds& ids, const Identity& identity,
                         std::vector<Gone>& gone) {
  HV_ASSIGN(const auto there, present(roster_, ids.current));
  if (there && !is_still(compare(identity, there->student, there->guardians))) {
    HV_TRY(close(ids, ids.current, ids.current));
  } else if (there) {
    HV_TRY(look_at_former(ids, identity));
    Identity now = identity_of(there->student, there->guardians);
    now.others = identity.others;
    if (!ids.held && write_identity(identity) == write_identity(now)) return ok();
    HV_ASSIGN(const auto transaction, journal_.begin());
    HV_ASSIGN(const std::int64_t before, transaction->head(ids.current));
    HV_TRY(refresh_identity(*transaction, *there, {clock_, random_, "", "", guardian_rule}));
    HV_ASSIGN(const std::int64_t after, transaction->head(ids.current));
    HV_TRY(transaction->commit());
    if (after != before) ++matched_.guardians;
  } else {
    // She may have got an older id back.
    for (const std::string& former : ids.former) {
      HV_ASSIGN(const auto back, present(roster_, former));
      if (!back || !is_still(compare(identity, back->student, back->guardians))) continue;
      HV_ASSIGN(const auto transaction, journal_.begin());
      HV_TRY(join_files(*transaction, ids.current, *back, {clock_, random_, "", "", student_rule}));
      HV_TRY(transaction->commit());
      ++matched_.matched;
      return ok();
    }
    HV_TRY(look_at_former(ids, identity));
    gone.push_back({ids.current, identity, !identity.left, {}});
  }
  return ok();
}

// An older id that the system gave to somebody else must not lead to this file any more; whether it
// did, a person says.
Status Matching::look_at_former(const journal::StudentIds& ids, const Identity& identity) {
  for (const std::string& former : ids.former) {
    HV_ASSIGN(const auto there, present(roster_, former));
    if (there && !is_still(compare(identity, there->student, there->guardians)))
      HV_TRY(close(ids, former, ids.current));
  }
  return ok();
}

// The id is in the roster with what seems to be another child: nothing of the file is sent until a
// person has decided, and nobody sees it meanwhile (operations/gate.h).
Status Matching::close(const journal::StudentIds& ids, const std::string& id,
                       const std::string& named) {
  HV_ASSIGN(const auto transaction, journal_.begin());
  // Only drafts and readings: nothing that anybody could miss, so the ids are parted at once.
  HV_ASSIGN(const std::int64_t head, transaction->head(named));
  if (head == 0) {
    HV_ASSIGN(const std::string kept_as, release_id(*transaction, id, today_));
    return transaction->commit();
  }
  HV_ASSIGN(const Doubts before, doubts_of(*transaction, named));
  const Doubts doubts = with(before, {DoubtKind::reused, id, {id}});
  if (doubts == before && (ids.held || id != ids.current)) return ok();
  HV_TRY(put_doubts(*transaction, named, doubts));
  HV_TRY(transaction->hold_id(id));
  return transaction->commit();
}

// One walk over the roster. Those who were there before are looked at for the newly gone only, and
// can never be certain: two ids that were there side by side were two children to the system.
Status Matching::find_candidates(std::vector<Gone>& gone, const CallControl& control) {
  const bool any_new = std::ranges::any_of(gone, &Gone::newly);
  if (gone.empty() || (came_.empty() && !any_new)) return ok();
  std::unordered_multimap<std::string, Gone*> by_day, by_family;
  for (Gone& one : gone) {
    if (one.identity.birth_date) by_day.emplace(format_date(*one.identity.birth_date), &one);
    by_family.emplace(fold_name(one.identity.family_name), &one);
  }
  std::vector<std::pair<Student, std::vector<Gone*>>> near;
  std::int64_t taken = 0;
  HV_TRY(roster_.each_student([&](const Student& student) -> Status {
    if (++taken % 1000 == 0) HV_TRY(control.check());
    const bool came = came_.contains(student.id);
    if (!came && !any_new) return ok();
    std::vector<Gone*> like;
    const auto add = [&](const auto& range) {
      for (auto at = range.first; at != range.second; ++at) {
        Gone* one = at->second;
        if ((came || one->newly) && !one->identity.is_other(student.id) &&
            std::ranges::find(like, one) == like.end())
          like.push_back(one);
      }
    };
    if (student.birth_date) add(by_day.equal_range(format_date(*student.birth_date)));
    add(by_family.equal_range(fold_name(student.family_name)));
    std::erase_if(like, [&](Gone* one) {  // without guardians they would speak for it
      Likeness best = compare(one->identity, student, {});
      best.guardian = true;
      return link_of(best, came) == Link::none;
    });
    if (!like.empty()) near.emplace_back(student, std::move(like));
    return ok();
  }));
  for (const auto& [student, like] : near) {
    HV_ASSIGN(const auto guardians, roster_.guardians(student.id));
    for (Gone* one : like) {
      const Link link =
          link_of(compare(one->identity, student, guardians), came_.contains(student.id));
      if (link != Link::none) one->links.emplace_back(student.id, link);
    }
  }
  return ok();
}

Status Matching::settle(const Gone& gone, const std::unordered_set<std::string>& wanted_twice) {
  HV_ASSIGN(const auto transaction, journal_.begin());
  // Another process may have joined her meanwhile.
  HV_ASSIGN(const journal::StudentIds ids, transaction->ids(gone.student));
  if (ids.current != gone.student) return ok();
  HV_ASSIGN(Doubts doubts, doubts_of(*transaction, gone.student));
  std::vector<std::string> candidates;
  std::string certain;     // the one, where nobody else comes close
  std::size_t rivals = 0;  // all who come close
  for (const auto& [candidate, link] : gone.links) {
    candidates.push_back(candidate);
    if (link != Link::faint) ++rivals;
    if (link == Link::certain) certain = candidate;
  }
  for (const Doubt& doubt : doubts)
    if (doubt.kind == DoubtKind::left)
      for (const std::string& earlier : doubt.candidates)
        if (std::ranges::find(candidates, earlier) == candidates.end()) {
          candidates.push_back(earlier);
          ++rivals;
        }
  if (!certain.empty() && rivals == 1 && !wanted_twice.contains(certain)) {
    // Somebody with a file of her own is joined by a person only.
    HV_ASSIGN(const std::int64_t own, transaction->head(certain));
    HV_ASSIGN(const auto now, present(roster_, certain));
    if (own == 0 && now) {
      HV_TRY(join_files(*transaction, gone.student, *now, {clock_, random_, "", "", student_rule}));
      HV_TRY(transaction->commit());
      ++matched_.matched;
      return ok();
    }
  }
  bool changed = false;
  if (!gone.links.empty()) {
    doubts = with(std::move(doubts), {DoubtKind::left, "", candidates});
    HV_TRY(put_doubts(*transaction, gone.student, doubts));
    changed = true;
  }
  if (gone.newly) {
    Identity identity = gone.identity;
    identity.left = true;
    HV_TRY(put_identity(*transaction, gone.student, identity));
    changed = true;
  }
  return changed ? transaction->commit() : ok();
}

}  // namespace homevisit::sync
