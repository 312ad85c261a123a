#include "operations/questions.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "access/permissions.h"
#include "domain/codec.h"
#include "domain/progress/suppress.h"
#include "operations/facts_made.h"
#include "operations/gate.h"

namespace homevisit::operations {
namespace {

using access::Role;

struct Found {
  SharedFile file;
  OpenQuestion question;
};

// Those that `wanted` is true of, by day. Opens what is kept of each student who has any, and of
// the others nothing.
Result<std::vector<Found>> find_open(Context& context,
                                     const std::function<bool(const OpenQuestion&)>& wanted) {
  std::vector<std::pair<std::string, OpenQuestion>> open;
  HV_TRY(context.journal->each_projection(
      questions_name,
      [&](const journal::StudentIds& ids, const journal::Projection& stored) -> Status {
        if (ids.held) return ok();
        HV_ASSIGN(auto questions, read_open_questions(stored.body));
        for (OpenQuestion& question : questions)
          if (wanted(question)) open.emplace_back(ids.current, std::move(question));
        return ok();
      }));
  std::vector<Found> found;
  for (auto& [student, question] : open) {
    auto file = context.files.read(*context.roster, student, context.today());
    if (!file && file.error().status != HV_NOT_FOUND) return file.error();
    if (!file || !check_identity(context, **file)) continue;  // gone, or in doubt who it is
    found.push_back({*std::move(file), std::move(question)});
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tie(a.question.date, a.question.id) < std::tie(b.question.date, b.question.id);
  });
  return found;
}

bool is_own(const access::Actor& actor, const OpenQuestion& question) {
  return !actor.staff.empty() && whose(question) == actor.staff;
}

Result<bool> may_read(Context& context, const access::Actor& actor, const Found& found) {
  const auto view =
      access::view_of(*context.roster, actor, found.file->student.id, context.today());
  if (view) return view->tiers.sees(Tier::care, found.question.by == actor.staff);
  if (view.error().status == HV_NOT_FOUND) return false;
  return view.error();
}

Result<std::vector<Staff>> mentors_of(Context& context, const StudentFile& file) {
  std::vector<Staff> mentors;
  for (const Group& group : file.groups) {
    HV_ASSIGN(const auto of_group,
              context.roster->staff_of_group(group.id, MemberRole::mentor, context.today()));
    for (const Staff& mentor : of_group)
      if (std::ranges::find(mentors, mentor.id, &Staff::id) == mentors.end())
        mentors.push_back(mentor);
  }
  return mentors;
}

void write_person(json::Writer& w, const std::string& id, const std::string& name) {
  w.begin_object().member("id", id).member("name", name).end_object();
}

}  // namespace

Result<std::vector<QuestionRow>> read_questions(Context& context, const access::Actor& actor,
                                                const std::string& actor_name,
                                                const std::string& what) {
  const bool all = actor.role == Role::care_coordinator;
  HV_ASSIGN(auto found, find_open(context, [&](const OpenQuestion& question) {
              return all || is_own(actor, question);
            }));
  std::vector<QuestionRow> rows;
  for (Found& one : found) {
    HV_ASSIGN(const bool reads, may_read(context, actor, one));
    QuestionRow row{std::move(one.question), "", "", {}};
    if (reads) {
      row.student = one.file->student.id;
      row.student_name = one.file->student.name();
      HV_TRY(context.access_log->note(actor, actor_name, row.student, what));
    } else {
      HV_ASSIGN(row.mentors, mentors_of(context, *one.file));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<int> count_own_questions(Context& context, const access::Actor& actor) {
  HV_ASSIGN(const auto own, find_open(context, [&](const OpenQuestion& question) {
              return is_own(actor, question);
            }));
  return static_cast<int>(own.size());
}

Result<QuestionCounts> count_questions(Context& context) {
  HV_ASSIGN(const auto found, find_open(context, [](const OpenQuestion&) { return true; }));
  QuestionCounts counts{};
  for (const Found& one : found) ++counts[static_cast<std::size_t>(one.question.kind)];
  return counts;
}

Result<std::string> list_questions(const Call& call) {
  Context& context = call.context;
  HV_TRY(make_facts(context, call.control));
  json::Writer w;
  w.begin_object();
  if (call.actor.role == Role::school_leader) {
    HV_ASSIGN(const QuestionCounts counts, count_questions(context));
    w.key("counts").begin_array();
    for (const auto& [kind, name] : names<QuestionKind>()) {
      const int count = counts[static_cast<std::size_t>(kind)];
      w.begin_object().member("kind", name);
      if (count == 0 || count >= progress::least_group) w.member("count", count);
      w.end_object();
    }
    return w.end_array().end_object().take();
  }
  HV_ASSIGN(const auto rows, read_questions(context, call.actor, call.actor_name(), call.name));
  w.key("questions").begin_array();
  for (const QuestionRow& row : rows) {
    w.begin_object().member("kind", to_name(row.question.kind));
    w.member("date", format_date(row.question.date));
    if (!row.student.empty()) {
      w.member("id", row.question.id).key("student");
      write_person(w, row.student, row.student_name);
    }
    if (const std::string& owner = whose(row.question); !owner.empty()) {
      w.key("owner");
      write_person(w, owner, context.staff_name(owner));
    }
    w.key("mentors").begin_array();
    for (const Staff& mentor : row.mentors) write_person(w, mentor.id, mentor.name());
    w.end_array().end_object();
  }
  return w.end_array().end_object().take();
}

}  // namespace homevisit::operations
