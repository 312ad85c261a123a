// Texts of a notice that a school may start from, in plain words, for parents and for pupils. They
// stand in plugin/src/text/notices, one file for each language and audience. Dutch and English are
// complete; the others are drafts until somebody who speaks the language has looked at them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/school/notice.h"

namespace homevisit::text {

// What the drafts say of this school.
struct NoticeFacts {
  std::string contact, how;  // the contact point, and how it is reached
  int minutes = 60;          // that a visit takes at most
};

// The languages that there are drafts in, Dutch and English first.
const std::vector<std::string>& draft_languages();

// Nothing for a language without a draft. The hash is not made.
std::optional<school::NoticeText> notice_draft(std::string_view language, school::Audience audience,
                                               const NoticeFacts& facts);

// What stands above a section in that language; where there is no draft in it, in English.
std::string section_heading(std::string_view language, school::Audience audience,
                            school::Section section);

}  // namespace homevisit::text
