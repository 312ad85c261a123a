#include "people.h"

#include <algorithm>
#include <tuple>

namespace homevisit::oneroster {

std::uint32_t People::row_of(std::string_view sourced_id) {
  const std::uint32_t row = ids_.add(sourced_id);
  if (row == people_.size()) people_.emplace_back();
  return row;
}

void People::add(const User& user, std::string_view school) {
  const std::uint32_t row = row_of(user.id);
  {
    Person& person = people_[row];
    if (person.came) return;
    person.came = true;
    if (user.kinds == 0) return;
    person.kinds = user.kinds;
    person.texts = texts_.keep({user.given, user.family, user.official, user.same_as});
    person.school = words_.number(school);
    person.year = words_.number(user.year);
    person.language = words_.number(user.language);
    person.function = words_.number(user.function);
    person.guardian_role = words_.number(user.guardian_role);
    person.secret = static_cast<std::uint8_t>(user.secret);
  }
  has_agents_ = has_agents_ || user.says_agents;
  // No reference into people_ from here on: each new id may move them.
  if ((user.kinds & kStudent) != 0) {
    for (const Relation& said : user.relations.all) {
      Link link;
      link.student = row;
      link.guardian = row_of(said.contact);
      link.relation = words_.number(said.relation);
      link.household = words_.number(said.household);
      link.lives_with = static_cast<std::uint8_t>(said.lives_with);
      link.custody = static_cast<std::uint8_t>(said.custody);
      link.informed = static_cast<std::uint8_t>(said.informed);
      link.order = static_cast<std::uint8_t>(said.rank);
      links_.push_back(link);
    }
  }
  for (const std::string& agent : user.agents) {
    Link link;
    link.source = 1;
    link.student = row;
    link.guardian = row_of(agent);
    links_.push_back(link);
  }
}

std::uint32_t People::find(std::string_view sourced_id) const {
  const std::uint32_t row = ids_.find(sourced_id);
  return row == kNone || !people_[row].came ? kNone : standing(row);
}

std::string_view People::id(std::uint32_t row) const {
  const std::string_view identifier = people_[row].same_as();
  return by_identifier_ && !identifier.empty() && !ambiguous_[row] ? identifier : ids_[row];
}

void People::settle(Report& report) {
  unite(report);
  settle_links();
}

// Rows of one person have the same identifier and the same names, and are students both or neither.
// The names guard against an identifier that is a school's own: two students of two schools with
// the number 1001 must never become one.
void People::unite(Report& report) {
  ambiguous_.assign(people_.size(), false);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < people_.size(); ++row)
    if (people_[row].kinds != 0 && !people_[row].same_as().empty()) rows.push_back(row);
  const auto group = [&](std::uint32_t row) {
    const Person& person = people_[row];
    return std::make_tuple((person.kinds & kStudent) != 0, person.same_as());
  };
  const auto names = [&](std::uint32_t row) {
    const Person& person = people_[row];
    return std::make_tuple(person.family(),
                           person.official().empty() ? person.given() : person.official());
  };
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(group(a), names(a), ids_[a]) < std::tuple(group(b), names(b), ids_[b]);
  });
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    while (end < rows.size() && group(rows[end]) == group(rows[begin])) ++end;
    std::uint32_t first = rows[begin];
    bool ambiguous = false;
    for (std::size_t i = begin + 1; i < end; ++i) {
      if (names(rows[i]) == names(first)) {
        merge(first, rows[i]);
      } else {
        first = rows[i];
        ambiguous = true;
      }
    }
    for (std::size_t i = begin; ambiguous && i < end; ++i) {
      ambiguous_[rows[i]] = true;
      report.left_out("people",
                      "share an identifier with people of another name; they were not "
                      "taken for one person. Look in the system whose number it is",
                      ids_[rows[i]]);
    }
    begin = end;
  }
  if (!by_identifier_) return;
  // An identifier that is somebody else's sourcedId cannot tell them apart.
  for (const std::uint32_t row : rows) {
    const std::uint32_t other = ids_.find(people_[row].same_as());
    if (other != kNone && standing(other) != standing(row)) ambiguous_[standing(row)] = true;
  }
}

void People::merge(std::uint32_t into, std::uint32_t from) {
  Person& person = people_[into];
  const Person& other = people_[from];
  person.kinds |= other.kinds;
  for (auto word : {&Person::school, &Person::year, &Person::language, &Person::function,
                    &Person::guardian_role})
    if (person.*word == 0) person.*word = other.*word;
  person.secret = std::max(person.secret, other.secret);  // yes over no over unknown
  people_[from].same = into;
  ++merged_;
}

// A link counts from whichever side it was said; the student's own relations count most.
void People::settle_links() {
  const auto is = [&](std::uint32_t row, std::uint8_t kind) {
    return (people_[row].kinds & kind) != 0;
  };
  for (Link& link : links_) {
    link.student = standing(link.student);
    link.guardian = standing(link.guardian);
    // Whom a student's relations name is a guardian, also a teacher whose only role says teacher.
    if (link.source == 0 && people_[link.guardian].kinds != 0)
      people_[link.guardian].kinds |= kGuardian;
  }
  std::erase_if(links_, [&](Link& link) {
    if (link.source == 1 && !(is(link.student, kStudent) && is(link.guardian, kGuardian)))
      std::swap(link.student, link.guardian);
    return !is(link.student, kStudent) || !is(link.guardian, kGuardian);
  });
  const auto pair = [](const Link& link) { return std::tuple(link.student, link.guardian); };
  std::stable_sort(links_.begin(), links_.end(), [&](const Link& a, const Link& b) {
    return std::tuple(pair(a), a.source) < std::tuple(pair(b), b.source);
  });
  links_.erase(std::unique(links_.begin(), links_.end(),
                           [&](const Link& a, const Link& b) { return pair(a) == pair(b); }),
               links_.end());
}

}  // namespace homevisit::oneroster
