// The domain's values as JSON: as they come in a request (checked against its schema before) and as
// they stand in the journal. plugin/docs/journal-format.md lists the bodies.
#pragma once

#include <string>

#include "base/status.h"
#include "domain/event.h"
#include "json/json.h"

namespace homevisit {

// From a request. Only what a schema cannot say can still be wrong: impossible dates and times.
Result<Visit> read_visit(json::Value request);
Result<Answer> read_answer(json::Value request);
Result<NextContact> read_next_contact(json::Value value);
// The date at `key`, `fallback` where it is absent.
Result<std::optional<Date>> read_date(json::Value object, const char* key,
                                      const std::string& pointer);

// How an agreement stands: its word in "state", and of the axes what the word alone does not say.
GoalState read_goal_state(json::Value agreement);
void write_goal_state(json::Writer& writer, const GoalState& goal);
void write_agreement_members(json::Writer& writer, const Agreement& agreement);

void write_visit(json::Writer& writer, const Visit& visit);
void write_answer(json::Writer& writer, const Answer& answer);
void write_next_contact(json::Writer& writer, const NextContact& next);

// The type of an event as it stands in its body: "visit_recorded".
std::string_view event_name(const Change& change);

// An event's body. `extra` is a JSON object of the caller's (the digest of the request, say).
std::string write_event(const DossierEvent& event, const std::string& extra);
// HV_DATA_LOSS when a body is not what this version knows; unknown members are passed over.
Result<DossierEvent> read_event(std::int64_t seq, const std::string& id, std::int64_t recorded_at,
                                std::string_view body);

std::string write_summary(const struct Summary& summary);
Result<struct Summary> read_summary(std::string_view body);

}  // namespace homevisit
