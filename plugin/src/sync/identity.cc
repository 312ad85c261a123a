#include "sync/identity.h"

#include <algorithm>
#include <map>

#include "base/fold_name.h"
#include "json/json.h"

namespace homevisit::sync {
namespace {

// Words of a name without differences of case, accents, hyphens and spaces.
std::string folded(std::string_view name) {
  std::string words;
  for (const char c : fold_name(name)) {
    if (c != ' ')
      words += c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

bool same_name(std::string_view a, std::string_view b) {
  const std::string one = folded(a);
  return !one.empty() && one == folded(b);
}

std::string name_of(const Guardian& guardian) { return guardian.name(); }

// The one in `list` with this name, where there is exactly one; with this relation where several.
template <typename Person, typename Name>
const Person* only_one(const std::vector<Person>& list, const std::string& name,
                       const std::string& relation, const Name& name_of_person) {
  std::vector<const Person*> found;
  for (const Person& person : list)
    if (same_name(name_of_person(person), name)) found.push_back(&person);
  if (found.size() > 1)
    std::erase_if(found, [&](const Person* p) { return !same_name(p->relation, relation); });
  return found.size() == 1 ? found.front() : nullptr;
}

bool shares_guardian(const Identity& before, const std::vector<Guardian>& guardians) {
  return std::ranges::any_of(before.guardians, [&](const KnownGuardian& known) {
    return std::ranges::any_of(
        guardians, [&](const Guardian& now) { return same_name(known.name, name_of(now)); });
  });
}

}  // namespace

bool Identity::is_other(std::string_view id) const {
  return std::ranges::find(others, id) != others.end();
}

Identity identity_of(const Student& student, const std::vector<Guardian>& guardians) {
  Identity identity{student.id,
                    student.given_name,
                    student.official_name,
                    student.family_name,
                    student.birth_date,
                    {},
                    false,
                    {}};
  for (const Guardian& guardian : guardians)
    identity.guardians.push_back({guardian.id, name_of(guardian), guardian.relation});
  return identity;
}

std::string write_identity(const Identity& identity) {
  json::Writer w;
  w.begin_object().member("student", identity.student);
  w.member_if("given_name", identity.given_name).member_if("official_name", identity.official_name);
  w.member_if("family_name", identity.family_name);
  if (identity.birth_date) w.member("birth_date", format_date(*identity.birth_date));
  w.key("guardians").begin_array();
  for (const KnownGuardian& guardian : identity.guardians)
    w.begin_object()
        .member("id", guardian.id)
        .member_if("name", guardian.name)
        .member_if("relation", guardian.relation)
        .end_object();
  w.end_array();
  if (identity.left) w.member("left", true);
  if (!identity.others.empty()) {
    w.key("others").begin_array();
    for (const std::string& id : identity.others) w.string(id);
    w.end_array();
  }
  return w.end_object().take();
}

Result<Identity> read_identity(std::string_view body) {
  HV_ASSIGN(const auto document, json::Document::parse(body));
  const json::Value root = document.root();
  const auto text = [](json::Value value) { return std::string(value.text()); };
  Identity identity{text(root["student"]),
                    text(root["given_name"]),
                    text(root["official_name"]),
                    text(root["family_name"]),
                    parse_date(root["birth_date"].text()),
                    {},
                    root["left"].is_true(),
                    {}};
  const json::Value guardians = root["guardians"];
  for (std::size_t i = 0; i < guardians.size(); ++i) {
    const json::Value one = guardians.at(i);
    identity.guardians.push_back({text(one["id"]), text(one["name"]), text(one["relation"])});
  }
  const json::Value others = root["others"];
  for (std::size_t i = 0; i < others.size(); ++i) identity.others.push_back(text(others.at(i)));
  return identity;
}

Likeness compare(const Identity& before, const Student& now,
                 const std::vector<Guardian>& guardians) {
  Likeness likeness;
  for (const std::string& a : {before.given_name, before.official_name})
    for (const std::string& b : {now.given_name, now.official_name})
      likeness.given = likeness.given || same_name(a, b);
  likeness.official = !folded(before.official_name).empty() && !folded(now.official_name).empty() &&
                      !same_name(before.official_name, now.official_name);
  likeness.family = same_name(before.family_name, now.family_name) ||
                    (folded(before.family_name).empty() && folded(now.family_name).empty());
  if (before.birth_date && now.birth_date)
    likeness.birth = *before.birth_date == *now.birth_date ? BirthDates::same : BirthDates::other;
  likeness.guardian = shares_guardian(before, guardians);
  return likeness;
}

// A child may get another family name, and a date may be put right; not both at once, and never
// another given name: twins differ in nothing else.
bool is_still(const Likeness& likeness) {
  if (!likeness.given) return false;
  if (likeness.family) return likeness.birth != BirthDates::other || likeness.guardian;
  return likeness.birth == BirthDates::same && likeness.guardian;
}

Link link_of(const Likeness& likeness, bool came) {
  const bool same_day = likeness.birth == BirthDates::same;
  if (likeness.given && likeness.family) {
    if (same_day) {
      const bool certain = likeness.guardian && came && !likeness.official;
      return certain ? Link::certain : Link::doubt;
    }
    // Namesakes are common: a guardian must speak for it, or the ids must follow each other.
    if (likeness.birth == BirthDates::other) return likeness.guardian ? Link::doubt : Link::none;
    return likeness.guardian || came ? Link::doubt : Link::none;
  }
  const bool one_name = likeness.given || likeness.family;
  return one_name && same_day && likeness.guardian && came ? Link::faint : Link::none;
}

GuardianIds match_guardians(const Identity& before, const std::vector<Guardian>& now) {
  GuardianIds ids;
  std::vector<std::string> taken;
  std::vector<const KnownGuardian*> left;
  for (const KnownGuardian& known : before.guardians) {
    const auto* there = only_one(now, known.name, known.relation, name_of);
    const auto* back = only_one(before.guardians, known.name, known.relation,
                                [](const KnownGuardian& g) { return g.name; });
    if (there == nullptr || back != &known) {
      left.push_back(&known);
      continue;
    }
    taken.push_back(there->id);
    if (there->id != known.id) ids.changed.emplace_back(known.id, there->id);
  }
  const auto is_taken = [&](const std::string& id) {
    return std::ranges::find(taken, id) != taken.end();
  };
  // Another name under the same id is the same guardian with another name.
  std::erase_if(left, [&](const KnownGuardian* known) {
    const bool same = !is_taken(known->id) && std::ranges::any_of(now, [&](const Guardian& g) {
      return g.id == known->id;
    });
    if (same) taken.push_back(known->id);
    return same;
  });
  for (const KnownGuardian* known : left) ids.lost.push_back(known->id);
  for (const Guardian& guardian : now) {
    const bool was_there = std::ranges::any_of(
        before.guardians, [&](const KnownGuardian& known) { return known.id == guardian.id; });
    if (!is_taken(guardian.id) && !was_there) ids.fresh.push_back(guardian.id);
  }
  return ids;
}

}  // namespace homevisit::sync
