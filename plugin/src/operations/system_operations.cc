#include <fmt/format.h>

#include "homevisit/version.h"
#include "lti/kept.h"
#include "operations/backup_state.h"
#include "operations/facts_made.h"
#include "operations/lti_check.h"
#include "operations/sign_on_reach.h"
#include "operations/standing.h"
#include "operations/sync_tasks.h"
#include "operations/system_reach.h"
#include "operations/system_state.h"
#include "operations/trouble_words.h"
#include "operations/write.h"
#include "sync/doubts.h"
#include "sync/pass.h"

namespace homevisit::operations {
namespace {

Result<std::string> describe(const Call& call) {
  const json::SchemaSet& schemas = call.context.schemas;
  const std::string only = call.text("operation");
  HV_ASSIGN(const auto list, json::Document::parse(schemas.text("operations.json")));
  const json::Value operations = list.root()["operations"];
  json::Writer w;
  w.begin_object().member("version", HV_LIBRARY_VERSION).key("operations").begin_array();
  bool found = only.empty();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const json::Value operation = operations.at(i);
    const auto name = operation["name"].text();
    if (!only.empty() && name != only) continue;
    found = true;
    w.begin_object().member("name", name).member("summary", operation["summary"].text());
    w.member("writes", operation["writes"].is_true()).key("roles").raw(operation["roles"].dump());
    for (const char* side : {"request", "response"}) {
      HV_ASSIGN(
          const auto schema,
          json::Document::parse(schemas.text(fmt::format("operations/{}.{}.json", name, side))));
      w.key(side).raw(schema.root().dump());
    }
    w.end_object();
  }
  if (!found)
    return Error{HV_NOT_FOUND, "unknown_operation",
                 fmt::format("There is no operation \"{}\".", only), "/operation"};
  HV_ASSIGN(const auto definitions, json::Document::parse(schemas.text("definitions.json")));
  w.end_array().key("definitions").raw(definitions.root()["definitions"].dump());
  return w.end_object().take();
}

void write_system(json::Writer& w, const Call& call, const Stand& stand) {
  const auto moment = [&](const char* name, std::int64_t ms) {
    if (ms != 0) w.member(name, format_moment(ms));
  };
  const journal::SystemState& system = stand.system;
  w.key("system").begin_object().member("state", standing_name(stand.standing));
  w.member("summary", stand.summary).member_if("advice", stand.advice);
  moment("last_success", system.last_success);
  if (stand.trouble) {
    moment("trouble_since", system.trouble_since);
    moment("paused_until", system.paused_until);
  }
  w.member("failures", system.failures).member_if("code", system.code);
  w.member_if("error", sentence_of(call.words, system.code)).end_object();
}

void write_sync(json::Writer& w, const Call& call, const Stand& stand) {
  const auto moment = [&](const char* name, std::int64_t ms) {
    if (ms != 0) w.member(name, format_moment(ms));
  };
  w.key("sync").begin_object().member("running", stand.sync_runs);
  moment("seen_at", sync::task_row(stand.tasks, sync::life).started_at);
  w.key("tasks").begin_array();
  for (const journal::SyncTask& task : stand.tasks) {
    if (task.name == sync::life) continue;
    w.begin_object().member("name", task.name).member("running", task.running);
    moment("started_at", task.started_at);
    moment("finished_at", task.finished_at);
    moment("succeeded_at", task.succeeded_at);
    w.member("failures", task.failures).member_if("code", task.code);
    w.member_if("error", sentence_of(call.words, task.code)).end_object();
  }
  w.end_array().end_object();
}

void write_lines(json::Writer& w, const Stand& stand) {
  w.key("lines").begin_array();
  for (const StandingLine& line : stand.lines)
    w.begin_object()
        .member("name", line.name)
        .member("label", line.label)
        .member("text", line.text)
        .member_if("advice", line.advice)
        .end_object();
  w.end_array();
}

Result<std::string> status(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const auto counts, context.roster->counts());
  HV_ASSIGN(const Stand stand, how_it_stands(call));
  const journal::OutboxCounts& outbox = stand.outbox;
  const hv_adapter_info& info = context.adapter->info();
  json::Writer w;
  w.begin_object().member("version", HV_LIBRARY_VERSION).member_if("school", context.config.school);
  HV_ASSIGN(const std::int64_t doubts, context.journal->count_projections(sync::doubts_name));
  if (doubts > 0) w.member("doubts", doubts);
  w.member("today", format_date(context.today())).member("language", context.config.language);
  w.key("adapter").begin_object().member("name", info.name).member("title", info.title);
  w.member("version", info.version)
      .member("mode", context.adapter->writes() ? "writes" : "companion");
  w.key("capabilities").begin_array();
  for (const auto& name : capability_names(context.adapter->capabilities())) w.string(name);
  w.end_array().end_object();
  w.key("roster")
      .begin_object()
      .member("students", counts.students)
      .member("guardians", counts.guardians);
  w.member("staff", counts.staff)
      .member("groups", counts.groups)
      .member("enrolments", counts.enrolments);
  if (counts.read_at != 0) w.member("read_at", format_moment(counts.read_at));
  if (stand.next_roster != 0) w.member("next_at", format_moment(stand.next_roster));
  if (stand.next_changes != 0) w.member("next_changes_at", format_moment(stand.next_changes));
  w.end_object()
      .key("outbox")
      .begin_object()
      .member("queued", outbox.queued)
      .member("sending", outbox.sending);
  w.member("unknown", outbox.unknown).member("done", outbox.done).member("dead", outbox.dead);
  w.member("stopped", outbox.stopped);
  if (outbox.oldest_waiting != 0) w.member("oldest_waiting", format_moment(outbox.oldest_waiting));
  w.member_if("last_error", stand.system.code).end_object();
  write_system(w, call, stand);
  write_sync(w, call, stand);
  write_lines(w, stand);
  write_backup_state(w, context);
  return w.end_object().take();
}

