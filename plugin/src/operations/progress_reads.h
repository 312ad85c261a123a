// The progress of the programme as of a day: what is kept of each student (domain/progress/facts.h)
// against the classes of that day. Nothing recorded later counts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/progress/suppress.h"
#include "domain/progress/tally.h"
#include "operations/operation.h"

namespace homevisit::operations {

struct ProgressQuestion {
  std::string group;          // "": all classes of
  std::string school;         // "": every school
  std::optional<Date> as_of;  // today, where it is not said
  std::optional<Date> since;  // of "no contact since"; the first day of the school year
  bool pupils = false;        // with a line for each pupil: of one class only
};

struct ProgressRow {
  Group group;
  progress::Tally tally;
};

struct PupilLine {
  std::string id, name;
  progress::Column column = progress::Column::not_asked;
  bool rests = false, silent = false;
  std::optional<Date> last_contact;
};

struct Progress {
  Date as_of{}, since{};
  std::string school_year;
  std::string school;
  std::optional<Group> group;
  int report_within = 0;          // days
  std::vector<ProgressRow> rows;  // classes with somebody in scope; by school, then name
  progress::Tally total;
  std::vector<PupilLine> pupils;  // by name
  // Of the whole school only: what no class has.
  int minutes_planned = 0;
  int consultations = 0, consultations_well = 0;
  std::optional<progress::Drift> drift;
};

// HV_NOT_FOUND for a class that is not the actor's, or that is not there; a mentor or teacher asks
// about a class.
Result<Progress> read_progress(const Call& call, const ProgressQuestion& question);
Result<Progress> read_progress(Context& context, const access::Actor& actor,
                               const CallControl& control, const ProgressQuestion& question);
// Several, in their order: what is kept is read once for all of them.
Result<std::vector<Progress>> read_progress(Context& context, const access::Actor& actor,
                                            const CallControl& control,
                                            std::span<const ProgressQuestion> questions);

// The same day a year earlier; 28 February for 29 February.
Date year_before(Date day);

// As it may leave the leader's page (rule 12): a number that is left out is no number.
class Shown {
 public:
  // `whole`: nothing is left out.
  Shown(const Progress& progress, bool whole);

  using Number = std::optional<int>;
  // `row` == rows.size(): of all.
  Number column(std::size_t row, progress::Column column) const;
  Number in_scope(std::size_t row) const;
  // Families of all of them who are so; not where few are, or few are not.
  Number families(int count) const;
  // Families counted by their column: not where one of the columns is left out.
  Number settled(int count) const;
  Number contacts(int place) const;  // place in the table of contacts: 0 home, 1 elsewhere
  Number purpose(int place) const;
  Number report(int place) const;               // 0 in time, 1 late
  Number interpreted(std::size_t place) const;  // in the order of Tally::interpreted
  Number held() const;
  // Of things, not families: not where there are few.
  Number things(int count) const;
  Number minutes(int count) const;  // not where the contacts are few

 private:
  Number of(const progress::CountTable& table, const progress::Suppressed& out, int row,
            int column) const;

  const Progress& progress_;
  bool whole_;
  bool all_columns_ = true;
  progress::CountTable columns_, contacts_, purposes_, reports_, languages_;
  progress::Suppressed columns_out_, contacts_out_, purposes_out_, reports_out_, languages_out_;
};

}  // namespace homevisit::operations
