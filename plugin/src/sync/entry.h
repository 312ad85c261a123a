// What colleagues will read in the student's file: the shared tier of one event, as plain text.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/history.h"
#include "domain/roster.h"
#include "journal/journal.h"
#include "text/catalogue.h"

namespace homevisit::sync {

// What to do in the SIS, as it stands in the outbox (JSON, sealed).
struct Entry {
  bool withdraw = false;  // else: put it there
  std::string marker;     // "hv:" and a UUID
  std::string kind;       // visit, answer, addendum, agreement
  std::string date;
  std::string title, text;
  std::string structured;  // its record; of a withdrawal: that of the event that makes it void
  std::string language, author;
  std::string amends;  // marker, or ""
  // Title of a correction where it cannot take the place of what it corrects, but stands beside it.
  std::string beside;
  // Of a withdrawal: the marker of the addendum that says so where the system cannot make an entry
  // void; date, title and text are that addendum's. "": another addendum says it.
  std::string instead;
};

std::string write_entry(const Entry& entry);
Result<Entry> read_entry(std::string_view body);

struct EntryContext {
  const StudentFile& file;
  const History& history;        // with the event applied
  const text::Catalogue& words;  // in the school's language
  std::function<std::string(const std::string& staff)> staff_name;
  // The student's events before this one, where builds_on_earlier() asks for them.
  std::vector<DossierEvent> earlier{};
};

// The entry's record holds events before this one.
bool builds_on_earlier(const Change& change);

// None where the event is not for the dossier: care and confidential notes, plans, readings, an
// appointment that did not take place.
std::vector<journal::OutboxItem> entries_for(const DossierEvent& event,
                                             const EntryContext& context);

}  // namespace homevisit::sync
