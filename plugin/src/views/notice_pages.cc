// R28: the notice for families: its versions, the form to publish it, and a text as a letter.
#include <fmt/format.h>

#include <algorithm>

#include "domain/school/notice_rules.h"
#include "text/msg.h"
#include "text/notice_drafts.h"
#include "views/frame.h"
#include "views/languages.h"
#include "views/school_labels.h"
#include "views/school_pages.h"

namespace homevisit::views {
namespace {

using school::Audience;
using school::NoticePublished;
using school::NoticeText;
using text::msg;

std::string letter_link(const Frame& frame, const NoticePublished& notice, const NoticeText& text) {
  return fmt::format("{}/school/notices/{}/{}{}", frame.links, url_part(notice.version),
                     url_part(text.language),
                     text.audience == Audience::pupils ? "?audience=pupils" : "");
}

const char* unchecked() {
  return msg("This text is a draft: somebody who speaks the language has not looked at it yet.");
}

Table texts_of(const Frame& frame, const NoticePublished& notice) {
  const text::Catalogue& words = *frame.words;
  Table table;
  table.caption = words.text("Texts of version {version}", {{"version", notice.version}});
  table.columns = {words.text("Language"), words.text("For whom"), words.text("Checked")};
  for (const NoticeText& text : notice.texts)
    table.rows.push_back(
        {{words.language_name(text.language), letter_link(frame, notice, text)},
         {words.text(school_label(text.audience))},
         {text.checked_by_speaker ? words.text("yes") : words.text("to be checked by a speaker")}});
  return table;
}

Section version_of(const Frame& frame, const NoticePublished& notice, bool holds) {
  const text::Catalogue& words = *frame.words;
  Section section;
  section.heading = words.text("Version {version}", {{"version", notice.version}});
  section.facts.push_back({words.text("Holds from"), words.date(notice.from)});
  if (holds) section.points.push_back(words.text("This version holds today."));
  if (notice.material_change)
    section.points.push_back(
        words.text("Its content changed: families are told, and asked again."));
  section.table = texts_of(frame, notice);
  return section;
}

// Versions that hold no more, each by its text in the school's language.
Section earlier(const Frame& frame, const NoticeModel& model) {
  const text::Catalogue& words = *frame.words;
  Section section;
  section.heading = words.text("Earlier versions");
  Table table;
  table.caption = words.text("Earlier versions");
  table.columns = {words.text("Version"), words.text("Holds from")};
  for (const auto& notice : model.school->notices) {
    if (&notice.value == model.holds) break;
    const NoticeText* const text =
        school::text_for(notice.value, model.school_language, Audience::parents);
    table.rows.push_back({{words.text("Version {version}", {{"version", notice.value.version}}),
                           text == nullptr ? "" : letter_link(frame, notice.value, *text)},
                          {words.date(notice.value.from)}});
  }
  section.table = std::move(table);
  return section;
}

// Paragraphs stand a line each.
std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) paragraphs.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return paragraphs;
}

Section publish_links(const Frame& frame, const NoticeModel& model) {
  const text::Catalogue& words = *frame.words;
  Section section;
  section.heading = words.text("Write or change a text");
  section.paragraphs = {words.text(
      "Begin with the school's own language. Plain texts to start from are there in six languages; "
      "some still have to be checked by somebody who speaks the language.")};
  std::vector<std::string> languages = text::draft_languages();
  std::stable_partition(languages.begin(), languages.end(), [&](const std::string& language) {
    return language == model.school_language;
  });
  if (model.school->notices.empty()) languages.resize(1);
  for (const std::string& language : languages)
    section.links.push_back({frame.links + "/school/notices/edit?language=" + url_part(language),
                             words.language_name(language)});
  return section;
}

Fields values_of(const NoticeModel& model) {
  Fields fields;
  for (std::size_t t = 0; t < model.texts.size(); ++t) {
    const NoticeText& text = model.texts[t];
    const std::string at = fmt::format("/texts/{}/", t);
    fields.emplace_back(at + "title", text.title);
    if (text.checked_by_speaker) fields.emplace_back(at + "checked_by_speaker", "true");
    std::size_t i = 0;
    for (const school::Section section : school::sections())
      fields.emplace_back(fmt::format("{}sections/{}/text", at, i++),
                          std::string(school::section_text(text, section)));
  }
  return fields;
}

