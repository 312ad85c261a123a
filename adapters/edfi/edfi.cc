#include "edfi.h"

#include "check.h"
#include "entries.h"

namespace homevisit::edfi {
namespace {

// An entry is several writes. Cancelled between two of them, it is not as if nothing had happened.
// A deadline needs no other word: the host tries again, and the next attempt completes what stands.
template <typename Body>
auto in_several_writes(const Session& session, Body body) {
  try {
    return body();
  } catch (const Failure& failure) {
    if (!session.wrote() || failure.status() != HV_CANCELLED) throw;
    throw Failure(HV_OUTCOME_UNKNOWN,
                  "The call was cancelled while it wrote to the Ed-Fi server; the next attempt "
                  "completes what was begun.");
  }
}

}  // namespace

EdFi::EdFi(std::string_view config, sdk::Host) : config_(read_config(config)) {}

// Of what the server turns out to be, this knows nothing: a server without a place for reports
// answers HV_UNSUPPORTED, and check() says so beforehand.
std::uint64_t EdFi::capabilities() const {
  return reads | (config_.writes() ? writes : 0) | (config_.changes ? HV_CAN_READ_CHANGES : 0);
}

std::string EdFi::list(const sdk::Call& call, hv_kind kind, std::string_view student,
                       std::string_view since, sdk::Sink& sink) {
  if (kind < HV_KIND_STUDENT || kind > HV_KIND_ENTRY) unsupported();
  const Session session(call, config_);
  if (kind != HV_KIND_ENTRY) return roster_.list(session, kind, since, sink);
  Entries(session, made_).list(student, sink);
  return {};
}

sdk::Receipt EdFi::submit(const sdk::Call& call, const hv_entry& entry) {
  const Session session(call, config_);
  return in_several_writes(session, [&] { return Entries(session, made_).submit(entry); });
}

void EdFi::lookup(const sdk::Call& call, std::string_view student, std::string_view marker,
                  sdk::Sink& sink) {
  const Session session(call, config_);
  Entries(session, made_).lookup(student, marker, sink);
}

void EdFi::withdraw(const sdk::Call& call, std::string_view student, std::string_view marker) {
  const Session session(call, config_);
  in_several_writes(session,
                    [&] { Entries(session, made_).withdraw(student, std::string(marker)); });
}

void EdFi::check(const sdk::Call& call, sdk::Findings& findings) {
  edfi::check(call, config_, findings);
}

}  // namespace homevisit::edfi
