// Notes: filed, found again, changed and taken away.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/sdk/adapter.h"
#include "service.h"
#include "sheet.h"

namespace homevisit::moodle {

// A note of ours as it stands in Moodle.
struct Note {
  std::string id, course, student, state, modified, modified_by;
  Sheet sheet;
};

// [one call]
class Notes {
 public:
  explicit Notes(const Service& service) : service_(service) {}

  sdk::Receipt submit(const hv_entry& entry);
  void list(std::string_view student, sdk::Sink& sink);
  void lookup(std::string_view student, std::string_view marker, sdk::Sink& sink);
  void withdraw(std::string_view student, std::string_view marker);

 private:
  using ById = std::map<std::int64_t, Note>;

  // Those in the courses in which the student is now, with one request.
  ById here(const std::string& student) const;
  // Those in all courses that the settings choose, also where the student is no more.
  ById everywhere(const std::string& student) const;
  ById usual(const std::string& student) const;
  std::vector<Note> find(const std::string& student, std::string_view marker) const;

  sdk::Receipt create(const std::string& student, const Sheet& sheet);
  sdk::Receipt change(const Note& note, const Sheet& sheet);
  // HV_CONFLICT where a colleague wrote into the note.
  void require_ours(const Note& note) const;
  std::string course_for(const std::string& student) const;
  // Keeps the line in the student's profile true; what fails there is logged and undoes nothing.
  // `before`: the notes as they were, with `changed` written since; else they are read.
  void show_summary(const std::string& student, const ById* before, const Note* changed) const;

  const Service& service_;
};

}  // namespace homevisit::moodle
