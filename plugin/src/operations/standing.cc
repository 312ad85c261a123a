#include "operations/standing.h"

#include <algorithm>

#include "backup/last_success.h"
#include "operations/appointments.h"
#include "operations/sync_tasks.h"
#include "operations/trouble_words.h"
#include "sync/comparison.h"
#include "sync/doubts.h"
#include "text/moments.h"

namespace homevisit::operations {
namespace {

// An entry that nobody delivers is noticed after this long; a page load apart from the next pass.
constexpr std::int64_t long_waiting = 15 * 60'000;
constexpr std::int64_t day = 24 * 3'600'000;
constexpr std::int64_t old_backup = 7 * day;
// Who synchronises now and then does so at least once a day.
constexpr std::int64_t now_and_then = day;

class Account {
 public:
  Account(const Call& call, bool passing) : call_(call), words_(call.words), passing_(passing) {}

  Result<Stand> write() {
    HV_TRY(gather());
    connection();
    dossier();
    roster();
    if (!passing_) {
      comparison();
      sync();
      backup();
      HV_TRY(doubts());
      HV_TRY(backstop());
    }
    conclude();
    return std::move(stand_);
  }

 private:
  Status gather() {
    Context& context = call_.context;
    now_ = context.clock->now_ms();
    HV_ASSIGN(stand_.system, context.journal->system_state());
    HV_ASSIGN(stand_.outbox,
              passing_ ? context.journal->outbox_open() : context.journal->outbox_counts());
    stand_.trouble = in_trouble(stand_.system) &&
                     (stand_.outbox.waiting() > 0 || stand_.system.paused_until > now_);
    HV_ASSIGN(stand_.tasks, context.journal->sync_tasks());
    HV_ASSIGN(roster_, context.roster->counts());
    stand_.sync_runs = passing_ || sync::task_row(stand_.tasks, sync::life).running;
    std::vector<TaskReport> none;
    HV_ASSIGN(const auto tasks, sync_tasks(call_, none));
    for (const sync::Task& task : tasks) {
      if (task.name == entries_task) continue;
      const std::int64_t due = task.due(sync::task_row(stand_.tasks, task.name), now_);
      (task.name == roster_task ? stand_.next_roster : stand_.next_changes) = std::max(due, now_);
    }
    return ok();
  }

  std::string moment(std::int64_t ms) const {
    return text::moment_words(words_, call_.context.zone, ms, now_);
  }
  std::string since(std::int64_t ms) const {
    return text::since_words(words_, call_.context.zone, ms, now_);
  }
  bool writes() const { return call_.context.adapter->writes(); }
  void line(const char* name, std::string label, std::string text, std::string advice = {}) {
    stand_.lines.push_back({name, std::move(label), std::move(text), std::move(advice)});
  }

  void connection() {
    const hv_adapter_info& info = call_.context.adapter->info();
    const std::string title = info.title != nullptr && *info.title != '\0' ? info.title : info.name;
    line("connection", words_.text("Connected to"),
         writes() ? title
                  : words_.text("{system}, which takes no entries: records stay here",
                                {{"system", title}}));
  }

  void dossier() {
    const auto& outbox = stand_.outbox;
    const auto& system = stand_.system;
    if (!writes() && outbox.waiting() + outbox.stopped == 0) return;
    line("dossier", words_.text("Student files"), queue_words());
    if (system.last_success != 0)
      line("last_success", words_.text("Last filed"), moment(system.last_success));
    if (outbox.stopped > 0)
      line("stopped", words_.text("For a person"),
           words_.plural("{n} entry needs somebody to look at it",
                         "{n} entries need somebody to look at them", outbox.stopped),
           words_.text("See why, and decide: homevisit outbox"));
    if (stand_.trouble || (system.failures > 0 && outbox.waiting() > 0))
      line("error", words_.text("What went wrong"), sentence_of(words_, system.code));
    if (stand_.trouble && system.paused_until > now_)
      line("next_try", words_.text("Next try"), moment(system.paused_until));
  }

  std::string queue_words() const {
    const auto& outbox = stand_.outbox;
    if (outbox.waiting() > 0)
      return words_.text(
          "{entries}, the oldest since {since}",
          {{"entries", words_.plural("{n} entry waits", "{n} entries wait", outbox.waiting())},
           {"since", since(outbox.oldest_waiting)}});
    if (outbox.done > 0)
      return words_.plural("{n} entry filed, none waits", "{n} entries filed, none waits",
                           outbox.done);
    return words_.text("nothing waits");
  }

