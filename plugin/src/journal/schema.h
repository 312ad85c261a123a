// The tables of the journal, and what is in `meta`.
#pragma once

#include <string>

#include "base/status.h"
#include "base/uuid.h"
#include "journal/session.h"

namespace homevisit::journal {

// All the tables of format 1.
extern const char* const journal_schema;

// HV_DATA_LOSS for another kind of file, HV_UNSUPPORTED for a newer format.
Status check_format(Session&, const std::string& path);

// HV_DATA_LOSS when it is missing.
Result<Bytes> read_meta(Session&, const std::string& name);
Status write_meta(Session&, const std::string& name, const Bytes& value);

// HV_DATA_LOSS when it has not the length of a UUID.
Result<Uuid> uuid_of(const Bytes& bytes);

}  // namespace homevisit::journal
