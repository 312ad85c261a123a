// What the SIS should hold of a student, as the outbox knows it.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "journal/journal.h"
#include "sync/entry.h"

namespace homevisit::sync {

// One entry in the student's file. A report that was replaced is one entry that was filed under
// several markers; one that was filed beside what a colleague had changed begins another.
struct Expected {
  std::vector<std::string> markers;  // the first made it, the last one's text stands there
  std::vector<std::int64_t> items;   // the rows of the outbox, as the markers
  std::string begins;                // marker of the first report of this visit; else its own
  Entry entry;                       // as it was filed last
  journal::Seen seen = journal::Seen::not_looked;  // of the last row
  std::int64_t withdrawal = 0;  // row of the withdrawal that was delivered; 0: none
  journal::Seen withdrawal_seen = journal::Seen::not_looked;
  bool moving = false;  // something about it is under way: not the moment to compare
};

struct ExpectedFile {
  std::vector<Expected> entries;
  std::set<std::string> markers;  // every one that was ever made, whatever became of it
};

ExpectedFile expected_of(const std::vector<journal::OutboxRow>& rows);

// What a look at an entry tells; of the texts only whether they are alike.
struct Looked {
  std::string marker, entry_id;
  bool is_void = false;
  std::string said;  // see said_in()
};

// Date, title and text in a form in which line ends and blanks at their ends do not count. Systems
// change these; everything else is a person's doing.
std::string said_in(std::string_view date, std::string_view title, std::string_view text);
// Does the SIS say what was filed?
bool says_the_same(const Expected& expected, const Looked& looked);

// `found`: all that the SIS holds under a marker of this entry.
journal::Seen compare(const Expected& expected, const std::vector<Looked>& found);

}  // namespace homevisit::sync