  void roster() {
    line("roster", words_.text("Roster"), roster_words(), first_read_advice());
    for (const char* name : {roster_task, roster_changes_task}) {
      const journal::SyncTask task = sync::task_row(stand_.tasks, name);
      if (task.failures == 0) continue;
      line("roster_error", words_.text("Reading it failed"), failure_of(task));
      break;
    }
    const std::int64_t next = stand_.next_changes != 0
                                  ? std::min(stand_.next_changes, stand_.next_roster)
                                  : stand_.next_roster;
    if (next != 0 && stand_.sync_runs)
      line("roster_next", words_.text("Read again"),
           next <= now_ ? words_.text("now") : moment(next));
  }

  std::string roster_words() const {
    if (roster_.read_at == 0) return words_.text("not read yet");
    const auto count = [](std::int64_t n) { return std::to_string(n); };
    return words_.text(
        "{students} students, {guardians} guardians, {staff} staff, {groups} groups; read {moment}",
        {{"students", count(roster_.students)},
         {"guardians", count(roster_.guardians)},
         {"staff", count(roster_.staff)},
         {"groups", count(roster_.groups)},
         {"moment", moment(roster_.read_at)}});
  }
  std::string first_read_advice() const {
    if (roster_.read_at != 0) return {};
    return words_.text("Read it now: homevisit refresh. From a file: homevisit import FILE");
  }

  // What the nightly comparison of the student files found.
  void comparison() {
    const journal::SyncTask task = sync::task_row(stand_.tasks, entries_task);
    const sync::Comparisons known = sync::read_comparisons(task.note);
    if (known.last.at != 0)
      line("compared", words_.text("Last compared"), compared_words(known.last),
           known.last.differences == 0
               ? std::string()
               : words_.text("See which, and what to do about each: homevisit reconcile"));
    if (!known.after.empty())
      line("comparing", words_.text("Being compared"),
           words_.plural("{n} entry so far; it goes on at night",
                         "{n} entries so far; it goes on at night", known.under_way.entries));
    if (task.failures > 0) line("compare_error", words_.text("Comparing failed"), failure_of(task));
  }

  std::string compared_words(const sync::Comparison& last) const {
    const std::string entries =
        words_.plural("{n} entry looked at", "{n} entries looked at", last.entries);
    if (last.differences == 0)
      return words_.text("{moment}: {entries}, all as filed",
                         {{"moment", moment(last.at)}, {"entries", entries}});
    return words_.text(
        "{moment}: {entries}, {differences} to what was filed",
        {{"moment", moment(last.at)},
         {"entries", entries},
         {"differences", words_.plural("{n} difference", "{n} differences", last.differences)}});
  }

  std::string failure_of(const journal::SyncTask& task) const {
    return words_.text("{moment}: {sentence}", {{"moment", moment(task.finished_at)},
                                                {"sentence", sentence_of(words_, task.code)}});
  }

  void sync() {
    const journal::SyncTask life = sync::task_row(stand_.tasks, sync::life);
    if (lives_now_and_then())
      return line(
          "sync", words_.text("Synchronising"),
          words_.text("now and then; last {moment}", {{"moment", moment(life.started_at)}}));
    if (stand_.sync_runs)
      return line(
          "sync", words_.text("Synchronising"),
          words_.text("runs; last sign of life {moment}", {{"moment", moment(life.started_at)}}));
    line(
        "sync", words_.text("Synchronising"),
        life.started_at == 0 ? words_.text("has not run yet")
                             : words_.text("does not run; it last did {moment}",
                                           {{"moment", moment(life.started_at)}}),
        words_.text("Start it: systemctl enable --now homevisit-sync, or by hand: homevisit sync"));
  }

  void backup() {
    const auto last = backup::last_success(call_.context.config.journal);
    const bool old = last && now_ - last->at > old_backup;
    line("backup", words_.text("Last backup"),
         last ? moment(last->at) : words_.text("none was made on this machine yet"),
         last && !old ? std::string()
                      : words_.text("Make one each night, onto another machine: homevisit backup "
                                    "FOLDER"));
  }

