// A student's history as JSON, as this reader may see it: the answer to student.history.
#pragma once

#include <functional>
#include <string>

#include "access/permissions.h"
#include "domain/history.h"
#include "domain/roster.h"

namespace homevisit::operations {

struct HistoryView {
  const StudentFile& file;
  const History& history;  // limited to the reader, standing answers marked
  const access::View& view;
  Date today;
  std::function<std::string(const std::string& staff)> staff_name;
  std::string delay;  // why what waits is not in the student's file yet; "" nothing is wrong
};

std::string history_json(const HistoryView& view);

}  // namespace homevisit::operations
