// Who a student was when last seen in the roster, and whether a student of today is the same. The
// rules are in plugin/docs/school-year.md. Nothing is guessed: what is not certain is a doubt, and
// a doubt is for a person.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "domain/roster.h"

namespace homevisit::sync {

// The projection that holds it: sealed under the student's own key, and destroyed with it.
inline constexpr char identity_name[] = "identity";

struct KnownGuardian {
  std::string id, name, relation;
};

struct Identity {
  std::string student;  // the id at that time
  std::string given_name, official_name, family_name;
  std::optional<Date> birth_date;
  std::vector<KnownGuardian> guardians;
  bool left = false;                // it was noticed that the roster has her no more
  std::vector<std::string> others;  // ids of which a person said that they are somebody else's

  bool is_other(std::string_view id) const;
};

Identity identity_of(const Student& student, const std::vector<Guardian>& guardians);
std::string write_identity(const Identity& identity);
Result<Identity> read_identity(std::string_view body);

enum class BirthDates { same, other, missing };

// What two have in common, as an administrator may be told it: without a name.
struct Likeness {
  bool given = false;     // the called or the official given names
  bool official = false;  // given names on record that contradict each other
  bool family = false;
  BirthDates birth = BirthDates::missing;
  bool guardian = false;  // one of the guardians is the same, by id and name or by name
};
Likeness compare(const Identity& before, const Student& now,
                 const std::vector<Guardian>& guardians);

// The same id: is it still the same child? No means that nothing of the file is shown.
bool is_still(const Likeness& likeness);

// Another id: none, worth a person's look, or certain. `came`: the id came into the roster when the
// other left it, or later. Faint is a doubt that does not stand in the way of what is certain: a
// twin, like in all but the given name.
enum class Link { none, faint, doubt, certain };
Link link_of(const Likeness& likeness, bool came);
inline constexpr char student_rule[] = "names_birth_date_guardian";
inline constexpr char guardian_rule[] = "guardian_name";

// Guardians' ids, before and now, of the same student.
struct GuardianIds {
  std::vector<std::pair<std::string, std::string>> changed;  // certain
  std::vector<std::string> lost;   // no longer there, though it cannot be said that they are gone:
  std::vector<std::string> fresh;  // one of these may be the same person
};
GuardianIds match_guardians(const Identity& before, const std::vector<Guardian>& now);

}  // namespace homevisit::sync
