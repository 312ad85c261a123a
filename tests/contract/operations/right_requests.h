// A right request for every operation of the library, and a school in which each is answered.
#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "host.h"

namespace host_test {

// Without its submission, for an actor who may make it. "VISIT" and the like stand for what the
// school has recorded.
struct Right {
  const char* operation;
  const char* actor;
  const char* body;
  bool submits = true;
};

inline void PrintTo(const Right& right, std::ostream* out) { *out << right.operation; }

std::span<const Right> right_requests();

using Rows = std::vector<std::vector<std::string>>;

// One school with something of everything in it, for all tests of a program: they write nothing.
class Prepared {
 public:
  static Prepared& get();

  std::string request(const Right&) const;
  bool writes(const char* operation);
  // All that the journal keeps: every line of every table, but of its events only those of files
  // and of the school, since who looked is noted too, at the end of the chain (in "meta").
  std::vector<Rows> kept();
  // Events that are not about who looked.
  std::int64_t written();

 private:
  Prepared();
  void import();
  Rows rows(const std::string& sql);

  Folder folder;
  std::string school_, copies_, planned_, visit_, signed_, answer_, agreement_;
  std::string weekly_, aunt_, buddy_;
  std::string referral_, asked_, taken_, said_, permission_, question_, attempt_;

 public:
  Host host;
};

}  // namespace host_test
