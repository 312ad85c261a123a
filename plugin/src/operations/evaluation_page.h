// What the pages of the evaluation share.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "domain/school/school.h"
#include "operations/rendering.h"
#include "views/evaluation_words.h"
#include "views/form_fields.h"

namespace homevisit::operations {

// The page's words, and the school year that it is about.
struct EvaluationPage {
  Rendering& r;
  const text::Catalogue& words;
  std::string year;

  std::string say(const char* english) const { return words.text(english); }
  std::string number(int value) const { return fmt::format("{}", value); }
  std::string few() const { return words.text("fewer than 5"); }
};

inline EvaluationPage evaluation_page_of(Rendering& r) {
  const std::string asked = r.text("school_year");
  return {r, *r.frame.words, asked.empty() ? school::school_year_of(r.frame.today) : asked};
}

inline std::vector<views::Option> staff_options(const std::vector<Staff>& staff) {
  std::vector<views::Option> options{{"", ""}};
  for (const Staff& one : staff) options.push_back({one.id, one.name()});
  return options;
}

// Every value of E under its label.
template <typename E>
std::vector<views::Option> options_of(const text::Catalogue& words) {
  std::vector<views::Option> options;
  for (const auto& [value, name] : names<E>())
    options.push_back({std::string(name), words.text(views::label(value))});
  return options;
}

}  // namespace homevisit::operations
