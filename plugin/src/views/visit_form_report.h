// The part of the visit form that becomes the report, in the order of a good talk: what goes well
// first (R62), then home and the three voices, then what was agreed.
#pragma once

#include "views/form_fields.h"

namespace homevisit::views {

// The block about the next contact.
void add_next_contact(const FieldGroup& form);
void add_report(const FieldGroup& form, const Frame& frame, const FormModel& model);

// What to ask a student of this age (R64, R65).
struct Prompts {
  const char* wellbeing;
  const char* pride;
  const char* ambitions;
  const char* interests;
};
Prompts prompts_for(std::optional<int> age);

}  // namespace homevisit::views
