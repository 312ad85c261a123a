// What the hosts of a school are asked to do, and what they were answered: the history that the
// student files are compared with in the end.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "random.h"

namespace delivery_checker {

struct Operation {
  enum class Kind { visit, revision, sign_off, addendum, void_visit, answer, void_answer };
  enum class Fate {
    open,          // given to a host that has not answered yet
    unknown,       // that host was killed before it answered
    acknowledged,  // from here on it must not be lost
    refused        // nothing of it may be seen anywhere
  };

  std::int64_t number = 0;
  Kind kind = Kind::visit;
  Fate fate = Fate::open;
  std::string name, actor;  // of the operation; JSON
  std::string submission, content;
  std::string student;
  std::string word;    // stands in its text and in no other's
  std::string target;  // id of the visit or answer that it is about
  bool files = false;  // it makes an entry in the student's file
  bool first = false;  // its entry goes before others of the student
  bool must_be_refused = false;
  std::string answered;             // the response, when acknowledged
  std::string event, visit, entry;  // ids out of it; `entry`: the id in its marker

  std::string request() const;
};

class Operations {
 public:
  Operations(std::uint64_t seed, int students);

  // Draws the next thing that a host is asked for: something new, or a submission again. Gives its
  // number.
  std::int64_t next();
  // The first one whose fate is unknown and that a host still holds; -1: none.
  std::int64_t next_unknown() const;

  void answered(std::int64_t number, int status, const std::string& response);
  void broken_off(std::int64_t number);

  const Operation& at(std::int64_t number) const { return all_[static_cast<std::size_t>(number)]; }
  const std::deque<Operation>& all() const { return all_; }
  // Sentences about answers that must not be.
  const std::vector<std::string>& findings() const { return findings_; }
  // How many of each fate there are.
  void count(std::map<std::string, std::int64_t>& fates) const;

 private:
  struct Visit {
    std::string id, student, author;
    bool signed_off = false, voided = false;
  };
  struct Answer {
    std::string id, student, author;
    bool voided = false;
  };

  Operation& make(Operation::Kind kind, const std::string& name, const std::string& student);
  std::int64_t visit();
  std::int64_t answer();
  std::int64_t on_a_visit();
  std::int64_t void_answer();
  std::int64_t again_with_other_content();
  std::int64_t wrong();
  void learn(const Operation& operation);

  Draw draw_;
  const int students_;
  std::deque<Operation> all_;
  std::vector<Visit> visits_;
  std::vector<Answer> answers_;
  std::vector<std::string> findings_;
  std::int64_t sent_again_ = 0;
};

}  // namespace delivery_checker
