// The page for the school's IT: what is connected, what waits, what to do.
#include "operations/rendering.h"
#include "operations/standing.h"
#include "operations/system_page.h"
#include "operations/system_state.h"
#include "views/views.h"

namespace homevisit::operations {
namespace {

std::string local_moment(const Context& context, std::int64_t ms) {
  if (ms == 0) return {};
  return format_date(context.zone.date_at(ms)) + " " + context.zone.time_at(ms);
}

}  // namespace

Result<SharedPage> system_page(Rendering& r) {
  if (r.actor.role != access::Role::it && r.actor.role != access::Role::system)
    return Error{HV_PERMISSION_DENIED, "page_of_another_role", "This page is for the school's IT."};
  Context& context = r.context;
  views::SystemModel model;
  const hv_adapter_info& info = context.adapter->info();
  model.version = HV_LIBRARY_VERSION;
  model.adapter = info.name;
  model.adapter_title = info.title;
  model.writes = context.adapter->writes();
  HV_ASSIGN(const auto counts, context.roster->counts());
  model.students = counts.students;
  model.guardians = counts.guardians;
  model.staff = counts.staff;
  model.groups = counts.groups;
  model.roster_read_at = local_moment(context, counts.read_at);
  HV_ASSIGN(const auto outbox, context.journal->outbox_counts());
  model.queued = outbox.queued + outbox.sending;
  model.unknown = outbox.unknown;
  model.done = outbox.done;
  model.stopped = outbox.stopped;
  model.oldest_waiting = local_moment(context, outbox.oldest_waiting);
  HV_ASSIGN(const Stand stand,
            how_it_stands(Call{context, r.actor, r.control, r.view, r.params, *r.frame.words, {}}));
  model.summary = stand.summary;
  model.advice = stand.advice;
  for (const StandingLine& line : stand.lines)
    model.lines.push_back({line.label, line.text, line.advice});
  HV_ASSIGN(const auto checks, run_checks(context, *r.frame.words));
  for (const Check& check : checks)
    model.checks.push_back({check.name, check.message, check.advice, check.ok});
  return shared(views::system_page(r.frame, model));
}

}  // namespace homevisit::operations
