#include "sync/rebuild.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "domain/codec.h"
#include "domain/history.h"
#include "sync/entry.h"
#include "sync/record.h"

namespace homevisit::sync {
namespace {

// One entry of ours, as the SIS holds it.
struct Held {
  std::string student, marker, date, title, text, language, entry_id, version;
  bool is_void = false;
  std::vector<DossierEvent> events;  // of its record
};

// One event of one entry. `at` is its id, or the id of what it builds on where that is later: the
// clock may have gone back between the two.
struct Piece {
  Uuid id, at;
  bool earlier = false;  // not the one whose text the entry shows
  std::size_t held = 0, event = 0;
};

std::string kind_of(const Change& change) {
  if (std::holds_alternative<AnswerRecorded>(change)) return "answer";
  if (std::holds_alternative<VisitAmended>(change)) return "addendum";
  if (std::holds_alternative<AgreementChanged>(change)) return "agreement";
  return "visit";
}

std::string amended_by(const Change& change) {
  if (const auto* revised = std::get_if<VisitRevised>(&change)) return "hv:" + revised->visit.id;
  if (const auto* amended = std::get_if<VisitAmended>(&change)) return "hv:" + amended->visit;
  return {};
}

class Rebuild {
 public:
  Rebuild(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock, Random& random,
          const CallControl& control, const RebuildOptions& options)
      : journal_(journal),
        adapter_(adapter),
        clock_(clock),
        random_(random),
        control_(control),
        options_(options) {}

  Result<Rebuilt> run() {
    HV_TRY(read_files());
    put_in_order();
    for (std::size_t at = 0; at < pieces_.size(); at += options_.batch) {
      HV_TRY(control_.check());
      HV_TRY(restore(at, std::min(at + options_.batch, pieces_.size())));
      control_.report("restore", std::min(at + options_.batch, pieces_.size()), pieces_.size());
    }
    HV_TRY(restore_voids());
    return std::move(result_);
  }

 private:
  Status read_files() {
    const auto take = [this](const hv_record& record) {
      if (record.kind == HV_KIND_ENTRY && record.of.entry != nullptr) take_entry(*record.of.entry);
      return control_.check();
    };
    const Status all = adapter_.list(HV_KIND_ENTRY, "", control_, take);
    if (all || all.error().status != HV_UNSUPPORTED) return all;
    // A system that gives no list of all entries gives those of one student.
    std::vector<std::string> students;
    HV_TRY(adapter_.list(HV_KIND_STUDENT, "", control_, [&](const hv_record& record) {
      students.emplace_back(adapters::view(record.of.student->id));
      return ok();
    }));
    for (const std::string& student : students) {
      const Status read = adapter_.list(HV_KIND_ENTRY, student, control_, take);
      if (!read && read.error().status != HV_NOT_FOUND) return read;
    }
    return ok();
  }

  void take_entry(const hv_entry& entry) {
    using adapters::view;
    const auto text = [](hv_str value) { return std::string(view(value)); };
    Held held{text(entry.student),       text(entry.marker),
              text(entry.date),          text(entry.title),
              text(entry.text),          text(entry.language),
              text(entry.entry_id),      text(entry.version),
              entry.withdrawn == HV_YES, {}};
    if (!held.marker.starts_with("hv:")) return;  // a colleague's own
    ++result_.entries;
    auto record = read_record(view(entry.structured));
    std::string reason = record ? "" : record.error().code;
    if (record &&
        std::none_of(record->events.begin(), record->events.end(), [&](const DossierEvent& event) {
          // Where a system cannot make an entry void, one with the mistake's own id says so.
          return marker_of(event) == held.marker || "hv:" + event.id == held.marker;
        }))
      reason = "record_of_another";
    if (!reason.empty()) {
      result_.not_restored.push_back({held.marker, held.student, reason});
      return;
    }
    result_.left_out += record->left_out;
    held.events = std::move(record->events);
    of_student_[held.student].push_back(held_.size());
    held_.push_back(std::move(held));
  }

  // By the moment in their ids, over all students. An event that stands in several entries is taken
  // from the one that shows it.
  void put_in_order() {
    for (std::size_t held = 0; held < held_.size(); ++held) {
      markers_.insert(held_[held].marker);
      const auto& events = held_[held].events;
      for (std::size_t event = 0; event < events.size(); ++event) {
        const bool earlier = marker_of(events[event]) != shown(held_[held]);
        const Uuid id = *Uuid::parse(events[event].id);
        const Uuid at = event == 0 ? id : std::max(id, pieces_.back().at);
        pieces_.push_back({id, at, earlier, held, event});
        note_beginnings(events[event].change, at);
      }
    }
    for (Piece& piece : pieces_) {
      const auto begin = beginnings_.find(built_on(event_of(piece).change));
      if (begin != beginnings_.end()) piece.at = std::max(piece.at, begin->second);
    }
    std::sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) {
      return std::tie(a.at, a.event, a.id, a.earlier, a.held) <
             std::tie(b.at, b.event, b.id, b.earlier, b.held);
    });
  }

