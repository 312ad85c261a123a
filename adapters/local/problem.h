// What is wrong in a file: a row that is skipped (Problems::report), or a whole file that is
// refused (Refusal). Reasons name no person and hold no cell's text: a shifted row can bring a name
// anywhere.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "homevisit/adapter.h"
#include "text.h"

namespace homevisit::local {

// Where: file, line and column from 1, 0 where they do not apply.
struct Place {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::string field;
};

class Refusal : public std::exception {
 public:
  Refusal(Place where, std::string reason) : place(std::move(where)), reason_(std::move(reason)) {}
  const char* what() const noexcept override { return reason_.c_str(); }

  Place place;

 private:
  std::string reason_;
};

class Problems {
 public:
  Problems(hv_import_problem_sink sink, void* user) : sink_(sink), user_(user) {}

  void report(const Place& place, std::string_view reason, bool fatal = false) {
    ++count_;
    if (sink_ == nullptr) return;
    hv_import_problem problem{};
    problem.struct_size = sizeof problem;
    problem.file = str(place.file);
    problem.line = place.line;
    problem.column = place.column;
    problem.field = str(place.field);
    problem.reason = str(reason);
    problem.fatal = fatal ? 1 : 0;
    sink_(user_, &problem);
  }
  std::uint64_t count() const { return count_; }

 private:
  hv_import_problem_sink sink_;
  void* user_;
  std::uint64_t count_ = 0;
};

}  // namespace homevisit::local
