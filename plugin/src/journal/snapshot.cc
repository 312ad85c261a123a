#include "journal/snapshot.h"

#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "base/disk.h"
#include "journal/events.h"
#include "journal/open_journal.h"
#include "journal/reading.h"
#include "journal/schema.h"

namespace homevisit::journal {

Snapshot::Snapshot(Snapshot&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      size_(other.size_),
      journal_(other.journal_),
      end_(other.end_) {}

Snapshot::~Snapshot() {
  if (file_ >= 0) ::close(file_);
}

Status Snapshot::read(std::int64_t offset, std::span<std::uint8_t> into) const {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t got = ::pread(file_, into.data() + done, into.size() - done,
                                offset + static_cast<std::int64_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      return Error{HV_UNAVAILABLE, "copy_unreadable",
                   fmt::format("The copy of the journal cannot be read back ({}). Look at the "
                               "system log of this machine's disk.",
                               got == 0 ? "it is too short" : ::strerror(errno))};
    done += static_cast<std::size_t>(got);
  }
  return ok();
}

namespace {

Result<ChainEnd> chain_end(Store& store, Session& session) {
  HV_ASSIGN(const Head head, read_head(store, session));
  ChainEnd end;
  end.events = head.seq;
  end.hash = head.hash;
  if (head.seq == 0) return end;
  HV_ASSIGN(const auto row, session.one<Bytes>("SELECT id FROM events WHERE seq = :seq", head.seq));
  if (!row)
    return Error{HV_DATA_LOSS, "chain_broken",
                 "The last event of the journal is missing. Run 'homevisit audit verify', and "
                 "restore the journal from a backup."};
  HV_ASSIGN(const Uuid id, uuid_of(std::get<0>(*row)));
  end.last_event_at = id.ms();
  return end;
}

}  // namespace

// The transaction lasts as long as copying on this machine's disk takes, however slow the place is
// that the copy goes to: a transaction that stays open would let the write-ahead log grow.
Result<Snapshot> OpenJournal::snapshot(const CallControl& control) {
  HV_ASSIGN(const auto session, pool_.reader());
  HV_ASSIGN(const Reading reading, Reading::begin(*session));
  HV_ASSIGN(const ChainEnd end, chain_end(store_, *session));
  HV_ASSIGN(const auto pages, session->one<std::int64_t>("PRAGMA page_count"));
  HV_ASSIGN(const auto page, session->one<std::int64_t>("PRAGMA page_size"));
  if (!pages || !page)
    return Error{HV_INTERNAL, "database_failed", "SQLite does not say how large the journal is."};
  const std::int64_t size = std::get<0>(*pages) * std::get<0>(*page);
  HV_TRY(check_room(store_.path, size));
  HV_ASSIGN(const int file,
            copy_pages(session->connection(), store_.path, std::get<0>(*pages), control));
  Snapshot snapshot(file, size, store_.journal, end);
  struct stat info {};
  if (::fstat(file, &info) != 0 || info.st_size != size)
    return Error{HV_INTERNAL, "copy_incomplete",
                 fmt::format("The copy of the journal has {} bytes and should have {}; please "
                             "report this.",
                             info.st_size, size)};
  return snapshot;
}

}  // namespace homevisit::journal
