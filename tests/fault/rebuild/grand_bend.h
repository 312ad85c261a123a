// The people of a real district, as its OneRoster bundle has them: whom the operations are about.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rebuild_test {

struct Pupil {
  std::string id, mentor;
  std::vector<std::string> guardians;
};

struct GrandBend {
  std::vector<Pupil> pupils;
  std::vector<std::string> other_staff;  // who look after no group
  std::size_t guardians = 0, staff = 0, groups = 0;
  std::string meadow;  // the same roster in the words of the template's system (JSON)
};

// Read through the local adapter. Nothing where the bundle is not here.
std::optional<GrandBend> read_grand_bend();

}  // namespace rebuild_test
