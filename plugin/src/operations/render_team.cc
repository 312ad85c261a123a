// What the team shares: successes, what is in the way, what is being improved.
#include "operations/evaluation_page.h"
#include "operations/evaluation_results.h"
#include "views/choices.h"
#include "views/school_pages.h"

namespace homevisit::operations {
namespace {

using views::FieldGroup;
using views::Fields;
using views::Section;
using views::Sheet;
using views::SheetForm;
using views::Table;

Result<SharedPage> team_page(Rendering& r) {
  const EvaluationPage page = evaluation_page_of(r);
  HV_TRY(check_reader(r, school_staff));
  HV_ASSIGN(const Team team, read_team(r.context, r.actor));
  HV_ASSIGN(const std::vector<Staff> staff, r.context.roster->all_staff());
  Sheet sheet = views::sheet_about_school(r.frame, page.say("What the team shares"));
  sheet.state = form_state(r, nullptr);
  sheet.links = {
      {r.frame.links + "/school/evaluation/answer/staff", page.say("Answer the evaluation")},
      {r.frame.links + "/my/time", page.say("My hours and travel")}};
  Section successes{.heading = page.say("What went well")};
  for (const auto& success : team.successes)
    successes.points.push_back(page.words.short_date(success.date) + ": " + success.text);
  SheetForm share;
  share.name = "success";
  share.action = "/team/successes";
  share.button = page.say("Share");
  share.fill = [](const FieldGroup& fields) {
    fields.area({"/text", fields.words().text("Something that went well"),
                 fields.words().text("Without names."), true});
  };
  if (!r.actor.reads_only) successes.forms.push_back(share);
  sheet.sections.push_back(std::move(successes));

  Section problems{.heading = page.say("What is in the way")};
  Table table{page.say("Still open"),
              {page.say("What"), page.say("Kind"), page.say("By whom"), page.say("By when")},
              {},
              page.say("Nothing is in the way at the moment.")};
  for (const auto& problem : team.problems)
    table.rows.push_back({{problem.text},
                          {page.say(views::label(problem.kind))},
                          {problem.owner.empty() ? "" : r.context.staff_name(problem.owner)},
                          {problem.due ? page.words.date(*problem.due) : ""}});
  problems.table = std::move(table);
  SheetForm note;
  note.name = "problem";
  note.action = "/team/problems";
  note.fill = [&staff](const FieldGroup& fields) {
    const text::Catalogue& words = fields.words();
    fields.area({"/text", words.text("What is in the way"), words.text("Without names."), true});
    fields.select({"/kind", words.text("Kind"), "", true}, options_of<school::ProblemKind>(words));
    fields.select({"/owner", words.text("Who looks after it")}, views::staff_choices(staff, ""));
    fields.input({"/due", words.text("By when"), "", false, "date"});
  };
  if (!r.actor.reads_only) {
    for (const auto& problem : team.problems) {
      Fields kept{{"=/text", problem.text},
                  {"=/kind", std::string(to_name(problem.kind))},
                  {"=/owner", problem.owner}};
      if (problem.due) kept.emplace_back("=/due", format_date(*problem.due));
      problems.forms.push_back(
          state_form({problem.text, "problem-" + problem.id, "/team/problems/" + problem.id},
                     problem.state, std::move(kept)));
    }
    problems.forms.push_back(note);
  }
  sheet.sections.push_back(std::move(problems));

  Section improvements{.heading = page.say("What is being improved")};
  for (const auto& action : team.improvements)
    improvements.facts.push_back(
        {r.context.staff_name(action.owner),
         action.due ? action.what + " (" + page.words.date(*action.due) + ")" : action.what});
  if (improvements.facts.empty())
    improvements.paragraphs.push_back(page.say("Nothing has been named yet."));
  sheet.sections.push_back(std::move(improvements));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

std::span<const View> team_views() {
  static constexpr View views[] = {{"team", team_page}};
  return views;
}

}  // namespace homevisit::operations
