// What went wrong with the SIS, as sentences: for IT with what to do, for mentors as far as it
// concerns them. The journal keeps codes alone, which are no words to read.
#pragma once

#include <string>

#include "base/date.h"
#include "journal/delivery.h"
#include "journal/sync_task.h"
#include "text/catalogue.h"

namespace homevisit::operations {

// Of a delivery, a task or the system as a whole: what happened and what to do. "" for "".
std::string sentence_of(const text::Catalogue& words, const std::string& code);

// Is the system in trouble, so that everything waits for it? A single failure is none.
bool in_trouble(const journal::SystemState& state);

// "The student system has not been reachable since Monday 16 November, 9:12 (6 days)."
// REQUIRES: in_trouble(state).
std::string trouble_sentence(const text::Catalogue& words, const Zone& zone,
                             const journal::SystemState& state, std::int64_t now);

// For mentors, why what they record is not in the student's file yet: of one entry, of all that
// wait, and when one was just saved. Empty while nothing is wrong, for then it takes minutes.
struct DelayWords {
  std::string one, all, saved;
};
DelayWords delay_words(const text::Catalogue& words, const Zone& zone,
                       const journal::SystemState& state, std::int64_t now);

// Of a stopped delivery: why, and what a person can do about it. `item` stands in the commands.
struct StoppedWords {
  std::string why, advice;
};
StoppedWords stopped_words(const text::Catalogue& words, const std::string& code,
                           std::int64_t item);

}  // namespace homevisit::operations
