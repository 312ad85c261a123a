// A parent's copy of a report (R86): what colleagues may read of it and nothing else, in plain
// words, with headings in the family's language. What people wrote stays as they wrote it. Two
// guardians get the same but for their own name (R99); where somebody lives is in neither.
#pragma once

#include <string>
#include <vector>

#include "text/family.h"
#include "views/sheet.h"
#include "views/views.h"

namespace homevisit::views {

struct ParentCopy {
  std::string title;
  std::vector<Section> sections;  // headings, paragraphs, facts and points only
};

// REQUIRES: `entry` was a talk. Of its history only the shared tier is looked at, whatever else is
// in it. `guardian`: whose copy.
ParentCopy parent_copy(const StudentFile& file, const History& history, const VisitEntry& entry,
                       const Guardian& guardian, const text::FamilyLanguage& language,
                       const StaffName& staff_name);

struct CopyModel {
  const StudentFile* file = nullptr;
  const VisitEntry* entry = nullptr;
  const Guardian* guardian = nullptr;    // none: nobody of the family is to be informed
  std::vector<const Guardian*> readers;  // who may have one
  const text::FamilyLanguage* language = nullptr;
  std::string asked;  // a language without words, that was asked for; "": none was
  ParentCopy copy;
};
std::string copy_page(const Frame&, const CopyModel&);

// The language of a guardian's copy where none is asked for: as she wishes, as the roster says,
// else the school's.
const text::FamilyLanguage& copy_language(const Guardian& guardian, const History& history,
                                          std::string_view school);

}  // namespace homevisit::views
