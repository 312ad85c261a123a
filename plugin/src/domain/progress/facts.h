// What the counting needs of one student: dated facts, in the order in which they were recorded and
// never changed afterwards. An entry made in error and a corrected report are later facts of their
// own, so that what was known at the end of any day is what had been noted by then: the report of a
// past day never changes.
//
// No name, no text, no reason, no confidential matter is in them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace homevisit {
struct DossierEvent;
struct History;
}  // namespace homevisit

namespace homevisit::progress {

// The numbers stand in what is kept (facts_format below): new ones are added at the end.
enum class FactKind : std::uint8_t {
  visit = 1,  // as it stands from here on: planned, moved, cancelled, held, corrected
  visit_voided,
  agreement,          // the school's own, made at the visit before it
  agreement_changed,  // how one stands now
  answer,
  answer_voided,
  notice,      // the notice was given
  told,        // R99: a guardian was told of a talk
  invitation,  // asked whether a visit is welcome
  attempt,     // R92 to R95
  attempt_voided
};

// Days are counted from 1970. What a kind does not have is 0, minutes that were not said are -1.
struct Fact {
  FactKind kind = FactKind::visit;
  std::int64_t recorded = 0;  // minutes since 1970
  int day = 0;                // that it is about
  // Place of the visit, answer or attempt in the file; mark of an agreement. Of `told` the place of
  // the visit from 1, 0 where none was named.
  std::uint32_t which = 0;
  int guardian = 0;  // place in Facts::guardians, from 1; 0: the student, or nobody
  int value = 0;     // VisitState, AnswerKind, AgreementState or AttemptResult
  int how = 0;       // Place, OtherForm or Approach
  int purpose = 0;
  int language = 0;           // of the interpreter: place in Facts::languages, from 1
  std::uint64_t present = 0;  // guardians at a visit: bit of the place less 1
  std::array<int, 4> minutes{-1, -1, -1, -1};  // visit, travel, consultation, reporting
  int until = 0;                               // not asked again before; due
  int valid_until = 0;
  bool never_ask = false;
};

struct Facts {
  std::vector<std::string> guardians;  // ids of the roster, as they are now
  std::vector<std::string> languages;  // BCP 47
  std::vector<Fact> list;
};

// The bit of a guardian, by the place from 1. Those beyond the 64th of one student are not told
// apart from nobody.
constexpr std::uint64_t guardian_bit(int place) {
  return place < 1 || place > 64 ? 0 : std::uint64_t{1} << (place - 1);
}

int day_number(Date date);
Date date_of(int day);

// Adds what the event says. REQUIRES: `history` has it already.
void note(Facts& facts, const History& history, const DossierEvent& event);

// Short and binary; the layout is in plugin/docs/journal-format.md. Goes up when a kind, a member
// or an enum of the domain gets another number: what was kept before is then made anew.
inline constexpr char facts_format = 2;
std::string write_facts(const Facts& facts);
// HV_DATA_LOSS where it is none, or of another format.
Result<Facts> read_facts(std::string_view kept);

// The same without keeping them: one fact after the other, for a hundred thousand students in a
// second. Texts are views into `kept`.
class FactReader {
 public:
  explicit FactReader(std::string_view kept);
  // False at the end, and at what cannot be read (`whole` is false then).
  bool next(Fact& fact);
  bool whole() const { return whole_; }

  const std::vector<std::string_view>& guardians() const { return guardians_; }
  const std::vector<std::string_view>& languages() const { return languages_; }
  // Reads another student's: what was allocated is used again.
  void open(std::string_view kept);

 private:
  std::uint64_t number();
  std::int64_t difference();
  std::string_view text();

  std::string_view rest_;
  std::int64_t recorded_ = 0;
  std::uint32_t attempts_ = 0;  // read so far: each is one fact, its place is not kept
  bool whole_ = false;
  std::vector<std::string_view> guardians_, languages_;
};

}  // namespace homevisit::progress
