// The pages about what comes before a visit: with whom there is to plan, and the table of the
// others.
#include <algorithm>

#include "operations/planning_pages.h"
#include "operations/planning_reads.h"
#include "operations/student_reads.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/planning_words.h"
#include "views/sheet.h"

namespace homevisit::operations {
namespace {

using views::Cell;
using views::Section;
using views::Sheet;
using views::Table;

Call call_of(const Rendering& r) {
  return Call{r.context, r.actor, r.control, r.view, r.params, *r.frame.words, r.student};
}

constexpr std::size_t wishes_column = 2;

std::vector<Cell> plan_row(const Rendering& r, const PlanRow& row) {
  const text::Catalogue& words = *r.frame.words;
  const auto link = [&](const std::string& rest) {
    return views::student_link(r.frame, row.id, rest);
  };
  std::string wishes;
  for (const PlanningWishSet& wish : row.wishes)
    if (const std::string one = views::wish_words(wish, words); !one.empty())
      wishes += (wishes.empty() ? "" : "; ") + one;
  if (!row.still_to_ask.empty()) {
    std::vector<std::string> names;
    for (const Guardian& guardian : row.still_to_ask)
      names.push_back(views::guardian_words(guardian, words));
    wishes += (wishes.empty() ? "" : "; ") +
              words.text("still to be asked: {who}", {{"who", views::listed(names, words)}});
  }
  Cell next{words.text("Reach them"), link("/attempts/new")};
  if (row.next) next.text = words.text(views::label(*row.next));
  if (row.form != OtherForm::none) next = {words.text(views::label(row.form))};
  // Whose turn it may be is told and asked before anybody tries to reach them.
  if (row.look) next = {words.text("Look"), link("/consent")};
  Cell planned{words.text("Plan"), link("/visits/plan")};
  if (!row.planned.empty()) {
    const Appointment& at = row.planned.front();
    planned = {when_words(r, at), views::visit_link(r.frame, row.id, at.visit)};
    // They need not be reached any more: what is left is to agree, or to go.
    next = at.state == VisitState::confirmed
               ? Cell{words.text("Before the visit"),
                      views::visit_link(r.frame, row.id, at.visit, "/before")}
               : Cell{words.text("Confirm"), planned.href};
  }
  return {{views::isolated(row.name), link("")}, planned, {wishes}, next};
}

// On a phone there is no room for a column in which nothing stands.
void drop_empty_column(Table& table, std::size_t column) {
  for (const auto& row : table.rows)
    if (!row[column].text.empty()) return;
  for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
  table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column));
}

// R25: the start of school is when to ask. Nothing is said where there is nobody to ask.
std::optional<Section> to_ask(const Rendering& r, const std::vector<AskRow>& rows) {
  if (rows.empty()) return std::nullopt;
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("For the school to do: ask how they like to be reached");
  section.paragraphs = {words.text("By phone or by message, at what times, in which language?")};
  Table table{words.text("New at school"), {words.text("Student"), words.text("Guardian")}, {}, ""};
  for (const AskRow& row : rows)
    for (const Guardian& guardian : row.guardians)
      table.rows.push_back(
          {{views::isolated(row.name), views::student_link(r.frame, row.id)},
           {views::guardian_words(guardian, words),
            views::student_link(r.frame, row.id, "/guardians/" + views::url_part(guardian.id))}});
  section.table = std::move(table);
  return section;
}

// Sorted by name and by nothing else.
Result<SharedPage> planning(Rendering& r) {
  if (r.actor.role != access::Role::mentor && r.actor.role != access::Role::care_coordinator)
    return Error{HV_PERMISSION_DENIED, "page_of_another_role", "Planning is for mentors."};
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const auto groups, list_groups(r.context, r.actor, false));
  std::string group = r.text("group");
  if (group.empty() && !groups.empty()) group = groups.front().id;
  Sheet sheet;
  sheet.title = words.text("To be planned");
  sheet.intro = {
      words.text(
          "With whom a visit or a talk can be planned, or what is proposed can be confirmed, "
          "by name."),
      words.text("Not in this list, as long as nothing is proposed there: who was visited this "
                 "school year, whose turn it is not, and a home where somebody prefers no visit or "
                 "not now. Of two homes the other one stays in it.")};
  Section section;
  section.links.push_back(
      {r.frame.links + "/calendar.ics", words.text("My appointments for my calendar")});
  section.links.push_back({r.frame.links + "/backstop", words.text("In the background")});
  if (groups.size() > 1)
    for (const Group& one : groups)
      if (one.id != group)
        section.links.push_back(
            {r.frame.links + "/planning?group=" + views::url_part(one.id), one.name});
  Table table;
  table.columns = {words.text("Student"), words.text("Appointment"),
                   words.text("What suits the family"), words.text("Next step")};
  table.empty = words.text("Nobody is to be planned now.");
  std::optional<Section> ask;
  if (!group.empty()) {
    HV_ASSIGN(const PlanList list, list_to_plan(call_of(r), group));
    sheet.subtitle = list.group.name;
    table.caption = list.group.name;
    for (const PlanRow& row : list.rows) table.rows.push_back(plan_row(r, row));
    drop_empty_column(table, wishes_column);
    if (std::any_of(list.rows.begin(), list.rows.end(),
                    [](const PlanRow& row) { return row.look; }))
      section.paragraphs.push_back(
          words.text("Look: the school's system does not say whether a pupil is new."));
    ask = to_ask(r, list.to_ask);
  }
  section.table = std::move(table);
  sheet.sections.push_back(std::move(section));
  if (ask) sheet.sections.push_back(std::move(*ask));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

std::string when_words(const Rendering& r, const Appointment& at) {
  const std::string day = r.frame.words->short_date(at.date);
  return at.start_time.empty() ? day : day + ", " + at.start_time;
}

std::span<const View> planning_views() {
  static constexpr View views[] = {{"planning", planning},
                                   {"backstop", background_page},
                                   {"attempt.form", attempt_page},
                                   {"attempt.page", one_attempt},
                                   {"visit.plan.form", plan_page},
                                   {"visit.before", before_page},
                                   {"visit.by_number", visit_by_number},
                                   {"guardian.wishes", wishes_page}};
  return views;
}

}  // namespace homevisit::operations
