#include <string>

#include "domain/school/programme_rules.h"
#include "text/msg.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/programme_sections.h"

namespace homevisit::views {
namespace {

using text::msg;

std::string outcome_words(const Frame& frame, const school::Proposal& proposal) {
  const text::Catalogue& words = *frame.words;
  const std::string name = isolated(proposal.ended_by_name);
  const std::string date = day_words(frame, proposal.ended_at);
  const auto say = [&](const char* english) {
    return words.text(english, {{"date", date}, {"name", name}});
  };
  switch (proposal.outcome) {
    case school::ProposalOutcome::waits:
      break;
    case school::ProposalOutcome::agreed:
      return say(msg("{date}: {name} agreed"));
    case school::ProposalOutcome::not_agreed:
      return say(msg("{date}: {name} did not agree"));
    case school::ProposalOutcome::withdrawn:
      return say(msg("{date}: taken back by {name}"));
    case school::ProposalOutcome::lapsed:
      return say(msg("{date}: lapsed, {name} set the programme anew"));
  }
  return "";
}

}  // namespace

SheetForm programme_part(const ProgrammeModel& model, const char* name, const char* path,
                         std::function<void(const FieldGroup&)> fill) {
  SheetForm form;
  form.name = name;
  form.action = path;
  form.fill = [year = model.school_year, fill = std::move(fill)](const FieldGroup& fields) {
    fields.constant("/school_year", year);
    if (fill) fill(fields);
  };
  return form;
}

Section waiting_section(const ProgrammeModel& model, const text::Catalogue& words) {
  Section section;
  section.heading = words.text("Waits for a second person");
  section.paragraphs = {words.text(
      "{name} proposes a choice of students instead of everybody. It holds when a second person "
      "agrees; until then nothing changes.",
      {{"name", model.proposed_by}})};
  section.facts = {{words.text("Why this choice"), model.waiting->scope.reason},
                   {words.text("Students"), std::to_string(model.waiting->scope.students.size())}};
  section.points = model.proposed;
  if (model.may_approve) {
    SheetForm agree = programme_part(
        model, "approve", "/school/programme/approve",
        [&words, concern = model.of_concern](const FieldGroup& fields) {
          if (concern)
            fields.line(words.error(
                "scope_of_concern",
                "A home visit is no answer to concern: families notice who is chosen and who is "
                "not. Offer it to the whole group where you can."));
        });
    agree.button = words.text("I agree");
    section.forms.push_back(std::move(agree));
  }
  if (model.may_approve || model.may_withdraw) {
    SheetForm drop = programme_part(
        model, "drop", "/school/programme/drop", [&words, &model](const FieldGroup& fields) {
          fields.input(
              {"/reason", words.text("Why, where you want to say it"),
               model.may_withdraw ? "" : words.text("The proposal ends; what held goes on.")});
        });
    drop.button =
        model.may_withdraw ? words.text("Take the proposal back") : words.text("I do not agree");
    section.forms.push_back(std::move(drop));
  }
  return section;
}

Section proposals_section(const Frame& frame, const ProgrammeModel& model) {
  const text::Catalogue& words = *frame.words;
  Section section;
  section.heading = words.text("Choices of students that were proposed");
  Table table;
  table.caption = words.text("Only school leaders and care coordinators see this.");
  table.columns = {words.text("Proposed"), words.text("Students"), words.text("What became of it"),
                   words.text("Why")};
  for (const school::Proposal& proposal : model.proposals)
    table.rows.push_back({{words.text("{date}: {name}", {{"date", day_words(frame, proposal.at)},
                                                         {"name", isolated(proposal.by_name)}})},
                          {std::to_string(proposal.students)},
                          {outcome_words(frame, proposal)},
                          {proposal.reason.empty() ? "–" : proposal.reason}});
  section.table = std::move(table);
  return section;
}

std::vector<Link> links_of_years(const Frame& frame, const ProgrammeModel& model,
                                 const char* path) {
  const text::Catalogue& words = *frame.words;
  std::vector<Link> links;
  for (const YearLink& year : model.other_years) {
    const char* text = msg("This school year ({year})");
    if (year.place == YearLink::Place::last) text = msg("Last school year ({year})");
    if (year.place == YearLink::Place::next) text = msg("Next school year ({year})");
    links.push_back({frame.links + path + "?school_year=" + year.school_year,
                     words.text(text, {{"year", year.school_year}})});
  }
  return links;
}

}  // namespace homevisit::views
