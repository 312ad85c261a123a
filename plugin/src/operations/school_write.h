// The one way by which anything is written about the school itself. As write.h does for a student:
// rules are checked inside the transaction, and the same submission gives the same answer.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/rules.h"
#include "domain/school/event.h"
#include "operations/operation.h"
#include "operations/school_state.h"

namespace homevisit::operations {

struct SchoolFacts {
  const school::School& school;
  Date today;
  journal::Transaction& transaction;  // for what is kept beside the events
};

struct SchoolDecision {
  school::Change change;
  std::string id;                      // for the response: of what was made or changed
  std::vector<school::Change> then{};  // what the same submission does besides
  std::vector<Warning> warnings{};
};

using DecideSchool = std::function<Result<SchoolDecision>(const SchoolFacts&)>;

// nobody: neither who wrote it nor at which moment of the day is kept, nor a digest of the request
// that somebody who guesses its content could compare; the response does not name the event.
enum class Authorship { named, nobody };

// The same beside what else a transaction writes. What it gives is kept once that is committed.
Result<SharedSchool> add_to_school(const Call& call, journal::Transaction& transaction,
                                   school::Change change);

// The same submission again gives the first response; with other content HV_CONFLICT.
Result<std::string> write_school(const Call& call, const DecideSchool& decide,
                                 Authorship authorship = Authorship::named);

}  // namespace homevisit::operations
