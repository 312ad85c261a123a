#include "domain/school/notice_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/refusal.h"
#include "domain/school/programme_rules.h"
#include "json/json.h"

namespace homevisit::school {
namespace {

constexpr std::array all_sections = {
    Section::purpose,   Section::who_comes,       Section::preferences, Section::appointment,
    Section::how_often, Section::information_use, Section::questions};

// In lower case, as the drafts' languages say it to one or to several.
constexpr std::array expecting = {
    "verwachten u",  "verwachten je",    "verwachten jou",  "verwachten jullie", "verwachten we u",
    "we expect you", "you are expected", "sizi bekliyoruz", "seni bekliyoruz",   "ننتظركم",
    "نتوقع حضوركم",  "oczekujemy",       "очікуємо"};

std::string_view primary(std::string_view language) {
  return language.substr(0, language.find('-'));
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Status check_text(const NoticeText& text, const std::string& pointer) {
  if (is_blank(text.title))
    return invalid("notice_title", "Give the notice a title.", pointer + "/title");
  for (const Section section : all_sections) {
    if (std::count_if(text.sections.begin(), text.sections.end(),
                      [&](const NoticeSection& s) { return s.section == section; }) > 1)
      return invalid("section_twice", "A section of the notice stands here twice.",
                     pointer + "/sections");
    if (is_blank(section_text(text, section)))
      return invalid("section_missing",
                     fmt::format("Families must read all seven parts before they are asked; the "
                                 "part \"{}\" is missing or empty.",
                                 to_name(section)),
                     pointer + "/sections");
  }
  for (std::size_t i = 0; i < text.sections.size(); ++i)
    if (says_expected(text.sections[i].text))
      return invalid("notice_expects",
                     "A home visit is an offer that families are free to take. Say that a visit is "
                     "possible, not that somebody is expected.",
                     fmt::format("{}/sections/{}/text", pointer, i));
  return ok();
}

bool same_place(const NoticeText& a, const NoticeText& b) {
  return a.language == b.language && a.audience == b.audience;
}

Status check_audiences(const NoticePublished& notice, std::string_view language) {
  for (std::size_t i = 0; i < notice.texts.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (same_place(notice.texts[i], notice.texts[k]))
        return invalid("text_twice", "There are two texts for the same readers in one language.",
                       fmt::format("/texts/{}", i));
  const auto has = [&](Audience audience) {
    return text_for(notice, language, audience) != nullptr;
  };
  if (!has(Audience::parents))
    return invalid("notice_for_parents",
                   "The notice for parents is needed in the school's language.", "/texts");
  if (!has(Audience::pupils))
    return invalid("notice_for_pupils",
                   "Pupils have questions too: write a version for them in the school's language.",
                   "/texts");
  return ok();
}

bool same_texts(const NoticePublished& a, const NoticePublished& b) {
  return a.texts.size() == b.texts.size() &&
         std::all_of(a.texts.begin(), a.texts.end(), [&](const NoticeText& text) {
           return std::any_of(b.texts.begin(), b.texts.end(), [&](const NoticeText& other) {
             return text.hash == other.hash && text.checked_by_speaker == other.checked_by_speaker;
           });
         });
}

}  // namespace

std::span<const Section> sections() { return all_sections; }

std::string_view section_text(const NoticeText& text, Section section) {
  for (const NoticeSection& one : text.sections)
    if (one.section == section) return one.text;
  return {};
}

const NoticeText* text_for(const NoticePublished& notice, std::string_view language,
                           Audience audience) {
  const NoticeText* near = nullptr;
  for (const NoticeText& text : notice.texts) {
    if (text.audience != audience) continue;
    if (text.language == language) return &text;
    if (near == nullptr && primary(text.language) == primary(language)) near = &text;
  }
  return near;
}

std::string canonical_text(const NoticeText& text) {
  json::Writer w;
  w.begin_array().string(text.language).string(to_name(text.audience)).string(text.title);
  for (const Section section : all_sections)
    w.string(to_name(section)).string(section_text(text, section));
  return w.end_array().take();
}

bool says_expected(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::any_of(expecting.begin(), expecting.end(), [&](std::string_view phrase) {
    return lower.find(phrase) != std::string::npos;
  });
}

Result<NoticePublished> checked_notice(NoticePublished asked, bool keep_others,
                                       const School& school, std::string_view school_language,
                                       Date today) {
  if (asked.from < today)
    return invalid("notice_from_past",
                   "A notice holds from today or from a later day: families read it first.",
                   "/from");
  for (std::size_t i = 0; i < asked.texts.size(); ++i)
    HV_TRY(check_text(asked.texts[i], fmt::format("/texts/{}", i)));
  const NoticePublished* const before =
      school.notices.empty() ? nullptr : &school.notices.back().value;
  if (before != nullptr) {
    asked.id = before->id;
    if (asked.from < before->from)
      return invalid("notice_before_last", "A newer notice begins later than this day already.",
                     "/from");
    if (keep_others && !asked.material_change)
      for (const NoticeText& text : before->texts)
        if (std::none_of(asked.texts.begin(), asked.texts.end(),
                         [&](const NoticeText& t) { return same_place(t, text); }))
          asked.texts.push_back(text);
  } else {
    asked.material_change = false;  // there is nothing that it changes
  }
  HV_TRY(check_audiences(asked, school_language));
  const Programme* const programme = school.programme(school_year_of(asked.from));
  if (programme == nullptr || officer_for(*programme, OfficerTask::contact_point) == nullptr)
    return Error{HV_FAILED_PRECONDITION, "no_contact_point",
                 "Families must know where to go with questions. Name the contact point in the "
                 "programme of that school year first.",
                 "/texts"};
  if (before != nullptr && same_texts(asked, *before))
    return Error{HV_FAILED_PRECONDITION, "notice_unchanged",
                 "This is the notice that stands already, word for word.", "/texts"};
  asked.version = fmt::format("{}", school.notices.size() + 1);
  return asked;
}

const NoticePublished* find_notice(const School& school, const std::string& version, Date day) {
  if (version.empty()) return school.notice(day);
  for (const auto& notice : school.notices)
    if (notice.value.version == version) return &notice.value;
  return nullptr;
}

}  // namespace homevisit::school
