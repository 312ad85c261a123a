// Compares what the hosts were told with what the system's own log says and with the journal.
#pragma once

#include <string>
#include <vector>

#include "json/json.h"
#include "operations.h"
#include "report.h"

namespace delivery_checker {

// Where in the journal's chain each event stands, by its id; findings where the journal is not
// well.
struct Chain {
  std::map<std::string, std::int64_t> seq;
  std::vector<std::string> problems;
};
Chain read_chain(const std::string& folder, int students);

// `told`: what Sis::told gave. Adds to `report`.
void judge(const Operations& operations, homevisit::json::Value told, const Chain& chain,
           Report& report);

}  // namespace delivery_checker
