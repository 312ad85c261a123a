// The journal: append-only events, each body sealed under a key of its own student, all in one hash
// chain. The exact format is in plugin/docs/journal-format.md.
//
// Nothing is updated in place and nothing is deleted, but by destroying a student's key.
// What stands beside the events (projections, outbox, drafts) can be made again from them or is
// worthless after delivery.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/status.h"
#include "base/uuid.h"
#include "journal/delivery.h"
#include "journal/sync_task.h"

namespace homevisit::journal {

// What an event is read for. Only `dossier` makes the student's history.
// `school`: the programme, notices, staff and evaluation, under no student.
enum class Stream { dossier = 1, access = 2, system = 3, school = 4 };

struct Event {
  std::int64_t seq = 0;  // place in the chain, from 1
  Uuid id;               // its moment is when it was recorded
  Stream stream = Stream::dossier;
  std::string body;  // JSON, opened
};

struct Projection {
  std::int64_t upto_seq = 0;  // the last event of the student's dossier stream that it contains
  std::string body;           // JSON, opened
};

// The ids by which the SIS knows and knew one student: all of them lead to one file.
struct StudentIds {
  std::string current;              // "" where the journal does not know the student
  std::vector<std::string> former;  // older ones
  bool held = false;  // `current` seems to be somebody else's by now: a person is to decide
};

struct Draft {
  std::string body;           // JSON, opened
  std::int64_t saved_at = 0;  // milliseconds since 1970
};

class Snapshot;  // snapshot.h

// One writing transaction (BEGIN IMMEDIATE): decide on what is there, append, commit. Destroyed
// before commit(): nothing happened. Holds the journal's write lock. [one thread]
class Transaction {
 public:
  virtual ~Transaction() = default;

  // The event that an earlier submission with this key made (32 bytes, a digest), if any.
  virtual Result<std::optional<Event>> find_submission(ByteView key) = 0;
  // Events of one student, in order. An unknown student has none.
  virtual Result<std::vector<Event>> events(const std::string& student, Stream) = 0;
  virtual Result<std::int64_t> head(const std::string& student) = 0;

  // The place in the chain that the next append() takes.
  virtual Result<std::int64_t> next_seq() = 0;

  // student "": an event of the system itself. The student's key is made at the first event.
  // `submission` empty: none. Returns the seq.
  virtual Result<std::int64_t> append(const std::string& student, Stream, const Uuid& id,
                                      std::string_view body, ByteView submission = {}) = 0;
  virtual Status put_projection(const std::string& student, const std::string& name,
                                const Projection&) = 0;
  virtual Status enqueue(const OutboxItem&) = 0;
  // HV_FAILED_PRECONDITION where the item is not stopped (`again`: nor given up).
  virtual Status decide(std::int64_t item, Decision) = 0;
  virtual Result<bool> has_event(const Uuid& id) = 0;
  // Notes what stands in the SIS already, as delivered. It is never sent.
  virtual Status note_filed(const OutboxItem&, const Filing&) = 0;
  virtual Status remove_draft(const std::string& owner, const std::string& student,
                              const std::string& form) = 0;
  virtual Result<std::optional<Projection>> projection(const std::string& student,
                                                       const std::string& name) = 0;
  virtual Status remove_projection(const std::string& student, const std::string& name) = 0;

  // Which ids lead to which file; see merges.h. A file's events are those of all its ids, in order.
  virtual Result<StudentIds> ids(const std::string& student) = 0;
  // `from`'s file goes on under `into`, which becomes the id in use.
  virtual Status merge(const std::string& from, const std::string& into) = 0;
  // Undoes the merge of the file that this id was given to.
  virtual Status part(const std::string& student) = 0;
  virtual Status use_id(const std::string& student) = 0;
  virtual Status hold_id(const std::string& student) = 0;
  virtual Status rename_id(const std::string& student, const std::string& kept_as) = 0;

