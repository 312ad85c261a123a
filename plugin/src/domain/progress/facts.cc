#include "domain/progress/facts.h"

#include <algorithm>
#include <chrono>

#include "domain/history.h"

namespace homevisit::progress {
namespace {

constexpr std::int64_t minutes_of_a_day = 24 * 60;

std::int64_t minute_of(std::int64_t ms) { return ms / 60'000; }

int optional_day(const std::optional<Date>& date) { return date ? day_number(*date) : 0; }

// The place of a text in a table, from 1; 0 for none.
int place_of(std::vector<std::string>& table, const std::string& text) {
  if (text.empty()) return 0;
  const auto found = std::find(table.begin(), table.end(), text);
  if (found != table.end()) return static_cast<int>(found - table.begin()) + 1;
  table.push_back(text);
  return static_cast<int>(table.size());
}

// Which agreement it is, in four bytes (FNV-1a of its id).
std::uint32_t mark_of(const std::string& id) {
  std::uint32_t mark = 2166136261u;
  for (const char c : id) mark = (mark ^ static_cast<unsigned char>(c)) * 16777619u;
  return mark;
}

struct Note {
  Facts& facts;
  const History& history;
  std::int64_t recorded;

  Fact& add(FactKind kind, Date day) const {
    Fact fact;
    fact.kind = kind;
    fact.recorded = recorded;
    fact.day = day_number(day);
    return facts.list.emplace_back(fact);
  }
  Date today() const { return date_of(static_cast<int>(recorded / minutes_of_a_day)); }

  void visit_as_it_stands(const std::string& id) const {
    const VisitEntry* entry = history.visit(id);
    if (entry == nullptr) return;
    const Visit& visit = entry->visit;
    const auto which = static_cast<std::uint32_t>(entry - history.visits.data());
    const int language =
        visit.interpreter ? place_of(facts.languages, visit.interpreter->language) : 0;
    std::uint64_t present = 0;
    for (const std::string& guardian : visit.guardians)
      present |= guardian_bit(place_of(facts.guardians, guardian));
    Fact& fact = add(FactKind::visit, visit.date);
    fact.which = which;
    fact.present = present;
    fact.value = static_cast<int>(visit.state);
    fact.how = static_cast<int>(visit.place);
    fact.purpose = static_cast<int>(visit.purpose);
    fact.language = language;
    fact.minutes = {visit.minutes.visit, visit.minutes.travel, visit.minutes.consultation,
                    visit.minutes.reporting};
    for (const AgreementEntry& made : history.agreements) {
      const Agreement& agreement = made.agreement;
      if (made.visit != id || agreement.who != AgreementOwner::school) continue;
      Fact& own = add(FactKind::agreement, visit.date);
      own.which = mark_of(agreement.id);
      own.value = static_cast<int>(in_family_words(agreement.state));
      own.until = optional_day(agreement.by);
    }
  }

  void operator()(const VisitPlanned& c) const { visit_as_it_stands(c.visit.id); }
  void operator()(const VisitRecorded& c) const { visit_as_it_stands(c.visit.id); }
  void operator()(const VisitRevised& c) const { visit_as_it_stands(c.visit.id); }
  void operator()(const VisitChanged& c) const { visit_as_it_stands(c.visit); }
  void operator()(const VisitVoided& c) const {
    const VisitEntry* entry = history.visit(c.visit);
    if (entry == nullptr) return;
    add(FactKind::visit_voided, entry->visit.date).which =
        static_cast<std::uint32_t>(entry - history.visits.data());
  }
  void operator()(const AgreementChanged& c) const {
    for (const AgreementEntry& entry : history.agreements) {
      if (entry.agreement.id != c.agreement || entry.agreement.who != AgreementOwner::school)
        continue;
      Fact& fact = add(FactKind::agreement_changed, today());
      fact.which = mark_of(c.agreement);
      fact.value = static_cast<int>(in_family_words(entry.agreement.state));
    }
  }

  void operator()(const AnswerRecorded& c) const {
    const Answer& answer = c.answer;
    const int guardian = place_of(facts.guardians, answer.guardian);
    Fact& fact = add(FactKind::answer, answer.date);
    fact.which = static_cast<std::uint32_t>(history.answers.size() - 1);
    fact.guardian = guardian;
    fact.value = static_cast<int>(answer.kind);
    fact.how = static_cast<int>(answer.form);
    fact.until = optional_day(answer.not_before);
    fact.valid_until = optional_day(answer.valid_until);
    fact.never_ask = answer.never_ask;
  }
  void operator()(const AnswerVoided& c) const {
    const auto& answers = history.answers;
    for (std::size_t i = 0; i < answers.size(); ++i)
      if (answers[i].answer.id == c.answer)
        add(FactKind::answer_voided, answers[i].answer.date).which = static_cast<std::uint32_t>(i);
  }

  void operator()(const NoticeGiven& c) const {
    const int guardian = place_of(facts.guardians, c.guardian);
    add(FactKind::notice, c.date).guardian = guardian;
  }
  void operator()(const GuardianInformed& c) const {
    const int guardian = place_of(facts.guardians, c.guardian);
    if (c.what == Told::notice) {
      add(FactKind::notice, c.date).guardian = guardian;
      return;
    }
    if (c.what != Told::visit_held) return;
    const VisitEntry* entry = c.visit.empty() ? nullptr : history.visit(c.visit);
    Fact& fact = add(FactKind::told, c.date);
    fact.guardian = guardian;
    if (entry != nullptr)
      fact.which = static_cast<std::uint32_t>(entry - history.visits.data()) + 1;
  }
  void operator()(const InvitationSent& c) const {
    const int guardian = place_of(facts.guardians, c.guardian);
    add(FactKind::invitation, c.date).guardian = guardian;
  }
  void operator()(const AttemptMade& c) const {
    const int guardian = place_of(facts.guardians, c.guardian);
    Fact& fact = add(FactKind::attempt, c.date);
    fact.which = static_cast<std::uint32_t>(history.attempts.size() - 1);
    fact.guardian = guardian;
    fact.value = static_cast<int>(c.result);
    fact.how = static_cast<int>(c.approach);
  }
  void operator()(const AttemptVoided& c) const {
    const auto& attempts = history.attempts;
    for (std::size_t i = 0; i < attempts.size(); ++i)
      if (attempts[i].value.id == c.attempt)
        add(FactKind::attempt_voided, attempts[i].value.date).which = static_cast<std::uint32_t>(i);
  }

  // All at once, for ids may change places.
  void operator()(const IdsChanged& c) const {
    if (c.parted) return;
    for (std::string& id : facts.guardians)
      for (const auto& [before, now] : c.guardians)
        if (id == before) {
          id = now;
          break;
        }
  }

  // Of no count: reports' texts, wishes, permissions, questions, and all that is confidential.
  template <typename Other>
  void operator()(const Other&) const {}
};

void put_number(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

void put_difference(std::string& out, std::int64_t value) {
  put_number(out,
             (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void put_table(std::string& out, const std::vector<std::string>& table) {
  put_number(out, table.size());
  for (const std::string& text : table) {
    put_number(out, text.size());
    out += text;
  }
}

// Days lie near the day of recording.
int day_of(std::int64_t minute) { return static_cast<int>(minute / minutes_of_a_day); }

Error not_facts() {
  return {HV_DATA_LOSS, "facts_damaged",
          "What is kept for the counting of one student cannot be read. Make it again with "
          "'homevisit call projection.rebuild --as it'."};
}

}  // namespace

int day_number(Date date) {
  return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

Date date_of(int day) { return Date(std::chrono::sys_days(std::chrono::days(day))); }

void note(Facts& facts, const History& history, const DossierEvent& event) {
  std::visit(Note{facts, history, minute_of(event.recorded_at)}, event.change);
}

std::string write_facts(const Facts& facts) {
  std::string out(1, facts_format);
  put_table(out, facts.guardians);
  put_table(out, facts.languages);
  std::int64_t before = 0;
  for (const Fact& fact : facts.list) {
    const auto number = [&](int value) { put_number(out, static_cast<std::uint64_t>(value)); };
    const auto day = [&](int value) {  // 0 for none
      put_number(out, value == 0 ? 0 : static_cast<std::uint64_t>(value) + 1);
    };
    out += static_cast<char>(fact.kind);
    put_difference(out, fact.recorded - before);
    before = fact.recorded;
    put_difference(out, fact.day - day_of(fact.recorded));
    switch (fact.kind) {
      case FactKind::visit:
        number(static_cast<int>(fact.which)), number(fact.value), number(fact.how);
        number(fact.purpose), number(fact.language);
        for (const int minutes : fact.minutes) number(minutes + 1);
        put_number(out, fact.present);
        break;
      case FactKind::visit_voided:
      case FactKind::answer_voided:
      case FactKind::attempt_voided:
        put_number(out, fact.which);
        break;
      case FactKind::agreement:
        put_number(out, fact.which), number(fact.value), day(fact.until);
        break;
      case FactKind::agreement_changed:
        put_number(out, fact.which), number(fact.value);
        break;
      case FactKind::answer:
        put_number(out, fact.which), number(fact.guardian), number(fact.value), number(fact.how);
        day(fact.until), day(fact.valid_until), number(fact.never_ask ? 1 : 0);
        break;
      case FactKind::notice:
      case FactKind::invitation:
        number(fact.guardian);
        break;
      case FactKind::told:
        number(fact.guardian), put_number(out, fact.which);
        break;
      case FactKind::attempt:
        number(fact.guardian), number(fact.value), number(fact.how);
        break;
    }
  }
  return out;
}

FactReader::FactReader(std::string_view kept) { open(kept); }

void FactReader::open(std::string_view kept) {
  rest_ = kept;
  recorded_ = 0;
  attempts_ = 0;
  guardians_.clear();
  languages_.clear();
  whole_ = !kept.empty() && kept.front() == facts_format;
  if (!whole_) {
    rest_ = {};
    return;
  }
  rest_.remove_prefix(1);
  for (auto* table : {&guardians_, &languages_})
    for (std::uint64_t left = number(); left > 0 && whole_; --left) table->push_back(text());
}

std::uint64_t FactReader::number() {
  std::uint64_t value = 0;
  const std::size_t most = std::min<std::size_t>(rest_.size(), 10);
  for (std::size_t i = 0; i < most; ++i) {
    const auto byte = static_cast<unsigned char>(rest_[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << 7 * i;
    if (byte >= 0x80) continue;
    rest_.remove_prefix(i + 1);
    return value;
  }
  whole_ = false;
  rest_ = {};
  return 0;
}

std::int64_t FactReader::difference() {
  const std::uint64_t value = number();
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

std::string_view FactReader::text() {
  const std::uint64_t size = number();
  if (size > rest_.size()) {
    whole_ = false;
    rest_ = {};
    return {};
  }
  const std::string_view text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

bool FactReader::next(Fact& fact) {
  if (rest_.empty() || !whole_) return false;
  const auto small = [&] { return static_cast<int>(number()); };
  const auto day = [&] {
    const int value = small();
    return value == 0 ? 0 : value - 1;
  };
  fact = Fact{};
  fact.kind = static_cast<FactKind>(rest_.front());
  rest_.remove_prefix(1);
  recorded_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(recorded_) +
                                        static_cast<std::uint64_t>(difference()));
  fact.recorded = recorded_;
  fact.day = day_of(recorded_) + static_cast<int>(difference());
  switch (fact.kind) {
    case FactKind::visit:
      fact.which = static_cast<std::uint32_t>(number());
      fact.value = small(), fact.how = small(), fact.purpose = small(), fact.language = small();
      for (int& minutes : fact.minutes) minutes = small() - 1;
      fact.present = number();
      break;
    case FactKind::visit_voided:
    case FactKind::answer_voided:
    case FactKind::attempt_voided:
      fact.which = static_cast<std::uint32_t>(number());
      break;
    case FactKind::agreement:
      fact.which = static_cast<std::uint32_t>(number());
      fact.value = small(), fact.until = day();
      break;
    case FactKind::agreement_changed:
      fact.which = static_cast<std::uint32_t>(number());
      fact.value = small();
      break;
    case FactKind::answer:
      fact.which = static_cast<std::uint32_t>(number());
      fact.guardian = small(), fact.value = small(), fact.how = small();
      fact.until = day(), fact.valid_until = day(), fact.never_ask = small() != 0;
      break;
    case FactKind::notice:
    case FactKind::invitation:
      fact.guardian = small();
      break;
    case FactKind::told:
      fact.guardian = small(), fact.which = static_cast<std::uint32_t>(number());
      break;
    case FactKind::attempt:
      fact.which = attempts_++;
      fact.guardian = small(), fact.value = small(), fact.how = small();
      break;
    default:
      whole_ = false;
      rest_ = {};
  }
  return whole_;
}

Result<Facts> read_facts(std::string_view kept) {
  FactReader reader(kept);
  Facts facts;
  for (const auto text : reader.guardians()) facts.guardians.emplace_back(text);
  for (const auto text : reader.languages()) facts.languages.emplace_back(text);
  Fact fact;
  while (reader.next(fact)) facts.list.push_back(fact);
  if (!reader.whole()) return not_facts();
  return facts;
}

}  // namespace homevisit::progress