  Status doubts() {
    HV_ASSIGN(const std::int64_t count,
              call_.context.journal->count_projections(sync::doubts_name));
    stand_.doubts = count;
    if (count > 0)
      line("doubts", words_.text("Who is who"),
           words_.plural("of {n} student the id changed, and somebody must say who it is",
                         "of {n} students the id changed, and somebody must say who they are",
                         count),
           words_.text("See: homevisit students doubts"));
    return ok();
  }

  // R44: the colleague in the background hears it on their own page; here stands only how many.
  Status backstop() {
    HV_ASSIGN(const int overdue, overdue_visits(call_.context));
    if (overdue > 0)
      line("backstop", words_.text("On a visit"),
           words_.plural("of {n} visit nobody has said yet that it is over",
                         "of {n} visits nobody has said yet that they are over", overdue),
           words_.text("The colleague in the background sees which, under \"In the background\""));
    return ok();
  }

  bool lives_now_and_then() const {
    const journal::SyncTask life = sync::task_row(stand_.tasks, sync::life);
    return !stand_.sync_runs && life.code == sync::lived_once && now_ >= life.started_at &&
           now_ - life.started_at < now_and_then;
  }
  bool never_delivered() const {
    return sync::task_row(stand_.tasks, sync::life).started_at == 0 &&
           stand_.system.last_success == 0;
  }
  bool nobody_delivers() const {
    return !stand_.sync_runs && stand_.outbox.waiting() > 0 &&
           (never_delivered() || now_ - stand_.outbox.oldest_waiting > long_waiting);
  }
  bool never_exchanged() const {
    return roster_.read_at == 0 && stand_.system.last_success == 0 &&
           stand_.outbox.waiting() + stand_.outbox.stopped == 0;
  }
  bool fails(const char* task) const { return sync::task_row(stand_.tasks, task).failures > 0; }

  std::string waiting_words() const {
    return words_.plural(
        "{n} entry waits. Nothing is lost; it goes by itself when the system is back.",
        "{n} entries wait. Nothing is lost; they go by themselves when the system is back.",
        stand_.outbox.waiting());
  }

  // The worst first; what needs a person before what passes by itself.
  void conclude() {
    const auto& outbox = stand_.outbox;
    if (stand_.trouble) {
      stand_.standing = Standing::trouble;
      stand_.summary = trouble_sentence(words_, call_.context.zone, stand_.system, now_);
      if (outbox.waiting() > 0) stand_.summary += " " + waiting_words();
    } else if (nobody_delivers()) {
      stand_.standing = Standing::attention;
      stand_.summary =
          words_.plural("{n} entry waits, and no program delivers it.",
                        "{n} entries wait, and no program delivers them.", outbox.waiting());
    } else if (fails(roster_task) || fails(roster_changes_task)) {
      stand_.standing = Standing::trouble;
      stand_.summary = words_.text(
          "The roster could not be read. What was read before stays; it is tried again by itself.");
    } else if (fails(entries_task)) {
      stand_.standing = Standing::trouble;
      stand_.summary = words_.text(
          "The entries in the student files could not be compared with what was filed. It is tried "
          "again by itself.");
    } else if (!passing_ && never_exchanged()) {
      stand_.standing = Standing::attention;
      stand_.summary = words_.text("Nothing has been exchanged with the student system yet.");
    }
    if (outbox.stopped > 0) {
      stand_.standing = Standing::attention;
      const std::string more =
          words_.plural("{n} entry needs somebody to look at it.",
                        "{n} entries need somebody to look at them.", outbox.stopped);
      stand_.summary = stand_.summary.empty() ? more : more + " " + stand_.summary;
      stand_.advice = words_.text("See why, and decide: homevisit outbox");
    }
    if (stand_.summary.empty() && stand_.doubts > 0) {
      stand_.standing = Standing::attention;
      stand_.summary = words_.text("Somebody must say who is who.");
      stand_.advice = words_.text("See whom, and decide: homevisit students doubts");
    }
    if (stand_.summary.empty()) stand_.summary = words_.text("All is well.");
  }

  const Call& call_;
  const text::Catalogue& words_;
  const bool passing_;
  std::int64_t now_ = 0;
  journal::RosterCounts roster_;
  Stand stand_;
};

}  // namespace

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::trouble:
      return "trouble";
    case Standing::attention:
      return "attention";
    case Standing::well:
      break;
  }
  return "well";
}

Result<Stand> how_it_stands(const Call& call, bool passing) {
  return Account(call, passing).write();
}

}  // namespace homevisit::operations
