// Codes on slips of paper, each good for one anonymous answer (R107). Only digests are kept, and
// which of them are used up stands in one sealed list, sorted and written over each time: as events
// the uses would stand beside their answers.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "domain/school/school.h"
#include "journal/journal.h"

namespace homevisit::operations {

// "K7QM-2XWP-9RTD-HB4N": 80 random bits in letters and figures that are not taken for each other.
std::string new_code(Random& random);

// However a person has typed it: small letters, spaces, an O for a 0. "" where it is no code.
std::string read_code(std::string_view typed);

// REQUIRES: `code` is as read_code gives it.
Result<std::string> code_digest(std::string_view code);

using Digests = std::set<std::string>;
Result<Digests> used_codes(journal::Transaction& transaction);
Result<Digests> used_codes(journal::Journal& journal);
Status put_used_codes(journal::Transaction& transaction, const Digests& used);

// The codes of which this is one, where they still work on `today`.
const school::CodesMade* codes_with(const school::School& school, const std::string& digest,
                                    Date today);

// Names a remark by its words, so that the leader can release it. Nobody's place in a list.
Result<std::string> remark_id(const std::string& school_year, school::Respondent respondent,
                              const std::string& remark);

}  // namespace homevisit::operations
