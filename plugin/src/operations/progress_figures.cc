#include "operations/progress_figures.h"

#include <fmt/format.h>

#include "operations/progress_json.h"
#include "views/frame.h"

namespace homevisit::operations {
namespace {

using progress::Column;
using progress::column_count;
using views::Bars;
using views::Cell;
using views::Section;

Bars::Bar bar(std::string label, json::Value number) {
  return {std::move(label), static_cast<double>(number.integer().value_or(0)), figure_text(number)};
}

std::string day_words(const text::Catalogue& words, json::Value day, bool is_short) {
  const auto date = parse_date(day.text());
  if (!date) return {};
  return is_short ? words.short_date(*date) : words.date(*date);
}

Section where_families_stand(const text::Catalogue& words, json::Value report) {
  Section section{words.text("Where families stand")};
  Bars bars;
  bars.title = words.text("Families, each in one line");
  bars.description = words.text("{n} in scope", {{"n", figure_text(report["in_scope"])}});
  bars.unit = words.text("Families");
  for (int c = 0; c < column_count; ++c) {
    const auto column = static_cast<Column>(c);
    bars.bars.push_back(bar(column_name(words, column), report["columns"][to_name(column)]));
  }
  section.bars = std::move(bars);
  return section;
}

Section coverage(const text::Catalogue& words, json::Value report) {
  Section section{words.text("How far we are")};
  section.paragraphs = {
      words.text("Whatever a family answers counts: who would rather have no visit has answered, "
                 "and needs no appointment.")};
  const json::Value offer = report["offer"], reached = report["coverage"];
  Bars bars;
  bars.title = words.text("Of all families in scope");
  bars.unit = words.text("Families");
  bars.bars = {bar(words.text("in scope"), report["in_scope"]),
               bar(words.text("told about the visits"), offer["informed"]),
               bar(words.text("asked"), offer["asked"]),
               bar(words.text("asked and answered"), reached["answered"]),
               bar(words.text("appointment made, or none wanted now"), reached["appointments"]),
               bar(words.text("talk held, or none wanted now"), reached["contacts"])};
  section.bars = std::move(bars);
  return section;
}

Section for_the_team(const text::Catalogue& words, json::Value report) {
  Section section{words.text("For the team meeting")};
  const auto add = [&](std::string label, std::string text) {
    section.facts.push_back({std::move(label), std::move(text)});
  };
  const auto number = [&](std::string label, json::Value value) {
    add(std::move(label), figure_text(value));
  };
  const json::Value talks = report["contacts"], fallen = report["did_not_take_place"];
  number(words.text("Home visits held"), talks["at_home"]);
  number(words.text("Talks at school, by phone or online"), talks["elsewhere"]);
  if (talks["before_concern"].integer() && talks["held"].integer())  // R5
    add(words.text("Talks before there was any concern"),
        words.text("{n} of {all}", {{"n", figure_text(talks["before_concern"])},
                                    {"all", figure_text(talks["held"])}}));
  number(words.text("Attempts for families not spoken to yet"),
         report["attempts"]["of_not_spoken"]);
  number(words.text("Cancelled by the school"), fallen["cancelled_by_school"]);
  number(words.text("Cancelled by the family"), fallen["cancelled_by_family"]);
  number(words.text("Appointment did not take place"), fallen["no_show"]);
  const json::Value reports = report["reports"], minutes = report["minutes"];
  add(words.text("Reports within {n} days", {{"n", figure_text(reports["within_days"])}}),
      words.text("{n} in time, {late} later, {missing} still to write",
                 {{"n", figure_text(reports["in_time"])},
                  {"late", figure_text(reports["late"])},
                  {"missing", figure_text(reports["missing"])}}));
  number(words.text("Agreements of the school itself that are past their day"),
         report["agreements_of_school"]["overdue"]);
  const json::Value guardians = report["guardians"];
  if (guardians["of_two"].integer())
    add(words.text("Both guardians given the notice"),
        words.text("{n} of {all}", {{"n", figure_text(guardians["both_informed"])},
                                    {"all", figure_text(guardians["of_two"])}}));
  if (guardians["still_to_tell"].exists())  // not in figures kept before it was counted
    number(words.text("Families with a guardian still to be told of the last talk"),
           guardians["still_to_tell"]);
  add(words.text("Hours used"), hours_text(minutes["used"]));
  if (minutes["planned"].integer().value_or(0) > 0)
    add(words.text("Hours in the yearly task"), hours_text(minutes["planned"]));
  const json::Value interpreters = report["interpreters"];
  for (std::size_t i = 0; i < interpreters.size(); ++i)
    number(words.text("Talks with an interpreter, {language}",
                      {{"language",
                        words.language_name(std::string(interpreters.at(i)["language"].text()))}}),
           interpreters.at(i)["contacts"]);
  if (report["care_consultations"].exists())
    number(words.text("Care coordinator consulted"), report["care_consultations"]["count"]);
  const json::Value silent = report["no_contact_since"];
  number(words.text("No contact since {date}", {{"date", day_words(words, silent["since"], true)}}),
         silent["pupils"]);
  if (const auto least = report["contacts_least"].integer())  // R89
    add(words.text("Talks a year with each family, at the least"), fmt::format("{}", *least));
  return section;
}

Section by_class(const views::Frame& frame, json::Value report) {
  const text::Catalogue& words = *frame.words;
  Section section{words.text("By class")};
  views::Table table;
  table.caption = words.text("Families by class and where they stand");
  table.columns = {words.text("Class"), words.text("In scope")};
  for (int c = 0; c < column_count; ++c)
    table.columns.push_back(column_name(words, static_cast<Column>(c)));
  const auto add = [&](Cell head, json::Value figures) {
    std::vector<Cell> cells{std::move(head), {figure_text(figures["in_scope"])}};
    for (int c = 0; c < column_count; ++c)
      cells.push_back({figure_text(figures["columns"][to_name(static_cast<Column>(c))])});
    table.rows.push_back(std::move(cells));
  };
  const json::Value classes = report["classes"];
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const json::Value one = classes.at(i);
    add({std::string(one["name"].text()), frame.links + "/groups/" +
                                              views::url_part(std::string(one["group"].text())) +
                                              "/progress"},
        one);
  }
  add({words.text("All")}, report);
  section.table = std::move(table);
  return section;
}

// R19: about the school's own planning.
Section planning(const text::Catalogue& words, json::Value plan) {
  Section section{words.text("Our own planning")};
  const std::string expected = figure_text(plan["expected"]);
  section.paragraphs.push_back(
      plan["asked"].integer()
          ? words.text("By our own calendar about {expected} families would have been asked by "
                       "now; {asked} have been.",
                       {{"expected", expected}, {"asked", figure_text(plan["asked"])}})
          : words.text("By our own calendar about {expected} families would have been asked by "
                       "now.",
                       {{"expected", expected}}));
  if (plan["behind"].is_true())
    section.paragraphs.push_back(
        words.text("Planning lies behind the programme's own plan. What would help: more time, "
                   "or another calendar?"));
  return section;
}

}  // namespace

std::string figure_text(json::Value number) {
  const auto value = number.integer();
  return value ? fmt::format("{}", *value) : std::string("–");
}

std::string hours_text(json::Value minutes) {
  const auto value = minutes.integer();
  return value ? fmt::format("{}:{:02}", *value / 60, *value % 60) : std::string("–");
}

std::vector<Section> figure_sections(const views::Frame& frame, json::Value report) {
  const text::Catalogue& words = *frame.words;
  std::vector<Section> sections{where_families_stand(words, report), coverage(words, report),
                                for_the_team(words, report)};
  if (!report["group"].exists()) sections.push_back(by_class(frame, report));
  if (report["planning"].exists() && report["in_scope"].integer().value_or(1) > 0)
    sections.push_back(planning(words, report["planning"]));
  return sections;
}

std::string as_known(const text::Catalogue& words, json::Value report) {
  return words.text("As known at the end of {date}, school year {year}.",
                    {{"date", day_words(words, report["as_of"], false)},
                     {"year", std::string(report["school_year"].text())}});
}

std::string dash_words(const text::Catalogue& words) {
  return words.text(
      "A dash stands where there are fewer than five families, and where a figure "
      "would give one of those away.");
}

}  // namespace homevisit::operations
