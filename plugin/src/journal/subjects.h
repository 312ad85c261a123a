// Who the journal is about: each subject has a UUID and a key of its own, and is found by the ids
// that the SIS gives. Subject 1 is the system itself.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/status.h"
#include "base/uuid.h"
#include "crypto/key_ring.h"
#include "journal/session.h"

namespace homevisit::journal {

// What every part of one open journal shares. [any]
struct Store {
  Store(std::string path_in, std::string system_in, Secret master, const Clock& clock_in,
        Random& random_in)
      : path(std::move(path_in)),
        system(std::move(system_in)),
        ring(std::move(master)),
        clock(clock_in),
        random(random_in) {}

  const std::string path;
  const std::string system;
  crypto::KeyRing ring;
  const Clock& clock;
  Random& random;
  Uuid journal;
};

struct Subject {
  std::int64_t id = 0;
  Uuid uuid;
  std::shared_ptr<const Secret> key;  // null: destroyed

  // HV_NOT_FOUND when the key was destroyed.
  Result<Bytes> seal(Store&, ByteView text, ByteView context) const;
  Result<std::string> open(ByteView sealed, ByteView context) const;
};

inline constexpr std::int64_t system_subject = 1;

// The subject that goes on under this id: the one that the id was given to, or the one that it was
// merged into (merges.h). student "": the system itself. Nothing when the journal does not know it.
Result<std::optional<Subject>> find_subject(Store&, Session&, const std::string& student);
// The one that the id was given to, merged or not.
Result<std::optional<Subject>> find_own_subject(Store&, Session&, const std::string& student);
Result<Subject> subject_by_id(Store&, Session&, std::int64_t id);
// With the columns of its row. HV_DATA_LOSS for a key that does not open.
Result<Subject> opened_subject(Store&, std::int64_t id, const Bytes& uuid,
                               const std::optional<Bytes>& wrapped_key);
// Inside a writing transaction.
Result<Subject> find_or_make_subject(Store&, Session&, const std::string& student);
Result<Subject> make_subject(Store&, Session&, std::int64_t id);

}  // namespace homevisit::journal
