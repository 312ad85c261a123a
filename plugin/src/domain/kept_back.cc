#include "domain/kept_back.h"

#include <algorithm>

#include "domain/permission_rules.h"
#include "domain/refusal.h"
#include "domain/rules.h"

namespace homevisit {
namespace {

// What was said about this purpose, of each organisation or album apart; one "" for the others.
std::vector<std::string> scopes_of(const History& history, DataPurpose purpose) {
  std::vector<std::string> scopes;
  for (const auto& [said, recorded] : history.permissions)
    if (said.purpose == purpose &&
        std::find(scopes.begin(), scopes.end(), said.scope) == scopes.end())
      scopes.push_back(said.scope);
  return scopes;
}

bool is_any_kept_back(const StudentFile& file, const History& history, DataPurpose purpose,
                      Date day) {
  const auto scopes = scopes_of(history, purpose);
  return std::any_of(scopes.begin(), scopes.end(), [&](const std::string& scope) {
    return is_kept_back(file, history, purpose, scope, day);
  });
}

bool speaks_of(const History& history, DataPurpose purpose) {
  return std::any_of(history.permissions.begin(), history.permissions.end(),
                     [&](const auto& said) { return said.value.purpose == purpose; });
}

// Did they have custody by what was known, then or now?
bool had_custody(const StudentFile& file, const PermissionRecorded& said) {
  if (said.authority != to_name(Ternary::no)) return true;
  return std::any_of(file.guardians.begin(), file.guardians.end(), [&](const Guardian& one) {
    return one.id == said.guardian && one.custody != Ternary::no;
  });
}

}  // namespace

std::vector<KeptBack> kept_back(const StudentFile& file, const History& history, Date day) {
  std::vector<KeptBack> all;
  for (const auto& [purpose, name] : names<DataPurpose>()) {
    if (purpose == DataPurpose::guardian_access) continue;
    for (const std::string& scope : scopes_of(history, purpose))
      if (is_kept_back(file, history, purpose, scope, day)) all.push_back({purpose, scope});
  }
  return all;
}

bool was_kept_back(const StudentFile& file, const History& history, DataPurpose purpose,
                   std::int64_t seq, Date day) {
  History then;  // what had been said by then, and nothing else
  for (const auto& said : history.permissions)
    if (said.value.purpose == purpose && said.recorded.seq < seq) then.permissions.push_back(said);
  const bool herself = answers_for_herself(file.student, day);
  return std::any_of(then.permissions.begin(), then.permissions.end(), [&](const auto& entry) {
    const PermissionRecorded& said = entry.value;
    if (said.guardian.empty() != herself || (!herself && !had_custody(file, said))) return false;
    const auto* stood = standing_permission(then, said.guardian, purpose, said.scope, day);
    return stood == &said && keeps_back(said.status);
  });
}

std::span<const std::int64_t> reports_of(const VisitEntry& entry) {
  if (is_planned(entry.visit.state)) return {};
  const std::size_t count = std::min(entry.reports.size(), entry.revisions.size() + 1);
  return std::span(entry.reports).last(count);
}

Status check_present_others(const StudentFile& file, const History& history, const Visit& visit) {
  if (!visit.interpreter && visit.companions.empty()) return ok();
  if (!is_kept_back(file, history, DataPurpose::present_others, "", visit.date)) return ok();
  return refuse("present_others_kept_back",
                "Somebody whose word counts here would rather have no interpreter or companion at "
                "a visit. Leave them out. Have they said something else since? Record that as a "
                "permission first, with the day on which it was said.",
                visit.interpreter ? "/interpreter/kind" : "/companions/0/role");
}

bool is_outside(ReferralTo to) {
  return to == ReferralTo::municipality || to == ReferralTo::school_doctor ||
         to == ReferralTo::other;
}

Status check_referral(const StudentFile& file, const History& history, ReferralTo to,
                      const std::string& organisation, Date day) {
  if (!is_outside(to)) {
    if (!is_kept_back(file, history, DataPurpose::care_team, "", day)) return ok();
    return refuse("care_team_kept_back",
                  "There is an objection to sharing with the care team, so nothing is passed on. "
                  "Talk with the family first, and record what they say as a permission. In worry "
                  "about safety go to the appointed officer: an objection does not stop that.",
                  "/to");
  }
  const DataPurpose purpose = DataPurpose::outside_agency;
  if (!is_any_kept_back(file, history, purpose, day)) return ok();
  if (!organisation.empty() && may_process(file, history, purpose, organisation, day)) return ok();
  return refuse("outside_agency_kept_back",
                "The family would rather not have everything shared with other organisations. "
                "Only an organisation to which they said yes can be named. Talk with them first, "
                "and record what they say as a permission. In worry about safety go to the "
                "appointed officer: this does not stop that.",
                organisation.empty() ? "/to" : "/organisation");
}

Status check_buddy_wanted(const StudentFile& file, const History& history, Date day,
                          const std::string& pointer) {
  if (!is_kept_back(file, history, DataPurpose::buddy, "", day)) return ok();
  return refuse("buddy_kept_back",
                "One of the two families would rather have no buddy. Have they said something else "
                "since? Record that as a permission first.",
                pointer);
}

bool is_kept_from_care_team(const StudentFile& file, const History& history,
                            const VisitEntry& entry, Date today, const DayOf& day_of) {
  if (is_kept_back(file, history, DataPurpose::care_team, "", today)) return true;
  const auto reports = reports_of(entry);
  return std::any_of(reports.begin(), reports.end(), [&](std::int64_t seq) {
    return was_kept_back(file, history, DataPurpose::care_team, seq, day_of(entry.recorded.at));
  });
}

void keep_from_care_team(History& seen, const StudentFile& file, const std::string& reader,
                         Date today, const DayOf& day_of) {
  if (!speaks_of(seen, DataPurpose::care_team)) return;
  const bool now = is_kept_back(file, seen, DataPurpose::care_team, "", today);
  const auto own = [&](const Recorded& recorded) {
    return !reader.empty() && recorded.by == reader;
  };
  const auto is_kept = [&](const Recorded& recorded) {
    if (own(recorded)) return false;
    return now ||
           was_kept_back(file, seen, DataPurpose::care_team, recorded.seq, day_of(recorded.at));
  };
  for (VisitEntry& entry : seen.visits) {
    std::erase_if(entry.addenda, [&](const Addendum& addendum) {
      return addendum.tier != Tier::shared && is_kept(addendum.recorded);
    });
    if (own(entry.recorded) || !is_kept_from_care_team(file, seen, entry, today, day_of)) continue;
    Report& report = entry.visit.report;
    std::erase_if(report.notes, [](const Note& note) { return note.tier != Tier::shared; });
    report.needs.clear();
    report.parked.clear();
    report.support_plan.reset();
  }
  for (AnswerEntry& entry : seen.answers)
    if (is_kept(entry.recorded)) entry.answer.volunteered.clear();
  for (ReferralEntry& entry : seen.referrals)
    if (is_kept(entry.recorded)) entry.referral.content.clear();
}

}  // namespace homevisit
