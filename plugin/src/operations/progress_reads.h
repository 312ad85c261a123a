// The progress of the programme as of a day: what is kept of each student (domain/progress/facts.h)
// against the classes of that day. Nothing recorded later counts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/progress/board_shown.h"
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
  // With the classes that were not asked about: what is left out of one goes with what is left out
  // of the others.
  bool beside_others = false;
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
  int talks = 0;  // this school year
};

struct Progress {
  Date as_of{}, since{};
  std::string school_year;
  std::string school;
  std::optional<Group> group;
  int report_within = 0;            // days
  int contacts_least = 0;           // R89: talks a year with each family; 0: not set
  std::vector<ProgressRow> rows;    // classes with somebody in scope; by school, then name
  std::vector<ProgressRow> others;  // that were not asked about; see ProgressQuestion
  progress::Tally total;
  std::vector<PupilLine> pupils;  // by name
  // Of the whole school only: what no class has.
  int minutes_planned = 0;
  int consultations = 0, consultations_well = 0;
  std::optional<progress::Drift> drift;
};

// Of a day that is still to come nothing is known.
Error day_to_come();

// HV_NOT_FOUND for a class that is not the actor's, or that is not there; a mentor or teacher asks
// about a class.
Result<Progress> read_progress(const Call& call, const ProgressQuestion& question);
Result<Progress> read_progress(Context& context, const access::Actor& actor,
                               const CallControl& control, const ProgressQuestion& question);
// Several, in their order: what is kept is read once for all of them.
Result<std::vector<Progress>> read_progress(Context& context, const access::Actor& actor,
                                            const CallControl& control,
                                            std::span<const ProgressQuestion> questions);

// Whoever looks after the one class that this is about sees each of its families by name: of that
// class no number is left out for her, as long as it stays on her screen.
bool knows_by_name(const access::Actor& actor, const std::string& group);

// The same day a year earlier; 28 February for 29 February.
Date year_before(Date day);

// Rule 12: a number that is left out is no number. Where several classes are side by side it is so
// for every reader, on a screen as on paper (plugin/docs/programme.md says why).
class Shown {
 public:
  // `whole`: nothing is left out. That is for the mentor of the one class that it is about, whose
  // families she knows by name. REQUIRES: else the question was asked `beside_others`.
  Shown(const Progress& progress, bool whole);

  using Number = std::optional<int>;
  // `row` == rows.size(): of all.
  Number column(std::size_t row, progress::Column column) const;
  Number in_scope(std::size_t row) const;
  // Families who are so far, or further.
  Number reached(progress::Reached step) const;
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
  void look_at_board();
  bool prints(std::size_t row, int column) const;

  const Progress& progress_;
  bool whole_;
  bool one_class_;  // of which nothing but its row in the board is printed
  bool all_columns_ = true;
  std::optional<progress::BoardShown> board_;
  std::vector<std::size_t> places_;  // of each row in the board
  int school_ = -1;                  // the one of several that was asked about
  progress::CountTable contacts_, purposes_, reports_, languages_;
  progress::Suppressed contacts_out_, purposes_out_, reports_out_, languages_out_;
};

}  // namespace homevisit::operations
