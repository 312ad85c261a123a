#include "access/limit.h"

#include <fmt/format.h>

namespace homevisit::access {
namespace {

Error too_deep(std::string pointer) {
  return {HV_PERMISSION_DENIED, "tier_not_yours",
          "Notes for the care team are written by the mentor or the care coordinator. Leave this "
          "out, or tell "
          "them.",
          std::move(pointer)};
}

Status check_report(const Report& report, Tier innermost) {
  for (std::size_t i = 0; i < report.notes.size(); ++i)
    if (report.notes[i].tier > innermost) return too_deep(fmt::format("/report/notes/{}", i));
  if (innermost >= Tier::care) return ok();
  if (!report.needs.empty()) return too_deep("/report/needs");
  if (!report.parked.empty()) return too_deep("/report/parked");
  if (report.support_plan) return too_deep("/report/support_plan");
  return ok();
}

}  // namespace

History limited(const History& history, const TierSet& tiers, const std::string& reader) {
  History seen = history;
  seen.facts = {};
  const auto own = [&](const Recorded& recorded) {
    return !reader.empty() && recorded.by == reader;
  };
  for (VisitEntry& entry : seen.visits) {
    const bool mine = own(entry.recorded);
    Report& report = entry.visit.report;
    std::erase_if(report.notes, [&](const Note& note) { return !tiers.sees(note.tier, mine); });
    std::erase_if(entry.addenda, [&](const Addendum& addendum) {
      return !tiers.sees(addendum.tier, own(addendum.recorded));
    });
    if (!tiers.sees(Tier::care, mine)) {
      report.needs.clear();
      report.parked.clear();
      report.support_plan.reset();
      // Working time and the backstop are matters of the staff, not of the dossier (R43, R44).
      entry.visit.minutes = {};
      entry.visit.backstop.reset();
    }
  }
  for (AnswerEntry& entry : seen.answers) {
    const bool mine = own(entry.recorded);
    if (!tiers.sees(Tier::confidential, mine)) entry.answer.volunteered.clear();
    if (!tiers.sees(Tier::care, mine)) {
      entry.answer.evidence_reference.clear();
      entry.answer.oral_witness.clear();
    }
  }
  // How somebody was approached, what they wish of a visitor, who their buddy is and what they
  // asked are matters of those who look after the student; a referral is confidential as a whole.
  const auto keep = [&](auto& entries, Tier tier) {
    std::erase_if(entries,
                  [&](const auto& entry) { return !tiers.sees(tier, own(entry.recorded)); });
  };
  keep(seen.attempts, Tier::care);
  keep(seen.stand_ins, Tier::care);
  keep(seen.buddies, Tier::care);
  keep(seen.questions, Tier::care);
  keep(seen.referrals, Tier::confidential);
  std::erase_if(seen.wishes, [&](const auto& wish) {
    return !tiers.sees(Tier::care, own(wish.second.recorded));
  });
  for (auto& permission : seen.permissions)
    if (!tiers.sees(Tier::care, own(permission.recorded))) {
      permission.value.evidence_reference.clear();
      permission.value.oral_witness.clear();
    }
  return seen;
}

Status check_tiers(const Change& change, Tier innermost) {
  if (const auto* recorded = std::get_if<VisitRecorded>(&change))
    return check_report(recorded->visit.report, innermost);
  if (const auto* revised = std::get_if<VisitRevised>(&change))
    return check_report(revised->visit.report, innermost);
  if (const auto* planned = std::get_if<VisitPlanned>(&change))
    return check_report(planned->visit.report, innermost);
  if (const auto* amended = std::get_if<VisitAmended>(&change))
    if (amended->tier > innermost) return too_deep("/tier");
  if (std::holds_alternative<ReferralMade>(change) && innermost < Tier::care)
    return too_deep("/content");
  if (std::holds_alternative<NeedChanged>(change) && innermost < Tier::care)
    return too_deep("/index");
  return ok();
}

}  // namespace homevisit::access
