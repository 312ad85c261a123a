// The pages of the care structure: what was passed on and whose it is, the way to the appointed
// officer, talks after a visit that weighed; for the school leader counts.
#include <fmt/format.h>

#include "domain/permission_rules.h"
#include "domain/progress/suppress.h"
#include "operations/care_counts.h"
#include "operations/evaluation_page.h"
#include "operations/officers.h"
#include "operations/referrals.h"
#include "operations/rendering.h"
#include "operations/student_reads.h"
#include "operations/work_read.h"
#include "views/choices.h"
#include "views/evaluation_words.h"
#include "views/kept_back_words.h"
#include "views/school_pages.h"

namespace homevisit::operations {
namespace {

using access::Role;
using views::FieldGroup;
using views::Section;
using views::Sheet;
using views::SheetForm;

std::string name_of(const Rendering& r) {
  return r.frame.reader.empty() ? std::string(to_name(r.actor.role)) : r.frame.reader;
}

Section referral_section(const Rendering& r, const ReferralRow& row) {
  const text::Catalogue& words = *r.frame.words;
  const ReferralMade& referral = row.referral;
  Section section;
  section.heading = row.student_name;
  section.facts = {{words.text("To"), words.text(views::label(referral.to))},
                   {words.text("About"), words.text(views::label(referral.reason))},
                   {words.text("Who takes it up"), r.context.staff_name(referral.owner)},
                   {words.text("How it goes"), words.text(views::label(row.state))},
                   {words.text("Passed on"), words.date(row.made) + ", " + row.by_name}};
  if (referral.due) section.facts.push_back({words.text("By when"), words.date(*referral.due)});
  section.facts.push_back({words.text("The family knows"),
                           referral.family_knows ? words.text("Yes") : words.text("Not yet")});
  if (!row.outcome.empty()) section.facts.push_back({words.text("What came of it"), row.outcome});
  if (!referral.content.empty())
    section.paragraphs.push_back(referral.content);
  else
    section.paragraphs.push_back(
        words.text("What it is about you hear from {name}.", {{"name", row.by_name}}));
  if (r.actor.reads_only || row.state == ReferralState::closed) return section;
  SheetForm form;
  form.name = "referral-" + referral.id;
  form.action = "/students/" + row.student + "/referrals/" + referral.id;
  form.values = {{"/state", std::string(to_name(row.state))}};
  form.fill = [](const FieldGroup& fields) {
    fields.select({"/state", fields.words().text("How it goes")},
                  options_of<ReferralState>(fields.words()));
    fields.area({"/outcome", fields.words().text("What came of it")});
  };
  section.forms.push_back(std::move(form));
  return section;
}

// R105. One button: nothing can be typed in.
Section hand_off_section(const Rendering& r, const school::School& school) {
  const text::Catalogue& words = *r.frame.words;
  const NamedOfficer officer =
      officer_for(r.context, school, school::OfficerTask::appointed_officer);
  const std::string steps = meldcode_steps(r.context, school);
  Section section;
  section.heading = words.text("Worried that a child is not safe?");
  section.paragraphs = {
      words.text("Then go to the appointed officer, today if you can. Nothing about it is written "
                 "here: not what you saw, not of whom."),
      words.text("In danger now: call 112. For advice, day and night: Veilig Thuis, 0800 2000.")};
  const bool leads = r.actor.role == access::Role::school_leader;
  section.facts.push_back({words.text("Appointed officer"),
                           officer ? officer.name
                           : leads
                               ? words.text("not named in the programme yet")
                               : words.text("not named in the programme: ask the school leader")});
  if (!officer && leads)
    section.links.push_back(
        {r.frame.links + "/school/programme/edit", words.text("Name somebody in the programme")});
  if (!officer.reachable.empty())
    section.facts.push_back({words.text("To be reached"), officer.reachable});
  if (!steps.empty()) section.facts.push_back({words.text("The school's own steps"), steps});
  if (r.actor.reads_only) return section;
  SheetForm form;
  form.name = "hand-off";
  form.action = "/school/care/hand-off";
  form.button = words.text("I am going to the appointed officer");
  section.forms.push_back(std::move(form));
  return section;
}

Section consulted_section(const Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  SheetForm form;
  form.name = "consulted";
  form.action = "/school/care/consultations";
  form.fill = [](const FieldGroup& fields) {
    fields.input({"/date", fields.words().text("Day"), fields.words().text("Nothing: today."),
                  false, "date"});
    fields.radios({"/went_well", fields.words().text("Did it go well?")},
                  options_of<school::WentWell>(fields.words()));
  };
  Section section;
  section.heading = words.text("The care coordinator was consulted");
  section.paragraphs = {words.text("It is counted only; of no student.")};
  section.forms.push_back(std::move(form));
  return section;
}

Section debrief_section(const Rendering& r, const school::School& school,
                        const std::vector<Staff>& staff) {
  const text::Catalogue& words = *r.frame.words;
  const NamedOfficer confidant = officer_for(r.context, school, school::OfficerTask::confidant);
  Section section;
  section.heading = words.text("A visit that weighs on you");
  section.paragraphs = {
      words.text("Talk about it with a colleague. Only you see your own talks here; the school "
                 "leader sees how many there were. Nothing of the family is kept.")};
  if (confidant)
    section.facts.push_back(
        {words.text("Confidant"), confidant.reachable.empty()
                                      ? confidant.name
                                      : confidant.name + ", " + confidant.reachable});
  for (const auto& [id, noted] : school.debriefs) {
    if (noted.value.staff != r.actor.staff) continue;
    section.forms.push_back(
        state_form({words.date(noted.value.date), "debrief-" + id, "/school/care/debriefs/" + id},
                   noted.value.state, {{"=/date", format_date(noted.value.date)}}));
  }
  SheetForm offer;
  offer.heading = words.text("Offer a colleague a talk");
  offer.name = "debrief";
  offer.action = "/school/care/debriefs";
  offer.fill = [&staff](const FieldGroup& fields) {
    fields.constant("/state", "offered");
    fields.select({"/staff", fields.words().text("To whom"), "", true},
                  views::staff_choices(staff, ""));
  };
  section.forms.push_back(std::move(offer));
  SheetForm spoken;
  spoken.heading = words.text("I spoke with the confidant");
  spoken.name = "confidant";
  spoken.action = "/school/care/confidant";
  spoken.fill = [](const FieldGroup& fields) {
    fields.input({"/date", fields.words().text("Day"), fields.words().text("Nothing: today."),
                  false, "date"});
  };
  section.forms.push_back(std::move(spoken));
  return section;
}

Result<Section> counts_section(const Rendering& r, const school::School& school) {
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const WorkDone work, read_work(r.context, r.control));
  const std::string year = school::school_year_of(r.frame.today);
  const CareCounts care = count_care(school, work, year);
  views::Table table{words.text("Care in numbers, {year}", {{"year", year}}),
                     {"", words.text("How many")},
                     {},
                     ""};
  const auto row = [&](const std::string& what, int count) {
    table.rows.push_back({{what}, {fmt::format("{}", count)}});
  };
  // Who is not of the care team reads no small number of what was passed on, nor the others from
  // which it could be computed.
  const auto is_few = [](int count) { return count > 0 && count < progress::least_group; };
  const auto row_for_care = [&](const std::string& what, int count, bool few) {
    if (few && r.actor.role != Role::care_coordinator)
      table.rows.push_back({{what}, {"–"}});
    else
      row(what, count);
  };
  const bool few_passed_on = is_few(care.referrals_open) || is_few(care.referrals_taken_up) ||
                             is_few(care.referrals_closed);
  row_for_care(words.text("Passed on: open"), care.referrals_open, few_passed_on);
  row_for_care(words.text("Passed on: taken up"), care.referrals_taken_up, few_passed_on);
  row_for_care(words.text("Passed on: closed"), care.referrals_closed, few_passed_on);
  row(words.text("Times the care coordinator was consulted"), care.consultations);
  row(words.text("Of these, went well"), care.went_well);
  row_for_care(words.text("Ways to the appointed officer"), care.hand_offs, is_few(care.hand_offs));
  row(words.text("Talks after a visit: offered"), care.debriefs_offered);
  row(words.text("Talks after a visit: took place"), care.debriefs_done);
  row(words.text("Talks after a visit: not wanted"), care.debriefs_not_wanted);
  row(words.text("Talks with the confidant"), care.confidant_spoken);
  Section section;
  section.heading = words.text("Counts only");
  if (r.actor.role != Role::care_coordinator)
    section.paragraphs.push_back(
        words.text("A dash stands where fewer than five matters were passed on, and where a number "
                   "would give that away: only the care team reads those."));
  section.table = std::move(table);
  return section;
}

Result<SharedPage> care_page(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  HV_ASSIGN(const std::vector<Staff> staff, r.context.roster->all_staff());
  Sheet sheet = views::sheet_about_school(r.frame, words.text("Care"));
  sheet.state = form_state(r, nullptr);
  if (r.actor.role != Role::school_leader) {
    const bool closed = r.params["closed"].is_true() || r.text("closed") == "true";
    HV_ASSIGN(const auto rows,
              read_referrals(r.context, r.actor, name_of(r), closed, "referral.list"));
    sheet.intro = {rows.empty() ? words.text("Nothing that was passed on is waiting for you.")
                                : words.text("Passed on to you, or by you. Confidential: it stands "
                                             "in no student's file.")};
    if (!r.actor.reads_only && r.actor.role != Role::teacher)
      sheet.intro.push_back(
          words.text("To pass something on: open the student's file, and choose "
                     "\"Pass on to somebody of the care team\"."));
    sheet.links = {{r.frame.links + (closed ? "/school/care" : "/school/care?closed=true"),
                    closed ? words.text("Open ones only") : words.text("Closed ones too")}};
    for (const ReferralRow& row : rows) sheet.sections.push_back(referral_section(r, row));
  }
  if (r.actor.role == Role::school_leader || r.actor.role == Role::care_coordinator) {
    HV_ASSIGN(Section counts, counts_section(r, *school));
    sheet.sections.push_back(std::move(counts));
  }
  sheet.sections.push_back(hand_off_section(r, *school));
  if (!r.actor.reads_only) {
    sheet.sections.push_back(consulted_section(r));
    sheet.sections.push_back(debrief_section(r, *school, staff));
  }
  return shared(views::sheet_page(r.frame, sheet));
}

Result<SharedPage> referral_form(Rendering& r) {
  const text::Catalogue& words = *r.frame.words;
  HV_TRY(check_reader(r, {Role::mentor, Role::care_coordinator}));
  HV_ASSIGN(const SeenFile seen, see_file(r.context, r.actor, name_of(r), r.student, r.view));
  HV_ASSIGN(const std::vector<Staff> staff, r.context.roster->all_staff());
  const std::string visit = r.text("visit");
  Sheet sheet;
  sheet.back = {r.frame.links + "/students/" + r.student, words.text("Back to the student")};
  sheet.title = words.text("Pass on to somebody of the care team");
  sheet.subtitle = seen.file->student.name();
  const bool kept =
      is_kept_back(*seen.file, seen.history, DataPurpose::care_team, "", r.frame.today);
  sheet.intro = {
      kept ? words.text("You need not do everything alone. What you write here is confidential: "
                        "only you can read it, and it does not go into the student's file.")
           : words.text("You need not do everything alone. What you write here is confidential: "
                        "the care coordinator and you can read it, and it does not go into the "
                        "student's file."),
      words.text("Worried that a child is not safe? Write nothing here, and go to the "
                 "appointed officer.")};
  if (r.frame.page)  // within another system there are no pages of the school
    sheet.links = {{r.frame.links + "/school/care", words.text("To the appointed officer")}};
  Section before;
  for (const DataPurpose purpose : {DataPurpose::care_team, DataPurpose::outside_agency})
    for (std::string& line :
         views::kept_back_lines(*seen.file, seen.history, purpose, r.frame.today, words))
      before.points.push_back(std::move(line));
  if (!before.points.empty()) sheet.sections.push_back(std::move(before));
  SheetForm form;
  form.action = "/students/" + r.student + "/referrals";
  form.button = words.text("Pass on");
  form.fill = [&](const FieldGroup& fields) {
    if (!visit.empty()) fields.constant("=/visit", visit);
    fields.select({"/to", words.text("To"), "", true}, options_of<ReferralTo>(words));
    fields.input({"/organisation", words.text("Which organisation"),
                  words.text("Only for somebody outside the school, by the name under which the "
                             "family gave permission.")});
    fields.select({"/reason", words.text("About"), "", true}, options_of<ReferralReason>(words));
    fields.select({"/owner", words.text("Who takes it up"), "", true},
                  views::staff_choices(staff, ""));
    fields.input({"/due", words.text("By when"), "", false, "date"});
    fields.area({"/content", words.text("What it is about")});
    fields.tick("/family_knows", "true", words.text("The family knows"));
  };
  sheet.sections.push_back({.heading = "", .forms = {form}});
  sheet.state = form_state(r, nullptr);
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

std::span<const View> care_views() {
  static constexpr View views[] = {{"care", care_page}, {"referral.form", referral_form}};
  return views;
}

}  // namespace homevisit::operations
