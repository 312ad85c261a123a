// What stands in the visit form before anybody types: from the roster for a new visit, from the
// report for one that is revised.
#pragma once

#include <string>

#include "views/views.h"

namespace homevisit::views {

// In the short form alone: it stays that form when it comes back to be mended.
inline constexpr char nobody_met_field[] = "=nobody_met";

// The places for notes, in the order of their index in /report/notes. Topic, voice and tier are
// fixed per place, so that what was said and what was seen are kept apart (R10).
struct NoteSlot {
  Topic topic;
  Voice voice;
  Tier tier;
};
enum NoteIndex {
  kHomeSaid,
  kHomeSeen,
  kWellbeing,
  kPride,
  kAmbitions,
  kInterests,
  kStrengths,
  kAttention,
  kFamilyDoes,
  kExpectFamily,
  kExpectSchool,
  kRoleSplit,
  kTrustedAdult,
  kGoodToKnow,
  kForClass,
  kParentRaised,
  kValues,
  kConfidential,
  kPupilAsked,
  kOwnApproach,
  kSchoolAffairs,
  kNoteSlots
};
const NoteSlot& note_slot(int index);

// `state.fields` where there are any; else of `model.visit`; else a new visit's.
Fields visit_values(const Frame& frame, const FormModel& model);

}  // namespace homevisit::views
