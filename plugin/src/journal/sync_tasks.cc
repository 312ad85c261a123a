// The table of tasks. As with deliveries, who holds one goes by the machine's uptime, and who ends
// a run names it: a process that comes back late changes nothing.
#include "journal/encoding.h"
#include "journal/open_journal.h"
#include "journal/schema.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

// Beside the other small things that a journal keeps by name.
std::string note_name(const std::string& task) { return "task:" + task; }

Status keep_note(Session& session, const std::string& task, const std::string& note) {
  if (note.empty()) return session.run("DELETE FROM meta WHERE name = :name", note_name(task));
  return write_meta(session, note_name(task), Bytes(note.begin(), note.end()));
}

}  // namespace

Result<std::vector<SyncTask>> OpenJournal::sync_tasks() {
  HV_ASSIGN(const auto session, pool_.reader());
  std::vector<SyncTask> tasks;
  HV_TRY((session->each<std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                        std::int64_t, std::string, std::int64_t, Bytes>(
      "SELECT name, runs, started_at, finished_at, succeeded_at, failures, code, "
      "boot = :boot AND lease_until > :uptime, (SELECT value FROM meta WHERE "
      "meta.name = 'task:' || sync_tasks.name) FROM sync_tasks ORDER BY name",
      [&](std::string name, std::int64_t runs, std::int64_t started_at, std::int64_t finished_at,
          std::int64_t succeeded_at, std::int64_t failures, std::string code, std::int64_t running,
          const Bytes& note) {
        tasks.push_back({std::move(name), runs, started_at, finished_at, succeeded_at, failures,
                         std::move(code), running != 0, std::string(as_text(note))});
        return ok();
      },
      store_.clock.boot(), store_.clock.uptime_ms())));
  return tasks;
}

Result<bool> OpenJournal::begin_sync_task(const std::string& name, std::int64_t seen_runs,
                                          std::int64_t lease) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_TRY(session->run(
      "INSERT INTO sync_tasks(name, runs, started_at, finished_at, succeeded_at, failures, code, "
      "boot, lease_until) VALUES(:name, 0, 0, 0, 0, 0, '', '', 0) ON CONFLICT(name) DO NOTHING",
      name));
  const std::int64_t uptime = store_.clock.uptime_ms();
  HV_ASSIGN(const std::int64_t begun,
            session->change("UPDATE sync_tasks SET runs = runs + 1, started_at = :now, "
                            "boot = :boot, lease_until = :until WHERE name = :name AND "
                            "runs = :seen AND NOT (boot = :this_boot AND lease_until > :uptime)",
                            store_.clock.now_ms(), store_.clock.boot(), uptime + lease, name,
                            seen_runs, store_.clock.boot(), uptime));
  HV_TRY(writing.commit());
  return begun > 0;
}

Status OpenJournal::hold_sync_task(const std::string& name, std::int64_t run, std::int64_t lease) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_TRY(session->run(
      "UPDATE sync_tasks SET boot = :boot, lease_until = :until WHERE name = :name AND runs = :run",
      store_.clock.boot(), store_.clock.uptime_ms() + lease, name, run));
  return writing.commit();
}

Status OpenJournal::end_sync_task(const std::string& name, std::int64_t run,
                                  const std::string& code, const std::string& note) {
  const std::int64_t now = store_.clock.now_ms();
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  if (code.empty()) {
    HV_ASSIGN(const std::int64_t ours,
              session->change("UPDATE sync_tasks SET finished_at = :now, succeeded_at = :then, "
                              "failures = 0, code = '', lease_until = 0 WHERE name = :name AND "
                              "runs = :run",
                              now, now, name, run));
    if (ours > 0) HV_TRY(keep_note(*session, name, note));
  } else {
    HV_TRY(session->run(
        "UPDATE sync_tasks SET finished_at = :now, failures = failures + 1, code = :code, "
        "lease_until = 0 WHERE name = :name AND runs = :run",
        now, code, name, run));
  }
  return writing.commit();
}

Status OpenJournal::leave_sync_task(const std::string& name, std::int64_t run,
                                    const std::string& note) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  HV_ASSIGN(const std::int64_t ours,
            session->change("UPDATE sync_tasks SET finished_at = :now, failures = 0, code = '', "
                            "lease_until = 0 WHERE name = :name AND runs = :run",
                            store_.clock.now_ms(), name, run));
  if (ours > 0) HV_TRY(keep_note(*session, name, note));
  return writing.commit();
}

Status OpenJournal::show_life(const std::string& name, std::int64_t lease, const std::string& how) {
  HV_ASSIGN(const auto session, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*session));
  const std::int64_t now = store_.clock.now_ms();
  HV_TRY(session->run(
      "INSERT INTO sync_tasks(name, runs, started_at, finished_at, succeeded_at, failures, code, "
      "boot, lease_until) VALUES(:name, 0, :started, :finished, :succeeded, 0, :how, :boot, "
      ":until) "
      "ON CONFLICT(name) DO UPDATE SET started_at = excluded.started_at, "
      "finished_at = excluded.finished_at, succeeded_at = excluded.succeeded_at, "
      "code = excluded.code, boot = excluded.boot, lease_until = excluded.lease_until",
      name, now, now, now, how, store_.clock.boot(), store_.clock.uptime_ms() + lease));
  return writing.commit();
}

}  // namespace homevisit::journal
