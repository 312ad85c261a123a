// One request to a scripted system, while it is answered.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scripted_system.h"
#include "template.h"

namespace homevisit::conform {

struct ScriptedSystem::Turn {
  const Request& request;
  const Route& route;
  Url url;
  Fields query;
  Collection* collection;
  Places places;
  std::vector<std::string>& faults;
};

// A header of the request; "" where it has none.
std::string header(const Request& request, std::string_view name);

// A body as JSON: forms become an object of texts.
Json body_of(const Request& request);

}  // namespace homevisit::conform
