// An agreement as it is typed on the command line: "who: what (by YYYY-MM-DD)".
#pragma once

#include <optional>
#include <string>

namespace homevisit::app {

struct AgreementText {
  std::string who;  // school, parent, pupil, other
  std::string what;
  std::string by;  // a date, or ""
};

// Nothing when `who` is none of school, parent, pupil or other (or school, ouder, leerling, ander),
// or nothing is agreed.
std::optional<AgreementText> parse_agreement(const std::string& text);

}  // namespace homevisit::app
