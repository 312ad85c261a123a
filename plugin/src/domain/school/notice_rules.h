// R28, R31, R33, R83: what a notice for families must be.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/status.h"
#include "domain/school/school.h"

namespace homevisit::school {

// The seven sections, in the order in which they are read.
std::span<const Section> sections();

// The text of a section; "" where it is missing.
std::string_view section_text(const NoticeText& text, Section section);

// The text of this language and audience, else one of the same language elsewhere ("pt" for
// "pt-BR"); null where there is none.
const NoticeText* text_for(const NoticePublished& notice, std::string_view language,
                           Audience audience);

// What a hash is made of: language, audience, title and the seven sections in their order. Whether
// a speaker looked at it is not in it: that changes no word.
std::string canonical_text(const NoticeText& text);

// R33: does it say that the school expects somebody? That is for talks at school; a home visit is
// an offer. Looks for the phrase in the six languages of the drafts.
bool says_expected(std::string_view text);

// A notice as it was sent in, with the texts of before that stay, numbered as the next version.
// Checks every text, that parents and pupils have one in the school's language, that the programme
// names a contact point, and that something changed. Hashes are the caller's to fill in first.
// `keep_others`: texts of other languages stay as they were; not with a material change, after
// which they would say something else.
Result<NoticePublished> checked_notice(NoticePublished asked, bool keep_others,
                                       const School& school, std::string_view school_language,
                                       Date today);

// The version of this name ("1"); null where there is none. "" gives the one that holds on `day`.
const NoticePublished* find_notice(const School& school, const std::string& version, Date day);

}  // namespace homevisit::school
