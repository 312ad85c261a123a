// The cases: each with the rule that it checks, in a sentence.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "trial.h"

namespace homevisit::conform {

struct Case {
  std::string name;  // "faults.list.503"
  std::string rule;
  std::function<void(Trial&)> run;
  bool fails_allocations = false;  // needs failing_malloc
};

// No case: the process only loads the adapter and reports the microseconds that this took.
inline constexpr const char* kMeasureLoading = "measure-loading";

// In the order in which they run.
const std::vector<Case>& cases();

void add_load_cases(std::vector<Case>&);
void add_reading_cases(std::vector<Case>&);
void add_page_cases(std::vector<Case>&);
void add_fault_cases(std::vector<Case>&);
void add_writing_cases(std::vector<Case>&);
void add_stopping_cases(std::vector<Case>&);
void add_memory_cases(std::vector<Case>&);
void add_version_cases(std::vector<Case>&);
void add_instance_cases(std::vector<Case>&);

}  // namespace homevisit::conform
