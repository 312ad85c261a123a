#include "views/notice_told.h"

#include "domain/consent.h"
#include "views/frame.h"
#include "views/labels.h"

namespace homevisit::views {
namespace {

std::string given_words(const Noted<NoticeGiven>* given, const text::Catalogue& words) {
  if (given == nullptr) return words.text("not yet");
  const NoticeGiven& notice = given->value;
  return words.text("{date}, {channel}; version {version}, {language}",
                    {{"date", words.date(notice.date)},
                     {"channel", words.text(label(notice.channel))},
                     {"version", notice.notice.version},
                     {"language", words.language_name(notice.notice.language)}});
}

}  // namespace

std::vector<Fact> notice_told(const Frame& frame, const StudentFile& file, const History& history,
                              Date day) {
  const text::Catalogue& words = *frame.words;
  std::vector<Fact> told;
  for (const Guardian& guardian : file.guardians)
    if (is_to_be_told(file, history, guardian, day))
      told.push_back({guardian_words(guardian, words),
                      given_words(notice_given(history, guardian.id, day), words)});
  if (const auto* given = notice_given(history, "", day))
    told.push_back({isolated(file.student.name()), given_words(given, words)});
  return told;
}

}  // namespace homevisit::views
