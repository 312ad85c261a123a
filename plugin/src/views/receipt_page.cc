// The receipt of an answer or a permission, and what can still be done about it.
#include "views/consent_page.h"
#include "views/frame.h"
#include "views/languages.h"

namespace homevisit::views {
namespace {

// An answer that was written down wrongly stays, and is marked so by a second person.
Section mistake(const Frame& frame, const ReceiptModel& model) {
  const text::Catalogue& words = *frame.words;
  Section section;
  section.heading = words.text("Written down wrongly?");
  section.medium = Medium::screen;
  if (model.wants_second) {
    section.paragraphs.push_back(
        words.text("You wrote this answer down yourself. If it is wrong, record the right answer: "
                   "the latest counts. A colleague can mark this one as entered in error."));
    return section;
  }
  section.paragraphs.push_back(
      words.text("Nothing is erased: the answer stays in the file, marked as entered in error by "
                 "you, and does not count any more."));
  section.forms.push_back(
      {"",
       "/students/" + url_part(model.student) + "/answers/" + url_part(model.id) + "/void",
       words.text("Mark as a mistake"),
       "",
       {},
       {}});
  return section;
}

}  // namespace

std::string receipt_page(const Frame& frame, const ReceiptModel& model) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet;
  sheet.back = {student_link(frame, model.student, "/consent"), words.text("Back")};
  sheet.title = model.title;
  sheet.window_title = words.text("Receipt");
  sheet.language = model.language;
  sheet.state = model.state;
  if (!model.asked.empty())
    sheet.notes.push_back(no_text_words(words, model.asked, model.language));
  if (const auto* shown = text::family_language(model.language))
    sheet.languages = family_choices(words, *shown, false, [&](std::string_view code) {
      return student_link(frame, model.student, "/receipts/") + url_part(model.id) +
             "?language=" + url_part(code);
    });
  Section section;
  section.language = model.language;
  section.facts = model.lines;
  section.paragraphs = {model.withdrawal};
  if (model.may_withdraw)
    section.forms.push_back({"",
                             "/students/" + url_part(model.student) + "/permissions/" +
                                 url_part(model.id) + "/withdraw",
                             words.text("This permission ends now"),
                             "",
                             {},
                             {}});
  sheet.sections.push_back(std::move(section));
  if (model.may_void || model.wants_second) sheet.sections.push_back(mistake(frame, model));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
