// The school's events as they stand in the journal; plugin/docs/journal-format.md lists the bodies.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "domain/school/event.h"

namespace homevisit::school {

std::string_view event_name(const Change& change);

// `extra` is a JSON object of the caller's, kept as "request"; "" none.
std::string write_event(const Event& event, const std::string& extra);
// HV_DATA_LOSS for a body that cannot be read, HV_UNSUPPORTED for one of a later version.
Result<Event> read_event(std::int64_t seq, const std::string& id, std::int64_t recorded_at,
                         std::string_view body);

}  // namespace homevisit::school
