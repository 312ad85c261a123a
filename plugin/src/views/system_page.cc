// For IT: what is connected, what waits, what went wrong in words, what to do. No student is named.
#include <array>

#include "text/msg.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/views.h"

namespace homevisit::views {
namespace {

using text::msg;

struct CheckName {
  std::string_view name;
  const char* english;
};
constexpr std::array kCheckNames = {
    CheckName{"journal", msg("Journal")}, CheckName{"key", msg("Key")},
    CheckName{"disk", msg("Disk")},       CheckName{"adapter", msg("Adapter")},
    CheckName{"roster", msg("Roster")},   CheckName{"dossier", msg("Student files")},
};

std::string check_name(const std::string& name, const text::Catalogue& words) {
  for (const auto& [known, english] : kCheckNames)
    if (known == name) return words.text(english);
  return name;
}

void fill_roster(const SystemModel& model, const text::Catalogue& words, const Block& body) {
  const auto add = [&](const std::string& name, std::int64_t count) {
    body.add("COUNT").set("NAME", name).set("NUMBER", std::to_string(count));
  };
  add(words.text("Students"), model.students);
  add(words.text("Guardians"), model.guardians);
  add(words.text("Staff"), model.staff);
  add(words.text("Groups"), model.groups);
}

void fill_queue(const SystemModel& model, const text::Catalogue& words, const Block& body) {
  const auto add = [&](const std::string& name, std::int64_t count) {
    body.add("QUEUE").set("NAME", name).set("NUMBER", std::to_string(count));
  };
  add(words.text("Waiting to be filed"), model.queued);
  add(words.text("Being looked up, because the answer did not arrive"), model.unknown);
  add(words.text("For a person to decide"), model.stopped);
  add(words.text("Filed"), model.done);
}

}  // namespace

std::string system_page(const Frame& frame, const SystemModel& model) {
  const text::Catalogue& words = *frame.words;
  FramedPage page(frame, "system", words.text("Connection"));
  const Block body = page.body();
  body.set("VERSION", model.version);
  body.set("ADAPTER", model.adapter_title.empty() ? model.adapter : model.adapter_title);
  body.set("WRITES", model.writes
                         ? words.text("Entries are put into the student files.")
                         : words.text("This system takes no entries: reports stay here, and the "
                                      "page is opened from the student's file."));
  body.line("ROSTER_READ", model.roster_read_at);
  body.show_if(model.roster_read_at.empty(), "ROSTER_NOT_READ");
  body.line("OLDEST", model.oldest_waiting);
  body.line("SUMMARY", model.summary);
  body.line("ADVICE", model.advice);
  for (const SystemLine& line : model.lines) {
    const Block item = body.add("LINE");
    item.set("LABEL", line.label).set("VALUE", line.text);
    item.line("ADVICE", line.advice);
  }
  fill_roster(model, words, body);
  fill_queue(model, words, body);
  if (model.checks.empty()) return page.html();
  const Block checks = body.add("CHECKS");
  for (const SystemCheck& check : model.checks) {
    const Block item = checks.add("CHECK");
    item.set("NAME", check_name(check.name, words));
    item.set("RESULT", check.ok ? words.text("in order") : words.text("needs attention"));
    item.line("MESSAGE", check.message);
    if (!check.ok) item.line("ADVICE", check.advice);
  }
  return page.html();
}

}  // namespace homevisit::views
