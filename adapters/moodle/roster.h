// The roster: students, staff, courses as groups, and who is in them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "courses.h"
#include "homevisit/sdk/adapter.h"
#include "participants.h"
#include "service.h"

namespace homevisit::moodle {

struct Class {
  Course course;
  std::vector<Participant> all;
};

struct Classes {
  std::vector<Class> all;
  // What each person is in any of them: who teaches somewhere is staff, also where she follows a
  // course as a student.
  std::map<std::string, Part> parts;

  bool is_staff(const std::string& person) const { return parts.at(person) >= Part::teacher; }
};

// [one instance] A refresh asks for four kinds, and each is in the same answers: one for each
// course. They are read once and kept until each kind was handed out, at most for some minutes.
class Roster {
 public:
  // Of guardians Moodle knows nothing that its web service tells: HV_UNSUPPORTED.
  void list(const Service& service, hv_kind kind, sdk::Sink& sink);

 private:
  const Classes& read(const Service& service, hv_kind kind);

  std::optional<Classes> kept_;
  std::set<hv_kind> given_;
  std::int64_t read_ms_ = 0;
};

}  // namespace homevisit::moodle
