// For whoever answers to families what was done with their data: who looked at a student's file,
// and what was said and permitted as files for another system.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "operations/consent_pages.h"
#include "operations/looks.h"
#include "text/msg.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/sheet.h"

namespace homevisit::operations {
namespace {

using text::msg;
using views::Section;
using views::Sheet;
using views::Table;

constexpr std::size_t most_shown = 200;

struct Known {
  std::string_view begins;  // of the name of an operation or view
  const char* words;
};
// The first that fits. An operation without a line here stands under its own name.
constexpr std::array known_looks = {
    Known{"student.access_log", msg("this list")},
    Known{"student.consent", msg("what was told, answered and permitted")},
    Known{"consent.", msg("what was told, answered and permitted")},
    Known{"answer.receipt", msg("a receipt")},
    Known{"question.list", msg("the questions that wait for an answer")},
    Known{"referral.list", msg("what was passed on")},
    Known{"care", msg("what was passed on")},
    Known{"visit.copy", msg("a copy for the parents")},
    Known{"visit.", msg("a visit")},
    Known{"planning", msg("the list to plan from")},
    Known{"progress.", msg("who stands where in the class")},
    Known{"attempt.form", msg("the page to reach the family")},
    Known{"attempt.page", msg("an attempt to reach the family")},
    Known{"guardian.", msg("what a guardian wishes")},
    Known{"student.", msg("the file")},
};

std::string look_words(std::string_view name, const text::Catalogue& words) {
  for (const Known& known : known_looks)
    if (name.starts_with(known.begins)) return words.text(known.words);
  return name.ends_with(".form") ? words.text("a form") : std::string(name);
}

Table looks_table(const Rendering& r, const std::vector<LookAt>& looks) {
  const text::Catalogue& words = *r.frame.words;
  Table table{words.text("Who has seen this file"),
              {words.text("When"), words.text("Who"), words.text("What")},
              {},
              ""};
  for (auto look = looks.rbegin(); look != looks.rend() && table.rows.size() < most_shown; ++look) {
    const std::string& who = look->name.empty() ? look->by : look->name;
    std::string what = look_words(look->what, words);
    if (look->times > 1)
      what = words.text("{what}, {n} times", {{"what", what}, {"n", std::to_string(look->times)}});
    table.rows.push_back({{words.short_date(r.context.zone.date_at(look->at)) + ", " +
                           r.context.zone.time_at(look->at)},
                          {views::isolated(who) + ", " + views::role_words(look->role, words)},
                          {std::move(what)}});
  }
  return table;
}

Section export_section(const Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("Answers and permissions as a file");
  section.paragraphs = {
      words.text("For another system, or for the family. No reasons, no "
                 "addresses; people stand in it by their number.")};
  const auto link = [&](const char* format, const char* text) {
    section.links.push_back(
        {views::student_link(r.frame, r.student, std::string("/consent/export/") + format),
         words.text(text)});
  };
  link("oso", msg("For an OSO transfer"));
  link("fhir_r4", msg("As FHIR R4 Consent"));
  link("fhir_r5", msg("As FHIR R5 Consent"));
  return section;
}

}  // namespace

Result<SharedPage> looks_page(Rendering& r) {
  HV_TRY(check_reader(r, {access::Role::care_coordinator}));
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const auto looks, read_looks(r.context, r.actor, r.frame.reader, r.student, r.view));
  HV_ASSIGN(const SharedFile file,
            r.context.files.read(*r.context.roster, r.student, r.frame.today));
  Sheet sheet;
  sheet.back = {views::student_link(r.frame, r.student, "/consent"), words.text("Back")};
  sheet.title = words.text("Who has seen this file");
  sheet.subtitle = views::isolated(file->student.name());
  sheet.intro = {
      words.text("Each time that somebody opens a page of this file it is kept here. The "
                 "latest stands first.")};
  if (looks.size() > most_shown)
    sheet.intro.push_back(
        words.text("These are the latest {n}. The operation "
                   "\"student.access_log\" gives all.",
                   {{"n", std::to_string(most_shown)}}));
  Section section;
  section.table = looks_table(r, looks);
  sheet.sections.push_back(std::move(section));
  sheet.sections.push_back(export_section(r));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace homevisit::operations
