// Making and opening a journal.
#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/new_file.h"
#include "crypto/master_key.h"
#include "crypto/seal.h"
#include "journal/encoding.h"
#include "journal/events.h"
#include "journal/open_journal.h"
#include "journal/reading.h"
#include "journal/schema.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

constexpr const char* kind = "journal";
constexpr std::string_view check_text = "homevisit journal";
constexpr std::int64_t events_checked_at_open = 16;

const Clock& clock_of(const Options& options) {
  return options.clock != nullptr ? *options.clock : system_clock();
}
Random& random_of(const Options& options) {
  return options.random != nullptr ? *options.random : system_random();
}

Status check_options(const Options& options) {
  if (options.master_key.size() != crypto::key_size)
    return Error{HV_INVALID_ARGUMENT, "master_key_size",
                 fmt::format("The journal's master key must have {} bytes.", crypto::key_size)};
  if (options.path.empty() || options.system.empty())
    return Error{HV_INVALID_ARGUMENT, "journal_options",
                 "The journal needs a path and the name of the system whose ids it keeps."};
  return ok();
}

Error exists(const std::string& path) {
  return {HV_ALREADY_EXISTS, "journal_exists",
          fmt::format("There is already a file {}; a journal is never overwritten. Open it, or "
                      "choose another path.",
                      path)};
}

Error not_made(const std::string& path, int number) {
  const bool full = number == ENOSPC || number == EDQUOT;
  return {
      full ? HV_RESOURCE_EXHAUSTED : HV_PERMISSION_DENIED, full ? "disk_full" : "journal_not_made",
      fmt::format("The journal {} cannot be made: {}. Check the folder, its permissions and the "
                  "room on the disk.",
                  path, ::strerror(number))};
}

Status check_file(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      return Error{HV_NOT_FOUND, "journal_missing",
                   fmt::format("There is no journal {}. Check the path in the configuration, or "
                               "make a new journal with 'homevisit init'.",
                               path)};
    return Error{HV_PERMISSION_DENIED, "journal_forbidden",
                 fmt::format("The journal {} cannot be reached: {}. Give its folder to the user "
                             "that runs this program.",
                             path, ::strerror(errno))};
  }
  // SQLite takes an empty file for a new database and would fill it.
  if (!S_ISREG(info.st_mode) || info.st_size == 0)
    return Error{HV_DATA_LOSS, "not_a_journal",
                 fmt::format("The file {} is not a homevisit journal. Check the path in the "
                             "configuration, or restore the journal from a backup.",
                             path)};
  if (::access(path.c_str(), R_OK) != 0)
    return Error{HV_PERMISSION_DENIED, "journal_forbidden",
                 fmt::format("The journal {} may not be read. Give it to the user that runs this "
                             "program.",
                             path)};
  return ok();
}

Status fill(const Options& options, const std::string& path, Bytes salt) {
  Random& random = random_of(options);
  Store store(path, options.system, options.master_key, clock_of(options), random);
  store.journal = Uuid::make(store.clock, random);
  if (salt.empty()) {
    salt.resize(16);
    random.fill(salt.data(), salt.size());
  }
  HV_ASSIGN(const auto session, Session::open(path, kind, options.busy_timeout_ms));
  HV_TRY(session->script(fmt::format("PRAGMA application_id={}; PRAGMA user_version={};",
                                     application_id, format_version)));
  HV_ASSIGN(Writing writing, Writing::begin(*session));
  HV_TRY(session->script(journal_schema));
  HV_TRY(session->script(delivery_schema));
  const ByteView uuid = store.journal.view();
  HV_TRY(write_meta(*session, "journal", Bytes(uuid.begin(), uuid.end())));
  HV_TRY(write_meta(*session, "salt", salt));
  HV_ASSIGN(const Bytes check, crypto::seal(options.master_key, as_bytes(check_text),
                                            check_context(store.journal), random));
  HV_TRY(write_meta(*session, "check", check));
  Head head;
  HV_ASSIGN(head.hash, genesis_hash(store.journal));
  HV_TRY(write_head(store, *session, head));
  HV_ASSIGN(const Subject subject, make_subject(store, *session, system_subject));
  HV_TRY(writing.commit());
  // All of it must be in the file itself, which alone is put into place. Closing would move it
  // there, too, but tell nobody when it cannot.
  HV_ASSIGN(const auto moved,
            (session->one<std::int64_t, std::int64_t>("PRAGMA wal_checkpoint(TRUNCATE)")));
  if (moved && std::get<0>(*moved) == 0) return ok();
  return not_made(options.path, EIO);
}

}  // namespace

// Made apart and then linked into place: whoever sees the file sees a whole journal.
Status Journal::create(const Options& options) {
  HV_TRY(check_options(options));
  if (::access(options.path.c_str(), F_OK) == 0) return exists(options.path);
  NewFile made(options.path, random_of(options));
  const int fd = made.make();
  if (fd < 0) return not_made(options.path, errno);
  ::close(fd);
  HV_TRY(fill(options, made.path(), options.salt));
  const int failed = made.put_in_place();
  if (failed == EEXIST) return exists(options.path);
  return failed == 0 ? ok() : Status(not_made(options.path, failed));
}

Status OpenJournal::check() {
  HV_TRY(update_format());
  HV_ASSIGN(const auto session, pool_.reader());
  // One snapshot: an event that another process appends meanwhile must not look like damage.
  HV_ASSIGN(const Reading reading, Reading::begin(*session));
  HV_TRY(check_format(*session, store_.path));
  HV_ASSIGN(const Bytes uuid, read_meta(*session, "journal"));
  HV_ASSIGN(store_.journal, uuid_of(uuid));
  HV_ASSIGN(const Bytes check, read_meta(*session, "check"));
  const auto text = crypto::open(store_.ring.master(), check, check_context(store_.journal));
  if (!text || *text != check_text)
    return Error{HV_DATA_LOSS, "wrong_key",
                 fmt::format("The journal {} does not open with this master key. Use the key file "
                             "or passphrase that it was made with.",
                             store_.path)};
  return check_end(store_, *session, events_checked_at_open);
}

Status OpenJournal::update_format() {
  {
    HV_ASSIGN(const auto session, pool_.reader());
    HV_TRY(check_format(*session, store_.path));
    HV_ASSIGN(const auto version, session->one<std::int64_t>("PRAGMA user_version"));
    if (version && std::get<0>(*version) == format_version) return ok();
  }
  HV_ASSIGN(const auto session, pool_.writer());
  return bring_up_to_date(*session);
}

Result<std::unique_ptr<Journal>> Journal::open(const Options& options) {
  HV_TRY(check_options(options));
  HV_TRY(check_file(options.path));
  auto journal = std::make_unique<OpenJournal>(options, clock_of(options), random_of(options));
  HV_TRY(journal->check());
  return std::unique_ptr<Journal>(std::move(journal));
}

Result<Bytes> Journal::salt(const std::string& path) {
  HV_TRY(check_file(path));
  HV_ASSIGN(const auto session, Session::open(path, kind, 5000));
  HV_TRY(check_format(*session, path));
  return read_meta(*session, "salt");
}

}  // namespace homevisit::journal
