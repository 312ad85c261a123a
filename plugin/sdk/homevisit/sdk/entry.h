// An entry that cannot be is refused before anything is sent, and never changed to fit.
#pragma once

#include "homevisit/adapter.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/text.h"

namespace homevisit::sdk {

// Throws HV_INVALID_ARGUMENT that names the field, and none of its content.
inline void check_entry(const hv_entry& entry) {
  const auto require = [](bool good, const char* sentence) {
    if (!good) throw Failure(HV_INVALID_ARGUMENT, sentence);
  };
  const std::string_view marker = view(entry.marker);
  require(marker.starts_with("hv:") && marker.size() > 3 && marker.size() <= 40,
          "The entry has no marker of the form \"hv:...\" with at most 40 characters.");
  for (const char c : marker)
    require(c > ' ' && c < 0x7F, "The marker of the entry holds characters outside ASCII.");
  require(!view(entry.student).empty(), "The entry names no student.");
  require(calendar_date(view(entry.date)) == view(entry.date),
          "The day of the entry is no day of the calendar, such as 2026-10-12.");
  for (const hv_str field : {entry.student, entry.title, entry.text, entry.structured, entry.author,
                             entry.amends, entry.entry_id, entry.version, entry.language})
    require(find_invalid_utf8(view(field)) == std::string_view::npos,
            "A text of the entry is not valid UTF-8.");
}

}  // namespace homevisit::sdk
