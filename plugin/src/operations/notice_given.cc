#include "operations/notice_given.h"

namespace homevisit::operations {
namespace {

std::string primary(std::string_view language) {
  return std::string(language.substr(0, language.find('-')));
}

// The text in this language, for these readers; null where the school has none.
const school::NoticeText* text_in(const school::NoticePublished& notice, school::Audience audience,
                                  const std::string& language) {
  for (const bool exact : {true, false})
    for (const school::NoticeText& text : notice.texts)
      if (text.audience == audience &&
          (exact ? text.language == language : primary(text.language) == primary(language)))
        return &text;
  return nullptr;
}

// What was asked for, else the reader's own language, else the school's, else the first there is.
const school::NoticeText* text_for(const Call& call, const school::NoticePublished& notice,
                                   const StudentFile& file, const std::string& guardian) {
  const auto audience = guardian.empty() ? school::Audience::pupils : school::Audience::parents;
  const std::string asked = call.text("language");
  if (!asked.empty()) return text_in(notice, audience, asked);
  std::string own = file.student.language;
  for (const Guardian& known : file.guardians)
    if (known.id == guardian) own = known.language;
  for (const std::string& language : {own, call.context.config.language})
    if (!language.empty())
      if (const auto* text = text_in(notice, audience, language)) return text;
  for (const school::NoticeText& text : notice.texts)
    if (text.audience == audience) return &text;
  return nullptr;
}

}  // namespace

Result<NoticeGiven> notice_for(const Call& call, const school::School& school,
                               const StudentFile& file, const std::string& guardian, Date day) {
  const school::NoticePublished* notice = school.notice(day);
  if (notice == nullptr)
    return Error{HV_FAILED_PRECONDITION, "no_notice",
                 "The school has published no notice about home visits for that day. Ask the "
                 "school leader to do so.",
                 "/date"};
  const school::NoticeText* text = text_for(call, *notice, file, guardian);
  if (text == nullptr)
    return Error{HV_FAILED_PRECONDITION, "no_text_in_language",
                 "The school's notice does not exist in this language or for this reader. "
                 "Choose a language that it has, or ask the school leader for a text.",
                 "/language"};
  NoticeGiven given;
  given.guardian = guardian;
  given.date = day;
  given.notice = {notice->id, notice->version, text->hash, text->language};
  return given;
}

}  // namespace homevisit::operations
