// Names of schools, and who is enrolled where.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "compact.h"
#include "session.h"

namespace homevisit::edfi {

class Schools {
 public:
  Schools() = default;  // knows no names
  explicit Schools(const Session& session);
  // "" where not known.
  const std::string& name(const std::string& id) const;

 private:
  std::unordered_map<std::string, std::string> names_;
};

// The students of today, with school and grade. Who left and who is not enrolled is not in it.
class Enrolled {
 public:
  struct Row {
    std::uint64_t key;
    std::uint32_t school, grade;
    std::uint32_t rank;  // smaller: rather this one of several schools
    bool operator<(const Row& other) const {
      return key != other.key ? key < other.key : rank < other.rank;
    }
  };

  Enrolled() = default;
  // `student`: adds only this one; "" all.
  void read(const Session& session, const Schools& schools, std::string_view student);

  // False: the server withholds enrolments, so everybody counts as enrolled, where is not known.
  bool known() const { return known_; }
  const Row* find(std::string_view student) const { return rows_.find(number_of(student)); }
  bool has(std::string_view student) const { return !known_ || find(student) != nullptr; }
  const std::string& school(const Row& row) const { return words_[row.school]; }
  const std::string& grade(const Row& row) const { return words_[row.grade]; }

 private:
  bool known_ = false;
  Table<Row> rows_;
  Words words_;
};

}  // namespace homevisit::edfi
