// Where one pupil's family stands with the school's home visits on a day: in exactly one column.
// Pure functions over facts.h; what was recorded after that day does not count.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/names.h"
#include "domain/progress/facts.h"

namespace homevisit::progress {

// The first that holds is the pupil's column:
//
//   visited              a home visit was held this school year
//   planned              one is planned, and nobody asked since that it should not be
//   other_form           a talk at school, by phone, online was held or planned (R3)
//   declined             a guardian would rather have no home visit, or took a yes back
//   deferred             not now
//   other_form           a guardian would rather have a talk in another form
//   cancelled_by_school  } the last appointment, where no later answer stands (R98)
//   fell_through         } it did not take place, or the family called it off
//   to_plan              welcome; no appointment yet
//   not_spoken           approached (R92 to R95), nobody spoken to yet
//   invited              asked, no answer yet
//   informed             the notice was given
//   not_asked
//
// Of the guardians' answers the one that asks the least of the family decides: where one says no,
// nobody is put on a list to be planned because another said yes (rule 5).
enum class Column {
  visited,
  planned,
  other_form,
  declined,
  deferred,
  cancelled_by_school,
  fell_through,
  to_plan,
  not_spoken,
  invited,
  informed,
  not_asked
};
inline constexpr int column_count = 12;

// How far the school is with a family, whatever the family answers (rule 3). Who is at one is past
// all that come after it.
enum class Reached {
  contact,      // a talk was held, or the family wants none now
  appointment,  // it was made, or the family wants none now
  answered,
  asked,
  nothing
};
inline constexpr int reached_count = 5;

// A school year up to a day in it.
struct AsOf {
  // `midnights`: when each day from the first of the school year to the day after `day` begins at
  // the school, in minutes since 1970.
  AsOf(Date day, std::vector<std::int64_t> midnights);

  int day = 0, year_begins = 0, year_ends = 0;  // numbers of days; `year_ends` is the last
  std::int64_t until = 0;                       // what was recorded before this minute counts
  std::vector<std::int64_t> midnights;

  // The day at the school of a minute; `day` at the latest.
  int local_day(std::int64_t minute) const;
};

struct Standing {
  Column column = Column::not_asked;
  bool informed = false;  // the notice was given, this school year
  bool invited = false;
  bool asked = false;
  bool agreed = false;  // a yes stands, and no guardian's no
  // Coverage. Whatever the answer is, it counts (rule 3).
  bool answered = false;
  bool appointment_settled = false;  // made, or the family wants none now
  bool contact_settled = false;      // held, or the family wants none now
  bool rests = false;                // declined or deferred: on no list of things to do
  bool other_form_held = false;
  // Guardians, by guardian_bit. R99: who had the notice this school year; and who was at this
  // school year's last talk, or was told of it.
  std::uint64_t have_notice = 0, know_of_talk = 0;
  int attempts = 0;
  int cancelled_by_family = 0, cancelled_by_school = 0, no_show = 0;  // appointments
  int held_at_home = 0, held_elsewhere = 0;
  int reports_in_time = 0, reports_late = 0, reports_missing = 0;
  int agreements_open = 0, agreements_overdue = 0;  // the school's own
  std::array<int, 4> minutes{};                     // visit, travel, consultation, reporting
  std::array<int, 5> purposes{};                    // of the contacts held, by Purpose
  int talks() const { return held_at_home + held_elsewhere; }
  Reached reached() const {
    return contact_settled       ? Reached::contact
           : appointment_settled ? Reached::appointment
           : answered            ? Reached::answered
           : asked               ? Reached::asked
                                 : Reached::nothing;
  }
  int last_contact = 0;  // any school year, as last_contact.h has it; 0: none
  int last_offer = 0;    // before this school year, as school/cadence.h has it; 0: none
};

// [one thread] Keeps what it allocates between pupils.
class Weighing {
 public:
  // `report_within`: days after a visit by which its report is there.
  Standing weigh(FactReader& facts, const AsOf& as_of, int report_within);
  // Of the pupil weighed last: the interpreter's language of each contact held, a place in
  // facts.languages(), from 1.
  const std::vector<int>& interpreted() const { return interpreted_; }

 private:
  struct VisitLine {
    Fact fact;
    int order = -1;
    int reported = 0;  // day at the school
    bool voided = false;
  };
  struct AnswerLine {
    Fact fact;
    int order = -1;
    bool voided = false;
  };
  struct ToldLine {
    std::uint64_t guardian = 0;  // bit
    std::uint32_t visit = 0;     // place from 1; 0: the last one there was
    int day = 0;
  };
  struct AttemptLine {
    Fact fact;
    int order = -1;
    bool voided = false;
  };
  struct AgreementLine {
    std::uint32_t mark = 0, visit = 0;
    int state = 0, due = 0;
  };
  struct Year;

  void read(FactReader& facts, const AsOf& as_of, Standing& standing);
  void look_at_attempts(const AsOf& as_of, Standing& standing, Year& year);
  void look_at_visits(const AsOf& as_of, int report_within, Standing& standing, Year& year);
  void look_at_last_talk(const AsOf& as_of, Standing& standing) const;
  void look_at_answers(const FactReader& facts, const AsOf& as_of, Standing& standing, Year& year);

  std::vector<VisitLine> visits_;
  std::vector<AnswerLine> answers_;
  std::vector<AttemptLine> attempts_;
  std::vector<AgreementLine> agreements_;
  std::vector<ToldLine> told_;
  std::vector<int> interpreted_;
};

}  // namespace homevisit::progress

namespace homevisit {
template <>
NameTable<progress::Column> names<progress::Column>();
}
