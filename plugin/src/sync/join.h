// Files that go on under another id: what a person decides, and what the rule of the school year
// finds. Each in one transaction of the journal, with an event that says who is who.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "domain/history.h"
#include "journal/journal.h"
#include "journal/roster_store.h"
#include "sync/doubts.h"
#include "sync/identity.h"

namespace homevisit::sync {

// A student as the roster has her now.
struct Present {
  Student student;
  std::vector<Guardian> guardians;
};
// Nothing where the roster has not this id.
Result<std::optional<Present>> present(journal::RosterStore& roster, const std::string& student);

// Who says so: the rule, or a person ("" rule).
struct Decider {
  const Clock& clock;
  Random& random;
  std::string actor, actor_name;
  std::string rule;
};

// `from`'s file goes on under the id of `now`, which may have a file of its own. Guardians' ids
// follow by their names.
Status join_files(journal::Transaction&, const std::string& from, const Present& now,
                  const Decider& decider);

// The projection of a student whose file was joined to another's and parted again, or whose id is
// another child's by now: the ids of that other, under which entries of hers may stand in the SIS.
inline constexpr char filed_under_name[] = "filed_under";
Result<std::vector<std::string>> read_filed_under(std::string_view body);

// Takes a join back: the file that `student` was given goes on by itself again. What was recorded
// since stays with the other. Gives the id that it was joined to.
Result<std::string> part_file(journal::Transaction&, const std::string& student,
                              const Decider& decider);

// The same student under the same id, seen in the roster: guardians' ids follow, and who she is, is
// kept up to date. Opens what was held. Nothing is written where nothing is new.
Status refresh_identity(journal::Transaction&, const Present& now, const Decider& decider);

// This guardian of the student is that one now.
Status rename_guardian(journal::Transaction&, const Present& now, const std::string& before,
                       const Decider& decider, const std::string& after);

// The id is another child's from now on. The file is kept under a name of its own, which is given
// back.
Result<std::string> release_id(journal::Transaction&, const std::string& student, Date today);

// The identity that is kept of a student; nothing where none is.
Result<std::optional<Identity>> known_identity(journal::Transaction&, const std::string& student);
Status put_identity(journal::Transaction&, const std::string& student, const Identity& identity);

Result<History> history_of(journal::Transaction&, const std::string& student);

}  // namespace homevisit::sync
