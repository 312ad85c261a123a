// The tables of the journal, and what is in `meta`.
#pragma once

#include <string>

#include "base/status.h"
#include "base/uuid.h"
#include "journal/session.h"

namespace homevisit::journal {

// All the tables of the format.
extern const char* const journal_schema;
extern const char* const delivery_schema;  // the part that came with format 2

// HV_DATA_LOSS for another kind of file, HV_UNSUPPORTED for a newer format.
// One of an earlier version passes: see bring_up_to_date.
Status check_format(Session&, const std::string& path);

// Brings a journal of an earlier format to this one, in one transaction; the events stay as they
// are.
Status bring_up_to_date(Session&);

// HV_DATA_LOSS when it is missing.
Result<Bytes> read_meta(Session&, const std::string& name);
Status write_meta(Session&, const std::string& name, const Bytes& value);

// HV_DATA_LOSS when it has not the length of a UUID.
Result<Uuid> uuid_of(ByteView bytes);

}  // namespace homevisit::journal
