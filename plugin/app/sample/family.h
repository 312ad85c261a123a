// Families as mentors meet them: who looks after the children, where, with which authority.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sample/draw.h"
#include "sample/names.h"

namespace homevisit::sample {

enum class FamilyKind {
  together,         // two at one address
  two_homes,        // both with custody, each a home of their own, the children in both
  one_parent,       //
  without_custody,  // the other parent has none
  not_informed,     // the school may not inform the other parent; secret address
  secret_address,   // both parents have custody, the address of one is secret
  step_family,      // a partner in one of two homes
  four_guardians,   // a partner in both homes
  foster,           // the mother keeps custody and lives elsewhere
  grandmother,      // oma has custody
  relative,         // an aunt has custody; her relation is written with a comma
  little_known,     // the school knows two names and no more
};
inline constexpr int kFamilyKinds = 12;

struct Adult {
  std::uint32_t id = 0;
  std::string given_name, family_name;
  std::string language;             // BCP 47
  std::string_view secret_address;  // "true", "false" or "": not known
  std::string_view role;            // OneRoster's: parent or guardian
  // Relation to each child of the family.
  std::string_view relation;
  bool lives_with = false;
  std::string_view custody;     // "custody", "no-custody" or "": not known
  std::uint32_t household = 0;  // 0: not known
  bool not_informed = false;
};

struct Family {
  FamilyKind kind = FamilyKind::together;
  const Origin* origin = nullptr;
  std::string children_name;        // family name
  std::string_view secret_address;  // of the children
  std::vector<Adult> adults;        // in the order in which they are called; the first is primary
};

// What is given out once in a bundle.
struct Counters {
  std::uint32_t student = 100001, guardian = 500001, staff = 9001, household = 1;
};

// A language says what all guardians speak; without it each speaks what the origin makes likely.
Family make_family(Draw& draw, Counters& counters, FamilyKind kind, std::size_t origin,
                   std::optional<std::string_view> language);

// As often as they occur; the numbers are guesses that give a lively school, not statistics.
FamilyKind draw_kind(Draw& draw);
std::size_t draw_origin(Draw& draw);

}  // namespace homevisit::sample
