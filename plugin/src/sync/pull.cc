#include "sync/pull.h"

#include <fmt/format.h>

#include "sync/roster_record.h"

namespace homevisit::sync {
namespace {

struct Part {
  hv_kind kind;
  std::uint64_t capability;
};
constexpr Part kParts[] = {
    {HV_KIND_STUDENT, HV_CAN_READ_STUDENTS}, {HV_KIND_GUARDIAN, HV_CAN_READ_GUARDIANS},
    {HV_KIND_CARE, HV_CAN_READ_GUARDIANS},   {HV_KIND_STAFF, HV_CAN_READ_STAFF},
    {HV_KIND_GROUP, HV_CAN_READ_GROUPS},     {HV_KIND_ENROLMENT, HV_CAN_READ_GROUPS}};

// Both sides number the kinds alike.
journal::RosterKind kind_of(hv_kind kind) { return static_cast<journal::RosterKind>(kind); }
static_assert(static_cast<int>(journal::RosterKind::student) == HV_KIND_STUDENT &&
              static_cast<int>(journal::RosterKind::enrolment) == HV_KIND_ENROLMENT);

// At a new school year a class in six leaves a primary school, one in three or even two a school of
// so many years, and others come. Fewer than half left is no school year but a system that
// withholds: a lost permission, a filter, an enrolment that was closed for all. In a school of a
// handful half may well leave.
constexpr std::int64_t few_students = 20;

Status check_students(const journal::Movement& students, bool accept_shrinking) {
  const std::int64_t after = students.after();
  if (after == 0 && students.before > 0)
    return Error{HV_FAILED_PRECONDITION, "roster_empty",
                 "The system gave no students at all, though there were some before. Nothing was "
                 "changed. Check what the system lets this connection read, then refresh again."};
  if (!accept_shrinking && after * 2 < students.before && students.before - after > few_students)
    return Error{
        HV_FAILED_PRECONDITION, "roster_shrinks",
        fmt::format("Of {} students the system gave only {}. Nothing was changed. Check what the "
                    "system lets this connection read. If so many did leave, confirm it with "
                    "`homevisit refresh --accept`.",
                    students.before, after)};
  return ok();
}

class Pull {
 public:
  Pull(adapters::Adapter& adapter, journal::RosterUpdate& update, const CallControl& control)
      : adapter_(adapter), update_(update), control_(control) {}

  Status read_whole(const Part& part) {
    whole_ = true;
    HV_TRY(update_.begin_whole(kind_of(part.kind)));
    const Status listed = list(part.kind, "");
    // Without students there is no roster; the rest may be missing.
    const bool has_none = part.kind != HV_KIND_STUDENT && !listed &&
                          listed.error().status == HV_UNSUPPORTED &&
                          (adapter_.capabilities() & part.capability) == 0;
    return has_none ? ok() : listed;
  }

  // True: the kind had to be read as a whole.
  Result<bool> read_changes(const Part& part, bool changes_only) {
    HV_ASSIGN(const std::string since, update_.token(kind_of(part.kind), adapter_.source()));
    if (!since.empty()) {
      whole_ = false;
      const Status listed = list(part.kind, since);
      if (listed) return false;
      if (listed.error().status != HV_CONFLICT) return listed.error();
    }
    if (changes_only) return false;
    HV_TRY(read_whole(part));
    return true;
  }

 private:
  // The token is of before the first row: what changes meanwhile comes once more the next time.
  Status list(hv_kind kind, const std::string& since) {
    std::string next;
    HV_TRY(adapter_.list_changes(kind, since, next, control_,
                                 [this](const hv_record& record) { return take(record); }));
    return next == since ? ok() : update_.remember(kind_of(kind), adapter_.source(), next);
  }
  Status take(const hv_record& record) {
    if (++taken_ % 500 == 0) HV_TRY(control_.check());
    return apply(update_, record, whole_);
  }

  adapters::Adapter& adapter_;
  journal::RosterUpdate& update_;
  const CallControl& control_;
  bool whole_ = true;  // the kind that is being read
  std::uint64_t taken_ = 0;
};

Result<Pulled> pull_once(bool changes, adapters::Adapter& adapter, journal::RosterStore& store,
                         const Clock& clock, const CallControl& control,
                         const PullOptions& options) {
  HV_ASSIGN(const auto update, changes ? store.change() : store.replace());
  Pull pull(adapter, *update, control);
  Pulled pulled{true, {}};
  for (const Part& part : kParts) {
    if (changes) {
      HV_ASSIGN(const bool was_whole, pull.read_changes(part, options.changes_only));
      pulled.whole = pulled.whole && was_whole;
    } else {
      HV_TRY(pull.read_whole(part));
    }
  }
  HV_ASSIGN(const journal::Movement students, update->movement());
  HV_TRY(check_students(students, options.accept_shrinking));
  if (options.before_commit) HV_TRY(options.before_commit(*update));
  HV_ASSIGN(pulled.change, update->commit(clock.now_ms()));
  return pulled;
}

Result<Pulled> pull(bool changes, adapters::Adapter& adapter, journal::RosterStore& store,
                    const Clock& clock, const CallControl& control, const PullOptions& options) {
  auto pulled = pull_once(changes, adapter, store, clock, control, options);
  // The adapter itself says that it may go well the next time: a list that changed while it was
  // read. What the network said was tried often enough.
  if (!pulled && pulled.error().code == "adapter_unavailable" && pulled.error().retryable)
    pulled = pull_once(changes, adapter, store, clock, control, options);
  return pulled;
}

}  // namespace

Result<Pulled> pull_roster(adapters::Adapter& adapter, journal::RosterStore& store,
                           const Clock& clock, const CallControl& control,
                           const PullOptions& options) {
  return pull(false, adapter, store, clock, control, options);
}

Result<Pulled> pull_changes(adapters::Adapter& adapter, journal::RosterStore& store,
                            const Clock& clock, const CallControl& control,
                            const PullOptions& options) {
  const bool changes = (adapter.capabilities() & HV_CAN_READ_CHANGES) != 0;
  return pull(changes, adapter, store, clock, control, options);
}

}  // namespace homevisit::sync