  // After OK everything is on the disk (fsync). After an error nothing is.
  virtual Status commit() = 0;
};

struct Options {
  std::string path;
  std::string system;  // the SIS whose ids name the students: the adapter's name
  Secret master_key;   // 32 bytes; see crypto/master_key.h
  const Clock* clock = nullptr;
  Random* random = nullptr;
  int busy_timeout_ms = 5000;
  // For create() with a key from a passphrase: the salt (16 bytes) that the key was made with.
  // Empty: a random one.
  Bytes salt;
};

struct Verification {
  std::int64_t events = 0, students = 0, projections = 0;
  std::string last_hash;  // hexadecimal
  std::vector<std::string>
      problems;  // empty: all is well; each a sentence with the seq, no content
};

// [any]; several processes may have the same journal open.
class Journal {
 public:
  // Makes a new, empty journal (mode 0600). HV_ALREADY_EXISTS where the file is there.
  static Status create(const Options&);
  // HV_NOT_FOUND; HV_DATA_LOSS for a damaged file, a broken end of the chain or another key;
  // HV_UNSUPPORTED for a newer format. Does not read the whole journal.
  static Result<std::unique_ptr<Journal>> open(const Options&);
  // The salt of a journal, which needs no key: a passphrase becomes the key by it.
  static Result<Bytes> salt(const std::string& path);
  virtual ~Journal() = default;

  // Of this journal and of every copy of it.
  virtual const Uuid& id() const = 0;

  virtual Result<std::unique_ptr<Transaction>> begin() = 0;

  // Another number whenever anything has been committed since, by whatever process; to be compared
  // with earlier ones of this Journal only. Costs a microsecond: caches ask it before anything
  // else.
  virtual Result<std::int64_t> version() = 0;

  virtual Result<std::vector<Event>> events(const std::string& student, Stream) = 0;
  // The seq of the student's last dossier event; 0: none. Cheap: caches hang on it.
  virtual Result<std::int64_t> head(const std::string& student) = 0;
  virtual Result<std::optional<Projection>> projection(const std::string& student,
                                                       const std::string& name) = 0;
  virtual Result<std::vector<Delivery>> deliveries(const std::string& student) = 0;
  // Goes up whenever anything in the outbox of this student changes; caches hang on it too.
  virtual Result<std::int64_t> delivery_version(const std::string& student) = 0;

  virtual Result<StudentIds> ids(const std::string& student) = 0;

  // Every student that has events, by the id in use; none whose id is held. `visit` returns an
  // error to stop.
  virtual Status each_student(const std::function<Status(const std::string& student)>& visit) = 0;
  // Those of them that have dossier events and no projection of this name.
  virtual Status each_student_without(
      const std::string& name, const std::function<Status(const std::string& student)>& visit) = 0;
  // Every projection of this name, with the ids of its student.
  virtual Status each_projection(
      const std::string& name,
      const std::function<Status(const StudentIds& student, const Projection&)>& visit) = 0;
  virtual Result<std::int64_t> count_projections(const std::string& name) = 0;

  // Drafts are kept per owner (who is typing), student and form, sealed under the student's key.
  virtual Status put_draft(const std::string& owner, const std::string& student,
                           const std::string& form, std::string_view body) = 0;
  virtual Result<std::optional<Draft>> draft(const std::string& owner, const std::string& student,
                                             const std::string& form) = 0;
  virtual Status remove_draft(const std::string& owner, const std::string& student,
                              const std::string& form) = 0;

