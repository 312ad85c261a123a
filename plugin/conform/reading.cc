#include "reading.h"

#include <fmt/format.h>

namespace homevisit::conform {

const char* kind_name(hv_kind kind) {
  for (const Kind& one : kinds()) {
    if (one.kind == kind) return one.name;
  }
  return "records";
}

std::vector<hv_kind> kinds_of(const Session& session) {
  std::vector<hv_kind> out;
  for (const Kind& one : kinds()) {
    if (session.can(one.needs)) out.push_back(one.kind);
  }
  return out;
}

std::set<std::string> ids_of(const std::vector<Record>& records) {
  std::set<std::string> out;
  for (const Record& record : records) out.insert(record.id());
  return out;
}

std::string double_id(const std::vector<Record>& records) {
  std::set<std::string> seen;
  for (const Record& record : records) {
    if (!seen.insert(record.id()).second) return fmt::format("The {} came twice.", record.shown());
  }
  return {};
}

std::string told(const char* call, const Outcome& outcome) {
  return fmt::format("{} returned {}{}{}", call, status_name(outcome.status),
                     outcome.message.empty() ? "." : ": ", outcome.message);
}

std::vector<Record> must_read(Trial& trial, Session& session, hv_kind kind, Call call) {
  Listing listing = session.list(kind, std::move(call));
  trial.expect(listing.ok(), told("list", listing.outcome));
  const std::string twice = double_id(listing.records);
  trial.expect(twice.empty(), twice);
  return std::move(listing.records);
}

}  // namespace homevisit::conform
