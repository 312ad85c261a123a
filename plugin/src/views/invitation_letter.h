// An invitation to print: by name, and one that may be answered with no (R1, R33).
#pragma once

#include <string>
#include <vector>

#include "domain/contact.h"
#include "views/sheet.h"

namespace homevisit::views {

struct InvitationLetter {
  std::string student;              // id
  std::string to;                   // name of the guardian, or of the student from 16
  std::string about;                // name of the student; "" where the letter is to the student
  std::string from, school;         // who signs, and for which school
  std::string contact;              // where to go with questions; "" where nobody is named
  std::vector<Slot> slots;          // to choose from; none: they say when it suits
  const text::Catalogue* language;  // of the letter: the reader's own where there are words in it
};

std::string invitation_letter_page(const Frame&, const InvitationLetter&);

}  // namespace homevisit::views
