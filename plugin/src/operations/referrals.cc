#include "operations/referrals.h"

#include <algorithm>
#include <tuple>

#include "access/permissions.h"
#include "domain/codec.h"
#include "domain/kept_back.h"
#include "domain/projections.h"
#include "operations/gate.h"

namespace homevisit::operations {
namespace {

Result<std::vector<std::string>> students_referred(Context& context) {
  std::vector<std::string> students;
  HV_TRY(context.journal->each_projection(
      summary_name,
      [&](const journal::StudentIds& ids, const journal::Projection& stored) -> Status {
        if (ids.held) return ok();
        HV_ASSIGN(const Summary summary, read_summary(stored.body));
        if (summary.referrals > 0) students.push_back(ids.current);
        return ok();
      }));
  return students;
}

struct Reader {
  const access::Actor& actor;
  TierSet tiers;  // of this student's file; none where the reader may not open it

  bool is_author(const ReferralEntry& entry) const {
    return !actor.staff.empty() && entry.recorded.by == actor.staff;
  }
  bool is_owner(const ReferralEntry& entry) const {
    return !actor.staff.empty() && entry.referral.owner == actor.staff;
  }
  bool reads(const ReferralEntry& entry) const {
    return tiers.sees(Tier::confidential, is_author(entry));
  }
};

Result<TierSet> tiers_of(Context& context, const access::Actor& actor, const std::string& student) {
  const auto view = access::view_of(*context.roster, actor, student, context.today());
  if (view) return view->tiers;
  if (view.error().status == HV_NOT_FOUND) return TierSet{};
  return view.error();
}

// While sharing with the care team is objected to, its members hear what it is about from the
// author.
void keep_contents(const Context& context, const access::Actor& actor, const StudentFile& file,
                   const History& history, std::vector<ReferralRow>& rows) {
  History seen;
  seen.permissions = history.permissions;
  seen.referrals = history.referrals;
  keep_from_care_team(seen, file, actor.staff, context.today(),
                      [&](std::int64_t ms) { return context.zone.date_at(ms); });
  for (ReferralRow& row : rows)
    for (const ReferralEntry& entry : seen.referrals)
      if (entry.referral.id == row.referral.id && entry.referral.content.empty())
        row.referral.content.clear();
}

}  // namespace

bool may_change(const access::Actor& actor, const ReferralMade& referral,
                const std::string& author) {
  if (actor.role == access::Role::care_coordinator) return true;
  return !actor.staff.empty() && (referral.owner == actor.staff || author == actor.staff);
}

Result<std::vector<ReferralRow>> read_referrals(Context& context, const access::Actor& actor,
                                                const std::string& actor_name, bool closed,
                                                const std::string& what) {
  std::vector<ReferralRow> rows;
  HV_ASSIGN(const auto students, students_referred(context));
  for (const std::string& student : students) {
    HV_ASSIGN(const TierSet tiers, tiers_of(context, actor, student));
    HV_ASSIGN(const SharedHistory history, context.histories.read(*context.journal, student));
    const Reader reader{actor, tiers};
    std::vector<ReferralRow> shown;
    for (const ReferralEntry& entry : history->referrals) {
      if (entry.state == ReferralState::closed && !closed) continue;
      if (!reader.reads(entry) && !reader.is_owner(entry)) continue;
      ReferralRow row{student,
                      "",
                      entry.referral,
                      entry.state,
                      entry.outcome,
                      context.zone.date_at(entry.recorded.at),
                      entry.recorded.by_name};
      if (!reader.reads(entry)) row.referral.content.clear();
      shown.push_back(std::move(row));
    }
    if (shown.empty()) continue;
    const auto file = context.files.read(*context.roster, student, context.today());
    if (!file && file.error().status != HV_NOT_FOUND) return file.error();
    if (!file || !check_identity(context, **file)) continue;  // gone, or in doubt who it is
    HV_TRY(context.access_log->note(actor, actor_name, student, what));
    if (actor.role == access::Role::care_coordinator)
      keep_contents(context, actor, **file, *history, shown);
    for (ReferralRow& row : shown) {
      row.student_name = (*file)->student.name();
      rows.push_back(std::move(row));
    }
  }
  std::sort(rows.begin(), rows.end(), [](const ReferralRow& a, const ReferralRow& b) {
    const auto key = [](const ReferralRow& row) {
      return std::tuple(!row.referral.due, row.referral.due.value_or(Date{}), row.made,
                        std::string_view(row.referral.id));
    };
    return key(a) < key(b);
  });
  return rows;
}

}  // namespace homevisit::operations
