// What was done, what was broken on purpose, and what is wrong in the end. Reports add up.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace delivery_checker {

struct Report {
  std::int64_t seeds = 0;
  std::map<std::string, std::int64_t> operations;  // by fate: "acknowledged" ...
  std::map<std::string, std::int64_t> requests;    // at the system, by method
  std::map<std::string, std::int64_t> faults;      // of the system and its network, by name
  std::map<std::string, std::int64_t> kills;       // by step; "any moment"
  std::int64_t entries = 0;                        // that stand in the student files
  std::int64_t stalls = 0;                         // of a deliverer between answer and commit
  std::int64_t jumps = 0;                          // of the wall clock
  std::int64_t losses = 0, doubles = 0, strangers = 0, out_of_order = 0;
  std::vector<std::string> findings;  // all that is wrong, in sentences

  bool good() const { return findings.empty(); }
  void add(const Report& other);
  // As it goes from one process to another.
  std::string write() const;
  static Report read(const std::string& text);
  // For people.
  std::string text() const;
};

}  // namespace delivery_checker
