// What the school's values are called on screen, as English texts for the catalogue.
#pragma once

#include <string>
#include <vector>

#include "domain/school/school.h"
#include "views/form_fields.h"

namespace homevisit::views {

const char* school_label(school::Cadence);
const char* school_label(school::ScopeKind);
const char* school_label(school::PilotDecision);
const char* school_label(school::OfficerTask);
const char* school_label(school::ClosedKind);
const char* school_label(school::SchoolType);
const char* school_label(school::Section);
const char* school_label(school::Audience);
const char* school_label(school::Participation);

// Every value by its label; `none` first, when given.
template <typename E>
std::vector<Option> school_choices(const text::Catalogue& words, const char* none = nullptr) {
  std::vector<Option> options;
  if (none != nullptr) options.push_back({"", words.text(none)});
  for (const auto& [value, name] : names<E>())
    options.push_back({std::string(name), words.text(school_label(value))});
  return options;
}

// "Offered every 2 years to year 4 and year 6"
std::string cohort_words(const school::CohortRule& rule, const text::Catalogue& words);
// "17 Oct 2026 to 25 Oct 2026"; one day as that day.
std::string days_words(Date from, Date to, const text::Catalogue& words);
// "20 hours", "1 hour and 30 minutes"
std::string hours_words(int minutes, const text::Catalogue& words);

}  // namespace homevisit::views
