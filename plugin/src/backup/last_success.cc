#include "backup/last_success.h"

#include "backup/files.h"
#include "base/date.h"
#include "json/json.h"

namespace homevisit::backup {
namespace {

std::string note_path(const std::string& journal) { return journal + ".last-backup"; }

}  // namespace

Status note_success(const std::string& journal, const LastSuccess& success) {
  json::Writer w;
  w.begin_object().member("at", format_moment(success.at)).member("folder", success.folder);
  w.member("generation", success.generation).member("events", success.events).end_object();
  return write_whole(note_path(journal), as_bytes(w.take() + "\n"));
}

std::optional<LastSuccess> last_success(const std::string& journal) {
  const auto file = read_whole(note_path(journal), 64 << 10);
  if (!file) return std::nullopt;
  const auto note = json::Document::parse(as_text(*file));
  if (!note) return std::nullopt;
  const auto at = parse_moment(note->root()["at"].text());
  const auto generation = note->root()["generation"].integer();
  const auto events = note->root()["events"].integer();
  if (!at || !generation || !events) return std::nullopt;
  return LastSuccess{*at, std::string(note->root()["folder"].text()), *generation, *events};
}

}  // namespace homevisit::backup
