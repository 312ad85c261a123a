// The nine files of the bundle, written row by row to temporary files and zipped at the end.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "sample/archive.h"
#include "sample/school.h"

namespace homevisit::sample {

class Bundle {
 public:
  explicit Bundle(int school_year);

  void add(const Location& location);
  // Nothing, or a sentence that says why it could not be written.
  [[nodiscard]] std::optional<std::string> zip(const std::string& path);

 private:
  enum Table {
    manifest,
    sessions,
    orgs,
    courses,
    classes,
    users,
    roles,
    enrollments,
    demographics
  };
  static constexpr std::size_t kTables = 9;

  void row(Table table, std::initializer_list<std::string_view> fields);
  void head(Table table, std::string_view columns);
  void put(std::string_view field);
  void end_line(Table table);

  void add_columns();
  void add_manifest();
  void add_organisation(int school_year);
  void add_schools(const Location& location);
  void add_groups(const Location& location);
  void add_family(const Location& location, const Family& family, bool primary, bool secondary);
  void add_student(const Location& location, const Student& student);
  void add_staff(const Location& location);
  void add_role(std::string_view user, std::string_view role_type, std::string_view role,
                std::string_view org);
  void enrol(std::string_view class_id, std::string_view school, std::string_view user,
             std::string_view role, bool primary);

  std::array<File, kTables> files_;
  std::string line_;
  std::string modified_, session_, first_day_, last_day_;
  bool open_ = true;
};

}  // namespace homevisit::sample
