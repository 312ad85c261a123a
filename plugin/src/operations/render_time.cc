// Hours and travel: one's own, and for the school leader those of everybody. Never of a family
// (R58).
#include <fmt/format.h>

#include <algorithm>

#include "domain/school/travel.h"
#include "operations/rendering.h"
#include "operations/staff_time.h"
#include "operations/work_read.h"
#include "text/msg.h"
#include "views/school_pages.h"

namespace homevisit::operations {
namespace {

using access::Role;
using views::FieldGroup;
using views::Section;
using views::Sheet;
using views::SheetForm;

// "2:05"
std::string hours(int minutes) { return fmt::format("{}:{:02}", minutes / 60, minutes % 60); }

views::Table hours_table(const text::Catalogue& words, const std::vector<HoursRow>& rows) {
  views::Table table{words.text("Hours and minutes"),
                     {words.text("Staff"), words.text("Visits"), words.text("Planned"),
                      words.text("Visit"), words.text("Travel"), words.text("Consultation"),
                      words.text("Report"), words.text("In all"), words.text("In the yearly task")},
                     {},
                     words.text("No hours yet.")};
  StaffWork sum;
  int budget = 0;
  const auto add = [&](const std::string& name, const StaffWork& work, int of) {
    table.rows.push_back({{name},
                          {fmt::format("{}", work.visits)},
                          {fmt::format("{}", work.planned)},
                          {hours(work.visit)},
                          {hours(work.travel)},
                          {hours(work.consultation)},
                          {hours(work.reporting)},
                          {hours(work.minutes())},
                          {of == 0 ? "" : hours(of)}});
  };
  for (const HoursRow& row : rows) {
    add(row.name, row.work, row.budget);
    sum.visits += row.work.visits;
    sum.planned += row.work.planned;
    sum.visit += row.work.visit;
    sum.travel += row.work.travel;
    sum.consultation += row.work.consultation;
    sum.reporting += row.work.reporting;
    budget += row.budget;
  }
  if (rows.size() > 1) add(words.text("Together"), sum, budget);
  return table;
}

// "3,50" in Dutch. A file for the office has a point, as programs read it.
std::string euros_words(int cents, const text::Catalogue& words) {
  std::string amount = school::euros(cents);
  if (words.language() == "nl") std::replace(amount.begin(), amount.end(), '.', ',');
  return amount;
}

// What both pages begin with.
struct TimePage {
  std::string year;
  SharedSchool school;
  WorkDone work;
  Sheet sheet;
};
Result<TimePage> time_page(const Rendering& r, const char* title) {
  TimePage page{r.school_year(), {}, {}, {}};
  HV_ASSIGN(page.school, r.context.school.read(*r.context.journal));
  HV_ASSIGN(page.work, read_work(r.context, r.control));
  page.sheet = views::sheet_about_school(r.frame, r.frame.words->text(title));
  page.sheet.subtitle = page.year;
  return page;
}

Result<SharedPage> my_time(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  if (r.actor.staff.empty()) return may_not_open();
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(TimePage page, time_page(r, text::msg("My hours and travel")));
  auto& [year, school, work, sheet] = page;
  sheet.intro = {
      words.text("Only you and the school leader see this. The time is that of your "
                 "visits, as it was written down with them.")};
  sheet.state = form_state(r, nullptr);
  Section own{.heading = words.text("Hours")};
  own.table = hours_table(words, hours_of(r.context, *school, work, year, r.actor.staff));
  sheet.sections.push_back(std::move(own));

  Section travel{.heading = words.text("Travel")};
  views::Table table{words.text("Claimed"),
                     {words.text("Day"), words.text("Kilometres"), words.text("Other costs")},
                     {},
                     words.text("Nothing claimed yet.")};
  const Date begins = school_year_start(r.frame.today);
  for (const auto& claim : school::claims_of(*school, r.actor.staff, begins,
                                             add_days(next_school_year_start(begins), -1)))
    table.rows.push_back({{words.date(claim.date)},
                          {fmt::format("{}", claim.kilometres)},
                          {"€ " + euros_words(claim.cents, words)}});
  travel.table = std::move(table);
  if (!r.actor.reads_only) {
    SheetForm form;
    form.heading = words.text("Claim a day");
    form.action = "/my/time/travel";
    form.button = words.text("Claim");
    form.fill = [&](const FieldGroup& fields) {
      fields.input({"/date", words.text("Day"), words.text("Nothing: today."), false, "date"});
      fields.input({"/kilometres", words.text("Kilometres"),
                    words.text("Of the whole day. No route, no address."), false, "number"});
      fields.input({"/other_costs", words.text("Other costs, in euros"),
                    words.text("For a ticket, such as 3,50."), false});
    };
    travel.forms.push_back(std::move(form));
  }
  sheet.sections.push_back(std::move(travel));
  return shared(views::sheet_page(r.frame, sheet));
}

Result<SharedPage> school_time(Rendering& r) {
  HV_TRY(check_reader(r, {Role::school_leader}));
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(TimePage page, time_page(r, text::msg("Hours of home visits")));
  auto& [year, school, work, sheet] = page;
  sheet.intro = {
      words.text("Time is a matter of the yearly task, never of a family: an hour with "
                 "one family often pays for the whole year.")};
  sheet.links = {
      {r.frame.links + "/school/time/travel.csv", words.text("Travel claims as a file")}};
  Section section{.heading = words.text("Per teacher")};
  section.table = hours_table(words, hours_of(r.context, *school, work, year, ""));
  sheet.sections.push_back(std::move(section));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

std::span<const View> time_views() {
  static constexpr View views[] = {{"my.time", my_time}, {"school.time", school_time}};
  return views;
}

}  // namespace homevisit::operations