void add_text(const FieldGroup& form, const NoticeText& text, std::size_t t) {
  const text::Catalogue& words = form.words();
  const std::string at = fmt::format("/texts/{}/", t);
  const FieldGroup block =
      form.block(text.audience == Audience::parents ? words.text("The text for parents")
                                                    : words.text("The text for pupils"));
  block.constant("=" + at + "language", text.language);
  block.constant("=" + at + "audience", std::string(to_name(text.audience)));
  block.input({at + "title", words.text("Title"), "", true});
  std::size_t i = 0;
  for (const school::Section section : school::sections()) {
    const std::string place = fmt::format("{}sections/{}/", at, i++);
    block.constant("=" + place + "section", std::string(to_name(section)));
    block.area({place + "text", words.text(school_label(section)), "", true});
  }
  block.tick(at + "checked_by_speaker", "true",
             words.text("Somebody who speaks this language has read and agreed to this text."));
}

}  // namespace

std::string notice_list_page(const Frame& frame, const NoticeModel& model) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet = sheet_about_school(frame, words.text("Notice for families"));
  sheet.intro = {words.text(
      "Families read it before they are asked whether a visit is welcome. A version never changes; "
      "a change is a new version.")};
  const auto& notices = model.school->notices;
  if (notices.empty())
    sheet.notes = {
        words.text("There is no notice yet. Until there is, an invitation does not count "
                   "as informed.")};
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    const bool holds = &notice->value == model.holds;
    sheet.sections.push_back(version_of(frame, notice->value, holds));
    if (holds) break;
  }
  if (model.may_publish) sheet.sections.push_back(publish_links(frame, model));
  if (model.holds != nullptr && model.holds != &notices.front().value)
    sheet.sections.push_back(earlier(frame, model));
  return sheet_page(frame, sheet);
}

std::string notice_form(const Frame& frame, const NoticeModel& model) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet;
  sheet.back = {frame.links + "/school/notices", words.text("Notice for families")};
  sheet.title = words.text("Notice for families");
  sheet.subtitle = words.language_name(model.language);
  sheet.state = model.state;
  sheet.intro = {
      words.text("All seven parts are needed, for parents and for pupils. A home visit "
                 "is an offer: write that it is possible, never that it is expected.")};
  SheetForm form;
  form.action = "/school/notices";
  form.button = words.text("Publish");
  form.values = values_of(model);
  form.values.emplace_back("/from", format_date(frame.today));
  form.fill = [&](const FieldGroup& fields) {
    for (std::size_t t = 0; t < model.texts.size(); ++t) add_text(fields, model.texts[t], t);
    const FieldGroup block = fields.block(words.text("This version"));
    block.input({"/from", words.text("Holds from"), "", false, "date"});
    fields.constant("/keep_others", "true");
    if (model.school->notices.empty()) return;
    block.tick("/material_change", "true",
               words.text("The content changes. Families are told and asked again, and texts in "
                          "other languages have to be written anew."));
  };
  Section section;
  section.forms.push_back(std::move(form));
  sheet.sections.push_back(std::move(section));
  return sheet_page(frame, sheet);
}

std::string notice_page(const Frame& frame, const NoticeModel& model) {
  const text::Catalogue& words = *frame.words;
  const NoticeText* const text = school::text_for(*model.notice, model.language, model.audience);
  Sheet sheet;
  if (text == nullptr) return sheet_page(frame, sheet);
  sheet.back = {frame.links + "/school/notices", words.text("Notice for families")};
  sheet.language = text->language;
  sheet.title = text->title;
  sheet.subtitle = frame.school;
  sheet.window_title = words.text("Notice for families");
  if (!text->checked_by_speaker) sheet.notes = {words.text(unchecked())};
  for (const NoticeText& other : model.notice->texts)
    if (other.audience == text->audience)
      sheet.languages.push_back(
          language_choice(words, other.language, other.checked_by_speaker,
                          &other == text ? "" : letter_link(frame, *model.notice, other)));
  for (const NoticeText& other : model.notice->texts)
    if (other.language == text->language && other.audience != text->audience)
      sheet.links.push_back(
          {letter_link(frame, *model.notice, other), other.audience == Audience::pupils
                                                         ? words.text("The text for pupils")
                                                         : words.text("The text for parents")});
  for (const school::Section section : school::sections())
    sheet.sections.push_back(
        {.heading = text::section_heading(text->language, text->audience, section),
         .language = text->language,
         .paragraphs = paragraphs_of(school::section_text(*text, section))});
  // What is printed is in one language.
  const bool there = text::family_language(text->language) != nullptr;
  const text::Catalogue& own = there ? text::family_words(text->language) : words;
  Section foot;
  foot.language = own.language();
  foot.paragraphs = {
      own.text("Version {version}, from {date}.",
               {{"version", model.notice->version}, {"date", own.date(model.notice->from)}})};
  if (!text->checked_by_speaker) foot.paragraphs.push_back(own.text(draft_for_families()));
  sheet.sections.push_back(std::move(foot));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
