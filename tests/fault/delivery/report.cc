#include "report.h"

#include <fmt/format.h>

#include <algorithm>

#include "give_up.h"
#include "json/json.h"

namespace delivery_checker {
namespace {

namespace json = homevisit::json;
using Counts = std::map<std::string, std::int64_t>;

constexpr std::pair<const char*, Counts Report::*> groups[] = {{"operations", &Report::operations},
                                                               {"requests", &Report::requests},
                                                               {"faults", &Report::faults},
                                                               {"kills", &Report::kills}};
constexpr std::pair<const char*, std::int64_t Report::*> numbers[] = {
    {"seeds", &Report::seeds},         {"entries", &Report::entries},
    {"stalls", &Report::stalls},       {"jumps", &Report::jumps},
    {"losses", &Report::losses},       {"doubles", &Report::doubles},
    {"strangers", &Report::strangers}, {"out_of_order", &Report::out_of_order}};

std::int64_t sum(const Counts& counts) {
  std::int64_t all = 0;
  for (const auto& [name, count] : counts) all += count;
  return all;
}

std::string line(const char* what, const Counts& counts) {
  std::vector<std::string> parts;
  for (const auto& [name, count] : counts) parts.push_back(fmt::format("{} {}", name, count));
  return fmt::format("  {} {}: {}\n", sum(counts), what, fmt::join(parts, ", "));
}

}  // namespace

void Report::add(const Report& other) {
  for (const auto& [name, group] : groups)
    for (const auto& [what, count] : other.*group) (this->*group)[what] += count;
  for (const auto& [name, number] : numbers) this->*number += other.*number;
  findings.insert(findings.end(), other.findings.begin(), other.findings.end());
}

std::string Report::write() const {
  json::Writer w;
  w.begin_object();
  for (const auto& [name, group] : groups) {
    w.key(name).begin_object();
    for (const auto& [what, count] : this->*group) w.member(what, count);
    w.end_object();
  }
  for (const auto& [name, number] : numbers) w.member(name, this->*number);
  w.key("findings").begin_array();
  for (const std::string& finding : findings) w.string(finding);
  return w.end_array().end_object().take();
}

Report Report::read(const std::string& text) {
  const auto document = json::Document::parse(text, {.bytes = 16u << 20, .depth = 8});
  if (!document) give_up("a part of the checker ended without its report");
  Report report;
  const json::Value root = document->root();
  for (const auto& [name, group] : groups)
    root[name].each_member([&](std::string_view what, json::Value count) {
      (report.*group)[std::string(what)] = count.integer().value_or(0);
    });
  for (const auto& [name, number] : numbers) report.*number = root[name].integer().value_or(0);
  for (std::size_t i = 0; i < root["findings"].size(); ++i)
    report.findings.emplace_back(root["findings"].at(i).text());
  return report;
}

std::string Report::text() const {
  std::string out = fmt::format("Delivery, {} seeds\n", seeds);
  out += line("operations", operations) + line("requests", requests) + line("faults", faults) +
         line("kills", kills);
  out += fmt::format("  {} jumps of the clock, {} deliverers held up between answer and commit\n",
                     jumps, stalls);
  out += fmt::format(
      "  {} entries in the student files: losses {}, doubles {}, of refused operations {}, out of "
      "order {}, findings in all {}\n",
      entries, losses, doubles, strangers, out_of_order, findings.size());
  for (std::size_t i = 0; i < std::min<std::size_t>(findings.size(), 50); ++i)
    out += "  " + findings[i] + "\n";
  return out;
}

}  // namespace delivery_checker
