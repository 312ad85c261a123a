// What a school year's evaluation shows (R107 to R111): answers beside the programme's own figures
// and beside those of the year before; and, without anybody's words or small numbers, what the
// board and the parents' council may read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/school/evaluation_rules.h"
#include "operations/care_counts.h"
#include "operations/operation.h"

namespace homevisit::operations {

struct EvaluationGroup {
  school::Respondent respondent = school::Respondent::staff;
  school::Answers now, before;
  struct Remark {
    std::string id, text;
    bool released = false;
  };
  std::vector<Remark> remarks;  // in the anonymous version: those released
};

// The board's where it has them (progress_reads.h), on the last day of the year or today: left out
// where they are left out there.
struct EvaluationFigure {
  const char* name;  // visits, visitors, hours, consultations, consulted_well, referrals, hand_offs
  std::optional<int> now, before;
  bool counts_people = true;  // withheld from the anonymous version where it is small
};

struct Evaluation {
  std::string school_year, last_year;
  bool anonymous = false;
  std::string title, aim;  // R111: as the programme has them
  school::CycleStep next = school::CycleStep::ask;
  std::vector<EvaluationGroup> groups;
  std::vector<EvaluationFigure> figures;
  std::optional<school::EvaluationDecided> decision, last_decision;
  std::vector<school::ImprovementSet> improvements;  // and those of earlier years that are open

  // Other years that have begun and have a programme, the latest first.
  std::vector<std::string> other_years;

  bool shows(const EvaluationFigure& figure, std::optional<int> value) const {
    if (!value) return false;
    return !anonymous || !figure.counts_people || *value == 0 || *value >= school::fewest_shown;
  }
};

Result<Evaluation> read_evaluation(Context& context, const access::Actor& actor,
                                   const std::string& school_year, bool anonymous,
                                   const CallControl& control);
std::string evaluation_json(Context& context, const Evaluation& evaluation);

// What the team shares: successes, problems with an owner, improvements (R18, R110). Personal
// improvements are between their owner and the school leader (R108).
struct Team {
  std::vector<school::SuccessShared> successes;  // the latest first
  std::vector<school::ProblemNoted> problems;    // open ones
  std::vector<school::ImprovementSet> improvements;
};
Result<Team> read_team(Context& context, const access::Actor& actor);
std::string team_json(Context& context, const Team& team);

}  // namespace homevisit::operations
