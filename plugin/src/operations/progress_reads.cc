#include "operations/progress_reads.h"

#include <algorithm>
#include <memory>
#include <tuple>

#include "domain/projections.h"
#include "domain/school/cadence.h"
#include "domain/school/programme_rules.h"
#include "operations/facts_made.h"
#include "operations/gate.h"
#include "operations/progress_members.h"

namespace homevisit::operations {
namespace {

using progress::AsOf;
using progress::FactReader;
using progress::Standing;
using progress::Tally;

constexpr int usual_report_within = 7;  // days, where the programme says nothing (R34)

Date day_of(Context& context, const ProgressQuestion& question) {
  return question.as_of.value_or(context.today());
}

Result<AsOf> as_of(Context& context, Date day) {
  if (day > context.today()) return day_to_come();
  std::vector<std::int64_t> midnights;
  for (Date at = school_year_start(day);; at = add_days(at, 1)) {
    midnights.push_back(context.zone.moment_at(at, 0) / 60'000);
    if (at > day) break;
  }
  return AsOf(day, std::move(midnights));
}

Result<std::vector<Group>> groups_asked_for(Context& context, const access::Actor& actor,
                                            const ProgressQuestion& question) {
  if (!question.group.empty()) {
    HV_TRY(access::may_list(*context.roster, actor, question.group, context.today()));
    HV_ASSIGN(Group group, context.roster->group(question.group));
    // What is no class stands on no board.
    if (!question.beside_others || group.home == Ternary::no)
      return std::vector<Group>{std::move(group)};
  } else if (!access::sees_all(actor)) {
    return Error{HV_INVALID_ARGUMENT, "group_needed", "Say which class this is about.", "/group"};
  }
  HV_ASSIGN(auto groups, context.roster->groups());
  std::erase_if(groups, [](const Group& group) { return group.home == Ternary::no; });
  // A pupil who is in a class of her own and in another group counts in the class.
  std::stable_partition(groups.begin(), groups.end(),
                        [](const Group& group) { return group.home == Ternary::yes; });
  return groups;
}

// Without such rules everybody is in the programme, every year.
bool has_rules(const school::Programme* programme) {
  return programme != nullptr && (!programme->cohorts.empty() || programme->pilot ||
                                  programme->scope.kind == school::ScopeKind::chosen);
}

// R22, R23: whose turn it is this school year.
class Due {
 public:
  static Result<Due> of(Context& context, const school::Programme* programme, Members& members,
                        Date day) {
    Due due(context, programme, members, day);
    if (!has_rules(programme)) return due;
    due.rules_ = true;
    HV_ASSIGN(due.roster_from_, context.roster->earliest_first_day());
    HV_TRY(members.read_years(context));
    return due;
  }
  Result<bool> is(const std::string& id, Member& member, const Standing& standing) const {
    if (!rules_) return true;
    Student student;
    student.id = id;
    student.year = member.year;
    school::Past past;
    if (standing.last_offer != 0) past.last_offer = progress::date_of(standing.last_offer);
    const std::span group(&members_.groups()[member.row], 1);
    school::Turn turn = school::turn_of(*programme_, student, group, past, day_);
    // Only then it matters since when she is here.
    if (turn == school::Turn::not_known) {
      HV_ASSIGN(const auto first, members_.first_day(context_, id, member));
      past.new_here = school::new_here(first, roster_from_, day_);
      turn = school::turn_of(*programme_, student, group, past, day_);
    }
    return turn == school::Turn::this_year || turn == school::Turn::not_known;
  }

 private:
  Due(Context& context, const school::Programme* programme, Members& members, Date day)
      : context_(context), programme_(programme), members_(members), day_(day) {}

  Context& context_;
  const school::Programme* programme_;
  Members& members_;
  Date day_;
  bool rules_ = false;
  std::optional<Date> roster_from_;
};

// Is each of them among these, by guardian_bit?
bool are_all_in(std::uint64_t set, const FactReader& facts,
                std::span<const std::string> guardians) {
  return std::ranges::all_of(guardians, [&](const std::string& guardian) {
    const auto& known = facts.guardians();
    for (std::size_t i = 0; i < known.size(); ++i)
      if (known[i] == guardian && (set & progress::guardian_bit(static_cast<int>(i) + 1)) != 0)
        return true;
    return false;
  });
}

// One question: the classes of its day, and one of their pupils after another.
class Count {
 public:
  static Result<std::unique_ptr<Count>> begin(Context& context, const ProgressQuestion& question,
                                              Members members);

  // Of a pupil of these classes who was not counted yet; nothing where it is not this family's
  // turn.
  Result<std::optional<Standing>> add(const std::string& student, Member& member,
                                      std::string_view kept);
  // Of anybody. A file that is held is not known to be this pupil's.
  Status add(const journal::StudentIds& ids, const journal::Projection& kept) {
    if (ids.held) return ok();
    Member* const member = members_.find(ids.current);
    if (member == nullptr || member->counted) return ok();
    const auto counted = add(ids.current, *member, kept.body);
    return counted ? ok() : Status(counted.error());
  }
  // Those of whom nothing is kept.
  Status add_others() {
    return members_.each([&](const std::string& student, Member& member) -> Status {
      if (member.counted) return ok();
      const auto counted = add(student, member, "");
      return counted ? ok() : Status(counted.error());
    });
  }
  // One class: each of its pupils by name.
  Status add_class(const ProgressQuestion& question);

  Progress finish();

 private:
  void part_rows();
  Count(Context& context, AsOf as_of, Members members)
      : context_(context), as_of_(std::move(as_of)), members_(std::move(members)) {}
  const school::Programme* programme() const { return school_->programme(progress_.school_year); }

  Context& context_;
  const AsOf as_of_;
  Members members_;
  std::optional<Due> due_;
  SharedSchool school_;
  Progress progress_;
  int since_ = 0;
  FactReader reader_{{}};
  progress::Weighing weighing_;
};

Result<std::optional<Standing>> Count::add(const std::string& student, Member& member,
                                           std::string_view kept) {
  member.counted = true;
  reader_.open(kept);
  const Standing standing = weighing_.weigh(reader_, as_of_, progress_.report_within);
  HV_ASSIGN(const bool is_due, due_->is(student, member, standing));
  if (!is_due) return std::optional<Standing>();
  Tally& tally = progress_.rows[member.row].tally;
  tally.add(standing);
  const auto& languages = reader_.languages();
  for (const int place : weighing_.interpreted())
    if (static_cast<std::size_t>(place) <= languages.size())
      ++tally.interpreted[std::string(languages[static_cast<std::size_t>(place - 1)])];
  const auto guardians = members_.guardians(member);
  if (guardians.size() > 1) {
    ++tally.of_two_guardians;
    if (are_all_in(standing.have_notice, reader_, guardians)) ++tally.both_have_notice;
  }
  if (standing.talks() > 0 && !are_all_in(standing.know_of_talk, reader_, guardians))
    ++tally.still_to_tell;
  if (progress::is_silent(standing, since_)) ++tally.silent;
  return std::optional<Standing>(standing);
}

Status Count::add_class(const ProgressQuestion& question) {
  HV_ASSIGN(const auto students,
            context_.roster->students_of_group(question.group, progress_.as_of));
  for (const Student& student : students) {
    Member* const member = members_.find(student.id);
    if (member == nullptr) continue;
    HV_ASSIGN(auto kept, context_.journal->projection(student.id, progress_name));
    // A file of which it is in doubt whose it is looks like one with nothing in it.
    if (kept && !check_identity(context_, student)) kept.reset();
    HV_ASSIGN(const auto standing,
              add(student.id, *member, kept ? std::string_view(kept->body) : ""));
    if (!standing || !question.pupils) continue;
    PupilLine line;
    line.id = student.id;
    line.name = student.name();
    line.column = standing->column;
    line.rests = standing->rests;
    line.silent = progress::is_silent(*standing, since_);
    if (standing->last_contact != 0) line.last_contact = progress::date_of(standing->last_contact);
    line.talks = standing->talks();
    progress_.pupils.push_back(std::move(line));
  }
  return ok();
}

// R52, R57: what those who take part have in their yearly task.
int minutes_planned(const school::School& school, const std::string& school_year) {
  int minutes = 0;
  for (const auto& [key, noted] : school.participation)
    if (key.second == school_year) minutes += school::budget_of(school, school_year, key.first);
  return minutes;
}

Result<std::unique_ptr<Count>> Count::begin(Context& context, const ProgressQuestion& question,
                                            Members members) {
  Progress progress;
  progress.as_of = day_of(context, question);
  progress.since = question.since.value_or(school_year_start(progress.as_of));
  progress.school_year = school::school_year_of(progress.as_of);
  progress.school = question.school;
  HV_ASSIGN(AsOf day, as_of(context, progress.as_of));
  if (!question.group.empty()) {
    HV_ASSIGN(progress.group, context.roster->group(question.group));
  }
  for (const Group& group : members.groups()) progress.rows.push_back({group, {}});

  std::unique_ptr<Count> count(new Count(context, std::move(day), std::move(members)));
  if (progress.as_of == context.today()) {
    HV_ASSIGN(count->school_, context.school.read(*context.journal));
  } else {
    HV_ASSIGN(auto then, SchoolCache::as_of(*context.journal, count->as_of_.until * 60'000 - 1));
    count->school_ = std::make_shared<const school::School>(std::move(then));
  }
  count->since_ = progress::day_number(progress.since);
  count->progress_ = std::move(progress);
  const school::Programme* const programme = count->programme();
  count->progress_.report_within = programme != nullptr && programme->report_within_days > 0
                                       ? programme->report_within_days
                                       : usual_report_within;
  if (programme != nullptr) count->progress_.contacts_least = programme->contacts_least;
  HV_ASSIGN(Due due, Due::of(context, programme, count->members_, count->progress_.as_of));
  count->due_.emplace(std::move(due));
  return count;
}

// What was not asked about stands apart.
void Count::part_rows() {
  const auto asked = [&](const ProgressRow& row) {
    return progress_.group ? row.group.id == progress_.group->id
                           : progress_.school.empty() || row.group.school == progress_.school;
  };
  const auto others = std::stable_partition(progress_.rows.begin(), progress_.rows.end(), asked);
  progress_.others.assign(std::move_iterator(others), std::move_iterator(progress_.rows.end()));
  progress_.rows.erase(others, progress_.rows.end());
}

Progress Count::finish() {
  part_rows();
  std::stable_sort(
      progress_.rows.begin(), progress_.rows.end(), [](const ProgressRow& a, const ProgressRow& b) {
        return std::tie(a.group.school, a.group.name) < std::tie(b.group.school, b.group.name);
      });
  for (const ProgressRow& row : progress_.rows) progress_.total.add(row.tally);
  if (progress_.group) return std::move(progress_);

  for (const auto& noted : school_->consultations)
    if (noted.value.date >= school_year_start(progress_.as_of) &&
        noted.value.date <= progress_.as_of) {
      ++progress_.consultations;
      if (noted.value.went_well == school::WentWell::yes) ++progress_.consultations_well;
    }
  if (const school::Programme* const programme = this->programme()) {
    progress_.minutes_planned = minutes_planned(*school_, progress_.school_year);
    progress_.drift = progress::drift_of(progress_.total, *programme, progress_.as_of);
  }
  return std::move(progress_);
}

bool is_of_many(const ProgressQuestion& question) {
  return question.group.empty() || question.beside_others;
}

// Who counts in each of these questions, one or two. REQUIRES: that actor may ask them.
Result<std::vector<Members>> members_of(Context& context, const access::Actor& actor,
                                        std::span<const ProgressQuestion> questions) {
  std::vector<Members> members;
  std::vector<std::vector<Group>> groups;
  for (const ProgressQuestion& question : questions) {
    HV_ASSIGN(auto asked, groups_asked_for(context, actor, question));
    groups.push_back(std::move(asked));
  }
  // Classes on two days, as last year stands beside this one: the roster is read once.
  if (questions.size() == 2 && std::ranges::all_of(questions, is_of_many) &&
      std::ranges::equal(groups[0], groups[1], {}, &Group::id, &Group::id)) {
    HV_ASSIGN(auto two,
              Members::of_two(context, groups[0],
                              {day_of(context, questions[0]), day_of(context, questions[1])}));
    for (Members& one : two) members.push_back(std::move(one));
    return members;
  }
  for (std::size_t i = 0; i < questions.size(); ++i) {
    HV_ASSIGN(Members one,
              Members::of(context, std::move(groups[i]), day_of(context, questions[i])));
    members.push_back(std::move(one));
  }
  return members;
}

// Adds what these questions give to `progress`, in their order.
Status count_some(Context& context, const access::Actor& actor, const CallControl& control,
                  std::span<const ProgressQuestion> questions, std::vector<Progress>& progress) {
  std::vector<std::unique_ptr<Count>> counts;
  std::vector<Count*> of_many;  // classes: everything that is kept is read, once for all of them
  HV_ASSIGN(auto members, members_of(context, actor, questions));
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const ProgressQuestion& question = questions[i];
    HV_ASSIGN(auto count, Count::begin(context, question, std::move(members[i])));
    if (is_of_many(question)) {
      of_many.push_back(count.get());
    } else {
      HV_TRY(count->add_class(question));
    }
    counts.push_back(std::move(count));
  }
  if (!of_many.empty()) {
    int passed = 0;
    HV_TRY(context.journal->each_projection(
        progress_name,
        [&](const journal::StudentIds& ids, const journal::Projection& kept) -> Status {
          if (++passed % 1000 == 0) HV_TRY(control.check());
          for (Count* const count : of_many) HV_TRY(count->add(ids, kept));
          return ok();
        }));
  }
  for (Count* const count : of_many) HV_TRY(count->add_others());
  for (const auto& count : counts) progress.push_back(count->finish());
  return ok();
}

}  // namespace

Error day_to_come() {
  return {HV_INVALID_ARGUMENT, "report_in_future",
          "This day is still to come. Choose today or a day before.", "/as_of"};
}

Result<std::vector<Progress>> read_progress(Context& context, const access::Actor& actor,
                                            const CallControl& control,
                                            std::span<const ProgressQuestion> questions) {
  HV_TRY(make_facts(context, control));
  std::vector<Progress> progress;
  // Two at a time: what is held of the classes is held for each.
  for (std::size_t now = 0; !questions.empty(); questions = questions.subspan(now)) {
    now = std::min<std::size_t>(questions.size(), 2);
    HV_TRY(count_some(context, actor, control, questions.first(now), progress));
  }
  return progress;
}

Result<Progress> read_progress(Context& context, const access::Actor& actor,
                               const CallControl& control, const ProgressQuestion& question) {
  HV_ASSIGN(auto progress, read_progress(context, actor, control, std::span(&question, 1)));
  return std::move(progress.front());
}

bool knows_by_name(const access::Actor& actor, const std::string& group) {
  return actor.role == access::Role::mentor && !group.empty();
}

Date year_before(Date day) {
  const Date before = day - std::chrono::years(1);
  return before.ok() ? before : Date(before.year() / before.month() / std::chrono::last);
}

Result<Progress> read_progress(const Call& call, const ProgressQuestion& question) {
  return read_progress(call.context, call.actor, call.control, question);
}

}  // namespace homevisit::operations
