// A server of tests/fake_sis, or another of Node's, in a process of its own that ends with the
// test.
#pragma once

#include <sys/types.h>

#include <string>

#include "json/json.h"

namespace fake_sis {

class NodeServer {
 public:
  // Begins the script with one argument ("" none) and waits for its first line, a JSON object that
  // says how to reach it. Throws std::runtime_error where there is none.
  explicit NodeServer(const std::string& script, const std::string& argument = "");
  // Closes its standard input, by which it ends. A forked copy of the test ends nothing.
  ~NodeServer();
  NodeServer(const NodeServer&) = delete;
  NodeServer& operator=(const NodeServer&) = delete;

  homevisit::json::Value told() const { return told_.root(); }
  int port() const;  // "port" of what it told

  // A line to its standard input, and the line that it answers with.
  std::string command(const std::string& line);

 private:
  std::string read_line() const;
  homevisit::json::Document first_line();

  const pid_t owner_;
  int in_ = -1, out_ = -1;
  const pid_t child_;
  homevisit::json::Document told_;
};

}  // namespace fake_sis
