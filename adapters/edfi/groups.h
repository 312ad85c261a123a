// Home groups and their mentors: sections that are somebody's home room, or cohorts.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "homevisit/sdk/sink.h"
#include "schools.h"
#include "session.h"

namespace homevisit::edfi {

// The natural key of a section or cohort: as one id, for the server's own ids change with a reload,
// and as the query for it. The id is "" where a part is missing.
struct GroupKey {
  std::string id;
  Filter query;
};

// From when to when somebody is in a group.
struct Span {
  std::string begin, end;
  explicit Span(const Value& row);
  bool over(const std::string& today) const { return !end.empty() && end < today; }
};

// Groups as the configuration says what they are. [one call]
class Groups {
 public:
  explicit Groups(const Session& session);

  // Where they, their students and their staff are read from, and what these name the group by.
  struct Resources {
    const char *groups, *students, *staff, *reference;
  };
  const Resources& resources() const { return resources_; }

  // Of a reference, and of the keys of a deleted row; of a row of `groups`.
  GroupKey key(const Value& keys) const;
  GroupKey key_of(const Value& group) const;

  // All groups, or those of the query. Returns how many were handed on.
  std::uint64_t list(const Filter& query, sdk::Sink& sink);

  // Students in groups today or later: all, or those of the query (of a student, of a group).
  using Visit = std::function<void(const Value& row, const GroupKey& group, const Span& span)>;
  void each_student(const Filter& query, const Visit& visit);

  // Staff of sections or cohorts, groups or not: all, or those of the query.
  void each_staff(const Filter& query, const Visit& visit) const;

  // Whether it came by among the students of groups; asks for its own where it did not.
  bool is_group(const GroupKey& group);
  bool came_by(const GroupKey& group) { return known().contains(group.id); }

  void put_student(const std::string& group, std::string_view student, const Span& span,
                   sdk::Sink& sink) const;
  // `row`: of `staff`.
  void put_staff(const std::string& group, const Value& row, const Span& span,
                 sdk::Sink& sink) const;

 private:
  bool of_cohorts() const { return session_.config().groups == GroupSource::cohorts; }
  std::uint64_t list_homerooms(const Filter& query, sdk::Sink& sink);
  std::uint64_t list_cohorts(const Filter& query, sdk::Sink& sink);
  template <typename VisitCohort>
  void each_cohort(const Filter& query, VisitCohort visit) const;
  Seen& known();
  const Schools& schools();
  int year();

  const Session& session_;
  Resources resources_;
  const std::string today_;
  // Found out when first needed.
  std::optional<Schools> schools_;
  std::optional<int> year_;
  std::optional<Seen> known_;  // all cohorts that are groups; home rooms that came by
};

void list_groups(const Session& session, sdk::Sink& sink);

// Students and staff of the groups that list_groups names.
void list_enrolments(const Session& session, const Enrolled& enrolled, sdk::Sink& sink);

}  // namespace homevisit::edfi