  const DossierEvent& event_of(const Piece& piece) const {
    return held_[piece.held].events[piece.event];
  }

  // From when on there is a visit, and an agreement.
  void note_beginnings(const Change& change, const Uuid& at) {
    const Visit* visit = nullptr;
    if (const auto* recorded = std::get_if<VisitRecorded>(&change)) visit = &recorded->visit;
    if (const auto* revised = std::get_if<VisitRevised>(&change)) visit = &revised->visit;
    if (visit == nullptr) return;
    beginnings_.emplace(visit->id, at);
    for (const Agreement& agreement : visit->report.agreements)
      beginnings_.emplace(agreement.id, at);
  }

  static std::string built_on(const Change& change) {
    if (const auto* amended = std::get_if<VisitAmended>(&change)) return amended->visit;
    if (const auto* changed = std::get_if<AgreementChanged>(&change)) return changed->agreement;
    return {};
  }

  // The marker of the event whose text the entry shows: the last of its record that made one.
  static std::string shown(const Held& held) {
    for (auto event = held.events.rbegin(); event != held.events.rend(); ++event)
      if (std::string marker = marker_of(*event); !marker.empty()) return marker;
    return held.marker;
  }

  Status restore(std::size_t from, std::size_t to) {
    HV_ASSIGN(const auto transaction, journal_.begin());
    std::set<std::string> changed;
    for (std::size_t i = from; i < to; ++i) {
      const Piece& piece = pieces_[i];
      HV_ASSIGN(const bool known, transaction->has_event(piece.id));
      if (known) {
        // The same event in two entries is one.
        if (i == 0 || pieces_[i - 1].id != piece.id) ++result_.known;
        continue;
      }
      const Held& held = held_[piece.held];
      HV_TRY(append(*transaction, held, event_of(piece), piece));
      changed.insert(held.student);
    }
    if (changed.empty()) return ok();
    for (const std::string& student : changed) HV_TRY(options_.refresh(*transaction, student));
    return transaction->commit();
  }

  Status append(journal::Transaction& transaction, const Held& held, const DossierEvent& event,
                const Piece& piece) {
    const std::string body = write_event(event, "");
    HV_ASSIGN(const std::int64_t seq,
              transaction.append(held.student, journal::Stream::dossier, piece.id, body));
    ++result_.restored[std::string(event_name(event.change))];
    const std::string marker = marker_of(event);
    if (marker.empty()) return note_withdrawals(transaction, held.student, event, seq);
    Entry entry;
    entry.marker = marker;
    entry.kind = kind_of(event.change);
    entry.language = held.language;
    entry.author = event.actor;
    entry.amends = amended_by(event.change);
    entry.structured = write_record({event});
    // What earlier versions said in words is gone; nothing is ever compared with it.
    entry.date = held.date;
    if (!piece.earlier) entry.title = held.title, entry.text = held.text;
    journal::OutboxItem item = item_of(held, entry, seq);
    const bool beside = std::holds_alternative<VisitRevised>(event.change) && !piece.earlier &&
                        held.marker != entry.amends && markers_.contains(entry.amends);
    return transaction.note_filed(item, {held.entry_id, held.version, beside});
  }

  static journal::OutboxItem item_of(const Held& held, const Entry& entry, std::int64_t seq) {
    journal::OutboxItem item;
    item.student = held.student;
    item.marker = entry.marker;
    item.builds_on = entry.amends;
    item.priority = entry.withdraw || entry.kind == "answer" ? 0 : 1;
    item.event_seq = seq;
    item.entry = write_entry(entry);
    return item;
  }

  // What made an entry void was delivered too, for each entry that it is about.
  Status note_withdrawals(journal::Transaction& transaction, const std::string& student,
                          const DossierEvent& mistake, std::int64_t seq) const {
    const std::string says_so = "hv:" + mistake.id;
    for (const std::size_t at : of_student_.at(student)) {
      const Held& held = held_[at];
      const bool meant = std::any_of(
          held.events.begin(), held.events.end(),
          [&](const DossierEvent& event) { return made_void_by(event.change, mistake.change); });
      if (!meant) continue;
      for (const DossierEvent& event : held.events) {
        Entry entry;
        entry.withdraw = true;
        entry.marker = marker_of(event);
        if (entry.marker.empty()) continue;
        if (markers_.contains(says_so)) entry.instead = says_so;
        HV_TRY(transaction.note_filed(item_of(held, entry, seq), {held.entry_id, held.version}));
      }
    }
    return ok();
  }

