#include "operations/system_state.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <filesystem>

namespace homevisit::operations {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

class Checks {
 public:
  Checks(Context& context, const text::Catalogue& words) : context_(context), words_(words) {}

  std::vector<Check> take() { return std::move(checks_); }

  void add(const char* name, bool ok, std::string message, std::string advice = {}) {
    checks_.push_back({name, std::move(message), ok ? std::string() : std::move(advice), ok,
                       ok ? CheckLevel::good : CheckLevel::problem});
  }

  void key() {
    const Config& config = context_.config;
    if (config.key_file.empty())
      return add("key", true, words_.text("The key comes from a passphrase."));
    struct stat info {};
    const bool there = stat(config.key_file.c_str(), &info) == 0;
    const bool own = there && (info.st_mode & 077) == 0;
    add("key", own,
        own ? words_.text("The key file can be read by its owner only.")
            : words_.text("The key file is missing, or others can read it."),
        words_.text("Put the key file back from your safe copy, or take the rights of others away "
                    "(chmod 600)."));
  }

  void disk() {
    struct statvfs info {};
    const auto folder = std::filesystem::path(context_.config.journal).parent_path();
    if (statvfs(folder.c_str(), &info) != 0) return;
    const auto free_mb =
        static_cast<std::int64_t>(info.f_bavail) * static_cast<std::int64_t>(info.f_frsize) >> 20;
    add("disk", free_mb >= 200,
        words_.text("{n} MB are free on the disk of the journal.",
                    {{"n", std::to_string(free_mb)}}),
        words_.text("Make room: nothing can be recorded on a full disk."));
  }

  Status roster() {
    HV_ASSIGN(const auto counts, context_.roster->counts());
    if (counts.read_at == 0) {
      add("roster", false, words_.text("No students have been read yet."),
          words_.text("Import a file (homevisit import FILE), or refresh the roster."));
      return ok();
    }
    const std::int64_t days = (context_.clock->now_ms() - counts.read_at) / day_ms;
    add("roster", counts.students > 0 && days < 14,
        days < 1 ? words_.text("{students} students, read within the last day.",
                               {{"students", std::to_string(counts.students)}})
                 : words_.text("{students} students, read {days} days ago.",
                               {{"students", std::to_string(counts.students)},
                                {"days", std::to_string(days)}}),
        words_.text("Import a newer file, or refresh the roster: classes may have changed."));
    return ok();
  }

  Status outbox() {
    HV_ASSIGN(const auto counts, context_.journal->outbox_counts());
    add("dossier", counts.stopped == 0,
        counts.stopped == 0
            ? words_.text("{waiting} entries wait to be filed.",
                          {{"waiting", std::to_string(counts.waiting())}})
            : words_.text("{waiting} entries wait to be filed; {dead} need somebody to look at "
                          "them.",
                          {{"waiting", std::to_string(counts.waiting())},
                           {"dead", std::to_string(counts.stopped)}}),
        words_.text("See why, and decide: homevisit outbox"));
    return ok();
  }

  Status journal() {
    HV_ASSIGN(const auto transaction, context_.journal->begin());  // can it be written?
    add("journal", true, words_.text("The journal can be read and written."));
    return ok();
  }

 private:
  Context& context_;
  const text::Catalogue& words_;
  std::vector<Check> checks_;
};

}  // namespace

Result<std::vector<Check>> run_checks(Context& context, const text::Catalogue& words) {
  Checks checks(context, words);
  const auto guarded = [&](const char* name, const Status& status) {
    if (!status)
      checks.add(name, false, words.error(status.error().code, status.error().message), "");
  };
  guarded("journal", checks.journal());
  checks.key();
  checks.disk();
  checks.add(
      "adapter", true,
      words.text("The adapter \"{name}\" is loaded.", {{"name", context.adapter->info().name}}));
  guarded("roster", checks.roster());
  guarded("dossier", checks.outbox());
  return checks.take();
}

std::vector<std::string> capability_names(std::uint64_t bits) {
  static constexpr const char* names[] = {
      "read_students",  "read_guardians",   "read_custody",   "read_staff", "read_groups",
      "read_changes",   "write_note",       "write_document", "amend",      "withdraw",
      "find_by_marker", "carry_structured", "embed"};
  std::vector<std::string> set;
  for (std::size_t i = 0; i < std::size(names); ++i)
    if ((bits >> i & 1) != 0) set.emplace_back(names[i]);
  return set;
}

}  // namespace homevisit::operations
