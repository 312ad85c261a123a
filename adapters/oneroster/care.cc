#include "care.h"

#include <algorithm>
#include <string>

namespace homevisit::oneroster {
namespace {

// "home:p1+p2": the guardians of one student who live with them, in the order of their ids.
std::string shared_home(const People& people, const Link* begin, const Link* end) {
  std::vector<std::string_view> ids;
  for (const Link* link = begin; link != end; ++link)
    if (link->household == 0 && link->lives_with == HV_YES)
      ids.push_back(people.id(link->guardian));
  std::sort(ids.begin(), ids.end());
  std::string home = "home:";
  for (const std::string_view id : ids) {
    if (home.size() > 5) home += '+';
    home += id;
  }
  return home;
}

std::string household_of(const People& people, const Link& link, const std::string& home) {
  if (link.household != 0) return people.word(link.household);
  if (link.lives_with == HV_YES) return home;
  return link.lives_with == HV_NO ? "own:" + std::string(people.id(link.guardian)) : "";
}

}  // namespace

void list_care(const sdk::Call& call, const People& people, sdk::Sink& sink) {
  const std::vector<Link>& links = people.links();
  const Link* const end = links.data() + links.size();
  for (const Link* begin = links.data(); begin != end;) {
    const Link* next = begin;
    while (next != end && next->student == begin->student) ++next;
    const std::string home = shared_home(people, begin, next);
    for (const Link* link = begin; link != next; ++link) {
      if (sink.count() % 256 == 255) call.check();
      const std::uint32_t relation =
          link->relation != 0 ? link->relation : people[link->guardian].guardian_role;
      const std::string household = household_of(people, *link, home);
      hv_care care{};
      care.student = sdk::str(people.id(link->student));
      care.guardian = sdk::str(people.id(link->guardian));
      care.relation = sdk::str(people.word(relation));
      care.household = sdk::str(household);
      care.custody = static_cast<hv_ternary>(link->custody);
      care.lives_with = static_cast<hv_ternary>(link->lives_with);
      care.informed = static_cast<hv_ternary>(link->informed);
      care.order = link->order;
      sink.put(care);
    }
    begin = next;
  }
}

}  // namespace homevisit::oneroster
