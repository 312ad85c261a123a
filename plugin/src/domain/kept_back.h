// What a family keeps back, and what follows from it for what is about to be written or read: it
// is left out, or it stays where it was written (consent-model.md; AVG art. 21). What the law
// bids, such as the way to the appointed officer, asks none of these.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/history.h"
#include "domain/permission.h"
#include "domain/referral.h"
#include "domain/roster.h"
#include "domain/visit.h"

namespace homevisit {

struct KeptBack {
  DataPurpose purpose = DataPurpose::key_points;
  std::string scope;  // of media and agencies: which
};

// Everything that is kept back on that day, as the purposes are ordered. Access for a guardian is
// none of it: that is never there unless it was given.
std::vector<KeptBack> kept_back(const StudentFile& file, const History& history, Date day);

// Was it kept back when the event `seq` was written, on that day? Who has lost custody since
// counts as they did then.
bool was_kept_back(const StudentFile& file, const History& history, DataPurpose purpose,
                   std::int64_t seq, Date day);

// The seqs of the reports of a visit that took place: neither its plan nor the changes of that.
std::span<const std::int64_t> reports_of(const VisitEntry& entry);

// An interpreter or somebody else at a visit, by what holds on the day of the visit.
Status check_present_others(const StudentFile& file, const History& history, const Visit& visit);

// Passing on within the school is sharing with the care team; to others it is sharing with another
// organisation. `organisation`: which, as the permission names it; "" not said. While any is kept
// back, only one that has a yes of its own may be named.
Status check_referral(const StudentFile& file, const History& history, ReferralTo to,
                      const std::string& organisation, Date day);
bool is_outside(ReferralTo to);

// R48: of either family.
Status check_buddy_wanted(const StudentFile& file, const History& history, Date day,
                          const std::string& pointer);

using DayOf = std::function<Date(std::int64_t ms)>;

// Is this report, as it stands, kept from the care team? While it is objected to everything is;
// afterwards what was written in that time.
bool is_kept_from_care_team(const StudentFile& file, const History& history,
                            const VisitEntry& entry, Date today, const DayOf& day_of);

// Takes out of what a member of the care team reads what is kept from it, but for what they wrote.
void keep_from_care_team(History& seen, const StudentFile& file, const std::string& reader,
                         Date today, const DayOf& day_of);

}  // namespace homevisit
