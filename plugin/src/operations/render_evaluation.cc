// The evaluation of a school year: the school leader's page, and the version for board and parents'
// council.
#include <fmt/format.h>

#include <algorithm>

#include "domain/school/programme_rules.h"
#include "operations/evaluation_page.h"
#include "operations/evaluation_results.h"
#include "operations/first_day.h"
#include "operations/progress_figures.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/school_pages.h"

namespace homevisit::operations {
namespace {

using access::Role;
using school::Respondent;
using text::msg;
using views::FieldGroup;
using views::Fields;
using views::Section;
using views::Sheet;
using views::SheetForm;
using views::Table;

// Was anything known here by the end of that year, or has been written down of it since?
bool is_recorded(const EvaluationPage& page, const std::string& school_year) {
  return school::end_of_school_year(school_year) >= first_day_here(page.r.context);
}

bool is_last_year_recorded(const EvaluationPage& page, const Evaluation& evaluation) {
  return is_recorded(page, evaluation.last_year) ||
         std::ranges::any_of(evaluation.figures,
                             [](const auto& figure) { return figure.before != 0; });
}

// Of a school year that has not begun, or in which nothing was recorded here, nothing is asked.
const char* nothing_to_do(const EvaluationPage& page, const Evaluation& evaluation) {
  if (school::begin_of_school_year(page.year) > page.r.context.today())
    return msg("This school year has not begun yet. There is nothing to do here.");
  const bool is_empty =
      !evaluation.decision && evaluation.title.empty() && evaluation.aim.empty() &&
      std::ranges::all_of(evaluation.groups,
                          [](const EvaluationGroup& group) { return group.now.count == 0; }) &&
      std::ranges::all_of(evaluation.figures,
                          [](const EvaluationFigure& figure) { return figure.now == 0; });
  if (is_empty && !is_recorded(page, page.year))
    return msg("Of this school year nothing was recorded here.");
  return nullptr;
}

Table figures_table(const EvaluationPage& page, const Evaluation& evaluation) {
  Table table{page.say("The school's own figures"),
              {"", evaluation.school_year, evaluation.last_year},
              {},
              ""};
  for (const EvaluationFigure& figure : evaluation.figures) {
    const auto cell = [&](std::optional<int> value) {
      return views::Cell{evaluation.shows(figure, value) ? page.number(*value) : "–"};
    };
    table.rows.push_back({{page.say(views::figure_words(figure.name))},
                          cell(figure.now),
                          is_last_year_recorded(page, evaluation)
                              ? cell(figure.before)
                              : views::Cell{page.say("not recorded here")}});
  }
  return table;
}

std::string counts_words(const school::ScoreCounts& counts) {
  const auto of = [&](school::Score score) { return counts[static_cast<std::size_t>(score)]; };
  return fmt::format("{} / {} / {} / {}", of(school::Score::yes), of(school::Score::mostly),
                     of(school::Score::a_little), of(school::Score::no));
}

std::string sides_words(const EvaluationPage& page, const school::ScoreCounts& counts) {
  const auto sides = school::sides_shown(counts);
  if (!sides) return page.say("too few of one answer to show");
  return fmt::format("{} / {}", sides->yes, sides->no);
}

Table answers_table(const EvaluationPage& page, const Evaluation& evaluation,
                    const EvaluationGroup& group) {
  Table table{evaluation.anonymous ? page.say("How many said yes or mostly / a little or no")
                                   : page.say("How many said yes / mostly / a little / no"),
              {page.say("Question"), evaluation.school_year, evaluation.last_year},
              {},
              ""};
  for (const school::Question question : school::questions_of(group.respondent)) {
    const auto cell = [&](const school::Answers& answers) -> views::Cell {
      const auto found = answers.scores.find(question);
      if (answers.count == 0) return {page.say("not asked")};
      if (!answers.is_shown() || found == answers.scores.end()) return {page.few()};
      const auto unanswered = found->second[static_cast<std::size_t>(school::Score::none)];
      if (unanswered == answers.count) return {page.say("answered by nobody")};
      return {evaluation.anonymous ? sides_words(page, found->second)
                                   : counts_words(found->second)};
    };
    table.rows.push_back({{page.say(views::question_words(group.respondent, question))},
                          cell(group.now),
                          cell(group.before)});
  }
  return table;
}

Section group_section(const EvaluationPage& page, const Evaluation& evaluation,
                      const EvaluationGroup& group) {
  Section section;
  section.heading = page.say(views::label(group.respondent));
  if (group.now.is_shown())
    section.paragraphs.push_back(page.words.plural("{n} answer", "{n} answers", group.now.count));
  else
    section.paragraphs.push_back(
        page.say("Fewer than 5 answers so far: not shown, so that nobody can be recognised."));
  section.table = answers_table(page, evaluation, group);
  if (evaluation.anonymous) {
    for (const auto& remark : group.remarks) section.points.push_back(remark.text);
    return section;
  }
  for (const auto& [kind, count] : group.now.objections)
    if (group.now.is_shown())
      section.facts.push_back({page.say(views::label(kind)), page.number(count)});
  for (const auto& remark : group.remarks) {
    SheetForm form;
    form.heading = remark.text;
    form.name = "remark-" + remark.id;
    form.action = "/school/evaluation/remarks/" + remark.id;
    form.button = remark.released ? page.say("Take out of the anonymous version")
                                  : page.say("Let the board and the parents' council read this");
    const std::string year = page.year;
    const bool release = !remark.released;
    form.fill = [year, release](const FieldGroup& fields) {
      fields.constant("=/school_year", year);
      fields.constant("/released", release ? "true" : "false");
    };
    section.forms.push_back(std::move(form));
  }
  return section;
}

Section improvements_section(const EvaluationPage& page, const Evaluation& evaluation) {
  Section section;
  section.heading = page.say("What will be improved");
  Table table{page.say("Improvements"),
              {page.say("What"), page.say("Kind")},
              {},
              page.say("Nothing has been named yet.")};
  if (!evaluation.anonymous) table.columns.push_back(page.say("By whom"));
  table.columns.push_back(page.say("By when"));
  table.columns.push_back(page.say("How it goes"));
  for (const school::ImprovementSet& action : evaluation.improvements) {
    std::vector<views::Cell> row{{action.what}, {page.say(views::label(action.kind))}};
    if (!evaluation.anonymous) row.push_back({page.r.context.staff_name(action.owner)});
    row.push_back({action.due ? page.words.date(*action.due) : ""});
    row.push_back({page.say(views::label(action.state))});
    table.rows.push_back(std::move(row));
  }
  section.table = std::move(table);
  return section;
}

Section decision_section(const EvaluationPage& page, const Evaluation& evaluation) {
  Section section;
  section.heading = page.say("What came out, and what is decided");
  const auto add = [&](const std::optional<school::EvaluationDecided>& decided,
                       const std::string& year) {
    if (!decided) return;
    section.facts.push_back({year, page.say(views::label(decided->decision))});
    const auto fact = [&](const char* what, const std::string& text) {
      if (!text.empty()) section.facts.push_back({page.say(what), text});
    };
    fact("What came out", decided->outcomes);
    fact("What is in the way", decided->bottlenecks);
    fact("Possible solutions", decided->solutions);
  };
  add(evaluation.decision, evaluation.school_year);
  add(evaluation.last_decision, evaluation.last_year);
  return section;
}

Section aim_section(const EvaluationPage& page, const Evaluation& evaluation) {
  Section section;
  section.heading = page.say("Aim and result");
  section.paragraphs.push_back(
      evaluation.aim.empty() ? page.say("The programme has no aim in words yet.") : evaluation.aim);
  section.table = figures_table(page, evaluation);
  const bool has_dash = std::ranges::any_of(evaluation.figures, [&](const auto& figure) {
    return !evaluation.shows(figure, figure.now) || !evaluation.shows(figure, figure.before);
  });
  if (has_dash) section.paragraphs.push_back(dash_words(page.words));
  return section;
}

SheetForm decide_form(const EvaluationPage& page, const Evaluation& evaluation) {
  SheetForm form;
  form.name = "decide";
  form.action = "/school/evaluation/decision";
  const std::string year = page.year;
  if (evaluation.decision) {
    form.values = {{"/outcomes", evaluation.decision->outcomes},
                   {"/bottlenecks", evaluation.decision->bottlenecks},
                   {"/solutions", evaluation.decision->solutions},
                   {"/decision", std::string(to_name(evaluation.decision->decision))}};
  }
  form.fill = [year](const FieldGroup& fields) {
    const text::Catalogue& words = fields.words();
    fields.constant("=/school_year", year);
    fields.area({"/outcomes", words.text("What came out"), words.text("Without names.")});
    fields.area({"/bottlenecks", words.text("What is in the way")});
    fields.area({"/solutions", words.text("Possible solutions")});
    fields.radios({"/decision", words.text("Decision"), "", true},
                  options_of<school::Decision>(words));
  };
  return form;
}

SheetForm improve_form(const EvaluationPage& page, const std::vector<Staff>& staff) {
  SheetForm form;
  form.heading = page.say("Add an improvement");
  form.name = "improve";
  form.action = "/school/evaluation/improvements";
  const std::string year = page.year;
  form.fill = [year, &staff](const FieldGroup& fields) {
    const text::Catalogue& words = fields.words();
    fields.constant("=/school_year", year);
    fields.input({"/what", words.text("What"), "", true});
    fields.radios({"/kind", words.text("Kind"), "", true}, options_of<school::ActionKind>(words));
    fields.select({"/owner", words.text("By whom"), "", true}, views::staff_choices(staff, ""));
    fields.input({"/due", words.text("By when"), "", false, "date"});
  };
  return form;
}

SheetForm codes_form(const EvaluationPage& page) {
  SheetForm form;
  form.heading = page.say("Slips with codes");
  form.name = "codes";
  form.action = "/school/evaluation/codes";
  form.button = page.say("Make slips");
  form.fill = [](const FieldGroup& fields) {
    const text::Catalogue& words = fields.words();
    fields.select({"/respondent", words.text("For whom"), "", true}, options_of<Respondent>(words));
    fields.input({"/count", words.text("How many"), "", true, "number"});
    fields.input({"/until", words.text("To be used until"),
                  words.text("Nothing filled in: four weeks."), false, "date"});
  };
  return form;
}

SheetForm progress_form(const school::ImprovementSet& action) {
  Fields kept{{"=/school_year", action.school_year},
              {"=/what", action.what},
              {"=/kind", std::string(to_name(action.kind))},
              {"=/owner", action.owner}};
  if (action.due) kept.emplace_back("=/due", format_date(*action.due));
  return state_form(
      {action.what, "improvement-" + action.id, "/school/evaluation/improvements/" + action.id},
      action.state, std::move(kept));
}

Result<SharedPage> results_page(Rendering& r, bool anonymous) {
  HV_TRY(check_reader(r, {Role::school_leader}));
  const EvaluationPage page = evaluation_page_of(r);
  HV_ASSIGN(const Evaluation evaluation,
            read_evaluation(r.context, r.actor, page.year, anonymous, r.control));
  HV_ASSIGN(const std::vector<Staff> staff, r.context.roster->all_staff());
  const char* const nothing = nothing_to_do(page, evaluation);
  Sheet sheet;
  sheet.title = page.words.text("Evaluation {year}", {{"year", page.year}});
  sheet.state = form_state(r, nullptr);
  const std::string base = r.frame.links + "/school/evaluation";
  if (anonymous) {
    sheet.back = {base, page.say("Evaluation")};
    sheet.subtitle = r.frame.school;
    sheet.intro = {
        page.say("For the school board and the parents' council. Nobody can be "
                 "recognised: small numbers are left out, and words stand here only "
                 "where they were released.")};
  } else {
    sheet.back = views::to_school(r.frame);
    sheet.notes = {page.say(views::step_words(evaluation.next))};
    const bool complete = evaluation.next == school::CycleStep::complete;
    if (complete && std::ranges::all_of(evaluation.groups, [](const EvaluationGroup& group) {
          return group.now.count == 0;
        }))
      sheet.notes = {
          page.say("It is decided how the visits go on. There are no answers of "
                   "parents, pupils or staff yet.")};
    if (nothing != nullptr) sheet.notes = {page.say(nothing)};
    const std::string year = "?school_year=" + page.year;
    sheet.links = {{base + "/print" + year, page.say("Anonymous version")},
                   {base + "/paper?respondent=parent", page.say("Paper form for parents")},
                   {base + "/paper?respondent=pupil", page.say("Paper form for pupils")},
                   {base + "/answer/parent", page.say("Type in a paper form")},
                   {r.frame.links + "/team", page.say("What the team shares")}};
    for (const std::string& other : evaluation.other_years)
      sheet.links.push_back({base + "?school_year=" + other, other});
  }
  sheet.sections.push_back(aim_section(page, evaluation));
  for (const EvaluationGroup& group : evaluation.groups)
    sheet.sections.push_back(group_section(page, evaluation, group));
  sheet.sections.push_back(decision_section(page, evaluation));
  sheet.sections.push_back(improvements_section(page, evaluation));
  if (!anonymous && !r.actor.reads_only && nothing == nullptr) {
    const std::size_t decision = sheet.sections.size() - 2;
    sheet.sections[decision].forms.push_back(decide_form(page, evaluation));
    for (const school::ImprovementSet& action : evaluation.improvements)
      sheet.sections.back().forms.push_back(progress_form(action));
    sheet.sections.back().forms.push_back(improve_form(page, staff));
    sheet.sections.push_back(
        {.heading = page.say("Ask parents, pupils and staff"),
         .paragraphs = {page.say("Each slip has a code that works once. Which code gave which "
                                 "answer is not kept."),
                        page.say("Does a family object to use in the evaluation? Then it gets no "
                                 "slip. Each student's page says so.")},
         .forms = {codes_form(page)}});
  }
  return shared(views::sheet_page(r.frame, sheet));
}

Result<SharedPage> evaluation_page(Rendering& r) { return results_page(r, false); }
Result<SharedPage> print_page(Rendering& r) { return results_page(r, true); }

}  // namespace

std::span<const View> evaluation_views() {
  static constexpr View views[] = {{"evaluation", evaluation_page},
                                   {"evaluation.print", print_page}};
  return views;
}

}  // namespace homevisit::operations
