// What happened with one student, told day by day, and where she stands by it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/history.h"
#include "domain/progress/columns.h"

namespace homevisit::progress {

inline Date day(const char* text) { return *parse_date(text); }

// The school keeps UTC here, so that a day begins at a whole day.
inline AsOf on(Date date) {
  std::vector<std::int64_t> midnights;
  for (int at = day_number(school_year_start(date)); at <= day_number(date) + 1; ++at)
    midnights.push_back(std::int64_t{at} * 1440);
  return AsOf(date, midnights);
}

class Story {
 public:
  // Recorded in the afternoon of that day.
  Story& add(Date recorded, Change change) {
    const std::int64_t ms = (std::int64_t{day_number(recorded)} * 1440 + 15 * 60) * 60'000;
    const auto seq = static_cast<std::int64_t>(events_.size() + 1);
    events_.push_back({"e" + std::to_string(seq), seq, ms, "m1", "Name", std::move(change)});
    return *this;
  }
  Story& add(const char* recorded, Change change) { return add(day(recorded), std::move(change)); }

  std::string kept() const { return write_facts(fold(events_).facts); }
  Standing at(Date date) const {
    const std::string facts = kept();
    FactReader reader(facts);
    Weighing weighing;
    return weighing.weigh(reader, on(date), 7);
  }
  Standing at(const char* date) const { return at(day(date)); }
  const std::vector<DossierEvent>& events() const { return events_; }

 private:
  std::vector<DossierEvent> events_;
};

inline Visit visit(const char* id, const char* date, VisitState state, Place place = Place::home) {
  Visit made;
  made.id = id;
  made.date = day(date);
  made.state = state;
  made.place = place;
  return made;
}

inline Answer answer(const char* guardian, const char* date, AnswerKind kind) {
  Answer given;
  given.id = std::string(guardian) + date + std::string(to_name(kind));
  given.guardian = guardian;
  given.date = day(date);
  given.kind = kind;
  return given;
}

}  // namespace homevisit::progress
