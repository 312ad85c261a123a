// What the planning pages and operations read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/appointments.h"
#include "domain/planning.h"
#include "operations/operation.h"

namespace homevisit::operations {

// Who is to be planned in a group, by name: whose turn it is by the programme, or everybody where
// there is none; and with whom a visit or a talk is proposed. Who is left out: planning.h.
struct PlanRow {
  std::string id, name;
  std::vector<Appointment> planned;  // a proposal before what stands, then by day
  bool look = false;  // the roster does not say whether they are new: somebody should look
  OtherForm form = OtherForm::none;  // they would rather talk this way
  std::optional<Approach> next;      // of the ladder, where they are not spoken to yet
  std::vector<PlanningWishSet> wishes;
  // Where somebody prefers no visit: whose word is still open.
  std::vector<Guardian> still_to_ask = {};
};
// R25: a pupil who is new at school, and the guardians of whom nobody has noted yet how they like
// to be reached. Something for the school to do, whatever was answered about visits.
struct AskRow {
  std::string id, name;
  std::vector<Guardian> guardians;
};
struct PlanList {
  Group group;
  std::vector<PlanRow> rows;
  std::vector<AskRow> to_ask;
};
Result<PlanList> list_to_plan(const Call& call, const std::string& group);

// Visits with this colleague in the background, from yesterday evening on. Times only: no student.
struct BackstopRow {
  Appointment appointment;
  Out state = Out::to_come;
};
Result<std::vector<BackstopRow>> list_backstop(Context& context, const std::string& staff);

}  // namespace homevisit::operations
