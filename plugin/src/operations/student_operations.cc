#include "json/json.h"
#include "operations/gate.h"
#include "operations/history_json.h"
#include "operations/looks.h"
#include "operations/student_reads.h"
#include "operations/trouble_words.h"

namespace homevisit::operations {
namespace {

void write_person(json::Writer& w, const std::string& id, const std::string& name) {
  w.begin_object().member("id", id).member("name", name).end_object();
}

Result<std::string> groups(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const auto own, access::own_groups(*context.roster, call.actor, context.today()));
  HV_ASSIGN(const auto listed, list_groups(context, call.actor, call.request["all"].is_true()));
  json::Writer w;
  w.begin_object().key("groups").begin_array();
  for (const Group& group : listed) {
    w.begin_object()
        .member("id", group.id)
        .member("name", group.name)
        .member_if("school", group.school);
    w.member_if("year", group.year).member_if("school_year", group.school_year);
    w.member("home", group.home == Ternary::yes);
    bool is_own = false;
    for (const Group& mine : own) is_own = is_own || mine.id == group.id;
    w.member("own", is_own).key("mentors").begin_array();
    HV_ASSIGN(const auto mentors,
              context.roster->staff_of_group(group.id, MemberRole::mentor, context.today()));
    for (const Staff& mentor : mentors) write_person(w, mentor.id, mentor.name());
    w.end_array().end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::string> staff(const Call& call) {
  HV_ASSIGN(const auto all, call.context.roster->all_staff());
  const std::string query = call.text("query");
  json::Writer w;
  w.begin_object().key("staff").begin_array();
  for (const Staff& member : all) {
    if (!query.empty() && member.id != query && member.name().find(query) == std::string::npos)
      continue;
    w.begin_object().member("id", member.id).member("name", member.name());
    w.member_if("function", member.function).end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::string> students(const Call& call) {
  HV_ASSIGN(const StudentList list,
            list_students(call.context, call.actor, call.text("group"), call.text("query"),
                          call.text("sort"), call.text("filter")));
  json::Writer w;
  w.begin_object();
  if (list.group) {
    w.key("group").begin_object().member("id", list.group->id).member("name", list.group->name);
    w.member_if("school", list.group->school).end_object();
  }
  w.key("students").begin_array();
  for (const StudentRow& row : list.rows) {
    w.begin_object().member("id", row.id).member("name", row.name).member_if("group", row.group);
    if (row.last_contact) w.member("last_contact", format_date(*row.last_contact));
    if (row.next_contact) w.member("next_contact", format_date(*row.next_contact));
    w.member("waiting", row.waiting).end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::string> history(const Call& call) {
  HV_ASSIGN(const SeenFile seen,
            see_file(call.context, call.actor, call.actor_name(), call.student(), call.name));
  Context& context = call.context;
  HV_ASSIGN(const auto state, context.journal->system_state());
  return history_json({*seen.file, seen.history, seen.view, context.today(),
                       [&](const std::string& id) { return context.staff_name(id); },
                       delay_words(call.words, context.zone, state, context.clock->now_ms()).one});
}

Result<std::string> access_log(const Call& call) {
  HV_ASSIGN(const auto looks,
            read_looks(call.context, call.actor, call.actor_name(), call.student(), call.name));
  json::Writer w;
  w.begin_object().key("entries").begin_array();
  for (const LookAt& look : looks) {
    w.begin_object().member("at", format_moment(look.at)).member_if("by", look.by);
    w.member_if("name", look.name).member_if("role", look.role).member("what", look.what);
    w.member("times", look.times).end_object();
  }
  return w.end_array().end_object().take();
}

std::string_view entry_kind(hv_entry_kind kind) {
  switch (kind) {
    case HV_ENTRY_ANSWER:
      return "answer";
    case HV_ENTRY_ADDENDUM:
      return "addendum";
    case HV_ENTRY_AGREEMENT:
      return "agreement";
    case HV_ENTRY_VISIT:
      break;
  }
  return "visit";
}

Result<std::string> entries(const Call& call) {
  Context& context = call.context;
  const std::string student = call.student();
  HV_TRY(view_of(context, call.actor, student));
  HV_TRY(context.access_log->note(call.actor, call.actor_name(), student, call.name));
  json::Writer w;
  w.begin_object().key("entries").begin_array();
  HV_TRY(context.adapter->list(HV_KIND_ENTRY, student, call.control, [&](const hv_record& record) {
    const hv_entry& entry = *record.of.entry;

    w.begin_object()
        .member("marker", adapters::view(entry.marker))
        .member("kind", entry_kind(entry.kind));
    w.member("date", adapters::view(entry.date))
        .member_if("title", adapters::view(entry.title))
        .member("text", adapters::view(entry.text));
    w.member("withdrawn", entry.withdrawn == HV_YES).end_object();
    return ok();
  }));
  return w.end_array().end_object().take();
}

}  // namespace

std::span<const Operation> student_operations() {
  static constexpr Operation operations[] = {{"group.list", groups},
                                             {"staff.list", staff},
                                             {"student.list", students},
                                             {"student.history", history},
                                             {"student.access_log", access_log},
                                             {"dossier.entries", entries}};
  return operations;
}

}  // namespace homevisit::operations
