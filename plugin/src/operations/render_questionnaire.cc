// The questions of the evaluation: on the screen of staff, of somebody with a code, and on paper.
#include <fmt/format.h>

#include <iterator>

#include "domain/school/evaluation_rules.h"
#include "operations/evaluation_page.h"
#include "views/languages.h"
#include "views/sheet.h"
#include "views/template_set.h"

namespace homevisit::operations {
namespace {

using school::Respondent;
using views::FieldGroup;
using views::Sheet;
using views::SheetForm;
using views::Table;

constexpr Respondent everybody[] = {Respondent::parent, Respondent::pupil, Respondent::staff};

void add_questions(const FieldGroup& form, Respondent respondent) {
  const text::Catalogue& words = form.words();
  std::size_t place = 0;
  for (const school::Question question : school::questions_of(respondent)) {
    const std::string at = fmt::format("/scores/{}", place++);
    form.constant("=" + at + "/question", std::string(to_name(question)));
    std::vector<views::Option> options;
    for (const school::Score score :
         {school::Score::yes, school::Score::mostly, school::Score::a_little, school::Score::no})
      options.push_back({std::string(to_name(score)), words.text(views::label(score))});
    form.radios({at + "/score", words.text(views::question_words(respondent, question))}, options);
  }
  if (respondent == Respondent::staff) {
    const FieldGroup boxes = form.boxes(words.text("What makes visiting hard for you?"),
                                        words.text("Tick what fits, or nothing."));
    std::size_t box = 0;
    for (const auto& [kind, name] : names<school::ProblemKind>())
      boxes.tick(fmt::format("/objections/{}", box++), std::string(name),
                 words.text(views::label(kind)));
  }
  form.area({"/remark", words.text("What could be better, and how?"),
             words.text("Please write no names.")});
}

Result<SharedPage> give_form(Rendering& r) {
  const EvaluationPage page = evaluation_page_of(r);
  const auto respondent = from_name<Respondent>(r.text("respondent")).value_or(Respondent::staff);
  Sheet sheet;
  sheet.back = {r.frame.links + "/team", page.say("What the team shares")};
  sheet.title = page.say("How were the home visits?");
  sheet.subtitle = page.say(views::label(respondent));
  sheet.intro = {
      page.say("This is anonymous: who fills it in is not kept. Answer what you want; "
               "nothing has to be filled in.")};
  if (respondent != Respondent::staff)
    sheet.intro = {
        page.say("Type in what stands on paper, and throw the paper away. Nobody's name "
                 "is kept, yours neither.")};
  for (const Respondent other : everybody)
    if (other != respondent)
      sheet.links.push_back(
          {r.frame.links + "/school/evaluation/answer/" + std::string(to_name(other)),
           page.say(views::label(other))});
  SheetForm form;
  form.action = "/school/evaluation/answers/" + std::string(to_name(respondent));
  form.button = page.say("Send");
  form.fill = [respondent](const FieldGroup& group) {
    if (respondent != Respondent::staff) group.constant("=/filled_by", "paper");
    add_questions(group, respondent);
  };
  sheet.sections.push_back({.heading = "", .forms = {form}});
  sheet.state = form_state(r, nullptr);
  return shared(views::sheet_page(r.frame, sheet));
}

// For somebody who has a code and no session: nothing of the school stands on it.
Result<SharedPage> public_form(Rendering& r) {
  const EvaluationPage page = evaluation_page_of(r);
  Sheet sheet;
  sheet.title = page.say("How was the home visit?");
  sheet.state = form_state(r, nullptr);
  // No session keeps the language here: the addresses of the questions carry it.
  const std::string place =
      r.text("code").empty() ? "/evaluate" : "/evaluate/" + views::url_part(r.text("code"));
  const std::string language(r.frame.words->language());
  for (const char* code : {"nl", "en"})
    sheet.languages.push_back(
        {views::own_name(code),
         language == code ? "" : r.frame.links + place + "?language=" + code});
  const auto respondent = from_name<Respondent>(r.text("respondent"));
  SheetForm form;
  if (!respondent) {
    sheet.intro = {page.say("Type in the code that stands on your slip.")};
    form.action = place;
    form.button = page.say("Next");
    form.get = true;
    form.fill = [&](const FieldGroup& group) {
      group.constant("language", language);
      group.input({"code", group.words().text("Code"), "", true});
    };
  } else {
    sheet.intro = {page.say("Answer what you want; nothing has to be filled in. Nobody can see who "
                            "gave which answer."),
                   page.say("Your code is used up when you send this.")};
    form.action = place + "?language=" + language;
    form.button = page.say("Send");
    form.fill = [&](const FieldGroup& group) { add_questions(group, *respondent); };
  }
  sheet.sections.push_back({.heading = "", .forms = {form}});
  return shared(views::sheet_page(r.frame, sheet));
}

Result<SharedPage> paper(Rendering& r) {
  const EvaluationPage page = evaluation_page_of(r);
  const auto respondent = from_name<Respondent>(r.text("respondent")).value_or(Respondent::parent);
  Sheet sheet;
  sheet.back = {r.frame.links + "/school/evaluation", page.say("Evaluation")};
  sheet.title = respondent == Respondent::staff ? page.say("How were the home visits?")
                                                : page.say("How was the home visit?");
  sheet.subtitle = r.frame.school;
  sheet.intro = {
      page.say("Do not write your name. Answer what you want; nothing has to be filled "
               "in. Put a cross in one box for each question.")};
  Table table{page.say("Questions"), {page.say("Question")}, {}, ""};
  const school::Score scores[] = {school::Score::yes, school::Score::mostly,
                                  school::Score::a_little, school::Score::no};
  for (const school::Score score : scores) table.columns.push_back(page.say(views::label(score)));
  for (const school::Question question : school::questions_of(respondent)) {
    std::vector<views::Cell> row{{page.say(views::question_words(respondent, question))}};
    row.insert(row.end(), std::size(scores), {"\u2610"});
    table.rows.push_back(std::move(row));
  }
  sheet.sections.push_back({.heading = "", .table = table});
  sheet.sections.push_back(
      {.heading = page.say("What could be better, and how?"),
       .paragraphs = {page.say("Please write no names."), "\u00a0", "\u00a0", "\u00a0"}});
  return shared(views::sheet_page(r.frame, sheet));
}

Result<SharedPage> slips(Rendering& r) {
  const EvaluationPage page = evaluation_page_of(r);
  Sheet sheet;
  sheet.back = {r.frame.links + "/school/evaluation", page.say("Evaluation")};
  sheet.title = page.say("Slips with codes");
  sheet.notes = {r.text("message")};
  // Each row is cut out: it says by itself whom it is for and how long it works.
  Table table{page.say("Cut along the lines and hand them out unsorted, to everybody."),
              {page.say("Code"), page.say("Where to type it in"), page.say("For whom"),
               page.say("Works once, until")},
              {},
              page.say("No codes to show.")};
  const auto respondent = from_name<Respondent>(r.text("respondent"));
  const std::string whom = respondent ? page.say(views::label(*respondent)) : "";
  const auto until = parse_date(r.text("until"));
  const json::Value codes = r.params["codes"];
  for (std::size_t i = 0; i < codes.size(); ++i)
    table.rows.push_back({{std::string(codes.at(i).text())},
                          {r.text("address") + "/evaluate/" + std::string(codes.at(i).text())},
                          {whom},
                          {until ? page.words.date(*until) : ""}});
  sheet.sections.push_back({.heading = "", .table = table});
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

std::span<const View> questionnaire_views() {
  static constexpr View views[] = {{"evaluation.answer_form", give_form},
                                   {"evaluation.public", public_form},
                                   {"evaluation.paper", paper},
                                   {"evaluation.slips", slips}};
  return views;
}

}  // namespace homevisit::operations
