// R42: the visits that the reader goes on, on the page that opens first. Nothing of whose they are.
#pragma once

#include <string>
#include <vector>

#include "views/views.h"

namespace homevisit::views {

struct VisitRow {
  std::string href, when, how_it_stands;
};

std::string class_page(const Frame& frame, const ClassModel& model,
                       const std::vector<VisitRow>& visits);

}  // namespace homevisit::views
