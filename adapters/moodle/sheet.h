// An entry as the text of a note. Colleagues read all of it, and may edit it:
//
//   Huisbezoek, 12 oktober 2026
//
//   Door: ...
//   Kernpunten: ...
//
//   [homevisit visit 2026-10-12 next 2026-11-30 hv:0193... of hv:0192...]
//
// The last line is what it is found by. A note has no field for it, and none for a record for
// programs: in the form where colleagues edit it they would see that, and it would say something
// else than what they wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "homevisit/adapter.h"

namespace homevisit::moodle {

struct Sheet {
  std::string marker;
  std::string amends;  // marker of the entry that it takes the place of or adds to; or ""
  hv_entry_kind kind = HV_ENTRY_VISIT;
  std::string date;
  std::string next;  // day of the next contact, or ""
  std::string title, text;

  // The marker that the entry was first filed with.
  const std::string& root() const {
    return kind == HV_ENTRY_ADDENDUM || amends.empty() ? marker : amends;
  }
  bool is(std::string_view other) const { return marker == other || root() == other; }
};

// Throws HV_INVALID_ARGUMENT where the entry cannot stand in a note.
Sheet sheet_of(const hv_entry& entry);

std::string write_note(const Sheet& sheet);
// Nothing where the text has no last line of ours: somebody else's note.
std::optional<Sheet> read_note(std::string_view content);

}  // namespace homevisit::moodle
