// tests/fake_sis/meadow_server.mjs: one server, in which each seed has a school of its own.
#pragma once

#include <string>

#include "json/json.h"
#include "node_server.h"

namespace delivery_checker {

class Sis {
 public:
  Sis();

  // Where the adapter finds the school.
  std::string url(const std::string& school) const;
  // See tests/fake_sis/README.md, "Meadow".
  void configure(const std::string& school, const std::string& wanted) const;
  // Notes, the log of all writes, requests, faults.
  homevisit::json::Document told(const std::string& school) const;
  // Returns when everything that was sent before has been read there.
  void quiet(const std::string& school) const;
  void forget(const std::string& school) const;

 private:
  std::string ask(const char* method, const std::string& path, const std::string& body) const;

  fake_sis::NodeServer server_;
};

}  // namespace delivery_checker
