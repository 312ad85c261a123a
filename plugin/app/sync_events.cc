#include "sync_events.h"

#include <fmt/format.h>

namespace homevisit::app {

std::string SyncEvents::task_line(const Json& task) const {
  const bool entries = task.text("name") == "entries";
  const std::string what =
      entries ? say_("entries", "verslagen") : say_("roster", "leerlingenlijst");
  if (!task.flag("ok")) return fmt::format("{}: {}", what, task.text("message"));
  if (entries) {
    const std::int64_t odd = task.number("differences");
    return fmt::format(
        fmt::runtime(say_("{}: {} compared; {}", "{}: {} vergeleken; {}")), what,
        task.number("entries"),
        odd == 0
            ? std::string(say_("all as they were filed", "alle zoals ze in het dossier gezet zijn"))
            : fmt::format(fmt::runtime(say_("{} are not; see: homevisit reconcile",
                                            "{} niet; kijk met: homevisit reconcile")),
                          odd));
  }
  const bool whole = task.text("read") == "whole";
  return fmt::format(fmt::runtime(whole ? say_("{}: read as a whole; {} changed, {} gone",
                                               "{}: helemaal gelezen; {} veranderd, {} weg")
                                        : say_("{}: changes read; {} changed, {} gone",
                                               "{}: wijzigingen gelezen; {} veranderd, {} weg")),
                     what, task.number("changed"), task.number("removed"));
}

std::vector<std::string> SyncEvents::of(const Reply& reply) {
  std::vector<std::string> lines;
  if (!reply.ok()) {
    const Problem problem = problem_of(reply);
    if (problem.code != failure_ && reply.status != HV_CANCELLED)
      lines.push_back(fmt::format("{} [{}]", problem.message, problem.code));
    failure_ = problem.code;
    return lines;
  }
  failure_.clear();
  const auto answer = Json::parse(reply.text);
  if (!answer) return lines;
  if (const auto delivered = answer->number("delivered"); delivered > 0)
    lines.push_back(
        fmt::format(fmt::runtime(say_("{} filed, {} wait", "{} in het dossier gezet, {} wachten")),
                    delivered, answer->number("waiting")));
  for (const Json& task : answer->items("tasks")) {
    const bool nothing = task.flag("ok") && task.text("read") == "changes" &&
                         task.number("changed") + task.number("removed") == 0;
    if (!nothing && !task.flag("more")) lines.push_back(task_line(task));
  }
  if (answer->text("state") != state_) {
    state_ = answer->text("state");
    lines.push_back(answer->text("summary"));
    if (const std::string error = answer->text("error"); !error.empty() && state_ != "well")
      lines.push_back(error);
  }
  return lines;
}

}  // namespace homevisit::app
