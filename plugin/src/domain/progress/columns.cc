#include "domain/progress/columns.h"

#include <algorithm>

#include "domain/answer.h"
#include "domain/contact.h"
#include "domain/fallen_visits.h"
#include "domain/name_tables.h"
#include "domain/progress/last_contact.h"
#include "domain/visit.h"

namespace homevisit {
using progress::Column;
HV_NAMES(Column, HV_N(Column, visited), HV_N(Column, planned), HV_N(Column, other_form),
         HV_N(Column, declined), HV_N(Column, deferred), HV_N(Column, cancelled_by_school),
         HV_N(Column, fell_through), HV_N(Column, to_plan), HV_N(Column, not_spoken),
         HV_N(Column, invited), HV_N(Column, informed), HV_N(Column, not_asked))
}  // namespace homevisit

namespace homevisit::progress {
namespace {

constexpr int most_entries = 100'000;  // of one student; more is damage

template <typename Line>
Line* line_at(std::vector<Line>& lines, std::uint32_t which) {
  if (which >= most_entries) return nullptr;
  if (which >= lines.size()) lines.resize(which + 1);
  return &lines[which];
}

// How little an answer asks of the family; 0 says nothing about a visit.
int weight_of(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::declined:
    case AnswerKind::withdrawn:
      return 4;
    case AnswerKind::deferred:
      return 3;
    case AnswerKind::other_form:
      return 2;
    case AnswerKind::agreed:
      return 1;
    case AnswerKind::no_answer:
      return 0;
  }
  return 0;
}

bool is_open(int state) {
  return state != static_cast<int>(AgreementState::done) &&
         state != static_cast<int>(AgreementState::let_go);
}

}  // namespace

AsOf::AsOf(Date on, std::vector<std::int64_t> starts)
    : day(day_number(on)),
      year_begins(day_number(school_year_start(on))),
      year_ends(day_number(next_school_year_start(on)) - 1),
      until(starts.back()),
      midnights(std::move(starts)) {}

int AsOf::local_day(std::int64_t minute) const {
  const auto after = std::upper_bound(midnights.begin(), midnights.end(), minute);
  return std::min(day, year_begins + static_cast<int>(after - midnights.begin()) - 1);
}

// What the facts of this school year come to.
struct Weighing::Year {
  int spoken = -1;      // order of the last attempt in which somebody was spoken to
  int approached = -1;  // of the last in which nobody was
  int planned = -1;     // of the last appointment still to come
  bool planned_at_home = false;
  int fallen = -1;  // of the last appointment that did not take place
  bool fallen_by_school = false;
  int weight = 0;   // of the answers that stand
  int answer = -1;  // order of the last of that weight
  bool any_answer = false, no_answer_yet = false;
};

void Weighing::read(FactReader& facts, const AsOf& as_of, Standing& standing) {
  visits_.clear();
  answers_.clear();
  attempts_.clear();
  agreements_.clear();
  told_.clear();
  interpreted_.clear();
  std::uint32_t last_visit = 0;
  Fact fact;
  for (int order = 0; facts.next(fact); ++order) {
    if (fact.recorded >= as_of.until) continue;
    const bool this_year = fact.day >= as_of.year_begins && fact.day <= as_of.day;
    switch (fact.kind) {
      case FactKind::visit: {
        VisitLine* line = line_at(visits_, fact.which);
        if (line == nullptr) break;
        line->fact = fact;
        line->order = order;
        if (line->reported == 0 && is_contact(fact))
          line->reported = as_of.local_day(fact.recorded);
        last_visit = fact.which;
        std::erase_if(agreements_, [&](const AgreementLine& a) { return a.visit == last_visit; });
        break;
      }
      case FactKind::visit_voided:
        if (VisitLine* line = line_at(visits_, fact.which)) line->voided = true;
        std::erase_if(agreements_, [&](const AgreementLine& a) { return a.visit == fact.which; });
        break;
      case FactKind::agreement:
        agreements_.push_back({fact.which, last_visit, fact.value, fact.until});
        break;
      case FactKind::agreement_changed:
        for (AgreementLine& agreement : agreements_)
          if (agreement.mark == fact.which) agreement.state = fact.value;
        break;
      case FactKind::answer:
        if (AnswerLine* line = line_at(answers_, fact.which)) *line = {fact, order, false};
        break;
      case FactKind::answer_voided:
        if (AnswerLine* line = line_at(answers_, fact.which)) line->voided = true;
        break;
      case FactKind::notice:
        if (!this_year) break;
        standing.informed = true;
        standing.have_notice |= guardian_bit(fact.guardian);
        break;
      case FactKind::told:
        if (this_year) told_.push_back({guardian_bit(fact.guardian), fact.which, fact.day});
        break;
      case FactKind::invitation:
        if (this_year) standing.invited = true;
        break;
      case FactKind::attempt:
        if (AttemptLine* line = line_at(attempts_, fact.which)) *line = {fact, order, false};
        break;
      case FactKind::attempt_voided:
        if (AttemptLine* line = line_at(attempts_, fact.which)) line->voided = true;
        break;
    }
  }
}

