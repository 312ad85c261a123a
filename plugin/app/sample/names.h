// Made-up people need names as Dutch schools know them: of many origins, with diacritics, prefixes
// and apostrophes, from two letters to more than forty.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace homevisit::sample {

enum class Sex { female, male };

struct Origin {
  unsigned weight;  // per hundred families, about
  std::span<const std::string_view> girls, boys, families;
  std::span<const std::string_view> languages;  // spoken at home besides Dutch
  unsigned speaks_other;                        // percentage of guardians who rather talk in those
};

std::span<const Origin> origins();

// Places in origins() that the fixed families need.
inline constexpr std::size_t kDutch = 0, kTurkish = 4, kSyrian = 10;

// What is on the door of the n-th schools: the first are De Wilgenhof and Het Veerlicht College.
std::string primary_school_name(int n);
std::string secondary_school_name(int n);

}  // namespace homevisit::sample
