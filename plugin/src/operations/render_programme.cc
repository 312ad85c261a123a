// The pages about the school: programme, who takes part, the notice for families.
#include <algorithm>
#include <set>

#include "domain/school/notice_rules.h"
#include "domain/school/programme_rules.h"
#include "domain/wording.h"
#include "operations/notice_state.h"
#include "operations/programme_reach.h"
#include "operations/programme_state.h"
#include "operations/rendering.h"
#include "text/feast_names.h"
#include "views/school_pages.h"

namespace homevisit::operations {
namespace {

using access::Role;

constexpr auto leader = {Role::school_leader};

Result<SharedPage> hub(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  return shared(views::school_hub(r.frame));
}

// The school years of yesterday, today and tomorrow, but for the one that is shown. What was is
// there where something was set; what comes is the leader's to set.
void add_years(const Rendering& r, const school::School& school, views::ProgrammeModel& model) {
  using Place = views::YearLink::Place;
  const Date begin = school_year_start(r.context.today());
  const std::pair<Place, Date> years[] = {{Place::last, add_days(begin, -1)},
                                          {Place::now, begin},
                                          {Place::next, next_school_year_start(begin)}};
  for (const auto& [place, day] : years) {
    const std::string year = school::school_year_of(day);
    const bool is_there = place == Place::now || school.programmes.contains(year) ||
                          (place == Place::next && model.may_set);
    if (is_there && year != model.school_year) model.other_years.push_back({year, place});
  }
}

Result<views::ProgrammeModel> programme_model(const Rendering& r, const school::School& school) {
  Context& context = r.context;
  views::ProgrammeModel model;
  model.school_year = r.school_year();
  ProgrammeSeen seen = programme_seen(context, r.actor, school, model.school_year);
  model.programme = std::move(seen.programme);
  model.waiting = std::move(seen.waiting);
  model.proposed_by = seen.proposed_by_name;
  model.is_over = school::end_of_school_year(model.school_year) < context.today();
  model.may_set = r.actor.role == Role::school_leader && !r.actor.reads_only;
  const bool may_end = model.waiting && !r.actor.staff.empty() && !r.actor.reads_only;
  model.may_approve = may_end && r.actor.staff != seen.proposed_by;
  model.may_withdraw = may_end && r.actor.staff == seen.proposed_by;
  model.of_concern = model.waiting && speaks_of_concern(model.waiting->scope.reason);
  model.proposals = std::move(seen.proposals);
  add_years(r, school, model);
  model.answers = !r.actor.staff.empty() && !r.actor.reads_only;
  model.own = school.participates(r.actor.staff, model.school_year);
  HV_ASSIGN(model.colleagues, context.roster->all_staff());
  HV_ASSIGN(model.groups, context.roster->groups());
  model.staff_name = r.staff_name();
  model.state = form_state(r, nullptr);
  return model;
}

// Groups by their names, for people to read.
void name_groups(views::ProgrammeModel& model) {
  const auto name = [&](std::vector<std::string>& groups) {
    for (std::string& id : groups)
      for (const Group& group : model.groups)
        if (group.id == id) id = group.name;
  };
  for (school::CohortRule& rule : model.programme->cohorts) name(rule.groups);
  if (model.programme->pilot) name(model.programme->pilot->groups);
}

// R4: a choice of students is read by name, by who proposed it and who is to agree.
Result<std::vector<std::string>> names_of(Context& context, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    const auto student = context.roster->student(id);
    if (!student && student.error().status != HV_NOT_FOUND) return student.error();
    if (student) names.push_back(student->name());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Status read_classes(Context& context, views::ProgrammeModel& model) {
  std::set<std::string> known;  // a student stands in one of her classes
  for (const Group& group : model.groups) {
    if (group.home == Ternary::no) continue;
    views::ClassOfStudents one{group.name, {}};
    HV_ASSIGN(auto students, context.roster->students_of_group(group.id, context.today()));
    for (Student& student : students)
      if (known.insert(student.id).second) one.students.push_back(std::move(student));
    if (!one.students.empty()) model.classes.push_back(std::move(one));
  }
  return ok();
}

void propose_days(const Rendering& r, views::ProgrammeModel& model) {
  const auto& known = model.programme->closed_days;
  for (const school::ClosedDays& days :
       text::closed_for_feasts(r.context.school_words(), model.school_year))
    if (std::none_of(known.begin(), known.end(), [&](const school::ClosedDays& one) {
          return one.from == days.from && one.name == days.name;
        }))
      model.proposed_days.push_back(days);
}

// Whom it is about now, for those who decide on it.
Status add_reach(const Rendering& r, views::ProgrammeModel& model) {
  const bool decides =
      r.actor.role == Role::school_leader || r.actor.role == Role::care_coordinator;
  if (!decides || model.is_over) return ok();
  HV_ASSIGN(Reach reach, reach_of(r.context, *model.programme));
  if (reach.is_known()) model.reach = {reach.reached, std::move(reach.by_rule)};
  return ok();
}

Result<SharedPage> programme_page(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  HV_ASSIGN(views::ProgrammeModel model, programme_model(r, *school));
  if (model.programme) {
    HV_TRY(add_reach(r, model));
    name_groups(model);
    propose_days(r, model);
    HV_ASSIGN(model.chosen, names_of(r.context, model.programme->scope.students));
  }
  if (model.waiting) {
    HV_ASSIGN(model.proposed, names_of(r.context, model.waiting->scope.students));
  }
  return shared(views::programme_page(r.frame, model));
}

Result<SharedPage> programme_form(Rendering& r) {
  HV_TRY(check_reader(r, leader));
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  HV_ASSIGN(views::ProgrammeModel model, programme_model(r, *school));
  // What the school set itself; the usual norms are hints beside the fields.
  if (const school::Programme* own = school->programme(model.school_year)) model.programme = *own;
  if (model.is_over)
    return Error{HV_INVALID_ARGUMENT, "school_year_over",
                 "This school year is over; its programme stays as it was.", "/school_year"};
  HV_ASSIGN(Reach reach, reach_of(r.context, model.programme.value_or(school::Programme{})));
  model.years = std::move(reach.years);
  HV_TRY(read_classes(r.context, model));
  return shared(views::programme_form(r.frame, model));
}

Result<SharedPage> participation_page(Rendering& r) {
  HV_TRY(check_reader(r, leader));
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  views::ParticipationModel model;
  model.school = school.get();
  model.school_year = r.school_year();
  HV_ASSIGN(model.staff, r.context.roster->all_staff());
  model.staff_name = r.staff_name();
  model.state = form_state(r, nullptr);
  return shared(views::participation_page(r.frame, model));
}

views::NoticeModel notice_model(const Rendering& r, const school::School& school) {
  views::NoticeModel model;
  model.school = &school;
  model.holds = school.notice(r.frame.today);
  model.school_language = r.context.config.language;
  model.language = r.text("language");
  if (model.language.empty()) model.language = model.school_language;
  if (r.text("audience") == "pupils") model.audience = school::Audience::pupils;
  model.may_publish = r.actor.role == Role::school_leader && !r.actor.reads_only;
  return model;
}

Result<SharedPage> notice_list(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  return shared(views::notice_list_page(r.frame, notice_model(r, *school)));
}

Result<SharedPage> notice_form(Rendering& r) {
  HV_TRY(check_reader(r, leader));
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  views::NoticeModel model = notice_model(r, *school);
  model.state = form_state(r, nullptr);
  // A form that comes back says itself which language it is in.
  for (const auto& [name, value] : model.state.fields)
    if (name == "=/texts/0/language") model.language = value;
  if (!school->notices.empty())
    for (const auto audience : {school::Audience::parents, school::Audience::pupils})
      if (const auto* text =
              school::text_for(school->notices.back().value, model.language, audience))
        model.texts.push_back(*text);
  if (model.texts.empty()) model.texts = notice_drafts(r.context, *school, model.language);
  if (model.texts.empty())
    return Error{HV_NOT_FOUND, "no_draft",
                 "There is no text to start from in this language. Start from another language; IT "
                 "can bring in a text in any language for you.",
                 "/language"};
  return shared(views::notice_form(r.frame, model));
}

Result<SharedPage> notice_page(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  views::NoticeModel model = notice_model(r, *school);
  model.notice = school::find_notice(*school, r.text("version"), r.frame.today);
  if (model.notice == nullptr ||
      school::text_for(*model.notice, model.language, model.audience) == nullptr)
    return Error{HV_NOT_FOUND, "unknown_notice",
                 "There is no such notice. A school leader publishes it, in the languages of the "
                 "school.",
                 "/version"};
  return shared(views::notice_page(r.frame, model));
}

constexpr View views_of_programme[] = {{"school", hub},
                                       {"programme.page", programme_page},
                                       {"programme.form", programme_form},
                                       {"participation.page", participation_page},
                                       {"notice.list", notice_list},
                                       {"notice.form", notice_form},
                                       {"notice.page", notice_page}};

}  // namespace

std::span<const View> programme_views() { return views_of_programme; }

}  // namespace homevisit::operations
