#include "descriptors.h"

#include <array>
#include <utility>

namespace homevisit::edfi {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array grades{
    Pair{"infant/toddler", "Infant"}, Pair{"preschool/prekindergarten", "PK"},
    Pair{"early education", "EE"},    Pair{"kindergarten", "K"},
    Pair{"first grade", "1"},         Pair{"second grade", "2"},
    Pair{"third grade", "3"},         Pair{"fourth grade", "4"},
    Pair{"fifth grade", "5"},         Pair{"sixth grade", "6"},
    Pair{"seventh grade", "7"},       Pair{"eighth grade", "8"},
    Pair{"ninth grade", "9"},         Pair{"tenth grade", "10"},
    Pair{"eleventh grade", "11"},     Pair{"twelfth grade", "12"},
    Pair{"grade 13", "13"},           Pair{"ungraded", ""},
    Pair{"no grade level", ""},       Pair{"other", ""}};

constexpr std::array relations{Pair{"BrotherInLaw", "Brother-in-law"},
                               Pair{"CourtAppointedGuardian", "Court appointed guardian"},
                               Pair{"DaughterInLaw", "Daughter-in-law"},
                               Pair{"Father, step", "Stepfather"},
                               Pair{"FatherInLaw", "Father-in-law"},
                               Pair{"FathersCivilPartner", "Father's civil partner"},
                               Pair{"FathersSignificantOther", "Father's partner"},
                               Pair{"Mother, step", "Stepmother"},
                               Pair{"MotherInLaw", "Mother-in-law"},
                               Pair{"MothersCivilPartner", "Mother's civil partner"},
                               Pair{"MothersSignificantOther", "Mother's partner"},
                               Pair{"Parent, step", "Stepparent"},
                               Pair{"SignificantOther", "Partner"},
                               Pair{"SisterInLaw", "Sister-in-law"},
                               Pair{"SonInLaw", "Son-in-law"},
                               Pair{"Unknown", ""}};

template <std::size_t N>
const Pair* find(const std::array<Pair, N>& pairs, std::string_view key) {
  for (const Pair& pair : pairs)
    if (pair.first == key) return &pair;
  return nullptr;
}

// How well a use of a language fits "to talk in"; 0: not at all.
int fitness(const sdk::Value& language) {
  int best = 0;
  for (const sdk::Value use : language["uses"]) {
    const std::string code = sdk::lower(code_of(use["languageUseDescriptor"].text()));
    const int fits = code == "spoken language"           ? 5
                     : code == "correspondence language" ? 4
                     : code == "home language"           ? 3
                     : code == "dominant language"       ? 2
                                                         : 0;
    best = std::max(best, fits);
  }
  return best;
}

}  // namespace

std::string_view code_of(std::string_view descriptor) {
  const std::size_t hash = descriptor.rfind('#');
  return hash == std::string_view::npos ? descriptor : descriptor.substr(hash + 1);
}

std::string grade_of(std::string_view descriptor) {
  const std::string_view code = code_of(descriptor);
  const Pair* const known = find(grades, sdk::lower(code));
  return std::string(known != nullptr ? known->second : code);
}

std::string relation_of(std::string_view descriptor) {
  const std::string_view code = code_of(descriptor);
  const Pair* const known = find(relations, code);
  return std::string(known != nullptr ? known->second : code);
}

std::string spoken_language(const sdk::Value& languages) {
  std::string chosen;
  int best = 0;
  for (const sdk::Value language : languages) {
    std::string tag = language_of(language["languageDescriptor"].text());
    // One language without any use told is the one that there is.
    const bool only = languages.size() == 1 && language["uses"].size() == 0;
    const int fits = only ? 1 : fitness(language);
    if (!tag.empty() && fits > best) {
      best = fits;
      chosen = std::move(tag);
    }
  }
  return chosen;
}

hv_ternary secret_address(const sdk::Value& addresses) {
  hv_ternary secret = HV_UNKNOWN;
  for (const sdk::Value address : addresses) {
    const hv_ternary said = address["doNotPublishIndicator"].ternary();
    if (said == HV_YES) return HV_YES;
    if (said == HV_NO) secret = HV_NO;
  }
  return secret;
}

}  // namespace homevisit::edfi
