// The people of a roster, small in memory: who they are, which rows are one person, who is whose
// guardian.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compact.h"
#include "homevisit/adapter.h"
#include "report.h"
#include "user.h"

namespace homevisit::oneroster {

// Words that many records share ("05", "teacher"), by number; 0 is "".
class Words {
 public:
  Words() { (void)number(""); }
  std::uint32_t number(std::string_view word) {
    const auto found = numbers_.find(word);
    if (found != numbers_.end()) return found->second;
    const auto next = static_cast<std::uint32_t>(words_.size());
    words_.push_back(&numbers_.emplace(word, next).first->first);
    return next;
  }
  const std::string& operator[](std::uint32_t number) const { return *words_[number]; }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<const std::string*> words_;
};

struct Person {
  const char* texts = nullptr;  // given, family, official, same_as; null: the row never came
  std::uint32_t same = kNone;   // the row that stands for this person; kNone: this one
  std::uint32_t school = 0, year = 0, language = 0, function = 0, guardian_role = 0;  // Words
  std::uint32_t birth = 0;  // 20160229; 0: not known
  std::uint8_t kinds = 0;
  std::uint8_t secret = HV_UNKNOWN;
  bool came = false;  // also of people who are nobody here

  std::string_view given() const { return Texts::at(texts, 0); }
  std::string_view family() const { return Texts::at(texts, 1); }
  std::string_view official() const { return Texts::at(texts, 2); }
  std::string_view same_as() const { return Texts::at(texts, 3); }
};

// One row's word about another.
struct Link {
  std::uint32_t student = kNone, guardian = kNone;  // rows; which is which is known in the end
  std::uint32_t relation = 0, household = 0;        // Words
  std::uint8_t lives_with = HV_UNKNOWN, custody = HV_UNKNOWN, informed = HV_UNKNOWN;
  std::uint8_t order = 0;
  std::uint8_t source = 0;  // 0: the student's relations; 1: agents of either; the least counts
};

class People {
 public:
  explicit People(bool ids_by_identifier) : by_identifier_(ids_by_identifier) {}

  // A row of the list of users; one that came before is left as it was. `school` is its name.
  void add(const User& user, std::string_view school);
  // When all rows have come: finds the rows of one person and sorts out who is whose guardian.
  void settle(Report& report);

  std::uint32_t size() const { return ids_.size(); }
  const Person& operator[](std::uint32_t row) const { return people_[row]; }
  Person& operator[](std::uint32_t row) { return people_[row]; }
  // The row that stands for the person of this sourcedId; kNone where none came.
  std::uint32_t find(std::string_view sourced_id) const;
  bool stands_for_itself(std::uint32_t row) const {
    return people_[row].came && people_[row].same == kNone && people_[row].kinds != 0;
  }
  // The id by which homevisit knows this person. REQUIRES: stands_for_itself.
  std::string_view id(std::uint32_t row) const;
  const std::string& word(std::uint32_t number) const { return words_[number]; }

  // After settle(): each pair once, those of one student together.
  const std::vector<Link>& links() const { return links_; }
  bool has_agents() const { return has_agents_; }
  // Rows that were found to be of somebody who has another row too.
  std::uint32_t merged() const { return merged_; }

 private:
  std::uint32_t row_of(std::string_view sourced_id);
  std::uint32_t standing(std::uint32_t row) const {
    return people_[row].same == kNone ? row : people_[row].same;
  }
  void unite(Report& report);
  void merge(std::uint32_t into, std::uint32_t from);
  void settle_links();

  bool by_identifier_;
  Ids ids_;  // sourcedIds
  Texts texts_;
  Words words_;
  std::vector<Person> people_;
  std::vector<Link> links_;
  std::vector<bool> ambiguous_;  // rows whose identifier is somebody else's too
  std::uint32_t merged_ = 0;
  bool has_agents_ = false;
};

}  // namespace homevisit::oneroster
