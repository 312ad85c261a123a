#include "guardians.h"

#include <set>

#include "homevisit/sdk/once.h"
#include "homevisit/sdk/words.h"

namespace homevisit::rosariosis {
namespace {

struct Care {
  std::string relation, address;
  hv_ternary custody = HV_UNKNOWN;
  bool emergency = false;
};
using Cares = std::map<std::pair<std::string, std::string>, Care>;  // student, person

// "Y" is all that the system writes; a box that was never ticked and one that was cleared look the
// same, so that anything else is not known by itself.
hv_ternary ticked(const Value& value) {
  return sdk::same_word(sdk::trim(value.text()), "Y") ? HV_YES : HV_UNKNOWN;
}

Query contacts_query(std::vector<std::string> columns) {
  columns.insert(columns.begin(), {"id", "student_id", "person_id"});
  return {.table = "students_join_people", .columns = std::move(columns), .keys = {"id"}};
}

// "0" stands for "No Address".
std::string address_of(const Value& row) {
  const std::string id = row["address_id"].id();
  return id == "0" ? "" : id;
}

// A neighbour whom the school may call in an emergency is a contact like a mother is. Where the
// school has ticked custody for somebody else, such a contact without it has none: nobody is then
// asked to tell them of a visit.
void without_bystanders(Cares& cares) {
  std::set<std::string, std::less<>> decided;  // students of whom the school says who has custody
  for (const auto& [ids, care] : cares)
    if (care.custody == HV_YES) decided.insert(ids.first);
  for (auto& [ids, care] : cares)
    if (care.emergency && care.custody != HV_YES && decided.contains(ids.first))
      care.custody = HV_NO;
}

// Some contacts have a row for each address: they are one person in one relation.
Cares read_cares(const Session& session, const Enrolled& enrolled) {
  Cares cares;
  session.each_of(contacts_query({"address_id", "custody", "emergency", "student_relation"}),
                  "student_id", enrolled.ids(), [&](const Value& row) {
                    const std::string student = row["student_id"].id();
                    const std::string person = row["person_id"].id();
                    if (person.empty() || !enrolled.has(student)) return;
                    Care& care = cares[{student, person}];
                    if (care.relation.empty())
                      care.relation = sdk::one_line(row["student_relation"].text());
                    if (care.address.empty()) care.address = address_of(row);
                    if (ticked(row["custody"]) == HV_YES) care.custody = HV_YES;
                    if (ticked(row["emergency"]) == HV_YES) care.emergency = true;
                  });
  without_bystanders(cares);
  return cares;
}

// (student, address) at which the student lives. The address itself is not read.
std::set<std::pair<std::string, std::string>> read_residences(const Session& session,
                                                              const Enrolled& enrolled) {
  std::set<std::pair<std::string, std::string>> residences;
  session.each_of({.table = "students_join_address",
                   .columns = {"id", "student_id", "address_id", "residence"},
                   .keys = {"id"}},
                  "student_id", enrolled.ids(), [&](const Value& row) {
                    const std::string address = address_of(row);
                    if (!address.empty() && ticked(row["residence"]) == HV_YES)
                      residences.emplace(row["student_id"].id(), address);
                  });
  return residences;
}

}  // namespace

void list_guardians(const Session& session, sdk::Sink& sink) {
  const Enrolled enrolled = Enrolled::read(session, Years::read(session));
  std::set<std::string, std::less<>> wanted;
  session.each_of(contacts_query({}), "student_id", enrolled.ids(), [&](const Value& row) {
    if (enrolled.has(row["student_id"].id())) wanted.insert(row["person_id"].id());
  });
  wanted.erase("");
  sdk::Once once;
  session.each_of({.table = "people",
                   .columns = {"person_id", "first_name", "last_name"},
                   .keys = {"person_id"}},
                  "person_id", {wanted.begin(), wanted.end()}, [&](const Value& row) {
                    const std::string id = row["person_id"].id();
                    if (!wanted.contains(id) || !once(id)) return;
                    const std::string given = sdk::one_line(row["first_name"].text());
                    const std::string family = sdk::one_line(row["last_name"].text());
                    hv_guardian guardian{};
                    guardian.id = sdk::str(id);
                    guardian.given_name = sdk::str(given);
                    guardian.family_name = sdk::str(family);
                    sink.put(guardian);
                  });
}

void list_cares(const Session& session, sdk::Sink& sink) {
  const Enrolled enrolled = Enrolled::read(session, Years::read(session));
  const Cares cares = read_cares(session, enrolled);
  const auto residences = read_residences(session, enrolled);
  for (const auto& [ids, from] : cares) {
    const std::string household = from.address.empty() ? "" : "address:" + from.address;
    hv_care care{};
    care.student = sdk::str(ids.first);
    care.guardian = sdk::str(ids.second);
    care.relation = sdk::str(from.relation);
    care.household = sdk::str(household);
    care.custody = from.custody;
    care.lives_with = residences.contains({ids.first, from.address}) ? HV_YES : HV_UNKNOWN;
    sink.put(care);
  }
}

}  // namespace homevisit::rosariosis
