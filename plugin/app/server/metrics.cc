#include "server/metrics.h"

#include <fmt/format.h>

#include <cstdio>
#include <ctime>

namespace homevisit::app {
namespace {

// "2026-10-12T14:03:00.000Z" in seconds since 1970; 0 for none.
std::int64_t seconds_of(const std::string& moment) {
  std::tm time{};
  if (std::sscanf(moment.c_str(), "%d-%d-%dT%d:%d:%d", &time.tm_year, &time.tm_mon, &time.tm_mday,
                  &time.tm_hour, &time.tm_min, &time.tm_sec) != 6)
    return 0;
  time.tm_year -= 1900;
  time.tm_mon -= 1;
  return ::timegm(&time);
}

std::string escaped(const std::string& label) {
  std::string out;
  for (const char c : label) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

class Exposition {
 public:
  void family(const char* name, const char* type, const char* help) {
    name_ = name;
    out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  }
  void value(std::int64_t number) { out_ += fmt::format("{} {}\n", name_, number); }
  void value(const char* label, const std::string& of, std::int64_t number) {
    out_ += fmt::format("{}{{{}=\"{}\"}} {}\n", name_, label, escaped(of), number);
  }
  void gauge(const char* name, const char* help, std::int64_t number) {
    family(name, "gauge", help);
    value(number);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  const char* name_ = "";
};

std::int64_t age(const std::string& moment, std::int64_t now) {
  const std::int64_t then = seconds_of(moment);
  return then == 0 || then > now ? 0 : now - then;
}

void outbox_figures(const Json& outbox, std::int64_t now, Exposition& out) {
  out.family("homevisit_outbox_items", "gauge",
             "Entries for the student system by state; stopped ones need a person.");
  for (const char* state : {"queued", "sending", "unknown", "stopped", "dead"})
    out.value("state", state, outbox.number(state));
  out.gauge("homevisit_outbox_oldest_age_seconds",
            "How long the oldest waiting entry has waited; 0 when none waits.",
            age(outbox.text("oldest_waiting"), now));
  out.family("homevisit_deliveries_total", "counter", "Entries filed in the student system.");
  out.value(outbox.number("done"));
}

void system_figures(const Json& system, Exposition& out) {
  out.gauge("homevisit_system_up",
            "0 while the student system is in trouble and everything waits for it.",
            system.text("trouble_since").empty() ? 1 : 0);
  out.gauge("homevisit_system_failures", "Failures on end since the last success.",
            system.number("failures"));
  out.gauge("homevisit_last_success_timestamp_seconds",
            "When an entry was last filed; 0 for never.", seconds_of(system.text("last_success")));
}

void task_figures(const Json& sync, Exposition& out) {
  out.gauge("homevisit_sync_running", "1 while some process synchronises.",
            sync.flag("running") ? 1 : 0);
  const auto tasks = sync.items("tasks");
  if (tasks.empty()) return;
  out.family("homevisit_sync_task_last_success_timestamp_seconds", "gauge",
             "When a task last went well; 0 for never.");
  for (const Json& task : tasks)
    out.value("task", task.text("name"), seconds_of(task.text("succeeded_at")));
  out.family("homevisit_sync_task_failures", "gauge",
             "Failures of a task on end since it last went well.");
  for (const Json& task : tasks) out.value("task", task.text("name"), task.number("failures"));
}

}  // namespace

std::string metrics_text(const Json& status, std::int64_t now) {
  Exposition out;
  outbox_figures(status["outbox"], now, out);
  system_figures(status["system"], out);
  const Json roster = status["roster"];
  out.gauge("homevisit_roster_students", "Students in the roster.", roster.number("students"));
  out.gauge("homevisit_roster_read_timestamp_seconds",
            "When the roster was last read; 0 for never.", seconds_of(roster.text("read_at")));
  out.gauge("homevisit_roster_age_seconds",
            "How long ago the roster was last read; 0 when it never was.",
            age(roster.text("read_at"), now));
  task_figures(status["sync"], out);
  return out.take();
}

}  // namespace homevisit::app
