// The consent model once more, slow and obvious: a list of what happened, and questions answered by
// searching it from the start each time. Written from the model's text, to be compared with
// domain/consent.h, of which it uses nothing.
#pragma once

#include <string>
#include <vector>

namespace consent_oracle {

// Days are counted from 1 August 2026; a school year has 365 of them.
inline constexpr int year = 365;

enum class What {
  notice,  // was given the notice that held then
  invitation,
  agreed,
  not_now,        // until the next school year
  not_now_until,  // a fortnight
  declined,       // until the next school year
  never,          // declined, and do not ask again
  other_form,
  no_answer,
  withdrawn,
  in_error,    // their last answer that was not yet taken out
  visit,       // held at their home
  new_notice,  // of the school: a material change
  next_year    // only time goes by
};

struct Happened {
  What what;
  int who;  // 0 or 1; nobody in particular for the last two
  int day;
};

struct Person {
  std::string state;
  bool refuses = false;
  bool may_be_asked = false;
  bool notice_changed = false;  // an answer is due again
};

struct Family {
  Person person[2];
  bool conflict = false;
  bool home[2] = {};  // may be visited there
};

// On `day`. `published`: the school had a notice from the start. `together`: the two share a home.
Person person(const std::vector<Happened>& all, int who, int day, bool published);
Family family(const std::vector<Happened>& all, int day, bool published, bool together);

}  // namespace consent_oracle
