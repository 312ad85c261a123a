// The report as JSON and as a row of the table of systems.
#include <fmt/format.h>

#include "conform.h"

namespace homevisit::conform {
namespace {

const char* word(Verdict verdict) {
  return verdict == Verdict::passed ? "passed" : verdict == Verdict::failed ? "failed" : "skipped";
}

std::string in_quotes(const std::string& word) { return "'" + word + "'"; }

// "students, guardians with custody, staff, groups"
std::string roster_of(std::uint64_t can) {
  std::string out;
  const auto add = [&](std::uint64_t bit, const char* name) {
    if ((can & bit) != 0) out += (out.empty() ? "" : ", ") + std::string(name);
  };
  add(HV_CAN_READ_STUDENTS, "students");
  add(HV_CAN_READ_GUARDIANS, "guardians");
  add(HV_CAN_READ_CUSTODY, "custody");
  add(HV_CAN_READ_STAFF, "staff");
  add(HV_CAN_READ_GROUPS, "groups");
  add(HV_CAN_READ_CHANGES, "only what changed");
  return out.empty() ? "no" : out;
}

std::string writes_of(std::uint64_t can) {
  if ((can & (HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT)) == 0) return "no: records stay here";
  std::string out = (can & HV_CAN_WRITE_NOTE) != 0 ? "notes" : "documents";
  if ((can & HV_CAN_AMEND) != 0) out += ", amended";
  if ((can & HV_CAN_WITHDRAW) != 0) out += ", withdrawn";
  if ((can & HV_CAN_FIND_BY_MARKER) != 0) out += ", found again";
  if ((can & HV_CAN_CARRY_STRUCTURED) != 0) out += "; a lost journal comes back from them";
  return out;
}

std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\\|");
  return text;
}

}  // namespace

std::string report_json(const Report& report) {
  Json out;
  out.set("adapter", report.adapter);
  out.set("name", report.name);
  out.set("title", report.title);
  out.set("version", report.version);
  out.set("system", report.system);
  out.set("system_file", report.system_file);
  out.set("seed", static_cast<std::int64_t>(report.seed));
  Json can;
  for (const Capability& capability : capabilities())
    can.set(capability.name, (report.can & capability.bit) != 0);
  out.set("can", can);
  Json cannot{Json::Object()};
  for (const auto& [name, reason] : report.cannot) cannot.set(name, reason);
  out.set("cannot", cannot);
  Json::Array results;
  for (const Result& result : report.results) {
    Json one;
    one.set("case", result.what->name);
    one.set("rule", result.what->rule);
    one.set("verdict", word(result.verdict));
    one.set("ms", result.ms);
    if (!result.message.empty()) one.set("message", result.message);
    if (result.verdict == Verdict::failed) {
      one.set("input", result.input);
      one.set("again", command_again(report, result));
      if (is_utf8(result.output)) one.set("output", result.output);
    }
    for (const auto& [name, value] : result.figures) one.set_at("figures." + name, value);
    results.push_back(std::move(one));
  }
  out.set("results", std::move(results));
  out.set("passed", static_cast<std::int64_t>(report.count(Verdict::passed)));
  out.set("failed", static_cast<std::int64_t>(report.count(Verdict::failed)));
  out.set("skipped", static_cast<std::int64_t>(report.count(Verdict::skipped)));
  out.set("ok", report.ok());
  return out.dump();
}

std::string command_again(const Report& report, const Result& result) {
  return fmt::format("homevisit conform {} --system {} --seed {} --case {}",
                     in_quotes(report.adapter), in_quotes(report.system_file), report.seed,
                     in_quotes(result.what->name));
}

std::string table_head() {
  return "| System | Adapter | Roster | Entries in the student's file | What it cannot do | "
         "Conformance |\n|---|---|---|---|---|---|\n";
}

std::string table_row(const Report& report) {
  std::string cannot;
  for (const Capability& capability : capabilities()) {
    for (const auto& [name, reason] : report.cannot) {
      // One sentence may be the reason for several things.
      if (name == capability.name && cannot.find(reason) == std::string::npos)
        cannot += (cannot.empty() ? "" : " ") + reason;
    }
  }
  const std::size_t passed = report.count(Verdict::passed);
  return fmt::format("| {} | [{}](adapters/{}/README.md) | {} | {} | {} | {} of {} cases |\n",
                     cell(report.system), report.name, report.name, roster_of(report.can),
                     writes_of(report.can), cell(cannot), passed,
                     passed + report.count(Verdict::failed));
}

}  // namespace homevisit::conform
