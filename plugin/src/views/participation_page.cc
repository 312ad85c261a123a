// R2, R21, R52: who of the staff makes home visits. For the school leader alone.
#include "domain/school/programme_rules.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/school_labels.h"
#include "views/school_pages.h"

namespace homevisit::views {
namespace {

// The last preparation, in words.
std::string prepared_words(const ParticipationModel& model, const std::string& staff,
                           const text::Catalogue& words) {
  const school::PreparationNoted* last = nullptr;
  for (const auto& noted : model.school->preparations)
    if (noted.value.staff == staff && (last == nullptr || noted.value.date >= last->date))
      last = &noted.value;
  if (last == nullptr) return "–";
  std::string text = words.date(last->date);
  if (!last->what.empty()) text += ", " + last->what;
  if (!last->paired_with.empty())
    text += ", " +
            words.text("goes along with {name}", {{"name", model.staff_name(last->paired_with)}});
  return text;
}

Table table_of(const ParticipationModel& model, const text::Catalogue& words) {
  Table table;
  table.caption = words.text("Only you and each colleague see this.");
  table.columns = {words.text("Who"), words.text("This school year"), words.text("Hours"),
                   words.text("Preparation")};
  table.empty = words.text("The roster has no staff yet.");
  for (const Staff& staff : model.staff) {
    const int minutes = school::budget_of(*model.school, model.school_year, staff.id);
    table.rows.push_back(
        {{staff.name()},
         {words.text(school_label(model.school->participates(staff.id, model.school_year)))},
         {minutes > 0 ? hours_words(minutes, words) : "–"},
         {prepared_words(model, staff.id, words)}});
  }
  return table;
}

}  // namespace

std::string participation_page(const Frame& frame, const ParticipationModel& model) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet = sheet_about_school(
      frame, words.text("Who takes part in {year}", {{"year", model.school_year}}));
  sheet.state = model.state;
  sheet.intro = {words.text(
      "A colleague who does not make home visits has good reasons, and is not asked for them. "
      "Another colleague can go.")};
  Section list;
  list.table = table_of(model, words);
  sheet.sections.push_back(std::move(list));

  Section change;
  change.heading = words.text("Note who takes part");
  SheetForm set;
  set.name = "set";
  set.action = "/school/participation";
  set.fill = [&](const FieldGroup& fields) {
    fields.constant("/school_year", model.school_year);
    const FieldGroup row = fields.row(words.text("Note who takes part"));
    row.select({"/staff", words.text("Colleague"), "", true},
               staff_choices(model.staff, words.text("choose a colleague")));
    row.select({"/participation", words.text("This school year")},
               school_choices<school::Participation>(words));
  };
  change.forms.push_back(std::move(set));
  sheet.sections.push_back(std::move(change));

  Section preparation;
  preparation.heading = words.text("Note a preparation");
  SheetForm note;
  note.name = "prepare";
  note.action = "/school/participation/preparation";
  note.values = {{"/date", format_date(frame.today)}};
  note.fill = [&](const FieldGroup& fields) {
    const FieldGroup row = fields.row(words.text("Note a preparation"));
    row.select({"/staff", words.text("Colleague"), "", true},
               staff_choices(model.staff, words.text("choose a colleague")));
    row.input({"/date", words.text("When"), "", false, "date"});
    fields.input({"/what", words.text("Training or preparation"), "", true});
    fields.select({"/paired_with", words.text("Goes on a first visit with")},
                  staff_choices(model.staff, words.text("nobody")));
  };
  preparation.forms.push_back(std::move(note));
  sheet.sections.push_back(std::move(preparation));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
