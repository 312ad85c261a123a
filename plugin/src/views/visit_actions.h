// The small forms of a visit's page: sign off, add, move or cancel, agreements and needs, mistake.
#pragma once

#include "views/form_fields.h"
#include "views/views.h"

namespace homevisit::views {

// Fills AGREEMENTS, {{>ACTIONS}} and {{>ERROR_SUMMARY}} of the visit's page.
void fill_actions(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
                  const FormState& state, const Block& body);

}  // namespace homevisit::views
