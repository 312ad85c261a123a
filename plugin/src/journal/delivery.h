// What waits to be delivered to the SIS, how one attempt at it ends, and how the system stands. The
// states and what is to be proved of them: plugin/docs/delivery.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace homevisit::journal {

// A waiting dossier entry. `entry` is sealed under the student's key.
struct OutboxItem {
  std::int64_t id = 0;
  std::string student;              // the SIS's id
  std::vector<std::string> former;  // older ones, under which entries of hers may stand
  std::string marker;
  std::string builds_on;  // marker of the entry that this one adds to or replaces; or ""
  int priority = 1;       // 0 first: withdrawals and answers; 1 the rest
  std::string entry;      // JSON, opened
  int attempts = 0;       // how often it was claimed before
  std::int64_t event_seq = 0;
};

// The first three wait for the system. `dead`: given up by a person, or withdrawn before it was
// ever sent. `stopped`: a person must look.
enum class OutboxState { queued = 1, sending = 2, unknown = 3, done = 4, dead = 5, stopped = 6 };

// How long things last, in milliseconds. What must not end early (lease, settle) goes by the
// machine's uptime, the rest by its clock.
struct DeliveryTerms {
  std::int64_t lease = 60'000;  // nobody else takes an item before
  // A system may still file what it got before a connection broke. Only a look-up that begins this
  // long after the end of the sending can say that an entry is not there.
  std::int64_t settle = 120'000;
  // A system in trouble is left alone for a while, twice as long each time, and then tried with one
  // item.
  std::int64_t pause_least = 60'000, pause_most = 900'000;
  // Nothing waits longer than this, whatever a system asks for; a time further away was written
  // before the clock was set back.
  std::int64_t wait_most = 6 * 3'600'000;
};

// An item that this process alone may deliver, until its lease ends.
struct Claim {
  OutboxItem item;
  bool unknown = false;  // look it up before sending
  std::int64_t absent_after =
      0;  // uptime: a look-up that begins before cannot say that it is not there
  std::int64_t lease_until = 0;  // uptime
  int attempt() const { return item.attempts + 1; }
};

// How an attempt ended.
struct Settlement {
  enum class Outcome {
    done,     // the entry is in the SIS
    again,    // it certainly is not; send it, not before `wait`
    unknown,  // to be looked up: at once after sending, ever later (1 s to 5 minutes) else
    stopped   // a person must look
  };
  enum class System {
    silent,    // it says nothing of the system
    well,      // the system answered as it should
    doubtful,  // it may be in trouble: it is, when this comes three times on end
    trouble    // it is away, does not let us in, or asks us to wait
  };

  std::int64_t item = 0;
  int attempt = 0;  // of the claim: another's item is left alone
  Outcome outcome = Outcome::again;
  std::string code;               // of what went wrong; "" else
  std::string entry_id, version;  // done: of the SIS
  // done: it was not put in the place of what it amends, for a colleague has changed that: the row
  // that filed it. 0: none.
  std::int64_t beside = 0;
  bool sent = false;      // unknown: something was sent
  std::int64_t wait = 0;  // again: milliseconds
  System system = System::silent;
  std::int64_t retry_after = -1;  // trouble: what the system asked for, milliseconds; -1: nothing
};

struct OutboxCounts {
  std::int64_t queued = 0, sending = 0, unknown = 0, done = 0, dead = 0, stopped = 0;
  std::int64_t oldest_waiting = 0;  // milliseconds since 1970; 0: none waits

  std::int64_t waiting() const { return queued + sending + unknown; }
};

// How the system stands as far as delivering goes; moments in milliseconds since 1970, 0: never.
struct SystemState {
  std::int64_t last_success = 0;
  std::int64_t trouble_since = 0;  // 0: all is well
  std::int64_t paused_until = 0;
  std::int64_t failures = 0;  // on end
  std::string code;           // of the last failure, "" after a success
};

// What was found when an entry was last looked at in the SIS.
enum class Seen {
  not_looked = 0,
  as_filed = 1,
  missing = 2,
  altered = 3,
  twice = 4,
  made_void = 5
};

// How one event stands with the SIS.
struct Delivery {
  std::int64_t event_seq = 0;
  OutboxState state = OutboxState::queued;
  Seen seen = Seen::not_looked;
};

// One row of a student's outbox, with what was or is to be sent (JSON, opened; "" where it cannot
// be opened any more).
struct OutboxRow {
  std::int64_t id = 0;
  std::string marker, builds_on;
  OutboxState state = OutboxState::queued;
  std::string code;  // done: "filed_beside" where it does not stand in the place of what it amends
  Seen seen = Seen::not_looked;
  std::int64_t seen_at = 0;  // milliseconds since 1970; 0: never
  std::string entry;
};
inline constexpr char filed_beside[] = "filed_beside";

// Where the SIS holds an entry.
struct Filing {
  std::string entry_id, version;
  bool beside = false;  // not in the place of what it amends
};

// What a look into the SIS found of one row.
struct Sight {
  std::int64_t item = 0;
  Seen seen = Seen::as_filed;
  bool repair = false;  // missing: look it up and send it again
};

// One item for a person to look at, without what it says.
struct OutboxLine {
  std::int64_t id = 0;
  std::string student, marker;
  OutboxState state = OutboxState::queued;
  std::int64_t queued_at = 0;  // milliseconds since 1970
  std::int64_t attempts = 0;
  std::string code;
};

// What a person says about an item that is stopped.
enum class Decision {
  again,    // look it up, and send it where it is not there
  give_up,  // it shall not be sent
  filed     // it is there: a person saw it or put it there
};

}  // namespace homevisit::journal
