// The one way by which anything is written about a student. Every rule is checked inside the
// transaction, against what is there at that moment; the event, the projection and the entry for
// the student file are committed together.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/event.h"
#include "domain/rules.h"
#include "domain/school/event.h"
#include "operations/operation.h"

namespace homevisit::operations {

// What a decision is taken on.
struct Facts {
  const StudentFile& file;
  const History& history;
  const access::View& view;
  Date today;
  std::string event_id;  // of the event to be written
};

// What is written into the file of another student with the same submission. Nothing of it is
// filed in the SIS.
struct Elsewhere {
  std::string student;  // by the id that the system uses now
  Change change;
};

struct Decision {
  Change change;
  std::string visit, answer;  // ids for the response
  std::vector<Warning> warnings;
  std::string draft;           // form whose draft is done with; "" none
  std::vector<Change> then{};  // what the same submission does besides, each an event of its own
  std::string id{};            // of what was made or changed, for the response
  std::vector<Elsewhere> elsewhere{};
  std::optional<school::Change> of_school{};  // goes into the school's events, not into the file
};

using Decide = std::function<Result<Decision>(const Facts&)>;

// Runs `decide` and writes its change; gives the response. The same submission again gives the
// first response; with another content HV_CONFLICT.
Result<std::string> write_change(const Call& call, const Decide& decide);

// The member "warnings" of a response, in the caller's language; none without a warning.
void write_warnings(json::Writer& w, const Call& call, const std::vector<Warning>& warnings);

// Everybody of the school who is named is known to the roster.
Status check_staff(const Call& call, const std::string& id, const std::string& pointer);

// A new UUID.
std::string new_id(const Context& context);

// Does what is stored under this name (domain/projections.h) equal what the events give? True of a
// name that is none of those.
Result<bool> projection_matches(Context& context, const std::string& student,
                                const std::string& name, const journal::Projection& stored);

}  // namespace homevisit::operations
