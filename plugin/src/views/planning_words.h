// What the values of planning are called on screen.
#pragma once

#include <string>
#include <vector>

#include "domain/appointments.h"
#include "domain/contact.h"
#include "domain/roster.h"
#include "views/form_fields.h"

namespace homevisit::views {

const char* label(Approach);
const char* label(AttemptResult);
const char* label(VisitorWish);
const char* label(TimeOfDay);
const char* label(EndedBy);
const char* label(Out);
// Of a visit that is to come; "" of any other.
const char* standing_label(VisitState);

// "At home, Ilse Smit": whose home by name, never which address.
std::string place_words(const Visit& visit, const StudentFile& file, const text::Catalogue& words);
// Who else comes along, and who interprets: "" where nobody does.
std::string companions_words(const Visit& visit, const text::Catalogue& words);
std::string interpreter_words(const Visit& visit, const text::Catalogue& words);

// "A woman; in the evening; monday or thursday"; "" where nothing is wished.
std::string wish_words(const PlanningWishSet& wish, const text::Catalogue& words);
// "monday" to "sunday" with their names.
std::vector<std::pair<std::string, std::string>> weekdays(const text::Catalogue& words);
// How a contact at a fixed time is made.
std::vector<Option> contact_forms(const text::Catalogue& words);

// Every value of one of the enums above, in the order of its table.
template <typename E>
std::vector<Option> options_of(const text::Catalogue& words) {
  std::vector<Option> options;
  for (const auto& [value, name] : names<E>())
    if (const char* text = label(value); *text != '\0')
      options.push_back({std::string(name), words.text(text)});
  return options;
}

}  // namespace homevisit::views
