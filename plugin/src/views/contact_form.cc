// The form that sets the next contact by itself (R40, R41): any day, form and rhythm that suits
// this family.
#include "views/choices.h"
#include "views/frame.h"
#include "views/sheet.h"

namespace homevisit::views {
namespace {

Fields contact_values(const FormModel& model) {
  const auto& next = model.history->next_contact;
  if (!next) return {};
  Fields values{{"/form", next->form}, {"/frequency", next->frequency}};
  if (next->date) values.emplace_back("/date", format_date(*next->date));
  if (next->agreed_by_family) values.emplace_back("/agreed_by_family", "true");
  return values;
}

}  // namespace

std::string contact_form(const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = *frame.words;
  const std::string& student = model.file->student.id;
  Sheet sheet;
  sheet.back = {student_link(frame, student), words.text("Back")};
  sheet.title = words.text("Next contact");
  sheet.subtitle = isolated(model.file->student.name());
  sheet.intro = {
      words.text("When and how suits differs from family to family. Choose it together "
                 "where you can.")};
  sheet.state = model.state;
  SheetForm form;
  form.action = "/students/" + url_part(student) + "/next-contact";
  form.values = contact_values(model);
  form.fill = [&words](const FieldGroup& all) {
    const FieldGroup row = all.row(words.text("When and how"));
    row.input({"/date", words.text("When"), "", false, "date"});
    row.select({"/form", words.text("How")}, contact_form_choices(words));
    all.input(
        {"/frequency", words.text("How often"), words.text("Such as: every Thursday at 15:45")});
    all.tick("/agreed_by_family", "true", words.text("Agreed with the family"));
  };
  sheet.sections.push_back({});
  sheet.sections.back().forms.push_back(std::move(form));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
