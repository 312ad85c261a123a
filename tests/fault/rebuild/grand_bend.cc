#include "grand_bend.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "host.h"
#include "journal/roster_store.h"

namespace rebuild_test {
namespace {

namespace json = homevisit::json;
using homevisit::Guardian;
using homevisit::MemberRole;
using homevisit::Ternary;

struct Carer {
  Guardian person;
  std::vector<std::pair<std::string, Guardian>> of;  // pupil, and the relation to her
};

void write_ternary(json::Writer& w, const char* key, Ternary value) {
  if (value != Ternary::unknown) w.member(key, value == Ternary::yes);
}

class Reader {
 public:
  explicit Reader(homevisit::journal::RosterStore& store) : store_(store) {}

  GrandBend read() {
    w_.begin_object().member("unique", true).key("roster").begin_object();
    w_.key("classes").begin_array();
    for (const auto groups = store_.groups().value(); const auto& group : groups) put(group);
    w_.end_array().key("pupils").begin_array();
    std::vector<homevisit::Student> students;
    EXPECT_TRUE(store_.each_student([&](const homevisit::Student& student) {
      students.push_back(student);
      return homevisit::ok();
    }));
    for (const homevisit::Student& student : students) put(student);
    w_.end_array().key("carers").begin_array();
    for (const auto& [id, carer] : carers_) put(carer);
    w_.end_array().key("staff").begin_array();
    for (const auto staff = store_.all_staff().value(); const auto& one : staff) put(one);
    w_.end_array().end_object().end_object();
    found_.guardians = carers_.size();
    found_.meadow = w_.take();
    return std::move(found_);
  }

 private:
  void put(const homevisit::Group& group) {
    ++found_.groups;
    const auto mentors = store_.staff_of_group(group.id, MemberRole::mentor, in_session_).value();
    const auto students = store_.students_of_group(group.id, in_session_).value();
    w_.begin_object().member("id", group.id).member("name", group.name);
    w_.member("year", group.school_year).key("mentors").begin_array();
    for (const homevisit::Staff& mentor : mentors) {
      w_.string(mentor.id);
      mentors_.insert(mentor.id);
    }
    w_.end_array().end_object();
    for (const homevisit::Student& student : students)
      places_[student.id] = {group.id, mentors.empty() ? std::string() : mentors.front().id};
  }

  void put(const homevisit::Student& student) {
    const auto& [group, mentor] = places_[student.id];
    Pupil pupil{student.id, mentor, {}};
    const auto guardians = store_.guardians(student.id).value();
    for (const Guardian& guardian : guardians) {
      pupil.guardians.push_back(guardian.id);
      Carer& carer = carers_[guardian.id];
      carer.person = guardian;
      carer.of.emplace_back(student.id, guardian);
    }
    found_.pupils.push_back(std::move(pupil));
    w_.begin_object().member("number", student.id).member("called", student.given_name);
    w_.member("surname", student.family_name).member("given", student.official_name);
    if (student.birth_date) w_.member("born", homevisit::format_date(*student.birth_date));
    w_.member("year", student.year).member("class", group).end_object();
  }

  void put(const Carer& carer) {
    w_.begin_object().member("id", carer.person.id).member("called", carer.person.given_name);
    w_.member("surname", carer.person.family_name).key("pupils").begin_array();
    for (const auto& [pupil, relation] : carer.of) {
      w_.begin_object().member("pupil", pupil).member("relation", relation.relation);
      write_ternary(w_, "authority", relation.custody);
      write_ternary(w_, "home", relation.lives_with);
      w_.end_object();
    }
    w_.end_array().end_object();
  }

  void put(const homevisit::Staff& staff) {
    ++found_.staff;
    if (!mentors_.contains(staff.id)) found_.other_staff.push_back(staff.id);
    w_.begin_object().member("id", staff.id).member("called", staff.given_name);
    w_.member("surname", staff.family_name).member("job", staff.function).end_object();
  }

  homevisit::journal::RosterStore& store_;
  const homevisit::Date in_session_ = *homevisit::parse_date("2026-10-12");
  json::Writer w_;
  std::map<std::string, std::pair<std::string, std::string>> places_;  // group and mentor
  std::map<std::string, Carer> carers_;
  std::set<std::string> mentors_;
  GrandBend found_;
};

}  // namespace

std::optional<GrandBend> read_grand_bend() {
  if (!std::filesystem::exists(HV_DISTRICT_BUNDLE)) return std::nullopt;
  const host_test::Folder folder;
  host_test::Host host(host_test::config_in(folder));
  const auto imported =
      host.call(host_test::it, "roster.import", R"({"path":")" HV_DISTRICT_BUNDLE "\"}");
  EXPECT_EQ(imported.status, HV_OK) << imported.text;
  const auto store = homevisit::journal::RosterStore::open(folder / "roster.db");
  EXPECT_TRUE(store);
  return Reader(**store).read();
}

}  // namespace rebuild_test