  static bool made_void_by(const Change& change, const Change& mistake) {
    if (const auto* answer = std::get_if<AnswerVoided>(&mistake)) {
      const auto* recorded = std::get_if<AnswerRecorded>(&change);
      return recorded != nullptr && recorded->answer.id == answer->answer;
    }
    const auto* visit = std::get_if<VisitVoided>(&mistake);
    if (visit == nullptr) return false;
    if (const auto* recorded = std::get_if<VisitRecorded>(&change))
      return recorded->visit.id == visit->visit;
    if (const auto* revised = std::get_if<VisitRevised>(&change))
      return revised->visit.id == visit->visit;
    const auto* amended = std::get_if<VisitAmended>(&change);
    return amended != nullptr && amended->visit == visit->visit;
  }

  // An entry that is void, and whose record does not say who made it so, was entered in error: by
  // whom and when is not known.
  Status restore_voids() {
    for (const Held& held : held_) {
      if (!held.is_void) continue;
      HV_TRY(control_.check());
      HV_TRY(restore_void(held));
    }
    return ok();
  }

  Status restore_void(const Held& held) {
    HV_ASSIGN(const auto transaction, journal_.begin());
    HV_ASSIGN(const auto stored, transaction->events(held.student, journal::Stream::dossier));
    std::vector<DossierEvent> events;
    for (const journal::Event& event : stored) {
      HV_ASSIGN(DossierEvent one,
                read_event(event.seq, event.id.text(), event.id.ms(), event.body));
      events.push_back(std::move(one));
    }
    const std::optional<Change> change = void_of(held, fold(events));
    if (!change) return ok();
    const Uuid id = Uuid::make(clock_, random_);
    const DossierEvent event{id.text(), 0, id.ms(), "", "", *change};
    HV_ASSIGN(const std::int64_t seq, transaction->append(held.student, journal::Stream::dossier,
                                                          id, write_event(event, "")));
    HV_TRY(note_withdrawals(*transaction, held.student, event, seq));
    HV_TRY(options_.refresh(*transaction, held.student));
    HV_TRY(transaction->commit());
    ++result_.withdrawn;
    ++result_.restored[std::string(event_name(*change))];
    return ok();
  }

  // None where the history knows it already, or has no word for it (an addendum alone).
  static std::optional<Change> void_of(const Held& held, const History& history) {
    const Change& first = held.events.front().change;
    if (const auto* answered = std::get_if<AnswerRecorded>(&first)) {
      for (const AnswerEntry& entry : history.answers)
        if (entry.answer.id == answered->answer.id && !entry.voided)
          return AnswerVoided{answered->answer.id};
      return std::nullopt;
    }
    std::string visit;
    if (const auto* recorded = std::get_if<VisitRecorded>(&first)) visit = recorded->visit.id;
    if (const auto* revised = std::get_if<VisitRevised>(&first)) visit = revised->visit.id;
    const VisitEntry* entry = history.visit(visit);
    if (entry == nullptr || entry->voided) return std::nullopt;
    return VisitVoided{visit};
  }

  journal::Journal& journal_;
  adapters::Adapter& adapter_;
  const Clock& clock_;
  Random& random_;
  const CallControl& control_;
  const RebuildOptions& options_;
  std::vector<Held> held_;
  std::vector<Piece> pieces_;
  std::map<std::string, Uuid> beginnings_;
  std::map<std::string, std::vector<std::size_t>> of_student_;  // places in held_
  std::set<std::string> markers_;                               // under which the SIS gave an entry
  Rebuilt result_;
};

}  // namespace

Result<Rebuilt> rebuild_from_sis(journal::Journal& journal, adapters::Adapter& adapter,
                                 const Clock& clock, Random& random, const CallControl& control,
                                 const RebuildOptions& options) {
  if ((adapter.capabilities() & HV_CAN_CARRY_STRUCTURED) == 0)
    return Error{HV_UNSUPPORTED, "no_records",
                 "Entries in this system cannot carry their record, so the journal cannot be made "
                 "again from them. Restore the journal from a backup (homevisit restore)."};
  return Rebuild(journal, adapter, clock, random, control, options).run();
}

}  // namespace homevisit::sync