void Weighing::look_at_attempts(const AsOf& as_of, Standing& standing, Year& year) {
  for (const AttemptLine& line : attempts_) {
    const Fact& fact = line.fact;
    if (line.order < 0 || line.voided || fact.day > as_of.day) continue;
    if (is_contact(fact)) standing.last_contact = std::max(standing.last_contact, fact.day);
    if (fact.day < as_of.year_begins) continue;
    const auto result = static_cast<AttemptResult>(fact.value);
    const bool spoken = result == AttemptResult::spoken || result == AttemptResult::visit_arranged;
    ++standing.attempts;
    (spoken ? year.spoken : year.approached) = line.order;
  }
}

void Weighing::look_at_visits(const AsOf& as_of, int report_within, Standing& standing,
                              Year& year) {
  // A talk in another form took the place of a visit, as the family wished in that school year.
  const auto wished_otherwise = [&](int day) {
    return std::any_of(answers_.begin(), answers_.end(), [&](const AnswerLine& line) {
      return line.order >= 0 && !line.voided &&
             line.fact.value == static_cast<int>(AnswerKind::other_form) &&
             school_year_start(date_of(line.fact.day)) == school_year_start(date_of(day));
    });
  };
  // R98: a plan that fell away by an answer is no appointment that was called off. Facts of one
  // step follow each other (domain/fallen_visits.h says it of a history).
  const auto fell_by_answer = [&](const VisitLine& line) {
    for (int order = line.order - 1;; --order) {
      const auto is_there = [&](const auto& other) { return other.order == order; };
      const auto answer = std::find_if(answers_.begin(), answers_.end(), is_there);
      if (answer != answers_.end())
        return leaves_no_room(static_cast<AnswerKind>(answer->fact.value)) &&
               line.fact.recorded - answer->fact.recorded <= 1;
      const auto other = std::find_if(visits_.begin(), visits_.end(), is_there);
      if (other == visits_.end() || !is_called_off(static_cast<VisitState>(other->fact.value)))
        return false;
    }
  };
  for (const VisitLine& line : visits_) {
    if (line.order < 0 || line.voided) continue;
    const Fact& fact = line.fact;
    const auto state = static_cast<VisitState>(fact.value);
    const bool at_home = fact.how == static_cast<int>(Place::home);
    const bool contact = is_contact(fact) && fact.day <= as_of.day;
    if (at_home && is_called_off(state) && fell_by_answer(line)) continue;
    if (contact) standing.last_contact = std::max(standing.last_contact, fact.day);
    if (contact && fact.day < as_of.year_begins && (at_home || wished_otherwise(fact.day)))
      standing.last_offer = std::max(standing.last_offer, fact.day);
    if (fact.day < as_of.year_begins || fact.day > as_of.year_ends) continue;
    if (contact) {
      ++(at_home ? standing.held_at_home : standing.held_elsewhere);
      ++(line.reported - fact.day <= report_within ? standing.reports_in_time
                                                   : standing.reports_late);
      for (std::size_t i = 0; i < standing.minutes.size(); ++i)
        standing.minutes[i] += std::max(0, fact.minutes[i]);
      if (fact.purpose >= 0 && fact.purpose < static_cast<int>(standing.purposes.size()))
        ++standing.purposes[static_cast<std::size_t>(fact.purpose)];
      if (fact.language > 0) interpreted_.push_back(fact.language);
    } else if (state == VisitState::proposed) {
      // Not an appointment yet: the family stays where it was.
    } else if (is_planned(state)) {
      if (fact.day + report_within < as_of.day) ++standing.reports_missing;
      if (line.order > year.planned) {
        year.planned = line.order;
        year.planned_at_home = at_home;
      }
    } else if (state == VisitState::attempted_doorstep) {
      ++standing.attempts;
      year.approached = std::max(year.approached, line.order);
    } else if (!is_contact(fact)) {
      ++(state == VisitState::cancelled_by_family   ? standing.cancelled_by_family
         : state == VisitState::cancelled_by_school ? standing.cancelled_by_school
                                                    : standing.no_show);
      if (line.order > year.fallen) {
        year.fallen = line.order;
        year.fallen_by_school = state == VisitState::cancelled_by_school;
      }
    }
  }
  for (const AgreementLine& agreement : agreements_) {
    if (!is_open(agreement.state)) continue;
    ++standing.agreements_open;
    if (agreement.due != 0 && agreement.due < as_of.day) ++standing.agreements_overdue;
  }
}

