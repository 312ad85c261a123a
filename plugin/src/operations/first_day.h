// The day on which this journal began. Of the days before it nothing was known here: a zero of then
// would read as if nothing had been done.
#pragma once

#include "operations/context.h"

namespace homevisit::operations {

inline Date first_day_here(const Context& context) {
  return context.zone.date_at(context.journal->id().ms());
}

}  // namespace homevisit::operations
