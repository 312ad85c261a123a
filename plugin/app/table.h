// Rows in aligned columns for a terminal.
#pragma once

#include <string>
#include <vector>

namespace homevisit::app {

class Table {
 public:
  explicit Table(std::vector<std::string> header) { rows_.push_back(std::move(header)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.size() == 1; }
  // Columns two spaces apart, as wide as their longest text (counted in characters, not bytes).
  std::string str() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace homevisit::app
