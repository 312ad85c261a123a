#include "case.h"

namespace homevisit::conform {

const std::vector<Case>& cases() {
  static const std::vector<Case> all = [] {
    std::vector<Case> out;
    for (const auto add :
         {add_load_cases, add_reading_cases, add_page_cases, add_writing_cases, add_fault_cases,
          add_stopping_cases, add_memory_cases, add_version_cases, add_instance_cases}) {
      add(out);
    }
    return out;
  }();
  return all;
}

}  // namespace homevisit::conform
