// What the domain's values are called on screen (the design's table of words), as English texts for
// the catalogue.
#pragma once

#include <string>
#include <string_view>

#include "domain/history.h"
#include "domain/roster.h"
#include "text/catalogue.h"

namespace homevisit::views {

const char* label(AnswerKind);
const char* label(OtherForm);
const char* label(Channel);
const char* label(Place);
const char* label(Purpose);
const char* label(PupilPresent);
const char* label(InterpreterKind);
const char* label(ArrangedBy);
const char* label(NeedKind);
const char* label(NeedState);
const char* label(AgreementOwner);
const char* label(AgreementState);
const char* label(AgreementKind);
const char* label(GoalType);
const char* label(GoalLife);
const char* label(GoalResult);
const char* label(DecisionRole);
const char* label(Told);
const char* label(Voice);
const char* label(Topic);
const char* label(Filed);  // "" where nothing is to be said
// How an entry stands with the student's file: first what a colleague did to it there.
const char* filed_label(const Recorded&);
std::string mistake_words(const Recorded& voided, const text::Catalogue& words);

// "Prefers school, phone or online: by phone" where the form is known.
std::string answer_words(const Answer& answer, const text::Catalogue& words);
// "Home visit", "Talk at school", "Appointment did not take place", ...
const char* visit_title(const Visit& visit);
// "phone, message, ..." of a preference; the name itself where it is not known.
std::string channel_words(std::string_view name, const text::Catalogue& words);
std::string companion_words(std::string_view role, const text::Catalogue& words);
std::string contact_form_words(std::string_view form, const text::Catalogue& words);
// A relation as the roster says it, in the reader's language where it is a usual one.
std::string relation_words(std::string_view relation, const text::Catalogue& words);
// "mentor", "care coordinator", ...; a function of the roster as it is.
std::string role_words(std::string_view role, const text::Catalogue& words);

// A name inside a sentence of another direction keeps its own (Unicode's isolates).
std::string isolated(std::string_view name);
// "A", "A and B", "A, B and C"
std::string listed(const std::vector<std::string>& items, const text::Catalogue& words);
// "Fatma Yılmaz (mother)"
std::string guardian_words(const Guardian& guardian, const text::Catalogue& words);
const Guardian* find_guardian(const StudentFile& file, std::string_view id);

}  // namespace homevisit::views
