// Who is at school now: nobody else is read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "years.h"

namespace homevisit::rosariosis {

class Enrolled {
 public:
  static Enrolled read(const Session& session, const Years& years);

  struct Place {
    std::string school, grade;  // ids
    std::string begin;
  };
  const std::map<std::string, Place, std::less<>>& all() const { return all_; }
  bool has(std::string_view student) const { return all_.contains(student); }
  std::vector<std::string> ids() const;

 private:
  std::map<std::string, Place, std::less<>> all_;  // by student
};

}  // namespace homevisit::rosariosis
