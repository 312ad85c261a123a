#include "operations/day_form.h"

#include "domain/codec.h"
#include "operations/first_day.h"
#include "operations/progress_reads.h"
#include "views/form_fields.h"

namespace homevisit::operations {
namespace {

constexpr char field[] = "as_of";
constexpr char form_name[] = "day";

}  // namespace

DayAsked day_asked(const Rendering& r) {
  const auto day = read_date(r.params, field, "/as_of");
  if (!day) return {std::nullopt, day.error()};
  if (*day && **day > r.frame.today) return {std::nullopt, day_to_come()};
  if (*day && **day < school_year_start(first_day_here(r.context)))
    return {std::nullopt, Error{HV_INVALID_ARGUMENT, "year_before_records",
                                "Nothing was recorded here in this school year. Choose a later "
                                "day.",
                                "/as_of"}};
  return {*day, std::nullopt};
}

views::SheetForm other_day(const Rendering& r, Date as_of, std::string action) {
  views::SheetForm form;
  form.action = std::move(action);
  form.button = r.frame.words->text("Show this day");
  form.name = form_name;
  form.get = true;
  form.values = {{field, format_date(as_of)}};
  form.fill = [](const views::FieldGroup& fields) {
    const text::Catalogue& words = fields.words();
    fields.input({field, words.text("As known at the end of"), words.text("Today or a day before"),
                  true, "date"});
  };
  return form;
}

SharedPage ask_again(const Rendering& r, views::Sheet sheet, std::string action,
                     const Error& wrong) {
  sheet.state.fields = {{views::form_field, form_name}, {field, r.text(field)}};
  sheet.state.errors = {{field, wrong.code, wrong.message}};
  views::Section section;
  section.forms.push_back(other_day(r, r.frame.today, std::move(action)));
  sheet.sections.push_back(std::move(section));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace homevisit::operations
