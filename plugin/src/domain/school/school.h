// What the school's events add up to. One pass, oldest first.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/school/event.h"

namespace homevisit::school {

template <typename T>
struct Noted {  // a value with who wrote it and when
  T value;
  std::string by, by_name;
  std::int64_t at = 0;  // milliseconds since 1970
  std::int64_t seq = 0;
};

struct School {
  std::map<std::string, std::vector<Noted<Programme>>> programmes;  // by school year; last holds
  std::map<std::int64_t, Noted<ProposalEnded>> proposals_ended;     // by `seq` of the programme
  std::vector<Noted<NoticePublished>> notices;                      // in order; last holds
  // By staff and school year.
  std::map<std::pair<std::string, std::string>, Noted<ParticipationSet>> participation;
  std::vector<Noted<PreparationNoted>> preparations;
  std::map<std::string, Noted<VisitorReady>> visitors_ready;  // by visit and staff, "visit staff"
  std::vector<Noted<TravelClaimed>> travel;
  std::map<std::string, Noted<DebriefNoted>> debriefs;  // by id
  std::vector<Noted<ConfidantSpoken>> confidant;
  std::vector<Noted<CareConsulted>> consultations;
  std::vector<Noted<HandedOff>> hand_offs;
  std::vector<Noted<SuccessShared>> successes;
  std::map<std::string, Noted<ProblemNoted>> problems;  // by id
  std::vector<Noted<ReportKept>> reports;
  std::vector<Noted<EvaluationGiven>> evaluations;
  std::vector<Noted<CodesMade>> codes;
  std::set<std::pair<std::string, std::string>> remarks_released;  // school year, remark
  std::map<std::string, Noted<ImprovementSet>> improvements;       // by id
  std::map<std::string, Noted<EvaluationDecided>> decisions;       // by school year
  std::int64_t last_seq = 0;

  // The programme that holds in a school year ("2026-2027"); null where there is none. A chosen
  // scope holds from when a second person approved it (R4); until then the one before it does.
  const Programme* programme(const std::string& school_year) const;
  const Noted<Programme>* programme_noted(const std::string& school_year) const;  // with its author
  // The newest, where it waits for that second person; else null.
  const Noted<Programme>* waiting_programme(const std::string& school_year) const;
  // Where this one waited and was not agreed to, or was taken back; else null.
  const Noted<ProposalEnded>* end_of_proposal(const Noted<Programme>& proposal) const;
  // The notice that holds on `day`; null where none was published by then.
  const NoticePublished* notice(Date day) const;
  Participation participates(const std::string& staff, const std::string& school_year) const;
};

// Does a programme hold as it stands, or does its scope wait for a second person?
bool holds(const Programme& programme);

void apply(School& school, const Event& event);
School fold(const std::vector<Event>& events);

// "2026-2027" of a day in it.
std::string school_year_of(Date day);

}  // namespace homevisit::school
