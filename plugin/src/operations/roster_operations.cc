#include "operations/roster_reading.h"

#include "json/json.h"

namespace homevisit::operations {
namespace {

constexpr std::size_t most_problems = 1000;  // written out; all are counted

// What was read is noted as an event of the system, so that a change of classes can be explained.
Status note_event(const Call& call, std::string body) {
  Context& context = call.context;
  HV_ASSIGN(const auto transaction, context.journal->begin());
  const Uuid id = Uuid::make(*context.clock, context.random);
  const auto seq = transaction->append("", journal::Stream::system, id, body);
  if (!seq) return seq.error();
  return transaction->commit();
}

void write_counts(json::Writer& w, const journal::RosterCounts& counts) {
  w.member("students", counts.students)
      .member("guardians", counts.guardians)
      .member("staff", counts.staff);
  w.member("groups", counts.groups).member("enrolments", counts.enrolments);
}

void write_matched(json::Writer& w, const sync::Matched& matched) {
  w.key("ids").begin_object().member("matched", matched.matched);
  w.member("guardians", matched.guardians).member("doubts", matched.doubts).end_object();
}

Result<std::string> refresh(const Call& call) {
  sync::PullOptions options;
  options.accept_shrinking = call.request["accept"].is_true();
  HV_ASSIGN(const sync::Followed followed,
            read_roster(call, call.request["changes"].is_true(), options));
  const sync::Pulled& pulled = followed.pulled;
  HV_ASSIGN(const auto counts, call.context.roster->counts());
  json::Writer w;
  w.begin_object().member("read", pulled.whole ? "whole" : "changes");
  w.key("counts").begin_object();
  write_counts(w, counts);
  w.end_object().member("changed", pulled.change.changed);
  w.member("removed", pulled.change.removed);
  write_matched(w, followed.matched);
  return w.end_object().take();
}

void write_problem(json::Writer& w, const hv_import_problem& problem) {
  using adapters::view;
  w.begin_object()
      .member("file", view(problem.file))
      .member("line", static_cast<std::int64_t>(problem.line));
  w.member("column", static_cast<std::int64_t>(problem.column))
      .member_if("field", view(problem.field));
  w.member("reason", view(problem.reason)).end_object();
}

Result<std::string> import(const Call& call) {
  Context& context = call.context;
  const bool dry_run = call.request["dry_run"].is_true();
  hv_import_result result{};
  result.struct_size = sizeof result;
  json::Writer problems;
  problems.begin_array();
  std::size_t total = 0;
  std::string fatal;
  const Status imported = context.adapter->import(
      call.text("path"), dry_run, call.control,
      [&](const hv_import_problem& problem) {
        if (problem.fatal != 0 && fatal.empty()) fatal = adapters::view(problem.reason);
        if (total++ < most_problems) write_problem(problems, problem);
      },
      result);
  problems.end_array();
  if (!imported) {
    Error error = imported.error();
    if (!fatal.empty()) {
      // The adapter's sentence is the useful one: which file, what is wrong, what to do.
      error.code = "import_refused";
      error.message = fatal;
      error.pointer = "/path";
    }
    return error;
  }
  sync::Followed followed;
  if (!dry_run) {
    HV_ASSIGN(followed, sync::follow_roster(following_of(context), false, call.control));
  }
  json::Writer w;
  const auto count = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  w.begin_object().member("format", result.format).member("rows_read", count(result.rows_read));
  w.member("rows_skipped", count(result.rows_skipped)).member("dry_run", dry_run);
  w.key("counts").begin_object().member("students", count(result.students));
  w.member("guardians", count(result.guardians)).member("cares", count(result.cares));
  w.member("staff", count(result.staff)).member("groups", count(result.groups));
  w.member("enrolments", count(result.enrolments)).end_object();
  w.key("problems").raw(problems.take()).member("problems_total", static_cast<std::int64_t>(total));
  if (!dry_run) write_matched(w, followed.matched);
  const std::string response = w.end_object().take();
  if (!dry_run) {
    json::Writer event;
    event.begin_object().member("type", "roster_imported").member("format", result.format);
    event.member("students", count(result.students)).member("skipped", count(result.rows_skipped));
    HV_TRY(note_event(call, event.end_object().take()));
  }
  return response;
}

}  // namespace

sync::Following following_of(Context& context) {
  return {*context.adapter, *context.journal, *context.roster,
          *context.clock,   context.random,   context.today()};
}

Result<sync::Followed> read_roster(const Call& call, bool changes,
                                   const sync::PullOptions& options) {
  Context& context = call.context;
  HV_ASSIGN(sync::Followed followed,
            sync::follow_roster(following_of(context), changes, call.control, options));
  const sync::Pulled& pulled = followed.pulled;
  // A look that finds nothing new, every few minutes, is no event.
  if (!pulled.whole && pulled.change.changed + pulled.change.removed == 0) return followed;
  HV_ASSIGN(const auto counts, context.roster->counts());
  json::Writer event;
  event.begin_object().member("type", "roster_read").member_if("actor", call.actor.staff);
  event.member("read", pulled.whole ? "whole" : "changes");
  write_counts(event, counts);
  HV_TRY(note_event(call, event.end_object().take()));
  return followed;
}

std::span<const Operation> roster_operations() {
  static constexpr Operation operations[] = {{"roster.import", import},
                                             {"roster.refresh", refresh}};
  return operations;
}

}  // namespace homevisit::operations
