#include "staff.h"

#include "homevisit/sdk/words.h"

namespace homevisit::rosariosis {
namespace {

const Filter with_access{"profile", "in", "admin,teacher"};

}  // namespace

StaffIds StaffIds::read(const Session& session) {
  StaffIds ids;
  session.each({.table = "staff",
                .columns = {"staff_id", "rollover_id", "profile"},
                .keys = {"staff_id"},
                .filters = {with_access}},
               [&](const Value& row) {
                 const std::string_view profile = row["profile"].text();
                 if (profile == "admin" || profile == "teacher")
                   ids.before_[row["staff_id"].id()] = row["rollover_id"].id();
               });
  return ids;
}

// A chain that leads in a circle, or to a row that is gone, ends where it can be followed no more.
std::string StaffIds::first_id(const std::string& id) const {
  auto at = before_.find(id);
  if (at == before_.end()) return "";
  for (std::size_t steps = 0; steps < before_.size(); ++steps) {
    const auto before = before_.find(at->second);
    if (before == before_.end()) return at->first;
    at = before;
  }
  return id;
}

// Where schools are in different years, a person has a row of each: the later one counts.
void list_staff(const Session& session, sdk::Sink& sink) {
  struct Person {
    std::int64_t syear = 0;
    std::string given, family, function;
  };
  const Years years = Years::read(session);
  const StaffIds ids = StaffIds::read(session);
  std::map<std::string, std::string, std::less<>> functions;
  session.each(
      {.table = "user_profiles", .columns = {"id", "title"}, .keys = {"id"}},
      [&](const Value& row) { functions[row["id"].id()] = sdk::one_line(row["title"].text()); });
  std::map<std::string, Person> people;
  session.each({.table = "staff",
                .columns = {"staff_id", "syear", "profile", "profile_id", "first_name", "last_name",
                            "name_suffix"},
                .keys = {"staff_id"},
                .filters = {{"syear", "in", years.list()}, with_access}},
               [&](const Value& row) {
                 const std::string id = ids.first_id(row["staff_id"].id());
                 const std::int64_t syear = row["syear"].integer().value_or(0);
                 if (id.empty() || syear < people[id].syear) return;
                 std::string family = sdk::one_line(row["last_name"].text());
                 if (const std::string suffix = sdk::one_line(row["name_suffix"].text());
                     !suffix.empty())
                   family += " " + suffix;
                 // Who has permissions of their own has no profile of the list.
                 const auto title = functions.find(row["profile_id"].id());
                 people[id] = {syear, sdk::one_line(row["first_name"].text()), family,
                               title != functions.end() && !title->second.empty()
                                   ? title->second
                                   : std::string(row["profile"].text())};
               });
  for (const auto& [id, person] : people) {
    hv_staff staff{};
    staff.id = sdk::str(id);
    staff.given_name = sdk::str(person.given);
    staff.family_name = sdk::str(person.family);
    staff.function = sdk::str(person.function);
    sink.put(staff);
  }
}

}  // namespace homevisit::rosariosis
