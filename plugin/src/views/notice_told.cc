#include "views/notice_told.h"

#include <set>

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

std::vector<Link> notice_links(const Frame& frame, const std::vector<Noted<NoticeGiven>>& given) {
  std::vector<Link> links;
  if (!frame.page) return links;
  std::set<std::string> linked;
  for (const auto& entry : given) {
    const NoticeReference& notice = entry.value.notice;
    if (notice.version.empty()) continue;
    const std::string href = frame.links + "/school/notices/" + url_part(notice.version) + "/" +
                             url_part(notice.language) +
                             (entry.value.guardian.empty() ? "?audience=pupils" : "");
    if (linked.insert(href).second)
      links.push_back(
          {href, frame.words->text("Read version {version}, {language}",
                                   {{"version", notice.version},
                                    {"language", frame.words->language_name(notice.language)}})});
  }
  return links;
}

}  // namespace homevisit::views
