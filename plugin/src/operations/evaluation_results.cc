#include "operations/evaluation_results.h"

#include <algorithm>
#include <array>

#include "domain/described.h"
#include "operations/evaluation_codes.h"
#include "operations/progress_reads.h"
#include "operations/work_read.h"

namespace homevisit::operations {
namespace {

using school::Respondent;

Result<EvaluationGroup> group_of(const school::School& school, const Evaluation& evaluation,
                                 Respondent respondent) {
  const std::string& year = evaluation.school_year;
  EvaluationGroup group{respondent,
                        school::answers_of(school, year, respondent),
                        school::answers_of(school, evaluation.last_year, respondent),
                        {}};
  if (!group.now.is_shown()) return group;
  for (const std::string& remark : group.now.remarks) {
    HV_ASSIGN(std::string id, remark_id(year, respondent, remark));
    const bool released = school.remarks_released.contains({year, id});
    if (!group.remarks.empty() && group.remarks.back().id == id) continue;
    if (released || !evaluation.anonymous)
      group.remarks.push_back({std::move(id), remark, released});
  }
  return group;
}

int people_of(const WorkDone& work, const std::string& year) {
  const auto found = work.find(year);
  if (found == work.end()) return 0;
  return static_cast<int>(std::count_if(found->second.staff.begin(), found->second.staff.end(),
                                        [](const auto& entry) { return entry.second.visits > 0; }));
}

// The last day of a school year, or today where it has not come; nothing of a year to come.
std::optional<Date> last_day_of(const std::string& school_year, Date today) {
  const auto begins = parse_date(school_year.substr(0, 4) + "-08-01");
  if (!begins || *begins > today) return std::nullopt;
  return std::min(today, add_days(next_school_year_start(*begins), -1));
}

// What the board of a year has of these figures.
struct OfTheBoard {
  Shown::Number visits = 0, hours = 0;
  int consultations = 0, consulted_well = 0;
};

Result<std::array<OfTheBoard, 2>> read_boards(Context& context, const access::Actor& actor,
                                              const Evaluation& evaluation,
                                              const CallControl& control) {
  std::array<OfTheBoard, 2> boards;
  std::vector<ProgressQuestion> questions;
  std::vector<std::size_t> years;
  const std::string* const names[] = {&evaluation.school_year, &evaluation.last_year};
  for (std::size_t i = 0; i < boards.size(); ++i)
    if (const auto day = last_day_of(*names[i], context.today())) {
      questions.emplace_back().as_of = *day;
      years.push_back(i);
    }
  HV_ASSIGN(const auto read, read_progress(context, actor, control, questions));
  for (std::size_t i = 0; i < read.size(); ++i) {
    const Shown shown(read[i], false);
    OfTheBoard& board = boards[years[i]];
    board.visits = shown.held();
    board.hours = shown.minutes(read[i].total.minutes_used());
    if (board.hours) board.hours = (*board.hours + 30) / 60;
    board.consultations = read[i].consultations;
    board.consulted_well = read[i].consultations_well;
  }
  return boards;
}

void add_figures(Evaluation& evaluation, const school::School& school, const WorkDone& work,
                 const std::array<OfTheBoard, 2>& boards) {
  const std::string &now = evaluation.school_year, &before = evaluation.last_year;
  const OfTheBoard &board = boards[0], &last = boards[1];
  evaluation.figures = {
      {"visits", board.visits, last.visits, true},
      {"visitors", people_of(work, now), people_of(work, before), true},
      {"hours", board.hours, last.hours, false},
      {"consultations", board.consultations, last.consultations, true},
  };
  // Of the rest one could compute a small number, or they say too much about few.
  if (evaluation.anonymous) return;
  const CareCounts care = count_care(school, work, now);
  const CareCounts care_before = count_care(school, work, before);
  evaluation.figures.push_back({"consulted_well", board.consulted_well, last.consulted_well, true});
  // The school leader is not of the care team.
  const auto unless_few = [](int count) {
    const bool few = count > 0 && count < school::fewest_shown;
    return few ? std::optional<int>() : std::optional(count);
  };
  evaluation.figures.push_back(
      {"referrals", unless_few(care.referrals()), unless_few(care_before.referrals()), true});
  evaluation.figures.push_back(
      {"hand_offs", unless_few(care.hand_offs), unless_few(care_before.hand_offs), true});
}

// Those that have begun, but for the one that is shown.
std::vector<std::string> years_with_programme(const school::School& school,
                                              const std::string& shown, Date today) {
  std::vector<std::string> years;
  for (const auto& [year, programmes] : school.programmes)
    if (year != shown && year <= school::school_year_of(today) && school.programme(year) != nullptr)
      years.push_back(year);
  std::reverse(years.begin(), years.end());
  return years;
}

std::optional<school::EvaluationDecided> decision_of(const school::School& school,
                                                     const std::string& year) {
  const auto found = school.decisions.find(year);
  if (found == school.decisions.end()) return std::nullopt;
  return found->second.value;
}

void write_counts(json::Writer& w, const char* key, const school::ScoreCounts& counts) {
  w.key(key).begin_object();
  for (const auto& [score, name] : names<school::Score>())
    w.member(std::string(name).c_str(), counts[static_cast<std::size_t>(score)]);
  w.end_object();
}

void write_sides(json::Writer& w, const char* key, const school::ScoreCounts& counts) {
  const auto sides = school::sides_shown(counts);
  if (!sides) return;
  w.key(key).begin_object().member("yes", sides->yes).member("no", sides->no);
  w.member("unanswered", sides->unanswered).end_object();
}

void write_answers(json::Writer& w, const Evaluation& evaluation, const EvaluationGroup& group) {
  if (group.now.is_shown()) {
    w.member("answers", group.now.count);
  } else {
    w.member("too_few", true);
  }
  if (group.before.is_shown()) w.member("answers_last_year", group.before.count);
  w.key("questions").begin_array();
  for (const school::Question question : school::questions_of(group.respondent)) {
    w.begin_object().member("question", to_name(question));
    const auto add = [&](const char* counts, const char* sides, const school::Answers& answers) {
      const auto found = answers.scores.find(question);
      if (!answers.is_shown() || found == answers.scores.end()) return;
      if (evaluation.anonymous)
        write_sides(w, sides, found->second);
      else
        write_counts(w, counts, found->second);
    };
    add("counts", "sides", group.now);
    add("counts_last_year", "sides_last_year", group.before);
    w.end_object();
  }
  w.end_array().key("remarks").begin_array();
  for (const auto& remark : group.remarks)
    w.begin_object()
        .member("id", remark.id)
        .member("text", remark.text)
        .member("released", remark.released)
        .end_object();
  w.end_array();
  if (evaluation.anonymous || !group.now.is_shown()) return;
  w.key("objections").begin_array();
  for (const auto& [kind, count] : group.now.objections)
    w.begin_object().member("kind", to_name(kind)).member("count", count).end_object();
  w.end_array();
}

void write_person(json::Writer& w, Context& context, const char* key, const std::string& staff) {
  if (staff.empty()) return;
  w.key(key).begin_object().member("id", staff).member("name", context.staff_name(staff));
  w.end_object();
}

void write_improvements(json::Writer& w, Context& context,
                        const std::vector<school::ImprovementSet>& improvements, bool owners) {
  w.key("improvements").begin_array();
  for (const auto& action : improvements) {
    w.begin_object().member("id", action.id).member("school_year", action.school_year);
    w.member("kind", to_name(action.kind)).member("what", action.what);
    if (owners) write_person(w, context, "owner", action.owner);
    if (action.due) w.member("due", format_date(*action.due));
    w.member("state", to_name(action.state)).end_object();
  }
  w.end_array();
}

}  // namespace

Result<Evaluation> read_evaluation(Context& context, const access::Actor& actor,
                                   const std::string& school_year, bool anonymous,
                                   const CallControl& control) {
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  HV_ASSIGN(const WorkDone work, read_work(context, control));
  Evaluation evaluation;
  evaluation.school_year = school_year;
  evaluation.last_year = school::year_before(school_year);
  evaluation.anonymous = anonymous;
  if (const school::Programme* const programme = school->programme(school_year)) {
    evaluation.title = programme->title;
    evaluation.aim = programme->aim;
  }
  evaluation.next = school::next_step(*school, school_year);
  for (const Respondent respondent : {Respondent::parent, Respondent::pupil, Respondent::staff}) {
    HV_ASSIGN(EvaluationGroup group, group_of(*school, evaluation, respondent));
    evaluation.groups.push_back(std::move(group));
  }
  HV_ASSIGN(const auto boards, read_boards(context, actor, evaluation, control));
  add_figures(evaluation, *school, work, boards);
  evaluation.other_years = years_with_programme(*school, school_year, context.today());
  evaluation.decision = decision_of(*school, school_year);
  evaluation.last_decision = decision_of(*school, evaluation.last_year);
  for (const auto& [id, noted] : school->improvements) {
    const school::ImprovementSet& action = noted.value;
    const bool of_now = action.school_year == school_year;
    const bool still_open =
        action.school_year < school_year && action.state == school::ActionState::open;
    if (!of_now && !still_open) continue;
    // What one person works at is nobody else's reading.
    if (anonymous && action.kind == school::ActionKind::personal) continue;
    evaluation.improvements.push_back(action);
  }
  return evaluation;
}

std::string evaluation_json(Context& context, const Evaluation& evaluation) {
  json::Writer w;
  w.begin_object().member("school_year", evaluation.school_year);
  w.member("last_year", evaluation.last_year).member("anonymous", evaluation.anonymous);
  w.member_if("title", evaluation.title).member_if("aim", evaluation.aim);
  w.member("next", to_name(evaluation.next)).key("groups").begin_array();
  for (const EvaluationGroup& group : evaluation.groups) {
    w.begin_object().member("respondent", to_name(group.respondent));
    write_answers(w, evaluation, group);
    w.end_object();
  }
  w.end_array().key("figures").begin_array();
  for (const EvaluationFigure& figure : evaluation.figures) {
    w.begin_object().member("name", figure.name);
    if (evaluation.shows(figure, figure.now)) w.member("now", *figure.now);
    if (evaluation.shows(figure, figure.before)) w.member("last_year", *figure.before);
    w.end_object();
  }
  w.end_array();
  const auto decision = [&](const char* key, const auto& decided) {
    if (!decided) return;
    w.key(key).begin_object();
    write_members(w, *decided);
    w.end_object();
  };
  decision("decision", evaluation.decision);
  decision("last_decision", evaluation.last_decision);
  write_improvements(w, context, evaluation.improvements, !evaluation.anonymous);
  return w.end_object().take();
}

Result<Team> read_team(Context& context, const access::Actor& actor) {
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  Team team;
  for (auto success = school->successes.rbegin(); success != school->successes.rend(); ++success)
    if (team.successes.size() < 50) team.successes.push_back(success->value);
  for (const auto& [id, problem] : school->problems)
    if (problem.value.state == school::ProblemState::open) team.problems.push_back(problem.value);
  const bool leads = actor.role == access::Role::school_leader;
  for (const auto& [id, noted] : school->improvements) {
    const school::ImprovementSet& action = noted.value;
    const bool own = !actor.staff.empty() && action.owner == actor.staff;
    if (action.state != school::ActionState::open) continue;
    if (action.kind == school::ActionKind::organisation || own || leads)
      team.improvements.push_back(action);
  }
  return team;
}

std::string team_json(Context& context, const Team& team) {
  json::Writer w;
  w.begin_object().key("successes").begin_array();
  for (const auto& success : team.successes)
    w.begin_object()
        .member("id", success.id)
        .member("text", success.text)
        .member("date", format_date(success.date))
        .end_object();
  w.end_array().key("problems").begin_array();
  for (const auto& problem : team.problems) {
    w.begin_object().member("id", problem.id).member("kind", to_name(problem.kind));
    w.member("text", problem.text);
    write_person(w, context, "owner", problem.owner);
    if (problem.due) w.member("due", format_date(*problem.due));
    w.member("state", to_name(problem.state)).end_object();
  }
  w.end_array();
  write_improvements(w, context, team.improvements, true);
  return w.end_object().take();
}

}  // namespace homevisit::operations
