#include "judge.h"

#include <fmt/format.h>

#include <set>

#include "base/cancel.h"
#include "crypto/master_key.h"
#include "give_up.h"
#include "journal/journal.h"

namespace delivery_checker {
namespace {

using namespace homevisit;
using Kind = Operation::Kind;
using Fate = Operation::Fate;

struct Note {
  std::string reference, revision, text;
  bool is_void = false;
};

// One write as the system made it.
struct Write {
  std::string reference;  // the marker that the entry was made with
  std::string marker;     // the same, or that of the revision
  bool is_void = false;
  std::string pupil, text;
};

class Judge {
 public:
  Judge(const Operations& operations, json::Value told, const Chain& chain, Report& report)
      : operations_(operations), chain_(chain), report_(report) {
    for (std::size_t i = 0; i < told["notes"].size(); ++i) {
      const json::Value note = told["notes"].at(i);
      notes_.push_back({std::string(note["reference"].text()), std::string(note["revision"].text()),
                        std::string(note["text"].text()), note["void"].is_true()});
    }
    for (std::size_t i = 0; i < told["log"].size(); ++i) {
      const json::Value write = told["log"].at(i);
      const std::string revision(write["revision"].text());
      const std::string reference(write["reference"].text());
      writes_.push_back({reference, revision.empty() ? reference : revision,
                         write["void"].is_true(), std::string(write["pupil"].text()),
                         std::string(write["text"].text())});
    }
  }

  void all() {
    report_.entries += static_cast<std::int64_t>(notes_.size());
    for (const Operation& operation : operations_.all()) {
      if (operation.fate == Fate::acknowledged) known_.insert(marker(operation));
      if (operation.kind == Kind::void_visit || operation.kind == Kind::void_answer)
        if (operation.fate == Fate::acknowledged) voided_.insert(operation.target);
    }
    for (const Operation& operation : operations_.all()) one(operation);
    nobody_elses();
    no_write_twice();
    for (const bool first : {false, true}) order(first);
  }

 private:
  static std::string marker(const Operation& operation) { return "hv:" + operation.entry; }

  void finding(std::int64_t& count, std::string sentence) {
    ++count;
    report_.findings.push_back(std::move(sentence));
  }
  static std::string name(const Operation& operation) {
    return fmt::format("operation {} ({}, student {}, {})", operation.number, operation.name,
                       operation.student, marker(operation));
  }

  // The visit that an addendum or a revision is about, or the entry itself.
  bool is_voided(const Operation& operation) const {
    return voided_.contains(operation.entry) || voided_.contains(operation.target);
  }

  void one(const Operation& operation) {
    if (!operation.files || operation.fate == Fate::open) return;
    if (operation.fate == Fate::acknowledged) {
      if (operation.kind == Kind::revision) return revision(operation);
      return entry(operation);
    }
    // By its word: nobody was told an id.
    std::int64_t with_word = 0;
    for (const Write& write : writes_) with_word += write.text.find(operation.word) != npos;
    if (operation.fate == Fate::refused && operation.kind != Kind::answer && with_word > 0)
      finding(report_.strangers, name(operation) + " was refused and is in the student's file");
    if (operation.fate == Fate::unknown && with_word > 1)
      finding(report_.doubles, name(operation) + " was never answered and is there twice");
  }

  void entry(const Operation& operation) {
    std::int64_t times = 0;
    bool shown = false;
    for (const Note& note : notes_)
      if (note.reference == marker(operation)) {
        ++times;
        shown = shown || !note.is_void;
      }
    if (times > 1)
      finding(report_.doubles, fmt::format("{} is there {} times", name(operation), times));
    // Withdrawn before it was ever sent: nobody need see it.
    if (times == 0 && !is_voided(operation))
      finding(report_.losses, name(operation) + " was acknowledged and is not there");
    if (shown && is_voided(operation))
      finding(report_.losses, name(operation) + " was withdrawn, and the system does not know");
    if (times == 1 && !shown && !is_voided(operation))
      finding(report_.strangers, name(operation) + " is void, and nobody withdrew it");
  }

  // The last revision of a visit is what its entry says.
  void revision(const Operation& operation) {
    for (const Operation& later : operations_.all())
      if (later.kind == Kind::revision && later.fate == Fate::acknowledged &&
          later.target == operation.target && seq(later) > seq(operation))
        return;
    if (is_voided(operation)) return;
    for (const Note& note : notes_) {
      if (note.reference != "hv:" + operation.target) continue;
      if (note.revision != marker(operation) || note.text.find(operation.word) == npos)
        finding(report_.losses,
                name(operation) + " is the last revision, and the entry says another");
    }
  }

