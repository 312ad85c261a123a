// OneRoster 1.1 and 1.2 CSV bundles, row by row into the or_* tables. Only columns with a field in
// hv_student ... hv_enrolment are looked at: sex, ethnicity, e-mail, phone, passwords and results
// are never read from the row.
#pragma once

#include <cstdint>
#include <string>

#include "bundle.h"
#include "call.h"
#include "problem.h"
#include "store.h"

namespace homevisit::local {

struct ImportTally {
  std::string format;
  std::uint64_t rows_read = 0, rows_skipped = 0;
};

// REQUIRES: an open transaction; manifest is the index of manifest.csv in the bundle. Throws
// Refusal where the bundle is bad as a whole.
ImportTally load_oneroster(Store& store, Bundle& bundle, int manifest, const Call& call,
                           Problems& problems);

}  // namespace homevisit::local
