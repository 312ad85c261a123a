// The structured record of an entry: the events that made it, so that a journal can be made again
// from the student files. Its format is a contract with the systems that hold it:
// schemas/v1/record.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "domain/event.h"

namespace homevisit::sync {

// No record is longer, in bytes; adapter.h promises it.
inline constexpr std::size_t most_record = 64 * 1024;

// The shared form of the events, the oldest first; what is not shared is left out. Where they are
// too long together, the oldest are left out; "" where the last one alone is too long.
std::string write_record(const std::vector<DossierEvent>& events);

// The record with these events after its own: who made the entry void. "" where it cannot be read,
// or there is no place for them.
std::string add_to_record(std::string_view record, const std::vector<DossierEvent>& events);

struct Record {
  std::vector<DossierEvent> events;
  std::int64_t left_out = 0;  // older ones, for which there was no place
};

// The events as they were written. HV_DATA_LOSS with a code for what is wrong: "record_missing",
// "record_broken", "record_newer".
Result<Record> read_record(std::string_view record);

// The marker of the entry that the event made; "" where it makes none.
std::string marker_of(const DossierEvent& event);

}  // namespace homevisit::sync
