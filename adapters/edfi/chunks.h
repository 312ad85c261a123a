// Texts of any length in fields of a fixed one. Each part ends in a tag with our marker:
//
//   Home visit, 3 November 2026 ... [hv:0190c9e6-... visit 1/2]
//   … the rest [hv:0190c9e6-... visit 2/2]
//
// and the parts join to exactly what was cut. Ed-Fi servers refuse or trim blanks at the ends of a
// field, may count in UTF-16, turn line ends around, and refuse "<" before a letter and "&" before
// "#" (a guard against scripts): all that is taken care of here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/adapter.h"

namespace homevisit::edfi {

// An entry as it stands in the server.
struct Sheet {
  std::string marker;
  std::string amends;  // the marker of what it replaces or, for an addendum, adds to; or ""
  hv_entry_kind kind = HV_ENTRY_VISIT;
  std::string title, text;  // the title without line ends
  bool is_void = false;     // withdrawn where the server lets nothing be deleted: no text is left

  // The marker under which all versions of an entry are found.
  const std::string& root() const {
    return amends.empty() || kind == HV_ENTRY_ADDENDUM ? marker : amends;
  }
  // Whether this is the entry with that marker, or what became of it.
  bool is(std::string_view wanted) const { return marker == wanted || root() == wanted; }
};

// One field.
struct Part {
  Sheet sheet;  // without title and text
  unsigned number = 0, count = 0;
  std::string content;
  bool changed = false;  // somebody else wrote behind the tag; what they wrote is in `content`
};

// `room`: what a field takes, in UTF-16 units. Throws HV_INVALID_ARGUMENT for a marker that is none
// and for a text that needs more than 99 parts.
std::vector<std::string> write_parts(const Sheet& sheet, std::size_t room);

// The field of a withdrawn entry, where it cannot be deleted: its tag without its text.
std::string write_void(const Sheet& sheet, std::size_t number, std::size_t count);

// By the last tag of ours in the text; nothing where there is none.
std::optional<Part> read_part(std::string_view field);

// All parts of one marker, in any order; nothing while one is missing.
std::optional<Sheet> join(std::vector<Part> parts);

// "Home visit, 3 November 2026 [hv:a] [hv:b]": visits of one day in one field.
struct Tagged {
  std::string title;
  std::vector<std::string> markers;
  bool changed = false;  // somebody else wrote behind the tags
};
Tagged read_tagged(std::string_view field);
// "" where so many do not fit.
std::string write_tagged(const Tagged& tagged, std::size_t room);

}  // namespace homevisit::edfi
