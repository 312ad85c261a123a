#include "operations/progress_reads.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "domain/projections.h"
#include "domain/school/cadence.h"
#include "domain/school/programme_rules.h"
#include "operations/facts_made.h"
#include "operations/gate.h"
#include "sync/put_projections.h"

namespace homevisit::operations {
namespace {

using progress::AsOf;
using progress::FactReader;
using progress::Standing;
using progress::Tally;

constexpr int usual_report_within = 7;  // days, where the programme says nothing (R34)

// Journals from before facts were kept have none yet, and those of another format have others.
// Made once; from then on every change keeps them.
Status make_missing(Context& context, const CallControl& control) {
  const std::string now(1, progress::facts_format);
  HV_ASSIGN(const auto made, context.journal->projection("", facts_made_name));
  if (made && made->body == now) return ok();
  HV_TRY(context.journal->each_student([&](const std::string& student) -> Status {
    HV_TRY(control.check());
    HV_ASSIGN(const auto kept, context.journal->projection(student, progress_name));
    if (kept && kept->body.starts_with(now)) return ok();
    HV_ASSIGN(const auto transaction, context.journal->begin());
    const auto events = transaction->events(student, journal::Stream::dossier);
    if (!events && events.error().status == HV_NOT_FOUND) return ok();  // erased
    if (!events) return events.error();
    if (events->empty()) return ok();
    HV_ASSIGN(const History history, fold_events(*events));
    HV_TRY(sync::put_projections(*transaction, student, history));
    return transaction->commit();
  }));
  return note_facts_made(*context.journal);
}

Result<AsOf> as_of(Context& context, Date day) {
  if (day > context.today())
    return Error{HV_INVALID_ARGUMENT, "report_in_future",
                 "This day is still to come. A report is of today or of a day before.", "/as_of"};
  std::vector<std::int64_t> midnights;
  for (Date at = school_year_start(day);; at = add_days(at, 1)) {
    midnights.push_back(context.zone.moment_at(at, 0) / 60'000);
    if (at > day) break;
  }
  return AsOf(day, std::move(midnights));
}

// The classes asked for, each pupil in one of them.
struct Member {
  std::size_t row = 0;
  std::vector<std::string> guardians;  // who are to be informed (R99)
  std::optional<Student> student;      // where the programme has rules about who is due
};
struct Members {
  std::vector<Group> groups;
  std::unordered_map<std::string, Member> by_student;
};

Result<std::vector<Group>> groups_asked_for(Context& context, const access::Actor& actor,
                                            const ProgressQuestion& question, Date day) {
  if (!question.group.empty()) {
    HV_TRY(access::may_list(*context.roster, actor, question.group, context.today()));
    HV_ASSIGN(Group group, context.roster->group(question.group));
    return std::vector<Group>{std::move(group)};
  }
  if (!access::sees_all(actor))
    return Error{HV_INVALID_ARGUMENT, "group_needed", "Say which class this is about.", "/group"};
  HV_ASSIGN(auto groups, context.roster->groups());
  const std::string year = school::school_year_of(day);
  std::erase_if(groups, [&](const Group& group) {
    return group.home == Ternary::no ||
           (!question.school.empty() && group.school != question.school);
  });
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

Result<Members> members_of(Context& context, std::vector<Group> groups,
                           const school::Programme* programme, Date day) {
  Members members;
  HV_ASSIGN(const auto counts, context.roster->counts());
  members.by_student.reserve(groups.size() == 1 ? 64 : static_cast<std::size_t>(counts.students));
  const bool rules = has_rules(programme);
  for (Group& group : groups) {
    const std::size_t row = members.groups.size();
    bool any = false;
    Member* last = nullptr;
    std::string last_student;
    HV_TRY(context.roster->each_member(
        group.id, day, [&](const std::string& student, const std::string& guardian) -> Status {
          if (student != last_student || last == nullptr) {
            last_student = student;
            const auto [at, fresh] = members.by_student.try_emplace(student, Member{row, {}, {}});
            last = fresh ? &at->second : nullptr;
            any = any || fresh;
          }
          if (last != nullptr && !guardian.empty()) last->guardians.push_back(guardian);
          return ok();
        }));
    if (rules && any) {
      HV_ASSIGN(auto students, context.roster->students_of_group(group.id, day));
      for (Student& student : students) {
        const auto at = members.by_student.find(student.id);
        if (at != members.by_student.end() && at->second.row == row)
          at->second.student = std::move(student);
      }
    }
    if (any) members.groups.push_back(std::move(group));
  }
  return members;
}

// R22, R23: whose turn it is this school year.
class Due {
 public:
  static Result<Due> of(Context& context, const school::Programme* programme, Date day) {
    Due due(context, programme, day);
    if (!has_rules(programme)) return due;
    HV_ASSIGN(due.roster_from_, context.roster->earliest_first_day());
    return due;
  }
  Result<bool> is(const Member& member, const Group& group, const Standing& standing) const {
    if (!member.student) return true;
    school::Past past;
    if (standing.last_offer != 0) past.last_offer = progress::date_of(standing.last_offer);
    const std::vector<Group> groups{group};
    school::Turn turn = school::turn_of(*programme_, *member.student, groups, past, day_);
    // Only then it matters since when she is here.
    if (turn == school::Turn::not_known) {
      HV_ASSIGN(const auto first, context_.roster->first_day(member.student->id));
      past.new_here = school::new_here(first, roster_from_, day_);
      turn = school::turn_of(*programme_, *member.student, groups, past, day_);
    }
    return turn == school::Turn::this_year || turn == school::Turn::not_known;
  }

 private:
  Due(Context& context, const school::Programme* programme, Date day)
      : context_(context), programme_(programme), day_(day) {}

  Context& context_;
  const school::Programme* programme_;
  Date day_;
  std::optional<Date> roster_from_;
};

bool has_bit(std::uint64_t set, std::size_t place) { return place < 64 && (set >> place & 1) != 0; }

// Was each of them given the notice, or told since?
bool all_told(const FactReader& facts, const Standing& standing,
              const std::vector<std::string>& guardians) {
  return std::ranges::all_of(guardians, [&](const std::string& guardian) {
    const auto& known = facts.guardians();
    for (std::size_t i = 0; i < known.size(); ++i)
      if (known[i] == guardian && has_bit(standing.told | standing.told_of_visit, i)) return true;
    return false;
  });
}

// Adds one pupil after another to the row of the class.
class Counting {
 public:
  Counting(const AsOf& as_of, int since, int report_within, const Due& due,
           std::vector<ProgressRow>& rows)
      : as_of_(as_of), since_(since), within_(report_within), due_(due), rows_(rows) {}

  // Nothing where it is not this family's turn.
  Result<std::optional<Standing>> add(const Member& member, std::string_view kept) {
    reader_.open(kept);
    const Standing standing = weighing_.weigh(reader_, as_of_, within_);
    ProgressRow& row = rows_[member.row];
    HV_ASSIGN(const bool is_due, due_.is(member, row.group, standing));
    if (!is_due) return std::optional<Standing>();
    Tally& tally = row.tally;
    tally.add(standing);
    const auto& languages = reader_.languages();
    for (const int place : weighing_.interpreted())
      if (static_cast<std::size_t>(place) <= languages.size())
        ++tally.interpreted[std::string(languages[static_cast<std::size_t>(place - 1)])];
    if (member.guardians.size() > 1) {
      ++tally.of_two_guardians;
      if (all_told(reader_, standing, member.guardians)) ++tally.both_informed;
    }
    if (progress::is_silent(standing, since_)) ++tally.silent;
    return std::optional<Standing>(standing);
  }

 private:
  const AsOf& as_of_;
  const int since_, within_;
  const Due& due_;
  std::vector<ProgressRow>& rows_;
  FactReader reader_{{}};
  progress::Weighing weighing_;
};

// One class: what is kept of each of its pupils.
Status count_class(Context& context, const Members& members, Counting& counting,
                   const ProgressQuestion& question, Date day, int since, Progress& progress) {
  HV_ASSIGN(const auto students, context.roster->students_of_group(question.group, day));
  for (const Student& student : students) {  // by name
    const auto member = members.by_student.find(student.id);
    if (member == members.by_student.end()) continue;
    HV_ASSIGN(auto kept, context.journal->projection(student.id, progress_name));
    // A file of which it is in doubt whose it is looks like one with nothing in it.
    if (kept && !check_identity(context, student)) kept.reset();
    HV_ASSIGN(const auto standing,
              counting.add(member->second, kept ? std::string_view(kept->body) : ""));
    if (!standing || !question.pupils) continue;
    PupilLine line{student.id,
                   student.name(),
                   standing->column,
                   standing->rests,
                   progress::is_silent(*standing, since),
                   {}};
    if (standing->last_contact != 0) line.last_contact = progress::date_of(standing->last_contact);
    progress.pupils.push_back(std::move(line));
  }
  return ok();
}

// Many classes: everything that is kept, once.
Status count_all(Context& context, Members& members, Counting& counting,
                 const CallControl& control) {
  int passed = 0;
  HV_TRY(context.journal->each_projection(
      progress_name,
      [&](const journal::StudentIds& ids, const journal::Projection& kept) -> Status {
        if (++passed % 1000 == 0) HV_TRY(control.check());
        if (ids.held) return ok();
        const auto member = members.by_student.find(ids.current);
        if (member == members.by_student.end()) return ok();
        if (const auto counted = counting.add(member->second, kept.body); !counted)
          return counted.error();
        members.by_student.erase(member);
        return ok();
      }));
  for (const auto& [student, member] : members.by_student)
    if (const auto counted = counting.add(member, ""); !counted) return counted.error();
  return ok();
}

// R52, R57: what those who take part have in their yearly task.
int minutes_planned(const school::School& school, const std::string& school_year) {
  int minutes = 0;
  for (const auto& [key, noted] : school.participation)
    if (key.second == school_year) minutes += school::budget_of(school, school_year, key.first);
  return minutes;
}

}  // namespace

Result<Progress> read_progress(Context& context, const access::Actor& actor,
                               const CallControl& control, const ProgressQuestion& question) {
  Progress progress;
  progress.as_of = question.as_of.value_or(context.today());
  progress.since = question.since.value_or(school_year_start(progress.as_of));
  progress.school_year = school::school_year_of(progress.as_of);
  progress.school = question.school;
  HV_ASSIGN(const AsOf day, as_of(context, progress.as_of));
  HV_TRY(make_missing(context, control));

  SharedSchool school;
  if (progress.as_of == context.today()) {
    HV_ASSIGN(school, context.school.read(*context.journal));
  } else {
    HV_ASSIGN(auto then, SchoolCache::as_of(*context.journal, day.until * 60'000 - 1));
    school = std::make_shared<const school::School>(std::move(then));
  }
  const school::Programme* programme = school->programme(progress.school_year);
  progress.report_within = programme != nullptr && programme->report_within_days > 0
                               ? programme->report_within_days
                               : usual_report_within;

  HV_ASSIGN(auto groups, groups_asked_for(context, actor, question, progress.as_of));
  if (!question.group.empty()) progress.group = groups.front();
  HV_ASSIGN(Members members, members_of(context, std::move(groups), programme, progress.as_of));
  for (Group& group : members.groups) progress.rows.push_back({std::move(group), {}});
  const int since = progress::day_number(progress.since);
  HV_ASSIGN(const Due due, Due::of(context, programme, progress.as_of));
  Counting counting(day, since, progress.report_within, due, progress.rows);
  if (progress.group) {
    HV_TRY(count_class(context, members, counting, question, progress.as_of, since, progress));
  } else {
    HV_TRY(count_all(context, members, counting, control));
  }
  std::stable_sort(
      progress.rows.begin(), progress.rows.end(), [](const ProgressRow& a, const ProgressRow& b) {
        return std::tie(a.group.school, a.group.name) < std::tie(b.group.school, b.group.name);
      });
  for (const ProgressRow& row : progress.rows) progress.total.add(row.tally);

  if (!progress.group) {
    for (const auto& noted : school->consultations)
      if (noted.value.date >= school_year_start(progress.as_of) &&
          noted.value.date <= progress.as_of) {
        ++progress.consultations;
        if (noted.value.went_well == school::WentWell::yes) ++progress.consultations_well;
      }
    if (programme != nullptr) {
      progress.minutes_planned = minutes_planned(*school, progress.school_year);
      progress.drift = progress::drift_of(progress.total, *programme, progress.as_of);
    }
  }
  return progress;
}

Result<Progress> read_progress(const Call& call, const ProgressQuestion& question) {
  return read_progress(call.context, call.actor, call.control, question);
}

}  // namespace homevisit::operations
