// What is done with the SIS: everything that is due, and what a person decides about deliveries
// that are stopped.
#include <algorithm>

#include "operations/standing.h"
#include "operations/sync_tasks.h"
#include "operations/trouble_words.h"
#include "text/moments.h"

namespace homevisit::operations {
namespace {

constexpr std::int64_t most_lines = 1000;
// Then a pass looks whether it is to end, and what else is due; milliseconds.
constexpr std::int64_t deliver_for = 3'000;

void write_task(json::Writer& w, const Call& call, const sync::TaskDone& done,
                const std::vector<TaskReport>& reports) {
  w.begin_object().member("name", done.name).member("ok", done.status.ok());
  if (done.more) w.member("more", true);
  for (const TaskReport& report : reports) {
    if (report.task != done.name) continue;
    if (report.read.empty()) {
      w.member("entries", report.entries).member("differences", report.differences);
    } else {
      w.member("read", report.read);
      w.member("changed", report.changed).member("removed", report.removed);
    }
  }
  if (!done.status) {
    const Error& error = done.status.error();
    w.member("code", error.code).member("message", call.words.error(error.code, error.message));
  }
  w.end_object();
}

std::int64_t next_moment(const Stand& stand, std::int64_t next_task, std::int64_t now) {
  if (stand.outbox.waiting() == 0) return next_task;
  const std::int64_t delivery = stand.trouble ? stand.system.paused_until : now;
  return std::min(next_task, std::max(delivery, now));
}

sync::Life life_of(const Call& call) {
  if (call.request["ends"].is_true()) return sync::Life::ends;
  return call.request["stays"].is_true() ? sync::Life::stays : sync::Life::once;
}

Result<std::string> pass(const Call& call) {
  Context& context = call.context;
  const sync::Life life = life_of(call);
  HV_TRY(sync::show_life(*context.journal, *context.clock, life));
  // A cancelled delivery is no error of the pass: what was done stands in the journal.
  sync::Delivered delivered;
  if (life != sync::Life::ends && call.control.check()) {
    HV_ASSIGN(delivered, deliver_entries(call, deliver_for));
  }
  std::vector<TaskReport> reports;
  HV_ASSIGN(const auto tasks, sync_tasks(call, reports));
  std::vector<sync::TaskDone> done;
  if (life != sync::Life::ends) {
    HV_ASSIGN(done, sync::run_due(*context.journal, tasks, *context.clock, call.control));
  }
  HV_ASSIGN(const Stand stand, how_it_stands(call, true));
  HV_ASSIGN(const std::int64_t next_task, sync::next_due(*context.journal, tasks, *context.clock));
  const std::int64_t now = context.clock->now_ms();

  json::Writer w;
  const bool more =
      delivered.more ||
      std::any_of(done.begin(), done.end(), [](const sync::TaskDone& task) { return task.more; });
  w.begin_object().member("delivered", delivered.delivered);
  if (more) w.member("more", true);
  w.key("tasks").begin_array();
  for (const sync::TaskDone& one : done) write_task(w, call, one, reports);
  w.end_array().member("state", standing_name(stand.standing)).member("summary", stand.summary);
  w.member_if("advice", stand.advice);
  w.member("waiting", stand.outbox.waiting()).member("stopped", stand.outbox.stopped);
  const std::string code = delivered.last_error.empty() ? stand.system.code : delivered.last_error;
  w.member_if("code", code).member_if("error", sentence_of(call.words, code));
  if (stand.trouble)
    w.member("trouble_since", format_moment(stand.system.trouble_since))
        .member("paused_until", format_moment(stand.system.paused_until));
  w.member("next_at", format_moment(next_moment(stand, next_task, now)));
  return w.end_object().take();
}

std::string_view state_name(journal::OutboxState state) {
  switch (state) {
    case journal::OutboxState::queued:
      return "queued";
    case journal::OutboxState::sending:
      return "sending";
    case journal::OutboxState::unknown:
      return "unknown";
    case journal::OutboxState::stopped:
      return "stopped";
    default:
      return "done";
  }
}

Result<std::string> list(const Call& call) {
  Context& context = call.context;
  const std::int64_t limit = call.request["limit"].integer().value_or(100);
  HV_ASSIGN(const auto lines, context.journal->outbox_lines(std::min(limit, most_lines)));
  HV_ASSIGN(const auto counts, context.journal->outbox_open());
  json::Writer w;
  w.begin_object().member("waiting", counts.waiting()).member("stopped", counts.stopped);
  w.key("items").begin_array();
  for (const journal::OutboxLine& line : lines) {
    w.begin_object().member("item", line.id).member("student", line.student);
    w.member("marker", line.marker).member("state", state_name(line.state));
    w.member("since", format_moment(line.queued_at));
    w.member("when",
             text::moment_words(call.words, context.zone, line.queued_at, context.clock->now_ms()));
    w.member("attempts", line.attempts);
    w.member_if("code", line.code);
    if (line.state == journal::OutboxState::stopped) {
      const StoppedWords stopped = stopped_words(call.words, line.code, line.id);
      w.member_if("why", stopped.why).member("advice", stopped.advice);
    } else {
      w.member_if("why", sentence_of(call.words, line.code));
    }
    w.end_object();
  }
  return w.end_array().end_object().take();
}

journal::Decision decision_of(std::string_view name) {
  if (name == "again") return journal::Decision::again;
  return name == "filed" ? journal::Decision::filed : journal::Decision::give_up;
}

// Who decided stays to be seen: an event of the system, with the number alone. One without the
// other there is not.
Status decide(const Call& call, std::int64_t item, std::string_view decision) {
  Context& context = call.context;
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_TRY(transaction->decide(item, decision_of(decision)));
  json::Writer event;
  event.begin_object().member("type", "delivery_decided").member_if("actor", call.actor.staff);
  event.member("item", item).member("decision", decision).end_object();
  const Uuid id = Uuid::make(*context.clock, context.random);
  HV_ASSIGN([[maybe_unused]] const std::int64_t seq,
            transaction->append("", journal::Stream::system, id, event.take()));
  return transaction->commit();
}

Result<std::string> resolve(const Call& call) {
  const std::int64_t item = call.request["item"].integer().value_or(0);
  const std::string decision = call.text("decision");
  HV_TRY(decide(call, item, decision));
  json::Writer w;
  w.begin_object().member("item", item).member("decision", decision);
  w.member("message",
           decision == "again" ? call.words.text("It is looked up, and sent where it is not there.")
           : decision == "filed" ? call.words.text("It counts as filed.")
                                 : call.words.text("It is not sent. The entry stays here."));
  return w.end_object().take();
}

}  // namespace

std::span<const Operation> sync_operations() {
  static constexpr Operation operations[] = {
      {"sync.pass", pass}, {"outbox.list", list}, {"outbox.resolve", resolve}};
  return operations;
}

}  // namespace homevisit::operations
