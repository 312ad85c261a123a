// A receipt for what somebody said, which they can read and keep: the fields of ISO/IEC TS 27560,
// in plain words. It holds nothing about another guardian, and no address.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "domain/roster.h"
#include "domain/school/school.h"
#include "operations/consent_record.h"
#include "text/catalogue.h"

namespace homevisit::operations {

struct Receipt {
  SaidRecord record;
  std::string who;                                         // by name and relation
  std::string student;                                     // by name
  std::string school;                                      // the controller
  std::string contact;                                     // where to go with questions (R31)
  std::string language;                                    // of its words
  std::vector<std::pair<std::string, std::string>> lines;  // label and text, in that language
  std::string withdrawal;                                  // how to change one's mind
};

// Whom the programme of that day names for questions, and how they are reached; "": nobody.
std::string contact_of(const school::School& school, Date day,
                       const std::function<std::string(const std::string&)>& staff_name);

// The guardian's language where there are words in it, else the school's.
std::string receipt_language(const StudentFile& file, const std::string& guardian,
                             const std::string& school_language);

// `staff_name`: of the person whom the programme names for questions.
Receipt receipt_of(const StudentFile& file, const SaidRecord& record, const school::School& school,
                   const std::string& school_name, const text::Catalogue& words,
                   const std::function<std::string(const std::string&)>& staff_name);

}  // namespace homevisit::operations
