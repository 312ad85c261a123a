#include "domain/same_name.h"

#include <array>
#include <string_view>
#include <utility>

#include "base/fold_name.h"

namespace homevisit {
namespace {

// Letters with a stroke or without a dot have no accent that could be taken off.
constexpr std::array<std::pair<std::string_view, char>, 4> lookalikes{
    {{"\u0131", 'i'}, {"\u0142", 'l'}, {"\u00F8", 'o'}, {"\u0111", 'd'}}};

std::string plain(std::string_view name) {
  const std::string folded = fold_name(name);
  std::string plain;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    char letter = folded[i];
    for (const auto& [special, usual] : lookalikes)
      if (folded.compare(i, special.size(), special) == 0) {
        letter = usual;
        i += special.size() - 1;
        break;
      }
    if (letter != ' ') plain += letter;
  }
  return plain;
}

// `alone`: the given name by itself is enough.
bool fits(const Student& student, const std::string& typed, bool alone) {
  const std::string name = plain(typed);
  if (name.empty()) return false;
  const std::string& official = student.official_name;
  const std::string family = plain(student.family_name);
  for (const std::string& given :
       {student.given_name, official, official.substr(0, official.find(' '))}) {
    if (given.empty()) continue;
    if (name == plain(given) + family || (alone && name == plain(given))) return true;
  }
  return false;
}

}  // namespace

bool may_be_called(const Student& student, const std::string& typed) {
  return fits(student, typed, true);
}

bool is_called(const Student& student, const std::string& typed) {
  return fits(student, typed, false);
}

bool is_called(const Guardian& guardian, const std::string& typed) {
  const std::string name = plain(typed);
  return !name.empty() && name == plain(guardian.name());
}

}  // namespace homevisit
