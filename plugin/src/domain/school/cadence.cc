#include "domain/school/cadence.h"

#include <algorithm>
#include <utility>

namespace homevisit::school {
namespace {

// Pupils who come later than this after the summer did not come with everybody else.
constexpr int days_of_beginning = 31;

template <typename T>
bool contains(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool in_one_of(std::span<const Group> groups, const std::vector<std::string>& ids) {
  return std::any_of(groups.begin(), groups.end(),
                     [&](const Group& group) { return contains(ids, group.id); });
}

bool is_about_everybody(const CohortRule& rule) {
  return rule.years.empty() && rule.groups.empty();
}

std::string without_zeros(std::string year) {
  const auto first = year.find_first_not_of('0');
  return first == year.npos ? year : year.substr(first);
}

// "Groep  03" as "groep 3": small letters, single spaces, no zeros in front.
std::string plain_year(std::string_view said) {
  std::string plain, word;
  const auto take = [&] {
    if (word.empty()) return;
    plain += (plain.empty() ? "" : " ") + without_zeros(std::exchange(word, {}));
  };
  for (const char c : said) {
    if (c == ' ' || c == '\t')
      take();
    else
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  take();
  return plain;
}

// "groep 3" as "3"; "" where no such word stands in front.
std::string_view without_word(std::string_view plain) {
  for (const std::string_view word : {"groep ", "leerjaar ", "jaar ", "klas ", "year ", "grade "})
    if (plain.starts_with(word)) return plain.substr(word.size());
  return {};
}

bool names_year(const std::vector<std::string>& years, const std::string& year) {
  return std::any_of(years.begin(), years.end(),
                     [&](const std::string& said) { return is_same_year(said, year); });
}

Turn turn_of_new_pupil(const Past& past) {
  if (past.last_offer || past.new_here == Ternary::no) return Turn::another_year;
  return past.new_here == Ternary::yes ? Turn::this_year : Turn::not_known;
}

int school_year_number(Date day) { return static_cast<int>(school_year_start(day).year()); }

Turn turn_by(const CohortRule& rule, const Past& past, Date day) {
  switch (rule.cadence) {
    case Cadence::every_year:
      return Turn::this_year;
    case Cadence::on_entry:
      // Of certain years or groups: whoever comes into them and was not visited before.
      if (is_about_everybody(rule)) return turn_of_new_pupil(past);
      return past.last_offer ? Turn::another_year : Turn::this_year;
    case Cadence::new_pupil:
      return turn_of_new_pupil(past);
    case Cadence::every_n_years:
      return !past.last_offer || school_year_number(day) - school_year_number(*past.last_offer) >=
                                     std::max(rule.every, 1)
                 ? Turn::this_year
                 : Turn::another_year;
    case Cadence::ad_hoc:
      return Turn::on_cause;
  }
  return Turn::not_in_programme;
}

bool is_in_trial(const Programme& programme, std::span<const Group> groups) {
  if (!programme.pilot) return true;
  switch (programme.pilot->decision) {
    case PilotDecision::stopped:
      return false;
    case PilotDecision::undecided:
      return programme.pilot->groups.empty() || in_one_of(groups, programme.pilot->groups);
    case PilotDecision::goes_on:
    case PilotDecision::adapted:
      return true;  // no trial any more
  }
  return true;
}

}  // namespace

bool is_same_year(std::string_view said, std::string_view known) {
  if (said == known) return true;
  const std::string one = plain_year(said), other = plain_year(known);
  if (one.empty() || other.empty()) return false;
  // One of them may leave the word out; "groep 1" is not "klas 1".
  return one == other || without_word(one) == other || without_word(other) == one;
}

bool is_about(const CohortRule& rule, const Student& student, std::span<const Group> groups) {
  if (is_about_everybody(rule) || in_one_of(groups, rule.groups)) return true;
  if (!student.year.empty()) return names_year(rule.years, student.year);
  // The system says the year of the group only.
  return std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
    return !group.year.empty() && names_year(rule.years, group.year);
  });
}

Ternary new_here(std::optional<Date> first_day, std::optional<Date> roster_from, Date day) {
  if (!first_day) return Ternary::unknown;
  const Date begin = school_year_start(day);
  if (*first_day < begin) return Ternary::no;
  if (roster_from && *roster_from < begin) return Ternary::yes;
  return *first_day > add_days(begin, days_of_beginning) ? Ternary::yes : Ternary::unknown;
}

std::optional<Date> last_offer_before_year_of(const History& history, Date day) {
  const Date begin = school_year_start(day);
  std::optional<Date> last;
  const auto take = [&](Date offered) {
    if (offered < begin && (!last || offered > *last)) last = offered;
  };
  const auto wished_otherwise = [&](Date visit) {
    return std::any_of(history.answers.begin(), history.answers.end(), [&](const AnswerEntry& a) {
      return !a.voided && a.answer.kind == AnswerKind::other_form &&
             school_year_start(a.answer.date) == school_year_start(visit);
    });
  };
  for (const VisitEntry& entry : history.visits)
    if (!entry.voided && is_contact(entry.visit.state) &&
        (entry.visit.place == Place::home || wished_otherwise(entry.visit.date)))
      take(entry.visit.date);
  for (const AnswerEntry& entry : history.answers)
    if (!entry.voided && entry.answer.kind == AnswerKind::declined) take(entry.answer.date);
  return last;
}

Turn turn_of(const Programme& programme, const Student& student, std::span<const Group> groups,
             const Past& past, Date day) {
  if (!is_in_trial(programme, groups)) return Turn::not_in_programme;
  // R4: instead of everybody, so instead of the rules too.
  if (programme.scope.kind == ScopeKind::chosen)
    return contains(programme.scope.students, student.id) ? Turn::this_year
                                                          : Turn::not_in_programme;
  if (programme.cohorts.empty()) return Turn::this_year;
  Turn turn = Turn::not_in_programme;
  for (const CohortRule& rule : programme.cohorts)
    if (is_about(rule, student, groups)) turn = std::max(turn, turn_by(rule, past, day));
  return turn;
}

bool is_due(const Programme& programme, const Student& student, std::span<const Group> groups,
            const Past& past, Date day) {
  return turn_of(programme, student, groups, past, day) == Turn::this_year;
}

}  // namespace homevisit::school
