#include "operations/kept_back_entries.h"

#include <algorithm>
#include <set>

#include "domain/kept_back.h"
#include "domain/permission_rules.h"

namespace homevisit::operations {
namespace {

// Of what the event is: a report, an addition to it, or an agreement of it. Null: of none, so the
// purpose is another.
const std::string* visit_of(const DossierEvent& event, const History& before) {
  if (const auto* c = std::get_if<VisitRecorded>(&event.change)) return &c->visit.id;
  if (const auto* c = std::get_if<VisitRevised>(&event.change)) return &c->visit.id;
  if (const auto* c = std::get_if<VisitAmended>(&event.change)) return &c->visit;
  if (const auto* c = std::get_if<AgreementChanged>(&event.change))
    for (const AgreementEntry& entry : before.agreements)
      if (entry.agreement.id == c->agreement) return &entry.visit;
  return nullptr;
}

// Was this seq written after somebody had kept the key points back? Only then can it be that it
// was not filed because of that.
bool comes_after_an_objection(const History& history, std::int64_t seq) {
  return std::any_of(history.permissions.begin(), history.permissions.end(),
                     [&](const auto& entry) {
                       return entry.value.purpose == DataPurpose::key_points &&
                              keeps_back(entry.value.status) && entry.recorded.seq < seq;
                     });
}

// What belongs to a report that was kept back stays with it.
Result<bool> has_a_report_kept_back(journal::Journal& journal, const std::string& student,
                                    const History& before, const std::string& visit) {
  const VisitEntry* entry = before.visit(visit);
  if (entry == nullptr) return false;
  HV_ASSIGN(const auto deliveries, journal.deliveries(student));
  for (const std::int64_t seq : reports_of(*entry)) {
    const bool filed = std::any_of(deliveries.begin(), deliveries.end(),
                                   [&](const auto& one) { return one.event_seq == seq; });
    if (!filed && comes_after_an_objection(before, seq)) return true;
  }
  return false;
}

}  // namespace

Result<bool> keep_back_entries(journal::Journal& journal, const StudentFile& file,
                               const History& before, const DossierEvent& event, Date today,
                               std::vector<journal::OutboxItem>& entries) {
  if (entries.empty() || !comes_after_an_objection(before, event.seq)) return false;
  const std::string& student = file.student.id;
  if (std::holds_alternative<VisitVoided>(event.change)) {
    // What was never put there is not taken back there.
    HV_ASSIGN(const auto rows, journal.outbox_of(student));
    std::set<std::string> put;
    for (const journal::OutboxRow& row : rows) put.insert(row.marker);
    std::erase_if(entries, [&](const auto& item) { return !put.contains(item.marker); });
    return false;
  }
  const std::string* visit = visit_of(event, before);
  if (visit == nullptr) return false;
  bool kept = is_kept_back(file, before, DataPurpose::key_points, "", today);
  if (!kept) {
    HV_ASSIGN(kept, has_a_report_kept_back(journal, student, before, *visit));
  }
  if (kept) entries.clear();
  return kept;
}

}  // namespace homevisit::operations