  void nobody_elses() {
    for (const Note& note : notes_)
      if (!known_.contains(note.reference) && !of_an_unknown(note))
        finding(report_.strangers,
                "the entry " + note.reference + " belongs to nothing that was done");
  }
  bool of_an_unknown(const Note& note) const {
    for (const Operation& operation : operations_.all())
      if (operation.fate == Fate::unknown && note.text.find(operation.word) != npos) return true;
    return false;
  }

  void no_write_twice() {
    std::set<std::pair<std::string, bool>> seen;
    for (const Write& write : writes_)
      if (!seen.insert({write.marker, write.is_void}).second)
        finding(report_.doubles, fmt::format("{} was written twice{}", write.marker,
                                             write.is_void ? " as void" : ""));
  }

  // The system took the writes of a student in the order of the journal; those that go first among
  // themselves.
  void order(bool first) {
    std::map<std::string, std::pair<std::int64_t, std::string>> last;  // by student
    for (const Write& write : writes_) {
      const std::int64_t at = place(write, first);
      if (at < 0) continue;
      auto& [before, marker] = last[write.pupil];
      if (at < before)
        finding(report_.out_of_order, fmt::format("student {}: {} ({}) came after {} ({})",
                                                  write.pupil, write.marker, at, marker, before));
      if (at >= before) std::tie(before, marker) = std::tie(at, write.marker);
    }
  }
  // -1: of the other kind, or it may stand anywhere.
  std::int64_t place(const Write& write, bool first) const {
    for (const Operation& operation : operations_.all()) {
      if (operation.fate != Fate::acknowledged) continue;
      const bool voids =
          (operation.kind == Kind::void_visit || operation.kind == Kind::void_answer);
      if (write.is_void) {
        if (first && voids && write.reference == "hv:" + operation.target) return seq(operation);
      } else if (operation.files && marker(operation) == write.marker) {
        // What is withdrawn later is taken along to the front.
        return operation.first == first && !is_voided(operation) ? seq(operation) : -1;
      }
    }
    return -1;
  }
  std::int64_t seq(const Operation& operation) const {
    const auto found = chain_.seq.find(operation.event);
    return found == chain_.seq.end() ? -1 : found->second;
  }

  static constexpr auto npos = std::string::npos;
  const Operations& operations_;
  const Chain& chain_;
  Report& report_;
  std::vector<Note> notes_;
  std::vector<Write> writes_;
  std::set<std::string> known_, voided_;
};

}  // namespace

Chain read_chain(const std::string& folder, int students) {
  Chain chain;
  journal::Options options;
  options.path = folder + "/journal.db";
  options.system = "meadow";
  options.clock = &system_clock();
  options.random = &system_random();
  auto key = crypto::read_key_file(folder + "/master.key");
  if (!key) give_up(key.error().message);
  options.master_key = std::move(*key);
  auto journal = journal::Journal::open(options);
  if (!journal) {
    chain.problems.push_back("the journal does not open: " + journal.error().message);
    return chain;
  }
  for (int i = 1; i <= students; ++i) {
    const auto events = (*journal)->events(std::to_string(i), journal::Stream::dossier);
    if (!events) {
      chain.problems.push_back(events.error().message);
      continue;
    }
    for (const journal::Event& event : *events) chain.seq[event.id.text()] = event.seq;
  }
  const auto lines = (*journal)->outbox_lines(10);
  if (!lines) {
    chain.problems.push_back(lines.error().message);
  } else {
    for (const journal::OutboxLine& line : *lines)
      chain.problems.push_back(fmt::format("{} of student {} is left in state {} ({})", line.marker,
                                           line.student, static_cast<int>(line.state), line.code));
  }
  const CallControl control;
  const auto verified = (*journal)->verify(
      control, [](const auto&, const auto&, const auto&) -> Result<bool> { return true; });
  if (!verified) {
    chain.problems.push_back(verified.error().message);
  } else {
    chain.problems.insert(chain.problems.end(), verified->problems.begin(),
                          verified->problems.end());
  }
  return chain;
}

void judge(const Operations& operations, json::Value told, const Chain& chain, Report& report) {
  for (const std::string& problem : chain.problems)
    report.findings.push_back("journal: " + problem);
  for (const std::string& finding : operations.findings()) report.findings.push_back(finding);
  for (const Operation& operation : operations.all())
    if (operation.fate == Operation::Fate::acknowledged && !chain.seq.contains(operation.event)) {
      ++report.losses;
      report.findings.push_back(
          fmt::format("operation {} was acknowledged and is not in the journal", operation.number));
    }
  Judge(operations, told, chain, report).all();
}

}  // namespace delivery_checker
