#include "commands/backup_text.h"

#include <fmt/format.h>

#include <filesystem>

#include "table.h"

namespace homevisit::app {
namespace {

// "2026-10-12T03:00:00.000Z" for people.
std::string moment_text(const std::string& moment) {
  return moment.size() < 16 ? moment : moment.substr(0, 10) + " " + moment.substr(11, 5);
}

}  // namespace

std::string backup_folder(const std::string& given) {
  std::error_code failed;
  const auto path = std::filesystem::absolute(given, failed);
  return failed ? given : path.lexically_normal().string();
}

std::string generation_text(const Json& generation, const Words& say) {
  std::string text =
      fmt::format("{} {} {} {}, {} {}", say("number", "nummer"), generation.number("number"),
                  say("of", "van"), moment_text(generation.text("taken_at")),
                  generation.number("events"), say("events", "gebeurtenissen"));
  if (const std::string last = generation.text("last_event_at"); !last.empty())
    text += fmt::format(", {} {}", say("the last of", "de laatste van"), moment_text(last));
  return text + " (UTC)";
}

std::string size_text(std::int64_t bytes) {
  if (bytes < 1'000'000) return fmt::format("{} KB", (bytes + 999) / 1000);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void show_problems(const Json& answer) {
  for (const Json& problem : answer.items("problems")) print("! " + problem.text() + "\n");
}

int show_generations(const Program& program, const Json& answer) {
  const Words& say = program.say;
  Table table({say("Number", "Nummer"), say("Copied (UTC)", "Gekopieerd (UTC)"),
               say("Events", "Gebeurtenissen"), say("Last event", "Laatste gebeurtenis"),
               say("Size", "Grootte")});
  for (const Json& one : answer.items("generations"))
    table.add({std::to_string(one.number("number")), moment_text(one.text("taken_at")),
               std::to_string(one.number("events")), moment_text(one.text("last_event_at")),
               size_text(one.number("size"))});
  if (!table.empty()) print(table.str());
  show_problems(answer);
  return answer.flag("ok") ? kExitOk : kExitRefused;
}

}  // namespace homevisit::app
