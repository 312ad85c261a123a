#include "domain/visit_agreement.h"

#include <algorithm>

#include "domain/home.h"
#include "domain/refusal.h"
#include "domain/rules.h"

namespace homevisit {
namespace {

// Without custody somebody speaks for a home that is their own: of a foster mother, not of a
// partner's partner.
bool speaks_for(const Guardian& guardian, const Guardian* host) {
  if (host == nullptr)
    return guardian.custody != Ternary::no || guardian.lives_with == Ternary::yes;
  return guardian.id == host->id ||
         (guardian.custody != Ternary::no && share_home(*host, guardian));
}

bool has_notice(const Consent& consent, const Notices& notices) {
  return !notices.published ||
         (consent.notice != nullptr && notices.holds(consent.notice->value.notice));
}

}  // namespace

std::vector<std::string> who_can_agree(const StudentFile& file, const History& history,
                                       const std::string& host, Date day) {
  const auto& guardians = file.guardians;
  const auto at = std::find_if(guardians.begin(), guardians.end(),
                               [&](const Guardian& guardian) { return guardian.id == host; });
  std::vector<std::string> ids;
  for (const Guardian& guardian : guardians)
    if (speaks_for(guardian, at == guardians.end() ? nullptr : &*at) &&
        has_access(file, history, guardian.id, day))
      ids.push_back(guardian.id);
  if (answers_for_herself(file.student, day)) ids.emplace_back();
  return ids;
}

Status check_agreed(const StudentFile& file, const History& history, const Notices& notices,
                    const Visit& visit, Date today, const std::string& pointer) {
  if (visit.place != Place::home) return ok();
  const Date day = std::max(visit.date, today);
  HV_TRY(may_visit_home(file, history, visit.at_guardian, day));
  bool lacks_notice = false;
  for (const std::string& id : who_can_agree(file, history, visit.at_guardian, day)) {
    const Consent consent = consent_of(file, history, notices, id, day);
    const auto& due = consent.due_again;
    const bool informed = has_notice(consent, notices);
    if (consent.agrees() && due.empty() && informed) return ok();
    // With the notice as it is now they would have to be asked again, but not before they had it.
    const bool said = consent.agrees() || consent.state == ConsentState::superseded;
    const bool only_notice = due.empty() || due == std::vector{Renewal::notice_changed};
    lacks_notice = lacks_notice || (said && only_notice && !informed);
  }
  if (lacks_notice)
    return refuse("notice_before_visit",
                  "Who said that you are welcome has not had the school's notice as it is now. "
                  "Give it and note that. Until then the visit does not stand for that day.",
                  pointer);
  return refuse("visit_not_agreed",
                "Nobody at this home has said for that day that you are welcome. Ask, and note who "
                "said so and how. Until then the visit does not stand for that day.",
                pointer);
}

}  // namespace homevisit
