// Older and newer versions of the other side.
#include <fmt/format.h>

#include <cstddef>

#include "case.h"
#include "writing.h"

namespace homevisit::conform {
namespace {

constexpr std::size_t kNewer = 64;  // bytes that a later version could add
constexpr std::size_t kHost10 = offsetof(hv_host, http_send);

void works(Trial& trial, const char* what, const Shape& shape) {
  Session usual(trial);
  Session session(trial, shape);
  for (const hv_kind kind : kinds_of(session)) {
    trial.input(fmt::format("{}: list {}", what, kind_name(kind)));
    trial.expect(ids_of(must_read(trial, session, kind)) == ids_of(must_read(trial, usual, kind)),
                 "Other records came.");
  }
  if (!session.can(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT)) return;
  trial.input(fmt::format("{}: submit", what));
  const Entry entry = first_entry(trial);
  must_submit(trial, session, entry);
  if (session.can(HV_CAN_FIND_BY_MARKER)) {
    trial.input(fmt::format("{}: lookup", what));
    const Listing found = session.lookup(entry.student, entry.marker);
    trial.expect(found.ok() && found.records.size() == 1, told("lookup", found.outcome));
  }
  session.close();
}

void newer_host(Trial& trial) {
  Shape shape;
  shape.host.size += kNewer;
  shape.exchange += kNewer;
  shape.error += kNewer;
  shape.entry += kNewer;
  shape.receipt += kNewer;
  works(trial, "all structs are 64 bytes longer", shape);
}

void without_ahead(Trial& trial) {
  Shape shape;
  shape.host.ahead = false;
  works(trial, "http_ahead is NULL", shape);
}

void host_1_0(Trial& trial) {
  Shape shape;
  shape.host.size = kHost10;
  if (!trial.declaration.has_network()) {
    works(trial, "the host is of 1.0", shape);
    return;
  }
  trial.input("open with a host of 1.0, which has no network");
  Session session(trial, shape, configuration(trial));
  const auto unsupported = [&](const char* call, const Outcome& outcome) {
    trial.expect(outcome.status == HV_UNSUPPORTED,
                 fmt::format("HV_UNSUPPORTED belongs there. {}", told(call, outcome)));
  };
  if (!session.is_open()) {
    unsupported("open", session.opened());
    return;
  }
  for (const hv_kind kind : kinds_of(session)) {
    trial.input(fmt::format("list {} with a host of 1.0", kind_name(kind)));
    unsupported("list", session.list(kind, {}, scope_of(trial, kind)).outcome);
  }
  if (session.can(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT)) {
    trial.input("submit with a host of 1.0");
    unsupported("submit", session.submit(first_entry(trial)).outcome);
  }
  session.close();
}

// Only fields inside the size are read and written: what lies behind is no address and no text.
void short_structs(Trial& trial) {
  Shape shape;
  shape.exchange = offsetof(hv_exchange, idempotency_key);
  works(trial, "hv_exchange ends after `cancel`", shape);
  shape = {};
  shape.receipt = offsetof(hv_receipt, version);
  works(trial, "hv_receipt ends after `entry_id`", shape);
  shape = {};
  shape.error = offsetof(hv_error, http_status) + sizeof(std::int32_t) * 2;
  works(trial, "hv_error ends before `message`", shape);
  Session session(trial, shape);
  trial.input("an error where hv_error ends before `message`");
  Call call;
  call.cancelled = true;
  for (const hv_kind kind : kinds_of(session)) session.list(kind, call, scope_of(trial, kind));
  trial.input("an error where hv_error is NULL");
  call.without_error = true;
  for (const hv_kind kind : kinds_of(session)) session.list(kind, call, scope_of(trial, kind));
}

}  // namespace

void add_version_cases(std::vector<Case>& out) {
  out.push_back(
      {"versions.newer", "A newer host with longer structs changes nothing.", newer_host});
  out.push_back(
      {"versions.shorter", "Only fields inside struct_size are read and written.", short_structs});
  out.push_back({"versions.host_1_0",
                 "A host of 1.0 has no network: an adapter that needs it answers "
                 "HV_UNSUPPORTED.",
                 host_1_0});
  out.push_back({"versions.no_ahead", "http_ahead may be NULL.", without_ahead});
}

}  // namespace homevisit::conform
