// tests/fake_sis/meadow_server.mjs: one server, in which each seed has a school of its own.
#pragma once

#include <sys/types.h>

#include <string>

#include "json/json.h"

namespace delivery_checker {

class Sis {
 public:
  Sis();
  ~Sis();
  Sis(const Sis&) = delete;
  Sis& operator=(const Sis&) = delete;

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

  pid_t owner_, child_ = -1;
  int keeps_it_alive_ = -1;  // its standard input
  int port_ = 0;
};

}  // namespace delivery_checker
