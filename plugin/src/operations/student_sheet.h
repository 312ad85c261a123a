// A page about one student that is made of sections: what the pages before a visit have in common.
#pragma once

#include <string>
#include <vector>

#include "operations/rendering.h"
#include "operations/student_reads.h"
#include "views/form_fields.h"
#include "views/sheet.h"

namespace homevisit::operations {

// For those who may record about this student. Leaves an event of the reading.
struct StudentSheet {
  SeenFile seen;
  views::Sheet sheet;
};
Result<StudentSheet> student_sheet(const Rendering& r, std::string title);

// Said before a form about a visit or an attempt is filled in, where a rule forbids visits at home.
void add_no_home_visit(const Rendering& r, StudentSheet& page);

// Where a form about this student is posted to, below Frame::links.
std::string student_action(const Rendering& r, const std::string& rest);

// The guardians by name; `none` first, where it is given.
std::vector<views::Option> guardian_options(const StudentFile& file, const text::Catalogue& words,
                                            const std::string& none);

}  // namespace homevisit::operations
