#include "views/invitation_letter.h"

#include "views/frame.h"
#include "views/labels.h"
#include "views/languages.h"

namespace homevisit::views {

std::string invitation_letter_page(const Frame& frame, const InvitationLetter& letter) {
  const text::Catalogue& words = text::family_words(letter.language->code);
  const std::string about = isolated(letter.about);
  Sheet sheet;
  sheet.back = {student_link(frame, letter.student, "/consent"), frame.words->text("Back")};
  sheet.title = words.text("May we come and meet you?");
  sheet.window_title = frame.words->text("Invitation to print");
  sheet.language = words.language();
  if (!letter.asked.empty())
    sheet.notes.push_back(no_text_words(*frame.words, letter.asked, letter.language->code));
  if (!letter.language->checked)
    sheet.notes.push_back(draft_words(*frame.words, letter.language->code));
  sheet.languages =
      family_choices(*frame.words, *letter.language, true, [&](std::string_view code) {
        return student_link(frame, letter.student, "/invitations/letter/") + url_part(code) +
               (letter.guardian.empty() ? "" : "?guardian=" + url_part(letter.guardian));
      });
  Section section;
  section.language = words.language();
  auto& lines = section.paragraphs;
  lines.push_back(words.text("Dear {name},", {{"name", isolated(letter.to)}}));
  lines.push_back(
      letter.about.empty()
          ? words.text("We would like to get to know you better. May we come to your home once? "
                       "At school, on a walk or by phone is fine too.")
          : words.text("We would like to get to know you and {student} better. May we come to your "
                       "home once? At school, on a walk or by phone is fine too.",
                       {{"student", about}}));
  lines.push_back(letter.about.empty()
                      ? words.text("You choose. Saying no is fine, needs no reason, and makes no "
                                   "difference at school.")
                      : words.text("You choose. Saying no is fine, needs no reason, and makes no "
                                   "difference for {student} at school.",
                                   {{"student", about}}));
  lines.push_back(
      words.text("Would you rather have a man or a woman come, or an interpreter "
                 "with us? Tell us; we do not ask why."));
  if (!letter.contact.empty())
    lines.push_back(words.text("Questions? {contact}", {{"contact", isolated(letter.contact)}}));
  lines.push_back(letter.slots.empty()
                      ? words.text("Tell us which day and time suit you; an evening is fine too.")
                      : words.text("Times to choose from; another one is fine too:"));
  for (const Slot& slot : letter.slots)
    section.points.push_back(
        words.text("{date} {from} to {to}",
                   {{"date", words.date(slot.date)}, {"from", slot.from}, {"to", slot.to}}));
  sheet.sections.push_back(std::move(section));
  Section signature;
  signature.language = words.language();
  signature.paragraphs = {isolated(letter.from), isolated(letter.school)};
  if (!letter.language->checked) signature.paragraphs.push_back(words.text(draft_for_families()));
  sheet.sections.push_back(std::move(signature));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
