// The page of a guardian: what suits them when a visit is planned, and contact at a fixed time.
#include <algorithm>

#include "operations/planning_pages.h"
#include "operations/student_sheet.h"
#include "views/labels.h"
#include "views/planning_words.h"

namespace homevisit::operations {
namespace {

using views::FieldGroup;
using views::Section;
using views::SheetForm;

SheetForm wish_form(const Rendering& r, const SeenFile& seen, const std::string& guardian) {
  const text::Catalogue& words = *r.frame.words;
  SheetForm form{words.text("What suits this guardian"),
                 student_action(r, "/guardians/" + guardian + "/wishes"),
                 words.text("Save what suits them"),
                 "wish",
                 {},
                 {}};
  if (const auto wish = seen.history.wishes.find(guardian); wish != seen.history.wishes.end()) {
    form.values = {{"/visitor", std::string(to_name(wish->second.value.visitor))},
                   {"/time", std::string(to_name(wish->second.value.time))}};
    const auto& days = wish->second.value.weekdays;
    // Each day has a place of its own among the boxes.
    int n = 0;
    for (const auto& [name, text] : views::weekdays(words)) {
      const std::string place = "/weekdays/" + std::to_string(n++);
      if (std::find(days.begin(), days.end(), name) != days.end())
        form.values.emplace_back(place, name);
    }
  }
  form.fill = [&words](const FieldGroup& all) {
    all.line(words.text("Why is not asked."));
    const FieldGroup row = all.row(words.text("What suits this guardian"));
    row.select({"/visitor", words.text("Who would be welcome")},
               views::options_of<VisitorWish>(words));
    row.select({"/time", words.text("Which time of the day")}, views::options_of<TimeOfDay>(words));
    const FieldGroup days = all.boxes(words.text("Which days"));
    int n = 0;
    for (const auto& [name, text] : views::weekdays(words))
      days.tick("/weekdays/" + std::to_string(n++), name, text);
  };
  return form;
}

Section fixed_times(const Rendering& r, const SeenFile& seen, const std::string& guardian) {
  const text::Catalogue& words = *r.frame.words;
  Section section;
  section.heading = words.text("A fixed time to talk");
  for (const auto& entry : seen.history.recurring) {
    const RecurringContactSet& contact = entry.value;
    if (contact.guardian != guardian) continue;
    std::string line = views::isolated(contact.when);
    if (contact.ended)
      line += " (" + words.text("Until {date}", {{"date", words.date(*contact.ended)}}) + ")";
    section.points.push_back(std::move(line));
    if (contact.ended) continue;
    SheetForm end{"",
                  student_action(r, "/fixed-times/" + contact.id + "/end"),
                  words.text("This fixed time is no longer needed"),
                  "ends" + std::to_string(section.forms.size()),
                  {{"/ended_by", "together"}},
                  {}};
    end.fill = [&words](const FieldGroup& all) {
      all.select({"/ended_by", words.text("Who ended it")}, views::options_of<EndedBy>(words));
    };
    section.forms.push_back(std::move(end));
  }
  SheetForm fresh{"",
                  student_action(r, "/guardians/" + guardian + "/fixed-times"),
                  words.text("Save the fixed time"),
                  "fixed",
                  {{"/form", "phone"}},
                  {}};
  fresh.fill = [&words](const FieldGroup& all) {
    const FieldGroup row = all.row(words.text("A fixed time to talk"));
    row.select({"/form", words.text("How")}, views::contact_forms(words));
    row.input({"/when", words.text("When, such as: Thursday 15:45"), "", true});
  };
  section.forms.push_back(std::move(fresh));
  return section;
}

}  // namespace

Result<SharedPage> wishes_page(Rendering& r) {
  const std::string id = r.text("guardian");
  HV_ASSIGN(StudentSheet page, student_sheet(r, ""));
  const Guardian* guardian = views::find_guardian(*page.seen.file, id);
  if (guardian == nullptr)
    return Error{HV_NOT_FOUND, "unknown_guardian",
                 "The roster has no such guardian for this student.", "/guardian"};
  page.sheet.title = views::guardian_words(*guardian, *r.frame.words);
  page.sheet.window_title = r.frame.words->text("What suits this guardian");
  Section wish;
  wish.forms.push_back(wish_form(r, page.seen, id));
  page.sheet.sections.push_back(std::move(wish));
  page.sheet.sections.push_back(fixed_times(r, page.seen, id));
  if (page.seen.view.tiers.care) {
    HV_ASSIGN(auto sections, buddy_sections(r, page, id));
    for (Section& section : sections) page.sheet.sections.push_back(std::move(section));
  }
  return shared(views::sheet_page(r.frame, page.sheet));
}

}  // namespace homevisit::operations
