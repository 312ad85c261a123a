// An invitation to print: by name, and one that may be answered with no (R1, R33).
#pragma once

#include <string>
#include <vector>

#include "domain/contact.h"
#include "text/family.h"
#include "views/sheet.h"

namespace homevisit::views {

struct InvitationLetter {
  std::string student;       // id
  std::string to;            // name of the guardian, or of the student from 16
  std::string about;         // name of the student; "" where the letter is to the student
  std::string from, school;  // who signs, and for which school
  std::string contact;       // where to go with questions; "" where nobody is named
  std::vector<Slot> slots;   // to choose from; none: they say when it suits
  const text::FamilyLanguage* language = nullptr;  // of the letter
  std::string asked;     // a language without words, that was asked for; "": none was
  std::string guardian;  // id; "" where the letter is to the student
};

std::string invitation_letter_page(const Frame&, const InvitationLetter&);

}  // namespace homevisit::views
