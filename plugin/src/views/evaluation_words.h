// What the values of the evaluation and of the care structure are called on screen, as English
// texts for the catalogue.
#pragma once

#include "domain/referral.h"
#include "domain/school/care.h"
#include "domain/school/evaluation_rules.h"
#include "domain/school/staff.h"

namespace homevisit::views {

const char* label(school::Respondent);
const char* label(school::Score);
const char* label(school::ProblemKind);
const char* label(school::ProblemState);
const char* label(school::ActionKind);
const char* label(school::ActionState);
const char* label(school::Decision);
const char* label(school::DebriefState);
const char* label(school::WentWell);
const char* label(ReferralTo);
const char* label(ReferralReason);
const char* label(ReferralState);

// The question as these people are asked it: answered by no, a little, mostly, yes.
const char* question_words(school::Respondent respondent, school::Question question);
// The same as a heading above the figures.
const char* label(school::Question);
// What is to be done next in the yearly cycle (R109).
const char* step_words(school::CycleStep step);
// Of a figure of the evaluation by its name.
const char* figure_words(std::string_view name);

}  // namespace homevisit::views