Result<std::string> check(const Call& call) {
  HV_ASSIGN(auto checks, run_checks(call.context, call.words));
  const auto add = [&](std::vector<Check> more) {
    std::move(more.begin(), more.end(), std::back_inserter(checks));
  };
  const std::string student = call.text("write_test");
  if (!student.empty() && call.actor.reads_only) return may_only_read();
  if (call.request["system"].is_true() || !student.empty()) {
    HV_ASSIGN(auto found, check_system(call));
    add(std::move(found));
    HV_ASSIGN(auto systems, check_sign_on(call));
    add(std::move(systems));
  }
  HV_ASSIGN(auto platforms, check_lti(call));
  add(std::move(platforms));
  if (!student.empty()) {
    HV_ASSIGN(auto tried, write_test(call, student));
    add(std::move(tried));
  }
  bool all = true;
  for (const Check& one : checks) all = all && one.ok;
  json::Writer w;
  w.begin_object().member("ok", all).key("checks").begin_array();
  for (const Check& one : checks)
    w.begin_object()
        .member("name", one.name)
        .member("ok", one.ok)
        .member("level", one.level == CheckLevel::good   ? "good"
                         : one.level == CheckLevel::note ? "note"
                                                         : "problem")
        .member("message", one.message)
        .member_if("advice", one.advice)
        .end_object();
  return w.end_array().end_object().take();
}

// What the journal keeps for the system itself comes from no event, but must be what it should be.
bool is_whole(const std::string& name, const journal::Projection& stored) {
  return name != lti::kept_name || lti::check_kept(stored);
}

Result<std::string> verify(const Call& call) {
  Context& context = call.context;
  HV_TRY(context.access_log->flush());
  HV_ASSIGN(const auto found,
            context.journal->verify(call.control,
                                    [&](const std::string& student, const std::string& name,
                                        const journal::Projection& stored) -> Result<bool> {
                                      if (student.empty()) return is_whole(name, stored);
                                      return projection_matches(context, student, name, stored);
                                    }));
  json::Writer w;
  w.begin_object().member("ok", found.problems.empty()).member("events", found.events);
  w.member("students", found.students).member("projections", found.projections);
  w.member("last_hash", found.last_hash).key("problems").begin_array();
  for (std::size_t i = 0; i < std::min<std::size_t>(found.problems.size(), 1000); ++i)
    w.string(found.problems[i]);
  return w.end_array().end_object().take();
}

Result<std::string> rebuild(const Call& call) {
  HV_ASSIGN(const std::int64_t students, make_facts_anew(call.context, call.control));
  json::Writer w;
  return w.begin_object().member("students", students).end_object().take();
}

Result<std::string> deliver(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const sync::Delivered done, deliver_entries(call));
  HV_ASSIGN(const auto outbox, context.journal->outbox_counts());
  json::Writer w;
  w.begin_object().member("delivered", done.delivered);
  w.member("waiting", outbox.waiting()).member("attention", outbox.stopped);
  return w.member_if("last_error", done.last_error).end_object().take();
}

}  // namespace

std::span<const Operation> system_operations() {
  static constexpr Operation operations[] = {
      {"describe", describe},   {"system.status", status},       {"system.check", check},
      {"audit.verify", verify}, {"projection.rebuild", rebuild}, {"dossier.deliver", deliver}};
  return operations;
}

}  // namespace homevisit::operations
