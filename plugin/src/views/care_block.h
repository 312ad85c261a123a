// What only the mentor and the care team read, and what is confidential: under headings of their
// own, never folded into the rest (R61).
#pragma once

#include "views/template_set.h"
#include "views/views.h"

namespace homevisit::views {

// Fills {{>CARE}} of the panel from all visits that count; nothing where the reader sees neither.
void fill_care(const Frame& frame, const PanelModel& model, const Block& body);
// The same for one visit.
void fill_care_of(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
                  const Block& body);

}  // namespace homevisit::views
