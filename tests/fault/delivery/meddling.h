// Makes the outbox wrong on purpose: what the checker must notice.
#pragma once

#include "run.h"

namespace delivery_checker {

void meddle(const Folder& folder, Mutation mutation);

}  // namespace delivery_checker