  // The outbox. claim() commits `sending` before it returns; an item whose sender did not come back
  // within its lease is claimed as unknown. Order per student is kept: by priority, then as
  // enqueued, one at a time; what goes first takes along the waiting items of its marker. A stopped
  // item holds up what builds on it, and nothing else. Nothing while the system is paused; after
  // the pause, one item.
  // At most `most` items, each of another student, in one commit; `settled`: how attempts before
  // ended, in the same one.
  virtual Result<std::vector<Claim>> claim(const DeliveryTerms&, std::int64_t most,
                                           std::span<const Settlement> settled = {}) = 0;
  // One item, if there is one.
  Result<std::optional<Claim>> claim(const DeliveryTerms& terms) {
    auto claims = claim(terms, 1, {});
    if (!claims) return std::move(claims).error();
    if (claims->empty()) return std::optional<Claim>();
    return std::optional<Claim>(std::move(claims->front()));
  }
  // False: the lease had run out and another process has the item; nothing was changed.
  virtual Result<bool> settle(const DeliveryTerms&, const Settlement&) = 0;
  // What waits, counted up to `most`: cheap, however long the outbox is.
  virtual Result<std::int64_t> count_waiting(std::int64_t most) = 0;
  virtual Result<OutboxCounts> outbox_counts() = 0;
  // The same without what is done with (done, dead), which costs more the longer the outbox is.
  virtual Result<OutboxCounts> outbox_open() = 0;
  virtual Result<SystemState> system_state() = 0;
  // What is stopped first, then what waits, the oldest first.
  virtual Result<std::vector<OutboxLine>> outbox_lines(std::int64_t limit) = 0;
  // The entry as it was delivered last under this marker (JSON, opened); none where none was.
  virtual Result<std::optional<std::string>> filed_entry(const std::string& student,
                                                         const std::string& marker) = 0;
  // All rows of a student, in the order in which they were enqueued.
  virtual Result<std::vector<OutboxRow>> outbox_of(const std::string& student) = 0;
  // Notes what was found in the SIS. False, and nothing is noted, where the student's outbox is no
  // longer as it was at `delivery_version`.
  virtual Result<bool> note_seen(const std::string& student, std::int64_t delivery_version,
                                 const std::vector<Sight>&) = 0;

  // What is done beside delivering. Whoever begins a run holds the task for `lease` milliseconds of
  // uptime, or until he ends it; nobody else begins it before. `seen_runs`: of the row that the
  // decision hangs on; false: somebody else has begun it since, or holds it.
  virtual Result<std::vector<SyncTask>> sync_tasks() = 0;
  virtual Result<bool> begin_sync_task(const std::string& name, std::int64_t seen_runs,
                                       std::int64_t lease) = 0;
  // Of a run that is another's by now, all three change nothing. `code` "": it went well, and
  // `note` is kept for the next run.
  virtual Status hold_sync_task(const std::string& name, std::int64_t run, std::int64_t lease) = 0;
  virtual Status end_sync_task(const std::string& name, std::int64_t run, const std::string& code,
                               const std::string& note = {}) = 0;
  // It has not come to its end, and goes on in another run, from what `note` says.
  virtual Status leave_sync_task(const std::string& name, std::int64_t run,
                                 const std::string& note) = 0;
  // A process says that it is there, for the next `lease` milliseconds; `how` stands as its code.
  virtual Status show_life(const std::string& name, std::int64_t lease, const std::string& how) = 0;

  // Erases a student: destroys the key and what stands beside the events; the sealed events stay in
  // the chain, which still verifies. Cannot be undone but by a backup that has the key.
  virtual Status destroy_key(const std::string& student) = 0;

  // The journal as it is now, for a backup. Holds up no writer, and none fails because of it.
  // HV_RESOURCE_EXHAUSTED where the copy would leave the journal's own disk too little room.
  virtual Result<Snapshot> snapshot(const CallControl&) = 0;

  // For a journal that was restored from an older copy: whatever waited then may have been filed
  // since. All of it becomes `unknown`, to be looked up before it is sent; leases and waits end.
  // Gives how many.
  virtual Result<std::int64_t> doubt_deliveries() = 0;

  // Walks the whole chain and opens every body; quick_check of the file. `check_projection` is
  // asked for every stored projection whether it equals what the events give; for those of the
  // system itself (student "") whether it is what it should be.
  virtual Result<Verification> verify(
      const CallControl&,
      const std::function<Result<bool>(const std::string& student, const std::string& name,
                                       const Projection&)>& check_projection) = 0;
};

}  // namespace homevisit::journal
