#include "operations/care_counts.h"

namespace homevisit::operations {

CareCounts count_care(const school::School& school, const WorkDone& work,
                      const std::string& school_year) {
  const auto in_year = [&](Date date) { return school::school_year_of(date) == school_year; };
  CareCounts counts;
  if (const auto found = work.find(school_year); found != work.end()) {
    const auto of = [&](ReferralState state) {
      return found->second.referrals[static_cast<std::size_t>(state)];
    };
    counts.referrals_open = of(ReferralState::open);
    counts.referrals_taken_up = of(ReferralState::taken_up);
    counts.referrals_closed = of(ReferralState::closed);
  }
  for (const auto& consulted : school.consultations) {
    if (!in_year(consulted.value.date)) continue;
    ++counts.consultations;
    counts.went_well += consulted.value.went_well == school::WentWell::yes;
    counts.went_partly += consulted.value.went_well == school::WentWell::partly;
    counts.went_badly += consulted.value.went_well == school::WentWell::no;
  }
  for (const auto& handed : school.hand_offs) counts.hand_offs += in_year(handed.value.date);
  for (const auto& [id, debrief] : school.debriefs) {
    if (!in_year(debrief.value.date)) continue;
    counts.debriefs_offered += debrief.value.state == school::DebriefState::offered;
    counts.debriefs_done += debrief.value.state == school::DebriefState::done;
    counts.debriefs_not_wanted += debrief.value.state == school::DebriefState::not_wanted;
  }
  for (const auto& spoken : school.confidant) counts.confidant_spoken += in_year(spoken.value.date);
  return counts;
}

}  // namespace homevisit::operations
