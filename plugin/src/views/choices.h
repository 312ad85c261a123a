// Lists to choose from that several forms share.
#pragma once

#include <string>
#include <vector>

#include "views/form_fields.h"
#include "views/labels.h"

namespace homevisit::views {

// Every value of an enum with a name in JSON, in the order of its table; `none` first, when given.
template <typename E>
std::vector<Option> choices(const text::Catalogue& words, const char* none = nullptr) {
  std::vector<Option> options;
  if (none != nullptr) options.push_back({"", words.text(none)});
  for (const auto& [value, name] : names<E>()) {
    const char* text = label(value);
    if (*text != '\0' && !name.empty()) options.push_back({std::string(name), words.text(text)});
  }
  return options;
}

// Languages by name; those of the family first.
std::vector<Option> language_choices(const text::Catalogue& words, const StudentFile& file);

// How the next contact may be, after "not decided yet".
std::vector<Option> contact_form_choices(const text::Catalogue& words);

// Colleagues by name, after `none` for nobody, without the one whose id is `left_out`.
std::vector<Option> staff_choices(const std::vector<Staff>& staff, const std::string& none,
                                  const std::string& left_out = "");

}  // namespace homevisit::views