// The same as History::last_contact and the open item in the file: the last by its day, and of one
// day the one entered last.
void Weighing::look_at_last_talk(const AsOf& as_of, Standing& standing) const {
  const VisitLine* last = nullptr;
  for (const VisitLine& line : visits_) {
    const int day = line.fact.day;
    if (line.order < 0 || line.voided || !is_contact(line.fact)) continue;
    if (day < as_of.year_begins || day > as_of.day) continue;
    if (last == nullptr || day >= last->fact.day) last = &line;
  }
  if (last == nullptr) return;
  const auto which = static_cast<std::uint32_t>(last - visits_.data()) + 1;
  standing.know_of_talk = last->fact.present;
  for (const ToldLine& told : told_)
    if (told.visit == which || (told.visit == 0 && told.day >= last->fact.day))
      standing.know_of_talk |= told.guardian;
}

void Weighing::look_at_answers(const FactReader& facts, const AsOf& as_of, Standing& standing,
                               Year& year) {
  const auto& guardians = facts.guardians();
  // Two ids that became one are one guardian.
  const auto same = [&](int a, int b) {
    if (a == b) return true;
    if (a < 1 || b < 1) return false;
    const auto count = static_cast<int>(guardians.size());
    return a <= count && b <= count &&
           guardians[static_cast<std::size_t>(a - 1)] == guardians[static_cast<std::size_t>(b - 1)];
  };
  const auto stands = [&](const AnswerLine& line) {
    const Fact& fact = line.fact;
    if (line.order < 0 || line.voided || fact.day > as_of.day) return false;
    if (fact.valid_until != 0 && fact.valid_until < as_of.day) return false;
    return fact.never_ask || fact.until > as_of.day || fact.day >= as_of.year_begins;
  };
  for (const AnswerLine& line : answers_) {
    if (line.order < 0 || line.voided || line.fact.day > as_of.day) continue;
    const auto kind = static_cast<AnswerKind>(line.fact.value);
    if (is_contact(line.fact))
      standing.last_contact = std::max(standing.last_contact, line.fact.day);
    if (kind == AnswerKind::declined && line.fact.day < as_of.year_begins)
      standing.last_offer = std::max(standing.last_offer, line.fact.day);
    if (!stands(line)) continue;
    const bool latest = std::none_of(answers_.begin(), answers_.end(), [&](const AnswerLine& b) {
      return &b != &line && stands(b) && same(b.fact.guardian, line.fact.guardian) &&
             std::pair(b.fact.day, b.order) > std::pair(line.fact.day, line.order);
    });
    if (!latest) continue;
    year.any_answer = true;
    const int weight = weight_of(kind);
    if (weight == 0) year.no_answer_yet = true;
    if (weight > year.weight) year.answer = -1;
    if (weight >= year.weight) year.answer = std::max(year.answer, line.order);
    year.weight = std::max(year.weight, weight);
  }
}

Standing Weighing::weigh(FactReader& facts, const AsOf& as_of, int report_within) {
  Standing standing;
  Year year;
  read(facts, as_of, standing);
  look_at_attempts(as_of, standing, year);
  look_at_visits(as_of, report_within, standing, year);
  look_at_last_talk(as_of, standing);
  look_at_answers(facts, as_of, standing, year);

  const bool wants_none = year.weight >= 3;  // declined or deferred
  const bool wants_no_visit = year.weight >= 2;
  const bool planned = year.planned >= 0 && (!wants_no_visit || year.planned > year.answer);
  const bool fallen = year.fallen > year.answer || (year.fallen >= 0 && year.weight == 0);
  standing.other_form_held = standing.held_elsewhere > 0;
  standing.column = [&] {
    if (standing.held_at_home > 0) return Column::visited;
    if (planned && year.planned_at_home) return Column::planned;
    if (standing.other_form_held || planned) return Column::other_form;
    if (year.weight == 4) return Column::declined;
    if (year.weight == 3) return Column::deferred;
    if (year.weight == 2) return Column::other_form;
    if (fallen) return year.fallen_by_school ? Column::cancelled_by_school : Column::fell_through;
    if (year.weight == 1) return Column::to_plan;
    if (year.approached >= 0 && year.spoken < 0) return Column::not_spoken;
    if (standing.invited || year.no_answer_yet || year.spoken >= 0) return Column::invited;
    return standing.informed ? Column::informed : Column::not_asked;
  }();

  const bool held = standing.held_at_home > 0 || standing.other_form_held;
  const bool appointment = planned || held;
  standing.answered = year.weight > 0 || appointment || year.fallen >= 0;
  standing.agreed = year.weight == 1;
  standing.asked = standing.answered || standing.invited || year.any_answer || year.spoken >= 0;
  standing.appointment_settled = appointment || wants_none;
  standing.contact_settled = held || wants_none;
  standing.rests = wants_none && !planned;
  return standing;
}

}  // namespace homevisit::progress
