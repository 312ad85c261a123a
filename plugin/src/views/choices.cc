#include "views/choices.h"

#include <algorithm>

namespace homevisit::views {

std::vector<Option> language_choices(const text::Catalogue& words, const StudentFile& file) {
  std::vector<Option> options;
  // A language may have several codes ("nl", "nl-NL"; "ber", "zgh"), but is one to who chooses.
  const auto add = [&](const std::string& code) {
    const std::string name = words.language_name(code);
    const bool there = std::any_of(options.begin(), options.end(),
                                   [&](const Option& option) { return option.text == name; });
    if (!code.empty() && !there) options.push_back({code, name});
  };
  for (const Guardian& guardian : file.guardians) add(guardian.language);
  add(file.student.language);
  std::vector<Option> others;
  for (const std::string_view code : text::Catalogue::known_languages())
    others.push_back({std::string(code), words.language_name(code)});
  std::stable_sort(others.begin(), others.end(),
                   [](const Option& a, const Option& b) { return a.text < b.text; });
  for (const Option& option : others) add(option.value);
  options.insert(options.begin(), {"", words.text("not said")});
  return options;
}

std::vector<Option> contact_form_choices(const text::Catalogue& words) {
  std::vector<Option> options{{"", words.text("not decided yet")}};
  for (const char* form : {"home", "school", "phone", "online", "message"})
    options.push_back({form, contact_form_words(form, words)});
  return options;
}

std::vector<Option> staff_choices(const std::vector<Staff>& staff, const std::string& none,
                                  const std::string& left_out) {
  std::vector<Option> options{{"", none}};
  for (const Staff& colleague : staff)
    if (colleague.id != left_out) options.push_back({colleague.id, colleague.name()});
  return options;
}

}  // namespace homevisit::views
