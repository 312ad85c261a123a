#include "sync/comparison.h"

#include <algorithm>

#include "json/json.h"

namespace homevisit::sync {
namespace {

Comparison read_one(json::Value value) {
  const auto number = [&](const char* name) { return value[name].integer().value_or(0); };
  return {number("entries"), number("differences"), number("at")};
}

void write_one(json::Writer& w, const char* name, const Comparison& one) {
  w.key(name).begin_object().member("entries", one.entries);
  w.member("differences", one.differences).member("at", one.at).end_object();
}

std::string write(const Comparisons& all) {
  json::Writer w;
  w.begin_object().member("after", all.after);
  write_one(w, "under_way", all.under_way);
  write_one(w, "last", all.last);
  return w.end_object().take();
}

}  // namespace

Comparisons read_comparisons(const std::string& note) {
  const auto document = json::Document::parse(note);
  if (!document) return {};
  const json::Value root = document->root();
  return {std::string(root["after"].text()), read_one(root["under_way"]), read_one(root["last"])};
}

Result<Comparison> compare_piece(journal::Journal& journal, adapters::Adapter& adapter,
                                 const Clock& clock, const CallControl& control,
                                 const PieceLimits& limits, TaskNote& note) {
  Comparisons all = read_comparisons(note.text);
  // The hours go by uptime from here on: a list of everything may take long.
  const std::int64_t began = clock.uptime_ms();
  CallControl piece;
  piece.deadline = control.deadline;
  piece.uptime_limit = system_clock().uptime_ms() + limits.window_ms;
  if (control.uptime_limit != 0)
    piece.uptime_limit = std::min(piece.uptime_limit, control.uptime_limit);
  piece.outer = control.outer != nullptr
                    ? control.outer
                    : reinterpret_cast<const volatile std::int32_t*>(&control.cancelled);
  piece.progress = control.progress;

  ReconcileOptions options;
  options.after = all.after;
  options.most_found = 0;
  options.enough = [&] {
    control.report("entries", static_cast<std::uint64_t>(all.under_way.entries), 0);
    return clock.uptime_ms() - began >= std::min(limits.piece_ms, limits.window_ms);
  };
  HV_ASSIGN(const Reconciled done, reconcile(journal, adapter, piece, options));

  Comparison found;
  found.entries = done.entries;
  for (const auto& [difference, count] : done.counts) found.differences += count;
  all.after = done.next;
  all.under_way.entries += found.entries;
  all.under_way.differences += found.differences;
  note.more = !done.next.empty();
  if (!note.more) {
    found = all.under_way;
    found.at = clock.now_ms();
    all.last = found;
    all.under_way = {};
  }
  note.text = write(all);
  return found;
}

}  // namespace homevisit::sync
