// The events of the school itself: its programme, its notices, its staff, its evaluation. No family
// is in them.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "domain/school/care.h"
#include "domain/school/evaluation.h"
#include "domain/school/notice.h"
#include "domain/school/programme.h"
#include "domain/school/proposal.h"
#include "domain/school/staff.h"
#include "domain/school/team.h"

namespace homevisit::school {

using Change =
    std::variant<Programme, NoticePublished, ParticipationSet, PreparationNoted, VisitorReady,
                 TravelClaimed, DebriefNoted, ConfidantSpoken, CareConsulted, HandedOff,
                 SuccessShared, ProblemNoted, ReportKept, EvaluationGiven, CodesMade,
                 RemarkReleased, ImprovementSet, EvaluationDecided, ProposalEnded>;

struct Event {
  std::string id;  // UUID
  std::int64_t seq = 0;
  std::int64_t recorded_at = 0;   // milliseconds since 1970
  std::string actor, actor_name;  // staff id and name; "" of an anonymous answer
  Change change;
};

}  // namespace homevisit::school
