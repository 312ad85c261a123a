// A report on the progress of the programme as JSON, and as a text for a spreadsheet.
#pragma once

#include <string>

#include "operations/progress_reads.h"

namespace homevisit::operations {

// Members into an object that is open. A number that is left out is null.
void write_board(json::Writer& w, const Progress& progress, const Shown& shown);
std::string report_text(const Progress& progress, const Shown& shown);

// The school's own offer in one row of the board: what it told and asked, not what families
// answered. Made of what the board shows, so that the two give nothing away together.
struct Offer {
  Shown::Number asked;    // or approached
  Shown::Number told;     // and not asked yet
  Shown::Number not_yet;  // neither
  Shown::Number in_scope;
};
Offer offer_of(const Shown& shown, std::size_t row);
void write_offer(json::Writer& w, const Offer& offer);

// RFC 4180, in words of the language; what is left out is ".".
std::string progress_csv(const text::Catalogue& words, const Progress& progress, const Shown& shown,
                         char separator);

// The name of a column as it stands on screen (ux.md).
std::string column_name(const text::Catalogue& words, progress::Column column);

}  // namespace homevisit::operations
