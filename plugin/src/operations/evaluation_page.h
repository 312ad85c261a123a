// What the pages of the evaluation share.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "domain/school/school.h"
#include "operations/rendering.h"
#include "views/evaluation_words.h"
#include "views/sheet.h"

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
  return {r, *r.frame.words, r.school_year()};
}

// Every value of E under its label.
template <typename E>
std::vector<views::Option> options_of(const text::Catalogue& words) {
  std::vector<views::Option> options;
  for (const auto& [value, name] : names<E>())
    options.push_back({std::string(name), words.text(views::label(value))});
  return options;
}

// Where a form that says how something goes is found and sent to.
struct StateForm {
  std::string heading, name, action;
};

// To say how something goes whose other fields stay as they are: they are sent along as `kept`.
template <typename State>
views::SheetForm state_form(StateForm about, State state, views::Fields kept) {
  views::SheetForm form;
  form.heading = std::move(about.heading);
  form.name = std::move(about.name);
  form.action = std::move(about.action);
  form.values = {{"/state", std::string(to_name(state))}};
  form.fill = [kept = std::move(kept)](const views::FieldGroup& fields) {
    for (const auto& [name, value] : kept) fields.constant(name, value);
    fields.select({"/state", fields.words().text("How it goes")},
                  options_of<State>(fields.words()));
  };
  return form;
}

}  // namespace homevisit::operations
