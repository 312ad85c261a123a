#include "reading.h"

#include <fmt/format.h>

#include <algorithm>

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

std::vector<std::size_t> sampled(Trial& trial, std::size_t count, std::size_t most) {
  std::set<std::size_t> out;
  for (std::size_t i = 0; i < std::min(count, most / 2); ++i) out.insert(i);
  for (std::size_t i = 0; i < std::min(count, most / 4); ++i) out.insert(count - 1 - i);
  while (out.size() < std::min(count, most)) out.insert(trial.random(count));
  return {out.begin(), out.end()};
}

std::string told(const char* call, const Outcome& outcome) {
  return fmt::format("{} returned {}{}{}", call, status_name(outcome.status),
                     outcome.message.empty() ? "." : ": ", outcome.message);
}

std::string scope_of(const Trial& trial, hv_kind kind) {
  const bool lists_all = trial.declaration.root["expect"].has(kind_name(kind));
  return kind != HV_KIND_ENTRY || lists_all ? "" : trial.declaration.student();
}

std::vector<Record> must_read(Trial& trial, Session& session, hv_kind kind, Call call) {
  Listing listing = session.list(kind, std::move(call), scope_of(trial, kind));
  trial.expect(listing.ok(), told("list", listing.outcome));
  const std::string twice = double_id(listing.records);
  trial.expect(twice.empty(), twice);
  return std::move(listing.records);
}

}  // namespace homevisit::conform
